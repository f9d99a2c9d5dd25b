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
const WALKED = { score: 30_000, newest: 5000, headcount: 5000 } as const
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
export async function countInLibrary(tx: Tx, search: LibrarySearch, most: number): Promise<number> {
  if (search.nothing || search.places?.length === 0) return 0
  const counted = await firstRow<{ count: number }>(
    tx,
    sql`select count(*)::int as count from (select 1 from enterprise e where ${everything(search)} limit ${most}) found`,
  )
  return counted?.count ?? 0
}

function walk(search: LibrarySearch, { sort, cursor, limit }: Asked, most: number | null): SQL {
  const { by } = ORDERS[sort]
  const after = afterCursor(search, sort, cursor)
  const budget = most === null ? sql`` : sql`limit ${most}`
  const places = search.places ?? []
  const inOrder = sql`order by ${by} desc, e.id desc`
  const together = places.length > MERGED
  const source = together
    ? sql`select ${READ} from enterprise e where ${after} ${inOrder} ${most === null ? sql`` : sql`limit ${most}`}`
    : sql`select * from (${sql.join(
        places.map(
          (place) => sql`(select ${READ} from enterprise e where e.place_id = ${place} and ${after} ${inOrder})`,
        ),
        sql` union all `,
      )}) e ${inOrder} ${budget}`
  const here = together ? [sql`e.place_id = any (${sql.param(places)}::int[])`] : []
  return sql`select e.id, (${by})::text as value from (${source}) e
    where ${allOf([...here, ...search.conditions])} ${inOrder} limit ${limit}`
}

function gathered(search: LibrarySearch, { sort, cursor, limit }: Asked): SQL {
  const { by } = ORDERS[sort]
  return sql`with hit as materialized (
      select e.id, ${by} as value from enterprise e where ${everything(search)} and ${afterCursor(search, sort, cursor)})
    select id, value::text as value from hit order by hit.value desc, id desc limit ${limit}`
}

function everything({ places, enterprises, keyed, among, conditions }: LibrarySearch): SQL {
  return allOf([
    places === null
      ? sql`e.id = any (${sql.param(enterprises)}::bigint[])`
      : sql`e.place_id = any (${sql.param(places)}::int[])`,
    ...keyed.map(({ condition }) => condition),
    ...(among === null ? [] : [sql`e.id in (${among})`]),
    ...conditions,
  ])
}

function afterCursor({ highest }: LibrarySearch, sort: LibrarySort, cursor: LibraryCursor | null): SQL {
  const { by, type } = ORDERS[sort]
  if (cursor) return sql`(${by}, e.id) < (${cursor.value}::${type}, ${cursor.id}::bigint)`
  return sort === 'score' && highest < 100 ? sql`(${by}, e.id) < (${highest + 1}::smallint, 0::bigint)` : sql`true`
}

function allOf(conditions: readonly SQL[]): SQL {
  return conditions.length === 0 ? sql`true` : sql.join([...conditions], sql` and `)
}
