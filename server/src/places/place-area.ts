import { Refusal } from '@yijian/shared/errors'
import { type SQL, sql } from 'drizzle-orm'
import { rows, type Tx } from '../db/tx.ts'
import type { OfficerCaller } from '../identity/caller.ts'

/** Whose street a post may set: its own enterprises, and those that wait in the pool above it. */
export type PlaceArea = {
  /** Over `enterprise e`. */
  readonly reach: SQL
  /** Of what waits in pools, which waits in this post's, by its place and the district that its address names. */
  readonly pools: (placeId: SQL, district: SQL) => SQL
  /** Counties and the city whose pools these are. */
  readonly poolIds: readonly number[]
  /** Streets of today by id, with their counties. */
  readonly streets: ReadonlyMap<number, Unit>
  readonly counties: ReadonlyMap<number, Unit>
  readonly cityId: number
  /** Counties of today that a district's name may mean. */
  readonly countiesNamed: (name: string) => readonly number[]
}

export type Unit = { readonly id: number; readonly name: string; readonly parentId: number }

type Row = {
  id: number
  name: string
  stem: string
  tier: 'city' | 'county' | 'street'
  parentId: number | null
  standing: boolean
  today: number[]
}

export const POOLS = sql`('district_pool', 'city_pool')`
/** Over `enterprise e`: its street was found with doubts, and nobody has confirmed it; an index holds these alone. */
export const DOUBTFUL_STREET = sql`(not e.place_certain and e.place_how not in ${POOLS})`
export const ADDRESS = sql`coalesce(e.operating_address, e.address)`
/** Over `enterprise e`: the district that an address in the city's pool names, as it is written there; or empty. */
export const DISTRICT = sql`coalesce(case when e.place_how = 'city_pool' then substring(${ADDRESS} from (select district_pattern())) end, '')`

/** An office over a list of enterprises places none, and only the league does. */
export function placesAny({ office }: OfficerCaller): boolean {
  return office.covers === 'places' && office.agency === 'league'
}

/**
 * A street has its own enterprises and its county's pool; a county its own and, of the city's pool, those whose address
 * names it by any name it ever had; the city has all. An office over a list of enterprises places none, and only the
 * league does: whose an enterprise is, is its matter (依据: DOMAIN §0 属地).
 * @throws Refusal not_found for an office over a list and for other agencies
 */
export async function getPlaceArea(tx: Tx, caller: OfficerCaller): Promise<PlaceArea> {
  if (!placesAny(caller)) throw new Refusal('not_found')
  const divisions = await rows<Row>(
    tx,
    sql`with recursive onward as (
          select id as origin, id from division
          union select o.origin, s.new_id from onward o join division_succession s on s.old_id = o.id),
        today as (
          select o.origin, array_agg(t.id order by t.id) as ids from onward o join division t on t.id = o.id
          where t.valid_to is null group by o.origin)
        select d.id, d.name, district_stem(d.name) as stem, d.tier, d.parent_id as "parentId", d.valid_to is null as standing,
          t.ids as today
        from division d left join today t on t.origin = d.id where d.tier in ('city', 'county', 'street') order by d.id`,
  )
  const standing = divisions.filter((one) => one.standing)
  const city = standing.find(({ tier }) => tier === 'city')
  if (!city) throw new Error('no standing city among the divisions')
  const unitsOf = (tier: Row['tier']) =>
    new Map(
      standing
        .filter((one) => one.tier === tier)
        .map(({ id, name, parentId }) => [id, { id, name, parentId: parentId ?? city.id }]),
    )
  const streets = unitsOf('street')
  const counties = unitsOf('county')
  const namedCounties = divisions.filter(({ tier }) => tier === 'county')
  const countiesNamed = (name: string) => [
    ...new Set(namedCounties.filter(({ stem }) => stem === name).flatMap(({ today }) => today ?? [])),
  ]
  const own = sql`e.place_id = any (${sql.param(caller.places)}::int[])`
  const whole = caller.places.filter((id) => id === city.id || counties.has(id))
  const poolIds = [...new Set([...whole, ...caller.places.flatMap((id) => streets.get(id)?.parentId ?? [])])]
  const stems = [...new Set(namedCounties.map(({ stem }) => stem))]
  const names = whole.includes(city.id)
    ? []
    : stems.filter((stem) => countiesNamed(stem).some((id) => whole.includes(id)))
  const pools = (placeId: SQL, district: SQL) => {
    const these = sql`${placeId} = any (${sql.param(poolIds)}::int[])`
    return names.length === 0
      ? these
      : sql`(${these} or (${placeId} = ${city.id} and ${district} = any (${sql.param(names)}::text[])))`
  }
  return {
    reach: sql`(${own} or (e.place_how in ${POOLS} and ${pools(sql`e.place_id`, DISTRICT)}))`,
    pools,
    poolIds: names.length === 0 ? poolIds : [...poolIds, city.id],
    streets,
    counties,
    cityId: city.id,
    countiesNamed,
  }
}

/**
 * Where a post may put an enterprise: a street its pool's enterprises into itself and its own into any of its county. Where it
 * is already it may be left for good, as long as that is in doubt.
 */
export function mayPlace(
  caller: OfficerCaller,
  area: PlaceArea,
  from: { readonly placeId: number; readonly certain: boolean },
  streetId: number,
): boolean {
  const street = area.streets.get(streetId)
  if (!street || (streetId === from.placeId && from.certain)) return false
  if (caller.places.includes(streetId)) return true
  const mine = caller.places.includes(from.placeId)
  return mine && caller.places.some((id) => area.streets.get(id)?.parentId === street.parentId)
}
