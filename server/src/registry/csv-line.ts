/** Beginnings that a spreadsheet would run as a formula, full width too. */
const FORMULA = /^[=+\-@\t\r\n ＝＋－＠|%]/

/** One line of CSV. Cells that a spreadsheet would take for a formula get a leading quote. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`
}

function csvCell(cell: string): string {
  const safe = FORMULA.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
