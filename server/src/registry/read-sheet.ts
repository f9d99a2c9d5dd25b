import { readXml, unescaped } from './read-xml.ts'
import { MAX_COLUMNS, type TableRow } from './table.ts'
import { UnreadableRegister } from './unreadable-register.ts'

/** What cells refer to and how the workbook means its numbers. */
export type SheetContext = {
  readonly sharedStrings: readonly string[]
  /** Numbers of the cell formats that show a day. */
  readonly dateFormats: ReadonlySet<number>
  /** Days count from 1904-01-01, as on old Macs. */
  readonly from1904: boolean
}

/** A vertical merge: its text stands in the first row only and is meant for all. */
export type Merge = { readonly column: number; readonly firstRow: number; readonly lastRow: number }

/** 依据: TRUST T18. */
export const MAX_ROWS = 200_000
const MAX_CELL = 32_767
const MAX_MERGES = 100_000
/** Every cell may refer to one long text: a small file would fill a disk. */
const MAX_CHARACTERS = 300_000_000
/** What is meant for several rows is the name of a district, a street or a group. */
export const MAX_SPREAD = 200
/** Further than this a row is no row of a sheet. */
const MAX_ROW_NUMBER = 1_048_576

const DAY_MS = 86_400_000
const EPOCH_1900 = Date.UTC(1899, 11, 30)
const EPOCH_1904 = Date.UTC(1904, 0, 1)

/**
 * The rows of a sheet that hold anything, every cell as the text that a person sees or means: numbers without exponent,
 * days as `YYYY-MM-DD`. Cells in columns beyond MAX_COLUMNS are counted and left out.
 * @throws UnreadableRegister
 */
export async function* readSheet(
  pieces: AsyncIterable<string>,
  context: SheetContext,
  merges: readonly Merge[] = [],
): AsyncGenerator<TableRow> {
  const merged = Map.groupBy(merges, (merge) => merge.firstRow)
  const spread = new Map<number, { text: string; lastRow: number }>()
  let ready: TableRow[] = []
  let filled = 0
  let characters = 0
  let number = 0
  let column = -1
  let cells: string[] = []
  let leftOut = 0
  let type = ''
  let format = 0
  let value = ''
  let within: 'value' | 'other' = 'other'
  let phonetic = false

  function endRow() {
    for (const [at, { text, lastRow }] of spread) {
      if (number > lastRow) spread.delete(at)
      else if (!cells[at] && cells.length > 0) cells[at] = text
    }
    for (const merge of merged.get(number) ?? []) {
      const text = cells[merge.column]
      if (text && text.length <= MAX_SPREAD) spread.set(merge.column, { text, lastRow: merge.lastRow })
    }
    if (cells.length === 0) return
    characters += cells.length
    for (const text of cells) characters += text?.length ?? 0
    if (characters > MAX_CHARACTERS)
      throw new UnreadableRegister('The workbook is too large once unpacked.', 'workbook_too_large', { row: number })
    if (++filled > MAX_ROWS) throw tooManyRows(number)
    ready.push({ number, cells: Array.from(cells, (cell) => cell ?? ''), ...(leftOut > 0 && { leftOut }) })
  }

  yield* readXml(pieces, {
    open(name, attributes) {
      if (name === 'row') {
        number = attributes.r === undefined ? number + 1 : Number(attributes.r)
        if (!(Number.isInteger(number) && number >= 1 && number <= MAX_ROW_NUMBER))
          throw new UnreadableRegister('The workbook is damaged: a row has no proper number.', 'damaged', {
            found: String(attributes.r),
          })
        column = -1
        cells = []
        leftOut = 0
      } else if (name === 'c') {
        column = attributes.r === undefined ? column + 1 : (parseReference(attributes.r)?.column ?? column + 1)
        type = attributes.t ?? 'n'
        format = Number(attributes.s ?? 0)
        value = ''
      } else if (name === 'rPh') phonetic = true
      within = (name === 'v' || name === 't') && !phonetic ? 'value' : 'other'
    },
    text(text) {
      if (within !== 'value') return
      value += text
      if (value.length > MAX_CELL)
        throw new UnreadableRegister('The workbook holds a cell with more text than fits one.', 'damaged', {
          row: number,
          found: `${value.slice(0, 40)}…`,
        })
    },
    close(name) {
      within = 'other'
      if (name === 'rPh') phonetic = false
      else if (name === 'c' && value !== '') {
        const text = cellText(value, type, format, context)
        if (text !== '' && column < MAX_COLUMNS) cells[column] = text
        else if (text !== '') leftOut++
      } else if (name === 'row') endRow()
    },
    take() {
      const rows = ready
      ready = []
      return rows
    },
  })
}

export function tooManyRows(row: number): UnreadableRegister {
  return new UnreadableRegister(`A workbook may hold ${MAX_ROWS} rows; bring this one as CSV.`, 'workbook_too_large', {
    row,
  })
}

/** Vertical merges among the references of a sheet's `mergeCell` elements. */
export function readMerge(reference: string): Merge | undefined {
  const [from, to] = reference.split(':').map(parseReference)
  if (!from || !to || to.row <= from.row || from.column >= MAX_COLUMNS) return undefined
  return { column: from.column, firstRow: from.row, lastRow: to.row }
}

/** Remembers merges while a sheet is looked through. @throws UnreadableRegister when there are too many to be meant */
export function keepMerge(merges: Merge[], reference: string | undefined): void {
  const merge = reference === undefined ? undefined : readMerge(reference)
  if (!merge) return
  if (merges.push(merge) > MAX_MERGES) throw new UnreadableRegister('The workbook merges too many cells.')
}

/** `B12` → row 12, column 1. */
function parseReference(reference: string): { row: number; column: number } | undefined {
  const match = /^\$?([A-Z]{1,3})\$?(\d{1,7})$/.exec(reference)
  if (!match) return undefined
  let column = 0
  for (const letter of match[1] ?? '') column = column * 26 + letter.charCodeAt(0) - 64
  return { row: Number(match[2]), column: column - 1 }
}

/** The day that a number means in a workbook. */
export function dayOfSerial(serial: number, from1904: boolean): string {
  const day = (from1904 ? EPOCH_1904 : EPOCH_1900) + Math.floor(serial) * DAY_MS
  return new Date(day).toISOString().slice(0, 10)
}

function cellText(value: string, type: string, format: number, context: SheetContext): string {
  if (type === 's') return context.sharedStrings[Number(value)] ?? ''
  if (type === 'e') return ''
  if (type !== 'n') return unescaped(value)
  const number = Number(value)
  if (context.dateFormats.has(format) && number >= 1 && number < 2_958_466) {
    return dayOfSerial(number, context.from1904)
  }
  // Beyond fifteen figures a spreadsheet has lost some; the reader of the row says so.
  return Math.abs(number) < 1e15 ? String(Number(number.toPrecision(15))) : value
}
