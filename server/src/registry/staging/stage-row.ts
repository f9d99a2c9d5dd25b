import { hash } from 'node:crypto'
import { lookUpKeys } from '@yijian/shared/cross-check/look-up-keys'
import type { Resolution } from '@yijian/shared/division'
import { nameKey } from '@yijian/shared/enterprise-name'
import type { SearchColumns } from '@yijian/shared/library/search-keys'
import { maskPhone } from '@yijian/shared/mobile'
import type { RegisterRow, RowProblem } from '@yijian/shared/registry/register-row'
import type { FieldCipher } from '../../crypto/field-cipher.ts'
import type { CopyType, CopyValues, CopyWriter } from './copy-writer.ts'
import { industryOf, scoreAsRead } from './library-columns.ts'

/** Raised when reading a row or what is derived from it changes, so that the same file is then taken in afresh. */
const READING_VERSION = 14

const PHONE_CONTEXT = 'enterprise_contact|phone'

/** What was found out about a row beside what it says. */
export type Found = { readonly place: Resolution; readonly search: SearchColumns }

type ColumnOf<T extends CopyType> = {
  readonly type: T
  readonly value: (row: RegisterRow, found: Found) => CopyValues[T] | null
}
type Column = { readonly [T in CopyType]: ColumnOf<T> }[CopyType]

/** What the file says, under the names that `enterprise` has for it. */
const FILE_FACTS = {
  former_names: { type: 'text[]', value: (row) => row.formerNames },
  registration_number: { type: 'text', value: (row) => row.registrationNumber },
  name: { type: 'text', value: (row) => row.name },
  type_text: { type: 'text', value: (row) => row.typeText },
  type_class: { type: 'text', value: (row) => row.typeClass },
  principal_name: { type: 'text', value: (row) => row.principalName },
  principal_role: { type: 'text', value: (row) => row.principalRole },
  established_on: { type: 'date', value: (row) => row.establishedOn },
  approved_on: { type: 'date', value: (row) => row.approvedOn },
  capital_text: { type: 'text', value: (row) => row.capitalText },
  capital_amount: { type: 'numeric(20, 2)', value: (row) => row.capital?.amount ?? null },
  capital_currency: { type: 'text', value: (row) => row.capital?.currency ?? null },
  status_text: { type: 'text', value: (row) => row.statusText },
  status_class: { type: 'text', value: (row) => row.statusClass },
  address: { type: 'text', value: (row) => row.address },
  operating_address: { type: 'text', value: (row) => row.operatingAddress },
  headcount: { type: 'int', value: (row) => row.headcount },
  industry: { type: 'text', value: (row) => row.industry },
  scope: { type: 'text', value: (row) => row.scope },
  nature: { type: 'text', value: (row) => row.nature },
} as const satisfies Record<string, Column>

/**
 * What follows from the row and its place. A column of `enterprise` that an import fills gets one entry here and
 * nothing else: staging, applying, history images and undoing go by these tables. Raise READING_VERSION with it, so
 * that rows which are in the register already get a value when they are imported again. An index on it belongs into a
 * migration; a first load builds every plain index of `enterprise` once, at its end.
 */
const DERIVED = {
  name_key: { type: 'text', value: (row) => nameKey(row.name) },
  lookup_keys: {
    type: 'int[]',
    value: (row) => lookUpKeys([row.name, ...row.formerNames], row.address),
  },
  building_key: { type: 'text', value: (_, { place }) => place.buildingKey },
  industry_section: { type: 'text', value: industryOf },
  standard_score: { type: 'smallint', value: scoreAsRead },
  search_text: { type: 'text', value: (_, { search }) => search.text },
  search_keys: { type: 'int[]', value: (_, { search }) => search.keys },
} as const satisfies Record<string, Column>

/** Where it belongs and how that was found; all of them stay when a person has assigned the street. */
const PLACED = {
  place_id: { type: 'int', value: (_, { place }) => place.placeId },
  place_how: { type: 'text', value: (_, { place }) => place.how },
  place_certain: { type: 'boolean', value: (_, { place }) => place.certain },
  community_id: { type: 'int', value: (_, { place }) => place.communityId },
  learned_place_id: { type: 'int', value: (_, { place }) => place.learnedId },
} as const satisfies Record<string, Column>

/** What a person would call a change; keys and hashes follow from it. */
export const TOLD_COLUMNS: readonly string[] = Object.keys(FILE_FACTS)
export const PLACE_COLUMNS: readonly string[] = Object.keys(PLACED)
/** Columns of `enterprise` that are written from the staged ones of the same name, place apart. */
export const TAKEN_OVER_COLUMNS: readonly string[] = [
  ...Object.keys(FILE_FACTS),
  ...Object.keys(DERIVED),
  'content_hash',
  'raw',
  'row_number',
]

/** A fact of a row as the text that PostgreSQL makes of it; former names are none. */
export function factOf(row: RegisterRow, column: string): string | null {
  const { type, value } = FILE_FACTS[column as keyof typeof FILE_FACTS] // one of TOLD_COLUMNS
  const fact = value(row)
  if (fact === null) return null
  return type === 'numeric(20, 2)' ? Number(fact).toFixed(2) : String(fact)
}

/** Columns of the staging table, in the order of a staged row; told in staging-table.ts. */
export const STAGED_COLUMNS: Readonly<Record<string, CopyType>> = {
  row_number: 'int',
  credit_code: 'text',
  enterprise_id: 'bigint',
  live: 'boolean',
  unchanged: 'boolean',
  content_hash: 'bytea',
  problems: 'jsonb',
  sealed: 'text',
  raw: 'text',
  phone_indexes: 'bytea[]',
  phone_ciphers: 'text[]',
  phones_masked: 'text[]',
  phones_sms: 'boolean[]',
  ...typesOf(PLACED),
  ...typesOf(DERIVED),
  ...typesOf(FILE_FACTS),
}

