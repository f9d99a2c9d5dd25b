import type { Claim } from '@yijian/shared/registry/cross-check'
import type { RegisterField } from '@yijian/shared/registry/header'
import { openTable } from './read-table.ts'
import type { RegisterSource } from './register-source.ts'
import type { Table, TableRow } from './table.ts'

/** A claim with the number under which the list knows it, or its row's. */
export type ListedClaim = Claim & { readonly id: string }

/** What one row of a list says of its enterprise. */
export function claimIn({ mapping }: Pick<Table, 'mapping'>, { number, cells }: TableRow): ListedClaim {
  const cell = (field: RegisterField) => cells[mapping.columns.get(field) ?? -1] ?? ''
  return {
    id: cell('listId').trim() || String(number),
    name: cell('name'),
    code: cell('creditCode'),
    address: cell('address') || cell('operatingAddress'),
    principal: cell('principal'),
  }
}

/** Reads a list of enterprises, any file that an import takes; only the name's column must be there. @throws UnreadableRegister */
export async function* readClaims(source: RegisterSource): AsyncGenerator<ListedClaim> {
  const table = await openTable(source, ['name'])
  for await (const row of table.rows()) yield claimIn(table, row)
}
