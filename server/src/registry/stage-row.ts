import { hash } from 'node:crypto'
import type { Resolution } from '@yijian/shared/division'
import { nameKey } from '@yijian/shared/enterprise-name'
import { maskPhone } from '@yijian/shared/mobile'
import { lookUpKeys } from '@yijian/shared/registry/look-up-keys'
import type { RegisterRow, RowProblem } from '@yijian/shared/registry/register-row'
import type { FieldCipher } from '../crypto/field-cipher.ts'
import { industryOf, scoreAsRead, searchOf } from './library-columns.ts'

/** Raised when reading a row or what is derived from it changes, so that the same file is then taken in afresh. */
const READING_VERSION = 7

export const PHONE_CONTEXT = 'enterprise_contact|phone'

type Cell = string | number | boolean | null
type Column = { readonly type: string; readonly value: (row: RegisterRow, place: Resolution) => Cell }

/** What the file says, under the names that `enterprise` has for it. */
const FILE_FACTS = {
  former_names: { type: 'text[]', value: (row) => textArray(row.formerNames) },
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
    value: (row) => `{${lookUpKeys([row.name, ...row.formerNames], row.address).join(',')}}`,
  },
  building_key: { type: 'text', value: (_, place) => place.buildingKey },
  industry_section: { type: 'text', value: industryOf },
  standard_score: { type: 'smallint', value: scoreAsRead },
  search_text: { type: 'text', value: (row) => searchOf(row).text },
  search_keys: { type: 'int[]', value: (row) => `{${searchOf(row).keys.join(',')}}` },
} as const satisfies Record<string, Column>

