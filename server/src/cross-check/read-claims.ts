import type { Claim } from '@yijian/shared/cross-check/cross-check'
import { guessColumns, isRowOfList, type ListColumns } from '@yijian/shared/exchange/list-columns'
import { mapHeader, type RegisterField } from '@yijian/shared/registry/header'
import { openTable } from '../registry/tables/read-table.ts'
import type { RegisterSource } from '../registry/tables/register-source.ts'
import { type ChosenColumns, type Table, type TableRow, UnknownHeader } from '../registry/tables/table.ts'

/** A claim with the number under which the list knows it, or its row's. */
export type ListedClaim = Claim & { readonly id: string }

/** Nobody's name, address or code is longer, and reading one takes several times as long when it is twice as long. */
const MOST_CHARACTERS = 300

/** What one row of a list says of its enterprise: no more than names and addresses need, blanks and signs in a row as one or three. */
export function claimIn(columns: ListColumns, { number, cells }: TableRow): ListedClaim {
  const cell = (field: RegisterField) => {
    const text = cells[columns.get(field) ?? -1] ?? ''
    return text.length < 3 ? text : withoutRuns(text).slice(0, MOST_CHARACTERS)
  }
  return {
    id: cell('listId').trim() || String(number),
    name: cell('name'),
    code: cell('creditCode'),
    address: cell('address') || cell('operatingAddress'),
    principal: cell('principal'),
  }
}

function withoutRuns(text: string): string {
  return text
    .replace(/\s{2,}/g, (blanks) => (/[\r\n]/.test(blanks) ? '\n' : ' '))
    .replace(/([\p{P}\p{S}])\1{3,}/gu, '$1$1$1')
}

/** A list of enterprises, opened. */
export type ClaimTable = Pick<Table, 'encoding' | 'header' | 'headerRow' | 'first' | 'rows'> & {
  readonly columns: ListColumns
}

/**
 * Opens a list of enterprises, any file that an import takes. A column of names or of codes must be there; where the header
 * does not tell which it is, what stands in the columns does. A list without a header has cells of nothing for one, in row 0.
 * @param chosen the columns that a person chose instead
 * @throws UnreadableRegister, UnknownHeader
 */
export async function openClaims(source: RegisterSource, chosen?: ChosenColumns): Promise<ClaimTable> {
  const { encoding, header, headerRow, mapping, first, rows } = await openListed(source, chosen)
  const known = headerRow === 0 ? mapping.columns : mapHeader(header).columns
  const columns = chosen ?? guessColumns([header, ...first], known)
  const table = { encoding, header, headerRow, columns, first, rows }
  if (headerRow > 0) return table
  return {
    ...table,
    async *rows() {
      // What stands above the first row of the list is its title.
      let begun = false
      for await (const row of rows()) {
        begun ||= isRowOfList(row.cells, columns)
        if (begun) yield row
      }
    },
  }
}

/** By the header of the names' column, else by the chosen columns or what looks like names or codes, else by the header of the codes'. */
async function openListed(source: RegisterSource, chosen: ChosenColumns | undefined): Promise<Table> {
  try {
    return await openTable(source, ['name'])
  } catch (error) {
    if (!(error instanceof UnknownHeader)) throw error
    const { header, first } = error.table
    const guessed = chosen ?? guessColumns([header, ...first])
    return guessed.size > 0 ? openTable(source, [], guessed) : openTable(source, ['creditCode'])
  }
}

/** Reads a list of enterprises from first to last. @throws UnreadableRegister */
export async function* readClaims(source: RegisterSource): AsyncGenerator<ListedClaim> {
  const { columns, rows } = await openClaims(source)
  for await (const row of rows()) yield claimIn(columns, row)
}
