import { localDay } from '@yijian/shared/application/clock'
import { Refusal } from '@yijian/shared/errors'
import { establishedWithin, sizeBands } from '@yijian/shared/library/facets'
import { type FilterWords, LibraryFilters, type LibrarySort } from '@yijian/shared/library/list-contract'
import { sectionKey, sizeKey, statusKey, yearKey } from '@yijian/shared/library/search-keys'
import { type Reading, readSearch, type Term } from '@yijian/shared/library/search-terms'
import type { OutreachState } from '@yijian/shared/outreach/words'
import { type SQL, sql } from 'drizzle-orm'
import { getPlacesUnder } from '../cases/places-under.ts'
import { containing, startingWith } from '../db/like.ts'
import type { Tx } from '../db/tx.ts'
import type { OfficerCaller } from '../identity/caller.ts'
import { candidatesAt, HOPELESS, standsAt } from '../outreach/standing.ts'
import { DOUBTFUL_STREET } from '../places/place-area.ts'
import type { KeyFrequencies } from './key-frequencies.ts'
import { type OrderRange, orderRanges } from './order-ranges.ts'

/** One condition that keys can narrow: all keys of one of the alternatives, or a code's beginning. */
export type KeyCondition = {
  readonly condition: SQL
  readonly share: number
  /** Any of dozens of keys, which takes long where many have one. */
  readonly anyOf: boolean
}

/** What holds of all that match and of few others: an index by score has these alone. */
export type Aside = {
  readonly condition: SQL
  /** So few that all of them can be read, also where a post's places have hardly any. */
  readonly few: boolean
}

/** What a post asks of the library, ready for any way of finding it. All conditions are over `enterprise e`. */
export type LibrarySearch = {
  /** Where to look; null for an office over a list of enterprises. */
  readonly places: readonly number[] | null
  readonly enterprises: readonly number[]
  readonly conditions: readonly SQL[]
  /** The few conditions that an index narrows best, the rarest first. */
  readonly keyed: readonly KeyCondition[]
  /** Enterprises among which all that match are, where other tables tell them. */
  readonly among: SQL | null
  readonly aside: Aside | null
  /** Each row read has to be looked up in other tables. */
  readonly elsewhere: boolean
  /** Where in each order matches can stand, from its beginning on. */
  readonly ranges: Readonly<Record<LibrarySort, readonly OrderRange[]>>
  /** Holds no letter and no digit: nothing matches. */
  readonly nothing: boolean
}

const MOST_KEYED = 3
const MOST_KEYS = 4
/** A condition that this share of the register fulfils narrows nothing. */
const COMMON = 0.25

/** @throws Refusal invalid_input for filters that no list has given out */
export function readFilterWords({ sort: _, ...words }: FilterWords): LibraryFilters {
  const read = LibraryFilters.safeParse(words)
  if (!read.success)
    throw new Refusal('invalid_input', {
      fields: read.error.issues.map(({ path }) => ({ path: path.join('.'), message: 'check_this' })),
    })
  return read.data
}

/** @throws Refusal not_found for a place outside the post's jurisdiction */
export async function readLibrarySearch(
  tx: Tx,
  caller: OfficerCaller,
  filters: LibraryFilters,
  { now, frequencies }: { now: Date; frequencies: KeyFrequencies },
): Promise<LibrarySearch> {
  const today = localDay(now)
  const terms = filters.q === undefined ? [] : readSearch(filters.q)
  const byList = caller.office.covers === 'enterprises'
  const under = filters.placeId === undefined ? undefined : await getPlacesUnder(tx, caller, filters.placeId)
  const conditions: SQL[] = []
  const keyed: KeyCondition[] = []
  for (const term of terms ?? []) {
    conditions.push(textCondition(term))
    const narrowed = keysOfTerm(term, frequencies)
    if (narrowed) keyed.push(narrowed)
  }
  const facet = (condition: SQL, keys: readonly number[]) => {
    conditions.push(condition)
    const share = keys.reduce((sum, key) => sum + frequencies.shareOf(key), 0)
    keyed.push({ condition: sql`e.search_keys && ${sql.param(keys)}::int[]`, share, anyOf: false })
  }
  const { industry, size, age, status, outreach, tag } = filters
  if (industry) {
    const sections = industry.map((section) => (section === 'unknown' ? null : section))
    facet(
      sql`(e.industry_section = any (${sql.param(sections.filter((one) => one !== null))}::text[])${sections.includes(null) ? sql` or e.industry_section is null` : sql``})`,
      sections.map(sectionKey),
    )
  }
  if (size) facet(either(size.map(sizeCondition)), size.map(sizeKey))
  if (status) facet(sql`e.status_class = any (${sql.param(status)}::text[])`, status.map(statusKey))
  if (age) {
    const condition = either(age.map((band) => ageCondition(band, today)))
    const years = age.map((band) => yearsOf(band, today))
    if (years.some((some) => some === null)) conditions.push(condition)
    else facet(condition, years.flatMap((some) => some ?? []).map(yearKey))
  }
  if (filters.vanished) conditions.push(sql`e.vanished_batch_id is not null`)
  if (filters.doubtful) conditions.push(DOUBTFUL_STREET)
  if (outreach) conditions.push(either(outreach.map((state) => standsAt(state, caller))))
  if (tag)
    conditions.push(
      sql`exists (select 1 from enterprise_tag et where et.enterprise_id = e.id and et.tag_id = any (${sql.param(tag)}::int[]))`,
    )
  const community =
    filters.communityId === undefined
      ? null
      : sql`select c.id from enterprise c where c.community_id = ${filters.communityId}`
  // Asked once and not joined, so that an order can be walked; what it is walked by does not hold the community.
  if (community) conditions.push(sql`e.id = any (array(${community}))`)
  if (byList && under) conditions.push(sql`e.place_id = any (${sql.param(under)}::int[])`)
  return {
    places: byList ? null : under ? caller.places.filter((id) => under.includes(id)) : caller.places,
    enterprises: caller.enterprises,
    conditions,
    keyed: keyed
      .filter(({ share }) => share < COMMON)
      .sort((a, b) => a.share - b.share)
      .slice(0, MOST_KEYED),
    among:
      community ??
      (tag
        ? sql`select et.enterprise_id from enterprise_tag et where et.tag_id = any (${sql.param(tag)}::int[])`
        : outreach
          ? amongOutreach(outreach, caller)
          : filters.vanished
            ? sql`select v.id from enterprise v where v.vanished_batch_id is not null`
            : null),
    aside: asideOf(filters),
    elsewhere: outreach !== undefined || tag !== undefined,
    ranges: {
      score: orderRanges(filters, 'score', today),
      newest: orderRanges(filters, 'newest', today),
      headcount: orderRanges(filters, 'headcount', today),
    },
    nothing: terms === null,
  }
}

