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
export type Pool = {
  readonly waiting: number
  /** More match than were counted, and groups may hold more: there is no page after this one. */
  readonly more: boolean
  readonly groups: readonly GroupRow[]
}

/** Matches of a search that are counted; of more nobody reads a list, and counting half of a million takes a second. */
const COUNTED = 3000
const FEW_POOLS = 3

type Asked = { readonly q: string; readonly after: GroupRow | null; readonly limit: number }

/**
 * The next groups of the pool, largest first, addresses that name nothing last. They are read from the counts that are kept;
 * as long as those do not hold, what waits is counted, and in a search what matches, up to a bound.
 */
export async function findPoolGroups(tx: Tx, area: PlaceArea, { q, after, limit }: Asked): Promise<Pool> {
  const page = { after, limit }
  const searched = q.trim() === '' ? [] : await searchedBy(tx, q)
  if (searched === null) return { waiting: 0, more: false, groups: [] }
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
  // Half of a register stands in the pools of a city: what is searched for narrows more than they do.
  const place = searched.length > 0 && area.poolIds.length > FEW_POOLS ? sql`(e.place_id + 0)` : sql`e.place_id`
  const waiting = sql.join(
    [
      sql`e.place_how in ${POOLS} and ${place} = any (${sql.param(area.poolIds)}::int[])`,
      area.pools(place, DISTRICT),
      ...searched,
    ],
    sql` and `,
  )
  const found = await rows<GroupRow & { waiting: number }>(
    tx,
    sql`with hit as materialized (
          select e.place_id, coalesce(e.building_key, '') as building_key, ${DISTRICT} as district
          from enterprise e where ${waiting} ${searched.length > 0 ? sql`limit ${COUNTED + 1}` : sql``}),
        g as materialized (select place_id, building_key, district, count(*)::int as enterprises from hit group by 1, 2, 3)
        select ${SHOWN}, (select sum(enterprises)::int from g) as waiting
        from g where ${follows(after)} order by ${ORDER} limit ${limit}`,
  )
  const all = found[0]?.waiting ?? 0
  const more = searched.length > 0 && all > COUNTED
  return { waiting: more ? COUNTED : all, more, groups: found }
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
  return { waiting: total?.waiting ?? 0, more: false, groups }
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
