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
const LEGAL_FORM = /(?:股份)?有限公司$/
/** They stand in nearly every name, so a search is no narrower by them. */
const SAYS_NOTHING = new Set(['有限', '限公', '公司'].map((two) => pairKey(two, 0)))

/**
 * The text that a search reads, and numbers by which an index finds where reading is worth while: two neighbouring
 * characters anywhere in a name, a person or an address, two neighbouring syllables or three initials of the name, its
 * first character, and what the filters ask. Whatever `readSearch` gives for a search that the text satisfies is among them.
 */
export function searchColumns(row: Searchable): SearchColumns {
  const keys = new Set<number>()
  const name = partOf(row.name).slice(0, MOST.name)
  const others = [
    ...withinOf(row.formerNames.map(partOf), MOST.formerNames),
    partOf(row.principalName ?? '').slice(0, MOST.principal),
    ...new Set([row.operatingAddress, row.address].map((text) => partOf(text ?? '').slice(0, MOST.address))),
  ].filter((part) => part !== '')
  const parts = [name, ...others]
  for (const part of parts) addPairKeys(part, keys)
  if (name !== '') keys.add(startKey(name))
  const syllables = syllablesOf(name.replace(LEGAL_FORM, '')).slice(0, MOST.syllables)
  addSoundKeys(syllables, keys)
  for (const key of facetKeys(row)) keys.add(key)
  const initials = syllables.map((syllable) => `.${syllable.charAt(0)}`).join('')
  return { text: `${parts.join('\n')}\n${initials}\n${syllables.map((s) => ` ${s}`).join('')}`, keys: [...keys] }
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

export function addPairKeys(part: string, keys: Set<number>): void {
  for (let i = 0; i + 1 < part.length; i++) {
    const key = pairKey(part, i)
    if (!SAYS_NOTHING.has(key)) keys.add(key)
  }
}

/** Keys of whatever holds this part. */
export function pairKeysOf(part: string): number[] {
  const keys = new Set<number>()
  addPairKeys(part, keys)
  return [...keys]
}

export function addSoundKeys(syllables: readonly string[], keys: Set<number>): void {
  for (let i = 0; i + 1 < syllables.length; i++) {
    const [one, two] = [syllableNumber(syllables[i] ?? ''), syllableNumber(syllables[i + 1] ?? '')]
    if (one !== undefined && two !== undefined) keys.add(KINDS.syllables + one * 512 + two)
  }
  addInitialKeys(syllables.map((syllable) => syllable.charAt(0)).join(''), keys)
}

export function addInitialKeys(initials: string, keys: Set<number>): void {
  for (let i = 0; i + 2 < initials.length; i++) {
    const three = Number.parseInt(initials.slice(i, i + 3), 36)
    if (Number.isInteger(three)) keys.add(KINDS.initials + three)
  }
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
