import { guardCell } from '../../spreadsheets/guard-cell.ts'

/** One line of CSV for a person's spreadsheet: cells that it would take for a formula get a leading quote. */
export function csvLine(cells: readonly string[]): string {
  return rawCsvLine(cells.map(guardCell))
}

/** One line of CSV with the cells as they are, for programs. */
export function rawCsvLine(cells: readonly string[]): string {
  return `${cells.map(quoted).join(',')}\r\n`
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}
