import { readXml, unescaped } from './read-xml.ts'
import {
  createRowKeeper,
  dayOfSerial,
  isSerial,
  MAX_CELL,
  type Merge,
  numberText,
  requireRowNumber,
  tooLongCell,
} from './sheet-rows.ts'
import { MAX_COLUMNS, type TableRow } from './table.ts'

/** What cells refer to and how the workbook means its numbers. */
export type SheetContext = {
  readonly sharedStrings: readonly string[]
  /** Numbers of the cell formats that show a day. */
  readonly dateFormats: ReadonlySet<number>
  /** Days count from 1904-01-01, as on old Macs. */
  readonly from1904: boolean
}

/**
 * The rows of a sheet of .xlsx that hold anything, every cell as the text that a person sees or means: numbers without
 * exponent, days as `YYYY-MM-DD`. Cells in columns beyond MAX_COLUMNS are counted and left out.
 * @throws UnreadableRegister
 */
export async function* readSheet(
  pieces: AsyncIterable<string>,
  context: SheetContext,
  merges: readonly Merge[] = [],
): AsyncGenerator<TableRow> {
  const merged = Map.groupBy(merges, (merge) => merge.firstRow)
  const keeper = createRowKeeper((row) => merged.get(row))
  let ready: TableRow[] = []
  let number = 0
  let column = -1
  let cells: string[] = []
  let leftOut = 0
  let type = ''
  let format = 0
  let value = ''
  let within: 'value' | 'other' = 'other'
  let phonetic = false

  yield* readXml(pieces, {
    open(name, attributes) {
      if (name === 'row') {
        number = attributes.r === undefined ? number + 1 : Number(attributes.r)
        requireRowNumber(number, attributes.r)
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
      if (value.length > MAX_CELL) throw tooLongCell(number, value)
    },
    close(name) {
      within = 'other'
      if (name === 'rPh') phonetic = false
      else if (name === 'c' && value !== '') {
        const text = cellText(value, type, format, context)
        if (text !== '' && column < MAX_COLUMNS) cells[column] = text
        else if (text !== '') leftOut++
      } else if (name === 'row') {
        const row = keeper.keep(number, cells, leftOut)
        if (row) ready.push(row)
      }
    },
    take() {
      const rows = ready
      ready = []
      return rows
    },
  })
}

/** What a `mergeCell` element refers to. */
export function readMerge(reference: string): Merge | undefined {
  const [from, to] = reference.split(':').map(parseReference)
  return from && to && { column: from.column, firstRow: from.row, lastRow: to.row }
}

/** `B12` → row 12, column 1. */
function parseReference(reference: string): { row: number; column: number } | undefined {
  const match = /^\$?([A-Z]{1,3})\$?(\d{1,7})$/.exec(reference)
  if (!match) return undefined
  let column = 0
  for (const letter of match[1] ?? '') column = column * 26 + letter.charCodeAt(0) - 64
  return { row: Number(match[2]), column: column - 1 }
}

function cellText(value: string, type: string, format: number, context: SheetContext): string {
  if (type === 's') return context.sharedStrings[Number(value)] ?? ''
  if (type === 'e') return ''
  if (type !== 'n') return unescaped(value)
  const number = Number(value)
  return context.dateFormats.has(format) && isSerial(number)
    ? dayOfSerial(number, context.from1904)
    : numberText(number, value)
}
