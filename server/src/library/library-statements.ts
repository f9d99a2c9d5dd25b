import type { LibrarySort } from '@yijian/shared/library/list-contract'
import { type SQL, sql } from 'drizzle-orm'
import type { LibraryCursor } from './library-cursor.ts'
import type { LibrarySearch } from './library-filters.ts'
import { NO_DAY, NO_HEADCOUNT, type OrderRange } from './order-ranges.ts'

/** Not-null expressions, so that a page may begin after any row; each has an index that ends with the id. */
const ORDERS: Readonly<Record<LibrarySort, { readonly by: SQL; readonly type: SQL }>> = {
  score: { by: sql`e.standard_score`, type: sql`smallint` },
  newest: { by: sql.raw(`coalesce(e.established_on, date '${NO_DAY}')`), type: sql`date` },
  headcount: { by: sql.raw(`coalesce(e.headcount, ${NO_HEADCOUNT})`), type: sql`int` },
}
/** What conditions may ask of a row; the indexes by score hold all of it, but doubts about a place only where there are some. */
const READ = sql`e.id, e.place_id, e.standard_score, e.search_text, e.credit_code, e.industry_section, e.headcount,
  e.status_class, e.nature, e.established_on, e.vanished_batch_id, e.place_certain, e.place_how`

/** More places than this are walked together, whichever places stand between them; fewer are merged. */
const MERGED = 40

/** Above every id, so that a score and an id are one number. */
const BEYOND_IDS = sql.raw('10000000000000')

/** Where to read, and from where on. */
export type Stretch = { readonly sort: LibrarySort; readonly range: OrderRange; readonly cursor: LibraryCursor | null }

/** The first matches of a stretch, found by reading its rows in order; no more than `most` of them, if that is told. */
export function walk(search: LibrarySearch, stretch: Stretch, limit: number, most: number | null): SQL {
  return sql`select e.id, e.ordered::text as value from (${inOrder(search, stretch, most)}) e
    where ${allOf(onWalk(search))} order by e.ordered desc, e.id desc limit ${limit}`
}

export type Read = {
  readonly read: number
  readonly found: number
  /** The last of them in the order by score, where that was walked. */
  readonly last: LibraryCursor | null
}

/** How many of the first rows of a stretch match, and how many were read; see `Read`. */
export function countOnWalk(search: LibrarySearch, stretch: Stretch, most: number | null): SQL {
  return countMatching(search, inOrder(search, stretch, most))
}

/** The same of all rows of a stretch, whichever come first: what a few places hold need not be merged to be counted. */
export function countThere(search: LibrarySearch, stretch: Stretch, most: number | null): SQL {
  const { places } = search
  if (places === null || places.length > MERGED) return countOnWalk(search, stretch, most)
  const all = sql`select ${READ} from enterprise e where e.place_id = any (${sql.param(places)}::int[]) and ${within(stretch)}`
  return countMatching(search, most === null ? all : sql`${all} limit ${most}`)
}

function countMatching(search: LibrarySearch, read: SQL): SQL {
  const last = sql`min(e.standard_score * ${BEYOND_IDS}::bigint + e.id)`
  return sql`select count(*)::int as read, (count(*) filter (where ${allOf(onWalk(search))}))::int as found,
      case when count(*) > 0 then jsonb_build_object('value', (${last} / ${BEYOND_IDS})::text, 'id', ${last} % ${BEYOND_IDS}) end as last
    from (${read}) e`
}

/** How many of the enterprises among which other tables tell that all matches are, no more than `most` of those. */
export function countAmong(search: LibrarySearch, among: SQL, most: number): SQL {
  const known: LibrarySearch = { ...search, among: sql`select id from known` }
  return sql`with known (id) as materialized (select * from (${among}) known limit ${most})
    select (select count(*)::int from known) as read, null as last,
      (select count(*)::int from enterprise e where ${everything(known, 'known')}) as found`
}

/** What matches are found by: the index of keys, the enterprises among which other tables tell that all of them are, or what is set aside. */
export type By = 'keys' | 'known' | 'aside'
type Page = { readonly sort: LibrarySort; readonly cursor: LibraryCursor | null; readonly limit: number }

