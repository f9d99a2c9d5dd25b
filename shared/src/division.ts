import * as z from 'zod/mini'
import { addressText } from './places/address-text.ts'
import { buildingKeyIn } from './places/building-key.ts'
import { type Community, createCommunityFinder } from './places/community.ts'
import { streetOfFormerTown } from './places/former-town.ts'
import { GAVE_LAND, TOOK_LAND } from './places/gave-land.ts'
import { createLearnedFinder, type LearnedPlace } from './places/learned-place.ts'
import { isSlipOf, namesOtherCity, otherDistrict } from './places/other-city.ts'

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
export const PlaceHow = z.enum([
  'street_in_address',
  'community_in_address',
  'learned_building',
  'district_pool',
  'city_pool',
  'assigned',
])
export type PlaceHow = z.infer<typeof PlaceHow>

const PlaceReason = z.enum([
  'street_named',
  'street_named_with_old_suffix',
  'street_named_with_community',
  'street_named_community_elsewhere',
  'street_gave_land',
  'street_outside_named_district',
  'town_named_without_suffix',
  'former_town_named',
  'community_named',
  'community_named_alone',
  'building_learned',
  'several_streets_named',
  'several_districts_named',
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
  /** The community or village that the address names, when it lies in that place. */
  readonly communityId: number | null
  /** What the address is grouped and learned by; see places/building-key.ts. */
  readonly buildingKey: string | null
  /** What a person once said that this answer follows. */
  readonly learnedId: number | null
  /** The address names a district, of today or of before. */
  readonly districtNamed: boolean
}

export type PlaceFinder = (address: string, options?: { writtenAfter?: string | null | undefined }) => Resolution

/** All that a place is found by, as plain data. */
export type Places = {
  readonly divisions: readonly Division[]
  readonly successions: readonly Succession[]
  readonly communities: readonly Community[]
  readonly learned: readonly LearnedPlace[]
}

const STREET_SUFFIX = /(街道|镇|乡)$/
const COUNTY_SUFFIX = /[区县市]$/
const LONGEST_STEM = 6
/** 上城, 临平, 桐庐: every one of ours, past and present. */
const COUNTY_STEM = 2
/** A road, square or building named after a district: 西湖大道, 余杭塘路, 临平北路. */
const NAMED_AFTER = '(?!(?:塘|[东南西北中])?(?:大?路|大?街(?!道)|大道|巷|弄)|风景|新村|国际|广场|大厦|花园)'

/**
 * Zones and towns that no division is named after, with the district of today whose streets they cover: the land of
 * 余杭 around 临平 is 临平区 since 2021, and 萧山's zone lies in 萧山 but for its 江东 part.
 */
const ZONES: readonly (readonly [zone: RegExp, countyStem: string])[] = [
  [/下沙(?!街道|镇|乡|路)|大江东产业/, '钱塘'],
  [/高新(?:技术(?:产业)?开发)?区[(（]?滨江/, '滨江'],
  [/杭州市?经济技?术?开发区/, '钱塘'],
  [/余杭[区市县]?(?:临平|(?:余杭)?经济(?:技术)?开发区)/, '临平'],
  [/萧山区?(?:萧山)?经济技术开发区(?!.*江东)/, '萧山'],
]

/**
 * Counties whose towns are far apart, so that a town's name right behind the county's means the town: 萧山临浦. Their
 * seats (临平, 城厢, 富春 …) are left out: what is called by them has long been several streets.
 */
const COUNTRY = ['萧山', '余杭', '临平', '富阳', '临安', '桐庐', '淳安', '建德']
const SEATS = [
  '临平',
  '余杭',
  '城厢',
  '北干',
  '临江',
  '富春',
  '锦城',
  '桐君',
  '城南',
  '千岛湖',
  '新安江',
  '洋溪',
  '江南',
  '南苑',
  '东湖',
]
/** After a town's name: it is a road's, a building's or an enterprise's. */
const NAMES_SOMETHING =
  /^(?:[东南西北中上下新老大]?(?:路|街|大道|巷|弄|桥|江|河|湖|山)|大厦|广场|国际|花园|名|苑|公寓|新城|酒店|宾馆|医院|农场|.{0,4}有限)/

/**
 * Builds a finder over dated divisions of one city. A street's name decides, wherever it stands in the address, since
 * no two streets of the city share one, but for a village that went to a later street; then a community or village within the named district, then what people have
 * said of the building. A district's name counts for what its land is today. A wrong street is worse than a pool, so
 * whatever is not certain says so.
 */
export function createPlaceFinder({ divisions, successions, communities, learned }: Places): PlaceFinder {
  const byId = new Map(divisions.map((division) => [division.id, division]))
  const successors = Map.groupBy(successions, (succession) => succession.oldId)
  const city = divisions.find((division) => division.tier === 'city' && division.validTo === null)
  if (!city) throw new Error('no standing city among the divisions')
  const pool = city.id

  const today = (id: number): number[] => {
    const next = successors.get(id)
    return next ? [...new Set(next.flatMap((succession) => today(succession.newId)))] : [id]
  }
  const onlyToday = (id: number): number | null => {
    const [only, ...others] = today(id)
    return only === undefined || others.length > 0 || byId.get(only)?.validTo !== null ? null : only
  }
  const countyOf = (streetId: number) => byId.get(streetId)?.parentId ?? null
  const streets = index(divisions, 'street', STREET_SUFFIX)
  const streetsToday = new Map(
    [...streets].map(([stem, named]) => [
      stem,
      [...new Set(named.flatMap(({ id }) => onlyToday(id) ?? []))] as readonly number[],
    ]),
  )
  const counties = index(divisions, 'county', COUNTY_SUFFIX)
  const countyPattern = new RegExp(
    `(${alternatives(counties)})(?:[区县](?!域)|市(?!场))|^(?:浙江省?)?(?:杭州市?)?(${alternatives(counties)})${NAMED_AFTER}`,
  )
  const findCommunity = createCommunityFinder(
    communities.flatMap((community) => {
      const streetId = onlyToday(community.streetId)
      return streetId === null ? [] : [{ ...community, streetId }]
    }),
    streetsToday,
    countyOf,
  )
  const findLearned = createLearnedFinder(learned, onlyToday, countyOf)

  /** Districts of today that the land of the named district belongs to. */
  function landOf(stem: string, writtenAfter: string | null): number[] {
    const named = (counties.get(stem) ?? []).filter(
      (county) => county.validTo === null || !(writtenAfter && writtenAfter >= county.validTo),
    )
    return [...new Set(named.flatMap((county) => today(county.id)))]
  }

  /** A second district, which the first has nothing of. */
  function contradicts(text: string, land: readonly number[], writtenAfter: string | null): boolean {
    if (land.length === 0) return false
    for (const { index } of text.matchAll(/区(?![域块])|县|市(?!场)/g)) {
      const stem = text.slice(index - COUNTY_STEM, index)
      if (counties.has(stem) && !landOf(stem, writtenAfter).some((county) => land.includes(county))) return true
    }
    return false
  }

  type Reading = {
    readonly text: string
    /** Districts of today that the address may mean; empty when it names none. */
    readonly land: readonly number[]
    readonly countyStem: string
    /** Where the county's name ends, and where each street's name ends. */
    readonly countyEnd: number
    readonly heads: readonly number[]
    readonly named: ReadonlyMap<number, 'street_named' | 'street_named_with_old_suffix'>
    readonly buildingKey: string | null
    readonly learned: LearnedPlace | null
    readonly districtNamed: boolean
    /** It begins with a district that is none of ours. */
    readonly foreign: string | null
    /** It names two districts, or one that is not ours: whatever is found is not sure. */
    readonly doubtful: boolean
  }

  function read(address: string, writtenAfter: string | null): Reading {
    const text = addressText(address)
    const county = countyPattern.exec(text)
    const countyStem = county ? (county[1] ?? county[2] ?? '') : ''
    const countyEnd = county ? endOfCounty(text, county.index + county[0].length) : 0
    const land = county ? landOf(countyStem, writtenAfter) : []
    const heads = [countyEnd]
    const named = new Map<number, 'street_named' | 'street_named_with_old_suffix'>()
    for (const { stem, whole, end } of suffixedStreets(text, streets)) {
      heads.push(end)
      for (const street of streets.get(stem) ?? []) {
        const id = onlyToday(street.id)
        if (id === null || named.get(id) === 'street_named') continue
        named.set(id, whole === street.name ? 'street_named' : 'street_named_with_old_suffix')
      }
    }
    const building = buildingKeyIn(text)
    const buildingKey = building?.key ?? null
    const districtNamed = land.length > 0
    const foreign = districtNamed ? null : otherDistrict(text, counties)
    const doubtful = foreign !== null || contradicts(text, land, writtenAfter)
    return {
      districtNamed,
      foreign,
      doubtful,
      text,
      land,
      countyStem,
      countyEnd,
      heads,
      named,
      buildingKey,
      learned: findLearned(building, land),
    }
  }

  function streetNamed({ text, land, heads, named, buildingKey, districtNamed, doubtful }: Reading): Resolution | null {
    const [street] = named
    if (!street) return null
    const [placeId, reason] = street
    const own = { buildingKey, districtNamed, learnedId: null, communityId: null }
    if (named.size > 1) {
      const [county, ...others] = new Set([...named.keys()].map((id) => countyOf(id) ?? pool))
      const among = { certain: false, reason: 'several_streets_named', ...own } as const
      return county === undefined || others.length > 0 || county === pool
        ? { placeId: pool, how: 'city_pool', ...among }
        : { placeId: county, how: 'district_pool', ...among }
    }
    const how = 'street_in_address'
    const county = countyOf(placeId) ?? -1
    if (doubtful || (land.length > 0 && !land.includes(county)))
      return { placeId, how, certain: false, reason: 'street_outside_named_district', ...own }
    const found = findCommunity(text, { counties: [county], heads, streetId: placeId })
    const inside = found?.community.streetId === placeId
    const communityId = inside ? found.community.id : null
    const streetName = byId.get(placeId)?.name ?? ''
    if (found && TOOK_LAND.get(streetName)?.includes(byId.get(found.community.streetId)?.name ?? '')) {
      const { id, streetId } = found.community
      const elsewhere = { certain: false, reason: 'street_named_community_elsewhere' } as const
      return { placeId: streetId, how: 'community_in_address', ...elsewhere, ...own, communityId: id }
    }
    // Towns that became streets gave land to new ones (临平镇, 锦城镇): the old name alone only suggests the street.
    if (reason === 'street_named_with_old_suffix')
      return inside && found.proven
        ? { placeId, how, certain: true, reason: 'street_named_with_community', ...own, communityId }
        : { placeId, how, certain: false, reason, ...own, communityId }
    if (!found && GAVE_LAND.includes(streetName))
      return { placeId, how, certain: false, reason: 'street_gave_land', ...own }
    return found && !inside
      ? { placeId, how, certain: false, reason: 'street_named_community_elsewhere', ...own }
      : { placeId, how, certain: true, reason, ...own, communityId }
  }

  function communityNamed({ text, land, heads, buildingKey, districtNamed, doubtful }: Reading): Resolution | null {
    const found = findCommunity(text, { counties: land, heads })
    if (!found) return null
    return {
      placeId: found.community.streetId,
      how: 'community_in_address',
      certain: found.proven && !doubtful,
      reason: land.length > 0 ? 'community_named' : 'community_named_alone',
      communityId: found.community.id,
      buildingKey,
      learnedId: null,
      districtNamed,
    }
  }

  function townNamedShort({ text, land, countyStem, countyEnd }: Reading): number | null {
    if (!COUNTRY.includes(countyStem)) return null
    for (let size = 4; size >= 2; size--) {
      const stem = text.slice(countyEnd, countyEnd + size)
      const [only, ...others] = SEATS.includes(stem) ? [] : (streetsToday.get(stem) ?? [])
      if (only === undefined || others.length > 0 || !land.includes(countyOf(only) ?? -1)) continue
      return NAMES_SOMETHING.test(text.slice(countyEnd + size)) ? null : only
    }
    return null
  }

  /** Within the district that the address names, or somewhere in the city when it names none. */
  function formerTown({ text, land }: Reading): number | null {
    const name = streetOfFormerTown(text)
    const street = name === null ? undefined : divisions.find((one) => one.name === name && one.validTo === null)
    if (!street) return null
    const near = land.length > 0 ? land.includes(street.parentId ?? -1) : text.includes('杭州')
    return near ? street.id : null
  }

  /** The district is one of another city, unless it is ours with one character wrong: 酉湖区三墩镇. */
  function liesElsewhere({ text, foreign, named }: Reading): boolean {
    if (namesOtherCity(text, counties.keys())) return true
    if (foreign === null) return false
    return ![...named.keys()].some((id) => isSlipOf(foreign, byId.get(countyOf(id) ?? pool)?.name ?? ''))
  }

  return function findPlace(address, options) {
    const reading = read(address, options?.writtenAfter ?? null)
    const { text, land, buildingKey, districtNamed, doubtful, learned: said } = reading
    const own = { communityId: null, buildingKey, districtNamed, learnedId: null }
    if (liesElsewhere(reading))
      return { placeId: pool, how: 'city_pool', certain: false, reason: 'other_city_named', ...own }
    const found = streetNamed(reading) ?? communityNamed(reading)
    if (found) return found
    if (said) {
      const { placeId, id: learnedId } = said
      return { placeId, how: 'learned_building', certain: !doubtful, reason: 'building_learned', ...own, learnedId }
    }
    const town = townNamedShort(reading)
    if (town !== null)
      return { placeId: town, how: 'street_in_address', certain: false, reason: 'town_named_without_suffix', ...own }
    const former = formerTown(reading)
    if (former !== null)
      return { placeId: former, how: 'street_in_address', certain: false, reason: 'former_town_named', ...own }
    const zone = land.length === 1 ? undefined : ZONES.find(([pattern]) => pattern.test(text))
    const zoneId = zone && counties.get(zone[1])?.find(({ validTo }) => validTo === null)?.id
    if (zoneId !== undefined && (land.length === 0 || land.includes(zoneId)))
      return { placeId: zoneId, how: 'district_pool', certain: false, reason: 'zone_named', ...own }
    const [placeId] = land
    if (placeId === undefined)
      return { placeId: pool, how: 'city_pool', certain: false, reason: 'no_place_named', ...own }
    if (doubtful) return { placeId: pool, how: 'city_pool', certain: false, reason: 'several_districts_named', ...own }
    if (land.length > 1)
      return { placeId: pool, how: 'city_pool', certain: false, reason: 'district_was_split', ...own }
    return { placeId, how: 'district_pool', certain: true, reason: 'district_named', ...own }
  }
}

/** 杭州富阳 may go on with 区, 桐庐县 with 城. */
function endOfCounty(text: string, end: number): number {
  return end + (/^[区县市]?城?/.exec(text.slice(end, end + 2))?.[0].length ?? 0)
}

/** Names of streets and towns with their word, longest first at each, so that 富春江镇 is not read as 春江. */
function suffixedStreets(
  text: string,
  streets: ReadonlyMap<string, unknown>,
): { stem: string; whole: string; end: number }[] {
  const found: { stem: string; whole: string; end: number }[] = []
  for (const suffix of text.matchAll(/(?:街道|镇|乡)(?!村)/g)) {
    const end = suffix.index + suffix[0].length
    for (let size = Math.min(LONGEST_STEM, suffix.index); size > 0; size--) {
      const stem = text.slice(suffix.index - size, suffix.index)
      if (!streets.has(stem)) continue
      found.push({ stem, whole: stem + suffix[0], end })
      break
    }
  }
  return found
}

function index(divisions: readonly Division[], tier: DivisionTier, suffix: RegExp): Map<string, Division[]> {
  return Map.groupBy(
    divisions.filter((division) => division.tier === tier),
    (division) => division.name.replace(suffix, ''),
  )
}

/** Longest first, so that no name hides a longer one. */
function alternatives(stems: ReadonlyMap<string, unknown>): string {
  return [...stems.keys()].sort((a, b) => b.length - a.length).join('|')
}
