import { nameKey } from '../enterprise-name.ts'
import type { StatusClass } from '../enterprise-status.ts'
import { IndustrySection } from '../registry/industry.ts'
import { SizeBand, sizeBandOf } from './facets.ts'
import { syllableNumber, syllablesOf } from './pinyin.ts'

/** What the library is searched by. */
export type Searchable = {
  readonly name: string
  readonly formerNames: readonly string[]
  readonly principalName: string | null
  readonly address: string | null
  readonly operatingAddress: string | null
  readonly establishedOn: string | null
  readonly headcount: number | null
  readonly statusClass: StatusClass
  readonly industrySection: IndustrySection | null
}

export type SearchColumns = { readonly text: string; readonly keys: readonly number[] }

/**
 * Characters of each part; what is behind is not found by searching. An index holds the whole text beside its order, and
 * takes no more than 2,700 bytes of a row.
 */
const MOST = { name: 100, formerNames: 200, principal: 40, address: 90, syllables: 40 } as const
export const LEGAL_FORM = /(?:股份)?有限公司$/
/** They stand in nearly every name, so a search is no narrower by them. */
const SAYS_NOTHING = ['有限', '限公', '公司'].map((two) => pairKey(two, 0))

/**
 * The text that a search reads, and numbers, some of them twice, by which an index finds where reading is worth while: two neighbouring
 * characters anywhere in a name, a person or an address, two neighbouring syllables or three initials of the name, its
 * first character, and what the filters ask. Whatever `readSearch` gives for a search that the text satisfies is among them.
 */
export function searchColumns(row: Searchable): SearchColumns {
  const keys: number[] = []
  const name = partOf(row.name).slice(0, MOST.name)
  const others = [
    ...withinOf(row.formerNames.map(partOf), MOST.formerNames),
    partOf(row.principalName ?? '').slice(0, MOST.principal),
    ...new Set([row.operatingAddress, row.address].map((text) => partOf(text ?? '').slice(0, MOST.address))),
  ].filter((part) => part !== '')
  const parts = [name, ...others]
  for (const part of parts) addPairKeys(part, keys)
  if (name !== '') keys.push(startKey(name))
  const syllables = syllablesOf(name.replace(LEGAL_FORM, '')).slice(0, MOST.syllables)
  addSoundKeys(syllables, keys)
  keys.push(...facetKeys(row))
  let initials = ''
  let sound = ''
  for (const syllable of syllables) {
    initials += initialNumber(syllable.charCodeAt(0)) === undefined ? '.-' : `.${syllable.charAt(0)}`
    sound += ` ${syllable}`
  }
  return { text: `${parts.join('\n')}\n${initials}\n${sound}`, keys }
}

/** The one spelling of whatever is searched in; never lower case, which pinyin is. */
export function partOf(text: string): string {
  return text === '' ? '' : nameKey(text)
}

function withinOf(parts: readonly string[], most: number): string[] {
  let left = most
  return parts.filter((part) => {
    left -= part.length
    return left >= 0
  })
}

function addPairKeys(part: string, keys: number[]): void {
  for (let i = 0; i + 1 < part.length; i++) {
    const key = pairKey(part, i)
    if (!SAYS_NOTHING.includes(key)) keys.push(key)
  }
}

/** Keys of whatever holds this part. */
export function pairKeysOf(part: string): number[] {
  const keys: number[] = []
  addPairKeys(part, keys)
  return keys
}

export function addSoundKeys(syllables: readonly string[], keys: number[]): void {
  let before: number | undefined
  let initials = ''
  for (const syllable of syllables) {
    const number = syllableNumber(syllable)
    if (before !== undefined && number !== undefined) keys.push(KINDS.syllables + before * 512 + number)
    before = number
    initials += syllable.charAt(0)
  }
  addInitialKeys(initials, keys)
}

export function addInitialKeys(initials: string, keys: number[]): void {
  let three = 0
  for (let i = 0, known = 0; i < initials.length; i++) {
    const number = initialNumber(initials.charCodeAt(i))
    known = number === undefined ? 0 : known + 1
    three = (three * 36 + (number ?? 0)) % 46_656
    if (known >= 3) keys.push(KINDS.initials + three)
  }
}

/** A digit or a letter as one of 36; nothing else is an initial. */
function initialNumber(unit: number): number | undefined {
  if (unit >= 97 && unit <= 122) return unit - 87
  return unit >= 48 && unit <= 57 ? unit - 48 : undefined
}

/** Two UTF-16 units side by side fill an int; what is below KINDS.end no text ever gives. */
function pairKey(text: string, at: number): number {
  return (text.charCodeAt(at) << 16) | text.charCodeAt(at + 1)
}

export function startKey(part: string): number {
  return KINDS.start + part.charCodeAt(0)
}

export function sizeKey(band: SizeBand): number {
  return KINDS.size + SizeBand.options.indexOf(band)
}
export function statusKey(status: StatusClass): number {
  return KINDS.status + STATUSES.indexOf(status)
}
export function sectionKey(section: IndustrySection | null): number {
  return KINDS.section + (section === null ? IndustrySection.options.length : IndustrySection.options.indexOf(section))
}
/** @param year null for enterprises without a day of establishment */
export function yearKey(year: number | null): number {
  return KINDS.year + (year ?? 0)
}

function facetKeys(row: Searchable): number[] {
  return [
    sizeKey(sizeBandOf(row.headcount)),
    statusKey(row.statusClass),
    sectionKey(row.industrySection),
    yearKey(row.establishedOn === null ? null : Number(row.establishedOn.slice(0, 4))),
  ]
}

const STATUSES: readonly StatusClass[] = ['live', 'paused', 'moved', 'liquidation', 'revoked', 'gone', 'unknown']

/** Ranges of numbers, in the order of control characters, which no name holds. */
const KINDS = {
  initials: 0x0001_0000,
  start: 0x0002_0000,
  size: 0x0003_0000,
  status: 0x0003_1000,
  section: 0x0003_2000,
  year: 0x0003_3000,
  syllables: 0x0004_0000,
} as const