/** Where it belongs and how that was found; all of them stay when a person has assigned the street. */
const PLACED = {
  place_id: { type: 'int', value: (_, place) => place.placeId },
  place_how: { type: 'text', value: (_, place) => place.how },
  place_certain: { type: 'boolean', value: (_, place) => place.certain },
  community_id: { type: 'int', value: (_, place) => place.communityId },
  learned_place_id: { type: 'int', value: (_, place) => place.learnedId },
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

/** Columns of the staging table, in the order of a staged line; told in staging-table.ts. */
export const STAGED_COLUMNS: Readonly<Record<string, string>> = {
  row_number: 'int',
  credit_code: 'text',
  enterprise_id: 'bigint',
  live: 'boolean',
  unchanged: 'boolean',
  content_hash: 'bytea',
  problems: 'jsonb',
  sealed: 'text',
  raw: 'text',
  phone_indexes: 'text[]',
  phone_ciphers: 'text[]',
  phones_masked: 'text[]',
  phones_sms: 'boolean[]',
  ...typesOf(PLACED),
  ...typesOf(DERIVED),
  ...typesOf(FILE_FACTS),
}

const FACT_VALUES = valuesOf(FILE_FACTS)
const FOLLOWING_VALUES = [...valuesOf(PLACED), ...valuesOf(DERIVED)]
const PHONE_COLUMNS = 4
/** Facts that a row needs which the register holds already: they decide between rows of one code. */
const UNCHANGED_FACTS = Object.keys(FILE_FACTS).map((column) => (column === 'approved_on' ? null : '\\N'))
const NOTHING = '\\N'
const NO_PHONES_NO_FOLLOWING = Array(PHONE_COLUMNS + FOLLOWING_VALUES.length)
  .fill(NOTHING)
  .join('\t')
const NO_FACTS = Array(FACT_VALUES.length).fill(NOTHING).join('\t')

/** What the row says, without its code and phones, as the end of its staged line. */
export function stageFacts(row: RegisterRow, nowhere: Resolution): string {
  let facts = field(FACT_VALUES[0]?.(row, nowhere) ?? null)
  for (let i = 1; i < FACT_VALUES.length; i++) facts += `\t${field(FACT_VALUES[i]?.(row, nowhere) ?? null)}`
  return facts
}

/** Hash over everything the row says, in hex. Phones count by their blind index: an open hash of them could be guessed. */
export function contentHash(row: RegisterRow, facts: string, phoneIndexes: readonly string[]): string {
  return hash('sha256', `${READING_VERSION}\t${row.creditCode}\t${phoneIndexes.join('\t')}\t${facts}`, 'hex')
}

export type StagedStart = {
  readonly number: number
  /** The enterprise of this code in the register. */
  readonly enterpriseId: number | null
  readonly problems: readonly RowProblem[]
}

/**
 * What follows from rows and their places, as the fields of their lines, a column at a time: one small piece of the program
 * at work on many rows takes half the time that all of it takes on one row after the other.
 */
export function stageFollowing(rows: readonly RegisterRow[], places: readonly Resolution[]): string[] {
  const fields = rows.map(() => '')
  for (const value of FOLLOWING_VALUES) {
    for (const [i, row] of rows.entries()) {
      const place = places[i]
      if (place) fields[i] += `\t${field(value(row, place))}`
    }
  }
  return fields
}

/** One line of PostgreSQL's COPY text format for a row that is new or changed. */
export function stageRow(
  { number, enterpriseId, problems }: StagedStart,
  row: RegisterRow,
  parts: { facts: string; contentHash: string; phones: string; following: string; raw: string },
): string {
  const start = `${number}\t${row.creditCode}\t${enterpriseId ?? NOTHING}\t${row.statusClass === 'live'}\tfalse`
  const about = `\\\\x${parts.contentHash}\t${problemsField(problems)}\t${NOTHING}\t${field(parts.raw)}`
  return `${start}\t${about}\t${parts.phones}${parts.following}\t${parts.facts}\n`
}

/** A row that the register holds already: only what decides between rows of one code, and the hash to make sure later. */
export function stageUnchanged(
  { number, enterpriseId, problems }: StagedStart,
  row: RegisterRow,
  digest: string,
): string {
  const facts = UNCHANGED_FACTS.map((cell) => cell ?? field(row.approvedOn)).join('\t')
  return `${number}\t${row.creditCode}\t${enterpriseId ?? NOTHING}\t${row.statusClass === 'live'}\ttrue\t\\\\x${digest}\t${problemsField(problems)}\t${NOTHING}\t${NOTHING}\t${NO_PHONES_NO_FOLLOWING}\t${facts}\n`
}

/** A row that does not come in; `sealed` is all of it, to be given back. */
export function stageRejected({ number, enterpriseId, problems }: StagedStart, sealed: string): string {
  return `${number}\t${NOTHING}\t${enterpriseId ?? NOTHING}\tfalse\tfalse\t${NOTHING}\t${problemsField(problems)}\t${sealed}\t${NOTHING}\t${NO_PHONES_NO_FOLLOWING}\t${NO_FACTS}\n`
}

export function stagePhones({ phones }: RegisterRow, indexes: readonly string[], cipher: FieldCipher): string {
  if (phones.length === 0) return '{}\t{}\t{}\t{}'
  const ciphers = phones.map((phone) => cipher.seal(PHONE_CONTEXT, phone.number))
  const masked = phones.map((phone) => maskPhone(phone.number))
  const sms = phones.map((phone) => phone.smsCapable)
  return `{${indexes.join(',')}}\t{${ciphers.join(',')}}\t{${masked.join(',')}}\t{${sms.join(',')}}`
}

function problemsField(problems: readonly RowProblem[]): string {
  return problems.length === 0 ? NOTHING : field(JSON.stringify(problems))
}

function field(value: Cell): string {
  if (value === null) return NOTHING
  if (typeof value !== 'string') return String(value)
  return /[\\\t\n\r]/.test(value)
    ? value.replaceAll('\\', '\\\\').replaceAll('\t', '\\t').replaceAll('\n', '\\n').replaceAll('\r', '\\r')
    : value
}

function textArray(values: readonly string[]): string {
  return values.length === 0 ? '{}' : `{${values.map((value) => `"${value.replace(/["\\]/g, '\\$&')}"`).join(',')}}`
}

function typesOf(columns: Readonly<Record<string, Column>>): Record<string, string> {
  return Object.fromEntries(Object.entries(columns).map(([name, { type }]) => [name, type]))
}

function valuesOf(columns: Readonly<Record<string, Column>>): Column['value'][] {
  return Object.values(columns).map(({ value }) => value)
}
