import type { LibrarySort } from '@yijian/shared/library/list-contract'
import { type SQL, sql } from 'drizzle-orm'
import { firstRow, rows, type Tx } from '../db/tx.ts'
import type { KeyFrequencies } from './key-frequencies.ts'
import type { LibraryCursor } from './library-cursor.ts'
import type { LibrarySearch } from './library-filters.ts'

export type Found = { readonly id: number; readonly value: string }
type Asked = {
  readonly sort: LibrarySort
  readonly cursor: LibraryCursor | null
  readonly limit: number
  readonly frequencies: KeyFrequencies
}

/** Not-null expressions, so that a page may begin after any row; each has an index that ends with the id. */
const ORDERS: Readonly<Record<LibrarySort, { readonly by: SQL; readonly type: SQL }>> = {
  score: { by: sql`e.standard_score`, type: sql`smallint` },
  newest: { by: sql`coalesce(e.established_on, date '0001-01-01')`, type: sql`date` },
  headcount: { by: sql`coalesce(e.headcount, -1)`, type: sql`int` },
}
/** What conditions may ask of a row; the indexes by score hold all of it. */
const READ = sql`e.id, e.place_id, e.standard_score, e.search_text, e.credit_code, e.industry_section, e.headcount,
  e.status_class, e.nature, e.established_on, e.vanished_batch_id`

/** Rows read in order to see how close together matches stand: about a millisecond. */
const TRIED = 2000
/** Rows read in order before another way is tried. Orders but the score keep nothing beside them: each row is fetched. */
const WALKED = { score: 15_000, newest: 5000, headcount: 5000 } as const
/** So few rows are found and sorted sooner than the order is walked. */
const FEW = 1500
/** More places than this are walked together, fewer are merged. */
const MERGED = 40

/**
 * The next rows that match, in order. Common matches stand close together in the order, so it is walked; rare ones are
 * found by their keys and sorted. Statistics tell what is surely rare; for the rest a short walk shows how far a page is.
 */
export async function findInLibrary(tx: Tx, search: LibrarySearch, asked: Asked): Promise<Found[]> {
  if (search.nothing || search.places?.length === 0) return []
  const direct = search.places === null || search.among !== null
  const [rarest] = search.keyed
  const few = rarest !== undefined && rarest.share * asked.frequencies.enterprises <= FEW
  if (!direct && !few) {
    const tried = await rows<Found>(tx, walk(search, asked, TRIED))
    if (tried.length === asked.limit) return tried
    const expected = (TRIED * asked.limit) / (tried.length + 1)
    if (expected * 2 <= WALKED[asked.sort]) {
      const walked = await rows<Found>(tx, walk(search, asked, Math.ceil(expected * 2)))
      if (walked.length === asked.limit) return walked
    }
  }
  if (direct || rarest) return rows<Found>(tx, gathered(search, asked))
  return rows<Found>(tx, walk(search, asked, null))
}

/** How many match, counted no further than `most`. */
export async function countInLibrary(
  tx: Tx,
  search: LibrarySearch,
  { most, frequencies }: { most: number; frequencies: KeyFrequencies },
): Promise<number> {
  if (search.nothing || search.places?.length === 0) return 0
  const [rarest] = search.keyed
  const few = (rarest?.share ?? 1) * frequencies.enterprises <= most
  const direct = search.places === null || search.among !== null || few
  // What is not few is counted in an index that holds all that conditions ask, instead of row by row.
  const counted = await firstRow<{ count: number }>(
    tx,
    direct
      ? sql`select count(*)::int as count from (select 1 from enterprise e where ${everything(search)} limit ${most}) found`
      : sql`select count(*)::int as count from (select 1 from (${inOrder(search, 'score', null, null)}) e
          where ${allOf(search.conditions)} limit ${most}) found`,
  )
  return counted?.count ?? 0
}

function walk(search: LibrarySearch, { sort, cursor, limit }: Asked, most: number | null): SQL {
  return sql`select e.id, e.ordered::text as value from (${inOrder(search, sort, cursor, most)}) e
    where ${allOf(search.conditions)} order by e.ordered desc, e.id desc limit ${limit}`
}

/** Rows of the places in order, with what conditions ask of them; `most` of them are read, or as many as are asked for. */
function inOrder(
  { places, highest }: LibrarySearch,
  sort: LibrarySort,
  cursor: LibraryCursor | null,
  most: number | null,
): SQL {
  const { by } = ORDERS[sort]
  const after = afterCursor(highest, sort, cursor)
  const budget = most === null ? sql`` : sql`limit ${most}`
  const all = places ?? []
  const read = (where: SQL) =>
    sql`select ${READ}, ${by} as ordered from enterprise e where ${where} and ${after} order by ${by} desc, e.id desc`
  if (all.length > MERGED) {
    return sql`select * from (${read(sql`true`)} ${budget}) e where e.place_id = any (${sql.param(all)}::int[])`
  }
  // The order is a column of its own, so that PostgreSQL sees that the parts are in order and merges them; it reads a
  // part by its index only when that has a limit of its own.
  const parts = all.map((place) => sql`(${read(sql`e.place_id = ${place}`)} ${budget})`)
  return sql`select * from (${sql.join(parts, sql` union all `)}) e order by e.ordered desc, e.id desc ${budget}`
}

function gathered(search: LibrarySearch, { sort, cursor, limit }: Asked): SQL {
  const { by } = ORDERS[sort]
  return sql`with hit as materialized (
      select e.id, ${by} as value from enterprise e where ${everything(search)} and ${afterCursor(search.highest, sort, cursor)})
    select id, value::text as value from hit order by hit.value desc, id desc limit ${limit}`
}

function everything({ places, enterprises, keyed, among, conditions }: LibrarySearch): SQL {
  return allOf([
    places === null ? sql`e.id = any (${sql.param(enterprises)}::bigint[])` : placeCondition(places),
    ...keyed.map(({ condition }) => condition),
    ...(among === null ? [] : [sql`e.id in (${among})`]),
    ...conditions,
  ])
}

/** The index of keys holds the place as well, which narrows it for a few places; of many each would be looked up. */
function placeCondition(places: readonly number[]): SQL {
  return places.length > MERGED
    ? sql`e.place_id + 0 = any (${sql.param(places)}::int[])`
    : sql`e.place_id = any (${sql.param(places)}::int[])`
}

function afterCursor(highest: number, sort: LibrarySort, cursor: LibraryCursor | null): SQL {
  const { by, type } = ORDERS[sort]
  if (cursor) return sql`(${by}, e.id) < (${cursor.value}::${type}, ${cursor.id}::bigint)`
  return sort === 'score' && highest < 100 ? sql`(${by}, e.id) < (${highest + 1}::smallint, 0::bigint)` : sql`true`
}

function allOf(conditions: readonly SQL[]): SQL {
  return conditions.length === 0 ? sql`true` : sql.join([...conditions], sql` and `)
}
