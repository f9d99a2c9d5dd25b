/**
 * Beginnings that a spreadsheet would run as a formula, full width and small forms too, also behind blanks and characters
 * that nobody sees. 依据: OWASP CSV Injection
 */
const FORMULA = /^(?:[\s\p{C}]|[=+\-@|%＝＋－＠﹢﹣﹦﹫−])/u

/** A cell for a person's spreadsheet: what it would take for a formula gets a leading quote. */
export function guardCell(cell: string): string {
  return FORMULA.test(cell) ? `'${cell}` : cell
}
