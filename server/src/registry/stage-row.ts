import { hash } from 'node:crypto'
import type { Resolution } from '@yijian/shared/division'
import { nameKey } from '@yijian/shared/enterprise-name'
import { maskPhone } from '@yijian/shared/mobile'
import { lookUpKeys } from '@yijian/shared/registry/look-up-keys'
import type { RegisterRow, RowProblem } from '@yijian/shared/registry/register-row'
import type { FieldCipher } from '../crypto/field-cipher.ts'

/** Raised when reading a row or its keys changes, so that the same file is then taken in afresh. */
const READING_VERSION = 2

export const PHONE_CONTEXT = 'enterprise_contact|phone'

/** Facts of the file that stand in the staging table as they will stand in `enterprise`. */
const FILE_FACTS = {
  former_names: 'text[]',
  registration_number: 'text',
  name: 'text',
  type_text: 'text',
  type_class: 'text',
  principal_name: 'text',
  principal_role: 'text',
  established_on: 'date',
  approved_on: 'date',
  capital_text: 'text',
  capital_amount: 'numeric(20, 2)',
  capital_currency: 'text',
  status_text: 'text',
  status_class: 'text',
  address: 'text',
  operating_address: 'text',
  headcount: 'int',
  industry: 'text',
  scope: 'text',
  nature: 'text',
} as const

/** With what follows from them alone. */
export const STAGED_FACTS = { name_key: 'text', ...FILE_FACTS } as const

/** Columns of the staging table, in the order of a staged line. */
export const STAGED_COLUMNS = {
  row_number: 'int',
  credit_code: 'text',
  /** Live rows win over others under the same code, then the later approval, then the later row. */
  live: 'boolean',
  unchanged: 'boolean',
  content_hash: 'bytea',
  problems: 'jsonb',
  lookup_keys: 'int[]',
  place_id: 'int',
  place_how: 'text',
  place_certain: 'boolean',
  phones: 'jsonb',
  ...STAGED_FACTS,
} as const

/** What the row says, without its code and phones, as the end of its staged line. */
export function stageFacts(row: RegisterRow): string {
  return line([
    textArray(row.formerNames),
    row.registrationNumber,
    row.name,
    row.typeText,
    row.typeClass,
    row.principalName,
    row.principalRole,
    row.establishedOn,
    row.approvedOn,
    row.capitalText,
    row.capital?.amount ?? null,
    row.capital?.currency ?? null,
    row.statusText,
    row.statusClass,
    row.address,
    row.operatingAddress,
    row.headcount,
    row.industry,
    row.scope,
    row.nature,
  ])
}

/** Hash over everything the row says. Phones count by their blind index: an open hash of them could be guessed. */
export function contentHash(row: RegisterRow, facts: string, phoneIndexes: readonly Buffer[]): Buffer {
  const phones = phoneIndexes.map((index) => index.toString('base64'))
  return hash('sha256', [READING_VERSION, row.creditCode, ...phones, facts].join('\t'), 'buffer')
}

/** One line of PostgreSQL's COPY text format for a row that is new or changed. */
export function stageRow(
  number: number,
  row: RegisterRow,
  details: {
    facts: string
    hash: Buffer
    phoneIndexes: readonly Buffer[]
    place: Resolution
    warnings: readonly RowProblem[]
    cipher: FieldCipher
  },
): string {
  const { facts, hash: digest, phoneIndexes, place, warnings, cipher } = details
  const phones = row.phones.map((phone, rank) => ({
    index: phoneIndexes[rank]?.toString('hex'),
    cipher: cipher.seal(PHONE_CONTEXT, phone.number),
    masked: maskPhone(phone.number),
    sms: phone.smsCapable,
    rank,
  }))
  const start = line([
    number,
    row.creditCode,
    row.statusClass === 'live',
    false,
    `\\x${digest.toString('hex')}`,
    warnings.length > 0 ? JSON.stringify(warnings) : null,
    `{${lookUpKeys([row.name, ...row.formerNames]).join(',')}}`,
    place.placeId,
    place.how,
    place.certain,
    JSON.stringify(phones),
    nameKey(row.name),
  ])
  return `${start}\t${facts}\n`
}

/** A row that the register holds already: only what decides between rows of one code. */
export function stageUnchanged(number: number, row: RegisterRow, warnings: readonly RowProblem[]): string {
  return sparse({
    row_number: number,
    credit_code: row.creditCode,
    live: row.statusClass === 'live',
    unchanged: true,
    problems: warnings.length > 0 ? JSON.stringify(warnings) : null,
    approved_on: row.approvedOn,
  })
}

export function stageRejected(number: number, problem: RowProblem): string {
  return sparse({ row_number: number, live: false, unchanged: false, problems: JSON.stringify([problem]) })
}

type Cell = string | number | boolean | null

function sparse(cells: Partial<Record<keyof typeof STAGED_COLUMNS, Cell>>): string {
  // Object.keys widens to string; the keys are the columns above.
  const values = Object.keys(STAGED_COLUMNS).map((column) => cells[column as keyof typeof STAGED_COLUMNS] ?? null)
  return `${line(values)}\n`
}

function line(values: readonly Cell[]): string {
  return values.map(field).join('\t')
}

function field(value: Cell): string {
  if (value === null) return '\\N'
  if (typeof value !== 'string') return String(value)
  return /[\\\t\n\r]/.test(value)
    ? value.replaceAll('\\', '\\\\').replaceAll('\t', '\\t').replaceAll('\n', '\\n').replaceAll('\r', '\\r')
    : value
}

function textArray(values: readonly string[]): string {
  return `{${values.map((value) => `"${value.replace(/["\\]/g, '\\$&')}"`).join(',')}}`
}