/** The first matches, found without any order and put in order then. */
export function gather(search: LibrarySearch, by: By, { sort, cursor, limit }: Page): SQL {
  const ordered = ORDERS[sort].by
  return sql`with hit as materialized (
      select e.id, ${ordered} as value from enterprise e where ${everything(search, by)} and ${afterCursor(sort, cursor)})
    select id, value::text as value from hit order by hit.value desc, id desc limit ${limit}`
}

export function countGathered(search: LibrarySearch, by: By, most: number): SQL {
  return sql`select count(*)::int as found from (select 1 from enterprise e where ${everything(search, by)} limit ${most}) found`
}

/** What a row that was read on a walk has to fulfil. */
function onWalk({ places, conditions }: LibrarySearch): readonly SQL[] {
  return places !== null && places.length > MERGED
    ? [sql`e.place_id = any (${sql.param(places)}::int[])`, ...conditions]
    : conditions
}

/**
 * Rows of the places in order, of many places those of all others among them, with what conditions ask of a row; `most`
 * of them are read, or as many as are asked for.
 */
function inOrder({ places, aside }: LibrarySearch, stretch: Stretch, most: number | null): SQL {
  const { sort } = stretch
  const { by } = ORDERS[sort]
  const only = sort === 'score' ? aside : null
  const among = only?.condition ?? sql`true`
  // Without a limit of its own PostgreSQL would expect to find a page in other indexes as soon; few of all rows are aside.
  const budget = most !== null ? sql`limit ${most}` : only ? sql`offset 0` : sql``
  const all = places ?? []
  const read = (where: SQL) =>
    sql`select ${READ}, ${by} as ordered from enterprise e where ${where} and ${among} and ${within(stretch)} order by ${by} desc, e.id desc`
  // Merged, each place that has none of them would read all of them in vain.
  if (only?.few) return sql`${read(sql`e.place_id = any (${sql.param(all)}::int[])`)} ${budget}`
  if (all.length > MERGED) return sql`${read(sql`true`)} ${budget}`
  // The order is a column of its own, so that PostgreSQL sees that the parts are in order and merges them; it reads a
  // part by its index only when that has a limit of its own.
  const parts = all.map((place) => sql`(${read(sql`e.place_id = ${place}`)} ${budget})`)
  return sql`select * from (${sql.join(parts, sql` union all `)}) e order by e.ordered desc, e.id desc ${budget}`
}

function within({ sort, range, cursor }: Stretch): SQL {
  const { by, type } = ORDERS[sort]
  return sql`${by} <= ${range.from}::${type} and ${by} >= ${range.to}::${type} and ${afterCursor(sort, cursor)}`
}

function everything({ places, enterprises, keyed, among, aside, conditions }: LibrarySearch, by: By): SQL {
  return allOf([
    places === null ? sql`e.id = any (${sql.param(enterprises)}::bigint[])` : placeCondition(places),
    ...(by === 'keys' ? keyed.map(({ condition }) => condition) : []),
    ...(by === 'known' && among !== null ? [sql`e.id in (${among})`] : []),
    ...(by === 'aside' && aside !== null ? [aside.condition] : []),
    ...conditions,
  ])
}

/** The index of keys holds the place as well, which narrows it for a few places; of many each would be looked up. */
function placeCondition(places: readonly number[]): SQL {
  return places.length > MERGED
    ? sql`e.place_id + 0 = any (${sql.param(places)}::int[])`
    : sql`e.place_id = any (${sql.param(places)}::int[])`
}

function afterCursor(sort: LibrarySort, cursor: LibraryCursor | null): SQL {
  const { by, type } = ORDERS[sort]
  return cursor ? sql`(${by}, e.id) < (${cursor.value}::${type}, ${cursor.id}::bigint)` : sql`true`
}

function allOf(conditions: readonly SQL[]): SQL {
  return conditions.length === 0 ? sql`true` : sql.join([...conditions], sql` and `)
}
