import { FIRST_ROWS, type TableRow } from './table.ts'
import { UnreadableRegister } from './unreadable-register.ts'

/** A workbook of any kind, as far as a list is looked for in it. */
export type Workbook = {
  readonly kind: 'xlsx' | 'xls' | 'ods'
  /** Bare numbers that mean days count from 1904-01-01. */
  readonly from1904: boolean
  /** The visible ones, each with its first rows that hold anything. */
  readonly sheets: readonly LookedAt[]
  /** The rows that hold anything of those sheets, by their places above: all of one, then all of another. @throws UnreadableRegister */
  readonly rows: (sheets: readonly number[]) => AsyncIterable<SheetRow>
}

export type LookedAt = { readonly name: string; readonly first: readonly TableRow[] }

export type SheetRow = { readonly sheet: number; readonly row: TableRow }

/** Of visible sheets; a workbook by street has two hundred. */
const MAX_SHEETS = 255
const NAME_CHARACTERS = 31

export function requireFewSheets(count: number): void {
  if (count > MAX_SHEETS)
    throw new UnreadableRegister('The workbook holds too many sheets; bring it as CSV.', 'workbook_too_large')
}

export function sheetName(name: string | undefined): string {
  return (name ?? '').slice(0, NAME_CHARACTERS)
}

export async function firstRows(rows: AsyncIterable<TableRow> | Iterable<TableRow>): Promise<TableRow[]> {
  const first: TableRow[] = []
  for await (const row of rows) if (first.push(row) === FIRST_ROWS) break
  return first
}
