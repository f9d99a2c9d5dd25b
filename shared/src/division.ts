import * as z from 'zod/mini'

export const DivisionTier = z.enum(['province', 'city', 'county', 'street'])
export type DivisionTier = z.infer<typeof DivisionTier>

/** A unit of government for as long as it kept its code, name and parent: (code, validFrom) is the key. */
export type Division = {
  readonly id: number
  readonly code: string
  readonly name: string
  readonly tier: DivisionTier
  readonly parentId: number | null
  readonly validFrom: string
  /** The first day on which it was no more; null while it stands. */
  readonly validTo: string | null
}

export type Succession = { readonly oldId: number; readonly newId: number }

/** How a place was found; the pools wait for a person to assign a street. */
export const PlaceHow = z.enum(['street_in_address', 'district_pool', 'city_pool', 'assigned'])
export type PlaceHow = z.infer<typeof PlaceHow>

export const PlaceReason = z.enum([
  'street_named',
  'street_named_with_old_suffix',
  'street_outside_named_district',
  'several_streets_named',
  'district_named',
  'zone_named',
  'district_was_split',
  'other_city_named',
  'no_place_named',
])
export type PlaceReason = z.infer<typeof PlaceReason>

export type Resolution = {
  readonly placeId: number
  readonly how: PlaceHow
  /** False asks a person to look before anything is decided on it. */
  readonly certain: boolean
  readonly reason: PlaceReason
}

export type PlaceFinder = (address: string, options?: { writtenAfter?: string | null | undefined }) => Resolution

const STREET_SUFFIX = /(街道|镇|乡)$/
const COUNTY_SUFFIX = /[区县市]$/
/** A road, square or building named after a district: 西湖大道, 余杭塘路, 临平北路. */
const NAMED_AFTER = '(?!(?:塘|[东南西北中])?(?:大?路|大?街(?!道)|大道|巷|弄)|风景|新村|国际|广场|大厦|花园)'

/** Development zones that no division is named after, with the district whose streets they cover. */
const ZONES: readonly (readonly [zone: RegExp, countyStem: string])[] = [
  [/下沙(?!街道|镇|乡)|大江东产业/, '钱塘'],
  [/杭州市?经济技?术?开发区/, '钱塘'],
]

/** Cities and counties of Zhejiang and seats of provinces, at the head of an address that is not ours. */
const OTHER_CITY =
  /^(?:中国)?(?:(?:浙江|江苏|安徽|福建|江西|山东|广东|湖南|湖北|河南|河北|四川|陕西|辽宁|云南|贵州)省?)?(?:宁波|温州|嘉兴|湖州|绍兴|金华|衢州|舟山|台州|丽水|义乌|慈溪|余姚|诸暨|海宁|桐乡|德清|安吉|长兴|嘉善|海盐|平湖|上虞|嵊州|新昌|东阳|永康|兰溪|瑞安|乐清|上海|北京|天津|重庆|南京|苏州|无锡|合肥|黄山|广州|深圳|武汉|成都|西安|长沙|厦门|福州|南昌|济南|青岛)(?!.{0,2}(?:路|街|大道|巷|弄|商会|大厦))/

/**
 * Builds a finder over dated divisions of one city. A street's name decides, wherever it stands in the address, since
 * no two streets of the city share one; a district's name counts for what its land is today. A wrong street is worse
 * than a pool, so whatever is not certain says so.
 */
export function createPlaceFinder(divisions: readonly Division[], successions: readonly Succession[]): PlaceFinder {
  const byId = new Map(divisions.map((division) => [division.id, division]))
  const successors = Map.groupBy(successions, (succession) => succession.oldId)
  const city = divisions.find((division) => division.tier === 'city' && division.validTo === null)
  if (!city) throw new Error('no standing city among the divisions')
  const pool = city.id

  const today = (id: number): number[] => {
    const next = successors.get(id)
    return next ? [...new Set(next.flatMap((succession) => today(succession.newId)))] : [id]
  }
  const streets = index(divisions, 'street', STREET_SUFFIX)
  const counties = index(divisions, 'county', COUNTY_SUFFIX)
  const streetPattern = new RegExp(`(${alternatives(streets)})(街道|镇|乡)(?!村)`, 'g')
  const countyPattern = new RegExp(
    `(${alternatives(counties)})(?:[区县](?!域)|市(?!场))|^(?:浙江省?)?(?:杭州市?)?(${alternatives(counties)})${NAMED_AFTER}`,
  )

  /** Districts of today that the land of the named district belongs to. */
  function landOf(stem: string, writtenAfter: string | null): number[] {
    const named = (counties.get(stem) ?? []).filter(
      (county) => county.validTo === null || !(writtenAfter && writtenAfter >= county.validTo),
    )
    return [...new Set(named.flatMap((county) => today(county.id)))]
  }

  return function findPlace(address, options) {
    const text = address.normalize('NFKC').replace(/\s+/g, '')
    if (OTHER_CITY.test(text) && !text.includes('杭州'))
      return { placeId: pool, how: 'city_pool', certain: false, reason: 'other_city_named' }
    const county = countyPattern.exec(text)
    const land = county ? landOf(county[1] ?? county[2] ?? '', options?.writtenAfter ?? null) : []

    const named = new Map<number, PlaceReason>()
    for (const [whole, stem = ''] of text.matchAll(streetPattern)) {
      for (const street of streets.get(stem) ?? []) {
        const ids = today(street.id)
        const [id] = ids
        if (id === undefined || ids.length > 1) continue
        if (named.get(id) === 'street_named') continue
        named.set(id, whole === street.name ? 'street_named' : 'street_named_with_old_suffix')
      }
    }
    const [street] = named
    if (street) {
      const [placeId, reason] = street
      if (named.size > 1) return { placeId: pool, how: 'city_pool', certain: false, reason: 'several_streets_named' }
      const fits = land.length === 0 || land.includes(byId.get(placeId)?.parentId ?? -1)
      if (!fits) return { placeId, how: 'street_in_address', certain: false, reason: 'street_outside_named_district' }
      // Towns that became streets gave land to new ones (临平镇, 锦城镇), so the old name only suggests the street.
      return { placeId, how: 'street_in_address', certain: reason === 'street_named', reason }
    }
    const zone = land.length === 1 ? undefined : ZONES.find(([pattern]) => pattern.test(text))
    const [zoneId] = zone ? landOf(zone[1], null) : []
    if (zoneId !== undefined) return { placeId: zoneId, how: 'district_pool', certain: false, reason: 'zone_named' }
    const [placeId] = land
    if (placeId === undefined) return { placeId: pool, how: 'city_pool', certain: false, reason: 'no_place_named' }
    if (land.length > 1) return { placeId: pool, how: 'city_pool', certain: false, reason: 'district_was_split' }
    return { placeId, how: 'district_pool', certain: true, reason: 'district_named' }
  }
}

function index(divisions: readonly Division[], tier: DivisionTier, suffix: RegExp): Map<string, Division[]> {
  return Map.groupBy(
    divisions.filter((division) => division.tier === tier),
    (division) => division.name.replace(suffix, ''),
  )
}

/** Longest first, so that 富春江镇 is not read as 春江. */
function alternatives(stems: ReadonlyMap<string, unknown>): string {
  return [...stems.keys()].sort((a, b) => b.length - a.length).join('|')
}