const FIELDS = Object.keys(STAGED_COLUMNS).length
const FACTS: readonly Column[] = Object.values(FILE_FACTS)
const FOLLOWING: readonly Column[] = [...Object.values(PLACED), ...Object.values(DERIVED)]
const RAW_PHONES_AND_FOLLOWING = 5 + FOLLOWING.length
/** A fact that a row needs which the register holds already: it decides between rows of one code. */
const FACTS_BEFORE_APPROVAL = Object.keys(FILE_FACTS).indexOf('approved_on')

/** What stands at the beginning of every staged row. */
export type StagedStart = {
  readonly number: number
  /** The enterprise of this code in the register. */
  readonly enterpriseId: number | null
  readonly problems: readonly RowProblem[]
}

/** The facts of rows, as the ends of their staged rows, each with a hash over all that the row says. */
export function stageFacts(
  rows: readonly RegisterRow[],
  phoneIndexes: readonly (readonly Uint8Array[])[],
  { copy, nothing }: { copy: CopyWriter; nothing: Found },
): { readonly start: number; readonly end: number; readonly digest: Buffer }[] {
  return rows.map((row, i) => {
    const from = copy.length
    copy.field('int', READING_VERSION)
    copy.field('text', row.creditCode)
    // Phones count by their blind index: an open hash of them could be guessed.
    copy.field('bytea[]', phoneIndexes[i] ?? [])
    const start = copy.length
    for (const column of FACTS) write(copy, column, row, nothing)
    return { start, end: copy.length, digest: Buffer.from(hash('sha256', copy.written(from), 'binary'), 'latin1') }
  })
}

/**
 * What follows from rows and what was found about them: the values of a column for all rows, then those of the next. One
 * small piece of the program at work on many rows takes half the time that all of it takes on one row after the other.
 */
export function readFollowing(rows: readonly RegisterRow[], found: readonly Found[]): Following {
  return FOLLOWING.map(({ value }) => rows.map((row, i) => (found[i] ? value(row, found[i]) : null)))
}

/** By column, then by row. */
export type Following = readonly (readonly unknown[])[]

export type StagedParts = {
  readonly digest: Uint8Array
  readonly raw: string
  readonly phones: StagedPhones
  readonly following: Following
  /** The row's number in `following`. */
  readonly at: number
  readonly facts: Uint8Array
}

/** A row that is new or changed. */
export function stageRow(copy: CopyWriter, start: StagedStart, row: RegisterRow, parts: StagedParts): void {
  writeStart(copy, start, { row, unchanged: false, digest: parts.digest, sealed: null })
  copy.field('text', parts.raw)
  copy.field('bytea[]', parts.phones.indexes)
  copy.field('text[]', parts.phones.ciphers)
  copy.field('text[]', parts.phones.masked)
  copy.field('boolean[]', parts.phones.sms)
  for (let i = 0; i < FOLLOWING.length; i++) {
    const column = FOLLOWING[i]
    // readFollowing made the value by this very column.
    if (column) copy.field(column.type, parts.following[i]?.[parts.at] as never)
  }
  copy.append(parts.facts)
}

/** A row that the register holds already: only what decides between rows of one code, and the hash to make sure later. */
export function stageUnchanged(copy: CopyWriter, start: StagedStart, row: RegisterRow, digest: Uint8Array): void {
  writeStart(copy, start, { row, unchanged: true, digest, sealed: null })
  copy.nulls(RAW_PHONES_AND_FOLLOWING + FACTS_BEFORE_APPROVAL)
  copy.field('date', row.approvedOn)
  copy.nulls(FACTS.length - FACTS_BEFORE_APPROVAL - 1)
}

/** A row that does not come in; `sealed` is all of it, to be given back. */
export function stageRejected(copy: CopyWriter, start: StagedStart, sealed: string): void {
  writeStart(copy, start, { row: null, unchanged: false, digest: null, sealed })
  copy.nulls(RAW_PHONES_AND_FOLLOWING + FACTS.length)
}

type Start = {
  readonly row: RegisterRow | null
  readonly unchanged: boolean
  readonly digest: Uint8Array | null
  readonly sealed: string | null
}

function writeStart(copy: CopyWriter, start: StagedStart, { row, unchanged, digest, sealed }: Start): void {
  copy.row(FIELDS)
  copy.field('int', start.number)
  copy.field('text', row?.creditCode ?? null)
  copy.field('bigint', start.enterpriseId)
  copy.field('boolean', row?.statusClass === 'live')
  copy.field('boolean', unchanged)
  copy.field('bytea', digest)
  copy.field('jsonb', start.problems.length === 0 ? null : JSON.stringify(start.problems))
  copy.field('text', sealed)
}

export type StagedPhones = {
  readonly indexes: readonly Uint8Array[]
  readonly ciphers: readonly string[]
  readonly masked: readonly string[]
  readonly sms: readonly boolean[]
}

export function sealPhones({ phones }: RegisterRow, indexes: readonly Uint8Array[], cipher: FieldCipher): StagedPhones {
  return {
    indexes,
    ciphers: phones.map((phone) => cipher.seal(PHONE_CONTEXT, phone.number)),
    masked: phones.map((phone) => maskPhone(phone.number)),
    sms: phones.map((phone) => phone.smsCapable),
  }
}

function write<T extends CopyType>(copy: CopyWriter, { type, value }: ColumnOf<T>, row: RegisterRow, found: Found) {
  copy.field(type, value(row, found))
}

function typesOf(columns: Readonly<Record<string, Column>>): Record<string, CopyType> {
  return Object.fromEntries(Object.entries(columns).map(([name, { type }]) => [name, type]))
}
