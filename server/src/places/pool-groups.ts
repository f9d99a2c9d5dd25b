import { readSearch } from '@yijian/shared/library/search-terms'
import { type SQL, sql } from 'drizzle-orm'
import { firstRow, rows, type Tx } from '../db/tx.ts'
import { getKeyFrequencies } from '../library/key-frequencies.ts'
import { keysOfTerm, textCondition } from '../library/library-filters.ts'
import { ADDRESS, DISTRICT, type PlaceArea, POOLS } from './place-area.ts'

/** What waits under one building; key and district are empty where addresses name none. */
export type GroupRow = {
  readonly key: string
  readonly poolId: number
  readonly district: string
  readonly enterprises: number
}
export type Pool = { readonly waiting: number; readonly groups: readonly GroupRow[] }

type Asked = { readonly q: string; readonly after: GroupRow | null; readonly limit: number }

/**
 * The next groups of the pool, largest first, addresses that name nothing last. They are read from the counts that are kept;
 * as long as those do not hold, and in a search, what waits is counted.
 */
export async function findPoolGroups(tx: Tx, area: PlaceArea, { q, after, limit }: Asked): Promise<Pool> {
  const page = { after, limit }
  const searched = q.trim() === '' ? [] : await searchedBy(tx, q)
  if (searched === null) return { waiting: 0, groups: [] }
  if (searched.length > 0 || (await firstRow(tx, sql`select from pool_recount`))) {
    return countGroups(tx, area, searched, page)
  }
  return readGroups(tx, area, page)
}

/** Conditions over `enterprise e`; null when nothing can match. */
async function searchedBy(tx: Tx, q: string): Promise<SQL[] | null> {
  const terms = readSearch(q)
  const frequencies = await getKeyFrequencies(tx)
  return (
    terms?.flatMap((term) => {
      const keys = keysOfTerm(term, frequencies)
      return keys ? [textCondition(term), keys.condition] : [textCondition(term)]
    }) ?? null
  )
}

type Page = Omit<Asked, 'q'>

const ORDER = sql`(g.building_key = ''), (-g.enterprises), g.building_key, g.place_id, g.district`
const SHOWN = sql`g.building_key as key, g.place_id as "poolId", g.district, g.enterprises`

/** Over a group `g`. */
function follows(after: GroupRow | null): SQL {
  return after
    ? sql`(${ORDER}) > (${after.key === ''}::boolean, ${-after.enterprises}::bigint, ${after.key}::text, ${after.poolId}::bigint, ${after.district}::text)`
    : sql`true`
}

async function countGroups(tx: Tx, area: PlaceArea, searched: readonly SQL[], { after, limit }: Page): Promise<Pool> {
  const waiting = sql.join(
    [
      sql`e.place_how in ${POOLS} and e.place_id = any (${sql.param(area.poolIds)}::int[])`,
      area.pools(sql`e.place_id`, DISTRICT),
      ...searched,
    ],
    sql` and `,
  )
  const found = await rows<GroupRow & { waiting: number }>(
    tx,
    sql`with g as materialized (
          select e.place_id, coalesce(e.building_key, '') as building_key, ${DISTRICT} as district, count(*)::int as enterprises
          from enterprise e where ${waiting} group by 1, 2, 3)
        select ${SHOWN}, (select sum(enterprises)::int from g) as waiting
        from g where ${follows(after)} order by ${ORDER} limit ${limit}`,
  )
  return { waiting: found[0]?.waiting ?? 0, groups: found }
}

/** What has changed since the counts were added up is counted in; few groups have. */
async function readGroups(tx: Tx, area: PlaceArea, { after, limit }: Page): Promise<Pool> {
  const counted = area.pools(sql`g.place_id`, sql`g.district`)
  const changed = area.pools(sql`c.place_id`, sql`c.district`)
  const total = await firstRow<{ waiting: number }>(
    tx,
    sql`select ((select coalesce(sum(g.enterprises), 0) from pool_total g where ${counted})
          + (select coalesce(sum(c.change), 0) from pool_change c where ${changed}))::int as waiting`,
  )
  const groups = await rows<GroupRow>(
    tx,
    sql`with changed as materialized (
          select c.place_id, c.building_key, c.district, sum(c.change)::int as change
          from pool_change c where ${changed} group by 1, 2, 3 having sum(c.change) <> 0),
        unchanged as (
          select g.place_id, g.building_key, g.district, g.enterprises from pool_group g
          where ${counted} and ${follows(after)}
            and (g.place_id, g.building_key, g.district) not in (select place_id, building_key, district from changed)
          order by ${ORDER} limit ${limit}),
        brought as (
          select c.place_id, c.building_key, c.district, coalesce(k.enterprises, 0) + c.change as enterprises
          from changed c left join pool_group k using (place_id, building_key, district))
        select ${SHOWN} from (
          select * from unchanged union all select * from brought g where g.enterprises > 0 and ${follows(after)}) g
        order by ${ORDER} limit ${limit}`,
  )
  return { waiting: total?.waiting ?? 0, groups }
}

export type Example = { readonly id: number; readonly name: string; readonly address: string | null }

/** One enterprise of each group; undefined where the last one has just left it. */
export async function findExamples(tx: Tx, groups: readonly GroupRow[]): Promise<(Example | undefined)[]> {
  const column = <K extends keyof GroupRow>(name: K) => sql.param(groups.map((group) => group[name]))
  // Two conditions for two ways to find them: by the index of buildings, and among the others of the place.
  const within = (key: SQL) => sql`select e.id, e.name, ${ADDRESS} as address from enterprise e
    where ${key} and e.place_id = g.place_id and e.place_how in ${POOLS} and ${DISTRICT} = g.district limit 1`
  const found = await rows<Example & { n: number }>(
    tx,
    sql`select g.n::int, one.id, one.name, one.address
        from unnest(${column('key')}::text[], ${column('poolId')}::int[], ${column('district')}::text[]) with ordinality
          as g (key, place_id, district, n)
        cross join lateral (
          (${within(sql`g.key <> '' and e.building_key = g.key`)})
          union all (${within(sql`g.key = '' and e.building_key is null`)})) one`,
  )
  return groups.map((_, i) => found.find(({ n }) => n === i + 1))
}
