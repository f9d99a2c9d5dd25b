import { MAX_COLUMNS, type TableRow } from './table.ts'
import { UnreadableRegister } from './unreadable-register.ts'

// What sheets of every kind of workbook have in common: what their numbers mean, and how much is read of them.

/** A vertical merge: its text stands in the first row only and is meant for all. Rows count from 1, columns from 0. */
export type Merge = { readonly column: number; readonly firstRow: number; readonly lastRow: number }

/** 依据: TRUST T18. */
export const MAX_ROWS = 200_000
export const MAX_CELL = 32_767
/** Every cell may refer to one long text: a small file would fill a disk. */
export const MAX_CHARACTERS = 300_000_000
/** What is meant for several rows is the name of a district, a street or a group. */
export const MAX_SPREAD = 200
const MAX_MERGES = 100_000
/** Further than this a row is no row of a sheet. */
const MAX_ROW_NUMBER = 1_048_576

const DAY_MS = 86_400_000
const EPOCH_1900 = Date.UTC(1899, 11, 30)
const EPOCH_1904 = Date.UTC(1904, 0, 1)

/**
 * Takes the rows of a sheet as they end, from first to last, and gives back those that hold anything, with what was
 * merged over them.
 */
export function createRowKeeper(mergesFrom: (row: number) => readonly Merge[] | undefined) {
  const spread = new Map<number, { text: string; lastRow: number }>()
  let filled = 0
  let characters = 0

  return {
    /** `cells` may have gaps. @throws UnreadableRegister when the sheet holds more than any list */
    keep(number: number, cells: string[], leftOut: number): TableRow | undefined {
      for (const [at, { text, lastRow }] of spread) {
        if (number > lastRow) spread.delete(at)
        else if (!cells[at] && cells.length > 0) cells[at] = text
      }
      for (const merge of mergesFrom(number) ?? []) {
        const text = cells[merge.column]
        if (text && text.length <= MAX_SPREAD) spread.set(merge.column, { text, lastRow: merge.lastRow })
      }
      if (cells.length === 0) return undefined
      characters += cells.length
      for (const text of cells) characters += text?.length ?? 0
      if (characters > MAX_CHARACTERS) throw tooManyCharacters(number)
      if (++filled > MAX_ROWS) throw tooManyRows(number)
      return { number, cells: Array.from(cells, (cell) => cell ?? ''), ...(leftOut > 0 && { leftOut }) }
    },
  }
}

/** @throws UnreadableRegister */
export function requireRowNumber(number: number, found: string | undefined): void {
  if (!(Number.isInteger(number) && number >= 1 && number <= MAX_ROW_NUMBER))
    throw new UnreadableRegister('The workbook is damaged: a row has no proper number.', 'damaged', {
      found: String(found),
    })
}

/** Remembers merges while a sheet is looked through. @throws UnreadableRegister when there are too many to be meant */
export function keepMerge(merges: Merge[], merge: Merge | undefined): void {
  if (!merge || merge.lastRow <= merge.firstRow || merge.column >= MAX_COLUMNS) return
  if (merges.push(merge) > MAX_MERGES) throw new UnreadableRegister('The workbook merges too many cells.')
}

export function tooManyRows(row: number): UnreadableRegister {
  return new UnreadableRegister(`A workbook may hold ${MAX_ROWS} rows; bring this one as CSV.`, 'workbook_too_large', {
    row,
  })
}

export function tooManyCharacters(row: number): UnreadableRegister {
  return new UnreadableRegister('The workbook is too large once unpacked.', 'workbook_too_large', { row })
}

export function tooLongCell(row: number, text: string): UnreadableRegister {
  return new UnreadableRegister('The workbook holds a cell with more text than fits one.', 'damaged', {
    row,
    found: `${text.slice(0, 40)}…`,
  })
}

/** The day that a number means in a workbook. */
export function dayOfSerial(serial: number, from1904: boolean): string {
  const day = (from1904 ? EPOCH_1904 : EPOCH_1900) + Math.floor(serial) * DAY_MS
  return new Date(day).toISOString().slice(0, 10)
}

/** Whether a number in a cell that shows days is one: from the first day to the end of the year 9999. */
export function isSerial(number: number): boolean {
  return number >= 1 && number < 2_958_466
}

/** A number as a person sees it, without exponent; `written` is how Excel writes it where it cannot hold all its figures. */
export function numberText(number: number, written = number.toExponential().toUpperCase()): string {
  // Beyond fifteen figures a spreadsheet has lost some; the reader of the row says so.
  return Math.abs(number) < 1e15 ? String(Number(number.toPrecision(15))) : written
}

/** 依据: ECMA-376 part 1, 18.8.30: the built-in formats that show a day, those of Chinese Excel included. */
export const BUILT_IN_DATES: readonly number[] = [
  14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58,
]

/** `yyyy"年"m"月"d"日"` does; what stands in quotes or brackets does not count. */
export function showsDay(format: string): boolean {
  return /[yd]/i.test(format.replace(/"[^"]*"|\[[^\]]*\]|\\./g, ''))
}

/** NUL and halves of characters, which nothing can hold, are left out. */
export function storable(text: string): string {
  const whole = text.includes('\0') ? text.replaceAll('\0', '') : text
  return whole.isWellFormed() ? whole : whole.replace(/\p{Surrogate}/gu, '')
}
