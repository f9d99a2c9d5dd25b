import { hash } from 'node:crypto'
import type { HeaderMapping, RegisterField } from '@yijian/shared/registry/header'
import type { RegisterRow } from '@yijian/shared/registry/register-row'
import { factOf, TOLD_COLUMNS } from './stage-row.ts'

/** Columns of `enterprise` that are read from one column of a file, and say nothing where the file has none. */
const TOLD_BY = {
  registrationNumber: ['registration_number'],
  type: ['type_text', 'type_class', 'nature'],
  principal: ['principal_name', 'principal_role'],
  establishedOn: ['established_on'],
  approvedOn: ['approved_on'],
  capital: ['capital_text', 'capital_amount', 'capital_currency'],
  status: ['status_text', 'status_class'],
  operatingAddress: ['operating_address'],
  headcount: ['headcount'],
  industry: ['industry', 'industry_section'],
  scope: ['scope'],
  phone: ['phone_indexes', 'phone_ciphers', 'phones_masked', 'phones_sms'],
} as const satisfies Partial<Record<RegisterField, readonly string[]>>

type Columns = HeaderMapping['columns']

/** Those that a file without some columns does not tell; of a phone the staged ones. */
export function untoldColumns(columns: Columns): string[] {
  // Object.entries widens to string; the keys are those of the table above.
  return Object.entries(TOLD_BY).flatMap(([field, names]) => (columns.has(field as RegisterField) ? [] : names))
}

/** What a file tells of an enterprise, to compare: columns of `enterprise`, and whether its phones are among it. */
export type Told = { readonly columns: readonly string[]; readonly phones: boolean }

/** Former names are left out, which the register knows more of than any file; so is what follows from a column that is not there. */
export function toldBy(columns: Columns): Told {
  const untold = untoldColumns(columns)
  const follows = ['former_names', ...(columns.has('type') ? [] : ['principal_role'])]
  return {
    columns: TOLD_COLUMNS.filter((column) => !untold.includes(column) && !follows.includes(column)),
    phones: columns.has('phone'),
  }
}

export function tellSame(one: Told, other: Told): boolean {
  return one.phones === other.phones && one.columns.join() === other.columns.join()
}

/** Between what is told, and for nothing: no cell of a row holds them. */
const BETWEEN = '\u001f'
const NOTHING = '\u001e'

/**
 * A hash over what a row tells. Undefined for one with former names: whether the register has them all is not seen by one
 * text being another.
 */
export function toldDigest(row: RegisterRow, phoneIndexes: readonly Buffer[], told: Told): Buffer | undefined {
  if (row.formerNames.length > 0) return undefined
  const facts = told.columns.map((column) => factOf(row, column) ?? NOTHING)
  if (told.phones) facts.push(phoneIndexes.map((index) => index.toString('hex')).join())
  return Buffer.from(hash('sha256', facts.join(BETWEEN), 'binary'), 'latin1')
}

/** The same of what the register holds, as SQL on enterprise `e` and its `TOLD_PHONES`: null of one that no file has told. */
export function toldHash({ columns, phones }: Told): string {
  const facts = columns.map((column) => `coalesce(e.${column}::text, E'\\x1e')`)
  if (phones) facts.push(`coalesce(p.indexes, '')`)
  return `case when e.content_hash is not null and not e.provisional then sha256(convert_to(concat_ws(E'\\x1f', ${facts.join(', ')}), 'UTF8')) end`
}

/** The register's own numbers of each enterprise. */
export const TOLD_PHONES = `(select enterprise_id, string_agg(encode(phone_index, 'hex'), ',' order by rank, id) as indexes
  from enterprise_contact where source = 'register' group by enterprise_id)`