function asideOf({ doubtful, vanished, outreach }: LibraryFilters): Aside | null {
  if (doubtful) return { condition: DOUBTFUL_STREET, few: true }
  if (vanished) return { condition: sql`e.vanished_batch_id is not null`, few: false }
  return outreach?.every((state) => state === 'invalid') ? { condition: HOPELESS, few: false } : null
}

function amongOutreach(states: readonly OutreachState[], caller: OfficerCaller): SQL | null {
  const each = states.map((state) => candidatesAt(state, caller))
  return each.every((one) => one !== null) ? sql.join(each, sql` union all `) : null
}

function either(conditions: readonly SQL[]): SQL {
  return sql`(${sql.join([...conditions], sql` or `)})`
}

/** Over `enterprise e`: a word of a search stands in its text, or its code begins with it. */
export function textCondition({ readings, code }: Term): SQL {
  const read = readings.map(readingCondition)
  return either(code === null ? read : [codeCondition(code), ...read])
}

export function readingCondition({ text, at }: Reading): SQL {
  switch (at) {
    case 'first':
      return sql`e.search_text like ${startingWith(text)}`
    case 'anywhere':
      return sql`e.search_text like ${containing(text)}`
    case 'whole':
      return sql`e.search_text || ' ' like ${containing(`${text} `)}`
    case 'flanked': {
      const letters = text.replaceAll('.', '[.]')
      return sql`(e.search_text like ${containing(text)} and e.search_text ~ ${`[a-z0-9]${letters}|${letters}[.][a-z0-9]`})`
    }
  }
}

/** Codes are digits and capitals, which every collation orders alike. */
function codeCondition(code: string): SQL {
  return code.length >= 18
    ? sql`e.credit_code = ${code}`
    : sql`(e.credit_code >= ${code} and e.credit_code <= ${code.padEnd(18, 'Z')})`
}

/** Beginnings of codes up to the registrar's are shared by its whole district, and somewhat longer ones by many. */
const SAYS_WHICH = 13

/** What an index finds a word of a search by; null when nothing narrows it. */
export function keysOfTerm({ readings, code }: Term, frequencies: KeyFrequencies): KeyCondition | null {
  const { shareOf } = frequencies
  const rarest = ({ keys }: Reading) => [...keys].sort((a, b) => shareOf(a) - shareOf(b)).slice(0, MOST_KEYS)
  if (readings.some(({ keys, oneOf }) => keys.length === 0 && oneOf === undefined)) return null
  if (readings.some(({ oneOf }) => oneOf !== undefined))
    return anyOfKeys(
      readings.flatMap((reading) => reading.oneOf ?? rarest(reading).slice(0, 1)),
      frequencies,
    )
  const each = readings.map((reading) => {
    const keys = rarest(reading)
    return {
      condition: sql`e.search_keys @> ${sql.param(keys)}::int[]`,
      share: Math.min(...keys.map(shareOf)),
    }
  })
  if (code !== null) each.push({ condition: codeCondition(code), share: code.length >= SAYS_WHICH ? 0 : 0.1 })
  return {
    condition: either(each.map(({ condition }) => condition)),
    share: each.reduce((sum, { share }) => sum + share, 0),
    anyOf: false,
  }
}

/** One by one: asked for dozens at once, PostgreSQL expects so many matches that it rather reads the whole register. */
function anyOfKeys(keys: readonly number[], { shareOfAny }: KeyFrequencies): KeyCondition {
  return {
    condition: sql`e.id = any (array(select h.id from unnest(${sql.param(keys)}::int[]) k
      cross join lateral (select h.id from enterprise h where h.search_keys @> array[k]) h))`,
    share: shareOfAny(keys),
    anyOf: true,
  }
}

function sizeCondition(band: NonNullable<LibraryFilters['size']>[number]): SQL {
  if (band === 'unknown') return sql`e.headcount is null`
  const { from, to } = sizeBands[band]
  return sql`e.headcount between ${from}::int and ${to}::int`
}

type Age = NonNullable<LibraryFilters['age']>[number]

function ageCondition(band: Age, today: string): SQL {
  if (band === 'unknown') return sql`e.established_on is null`
  const { after, until } = establishedWithin(band, today)
  return sql`(e.established_on > ${after}::date and e.established_on <= ${until}::date)`
}

/** Null when they are so many that they narrow nothing. */
function yearsOf(band: Age, today: string): (number | null)[] | null {
  if (band === 'unknown') return [null]
  if (band === 'from_10') return null
  const { after, until } = establishedWithin(band, today)
  const first = Number(after.slice(0, 4))
  return Array.from({ length: Number(until.slice(0, 4)) - first + 1 }, (_, i) => first + i)
}
