import { BIFF, cutOff, RecordCursor, TextCursor } from './biff-records.ts'
import {
  createRowKeeper,
  dayOfSerial,
  isSerial,
  keepMerge,
  MAX_CELL,
  MAX_CHARACTERS,
  type Merge,
  numberText,
  tooLongCell,
  tooManyCharacters,
} from './sheet-rows.ts'
import type { TableRow } from './table.ts'
import { UnreadableRegister } from './unreadable-register.ts'

/** What cells refer to, how the workbook means its numbers and writes its texts. */
export type XlsContext = {
  /** Excel 97 and later keep texts as Unicode, Excel 5 and 95 as bytes. */
  readonly wide: boolean
  readonly decode: (bytes: Buffer) => string
  readonly sharedText: (index: number) => TextCursor | undefined
  /** Numbers of the cell formats that show a day. */
  readonly dateFormats: ReadonlySet<number>
  readonly from1904: boolean
}

/** What has to be known of a sheet before its rows are read: merges stand behind them. */
export type XlsScan = {
  readonly at: number
  readonly bytes: number
  readonly merges: readonly Merge[]
  /** Where its cells stand, by rows, when they do not stand so by themselves. */
  readonly sorted: Float64Array | undefined
}

/** The format has no more. */
const COLUMNS = 256
/** The second and third as older programs number a formula. */
const FORMULAS: ReadonlySet<number> = new Set([BIFF.formula, 0x0206, 0x0406])
const CELLS: ReadonlySet<number> = new Set([
  ...FORMULAS,
  BIFF.mulRk,
  BIFF.richLabel,
  BIFF.labelShared,
  BIFF.number,
  BIFF.label,
  BIFF.boolOrError,
  BIFF.rk,
])
/** Between a formula and the text that it gives may stand what several formulas share. */
const RECORDS_BETWEEN = 8
const POSITIONS = 2 ** 32

/** @throws UnreadableRegister when the sheet does not come to its end */
export function scanXlsSheet(stream: Buffer, at: number): XlsScan {
  const merges: Merge[] = []
  let cells = 0
  let last = 0
  let ascending = true
  const record = new RecordCursor(stream, at)
  for (const _ of recordsOfSheet(record)) {
    if (record.id === BIFF.merges) readMerges(record, merges)
    if (!CELLS.has(record.id)) continue
    cells++
    const row = record.u16(0)
    ascending &&= row >= last
    last = row
  }
  const sorted = ascending ? undefined : new Float64Array(cells)
  if (sorted) {
    let next = 0
    const again = new RecordCursor(stream, at)
    for (const _ of recordsOfSheet(again))
      if (CELLS.has(again.id)) sorted[next++] = again.u16(0) * POSITIONS + again.start - 4
    sorted.sort()
  }
  return { at, bytes: record.end - at, merges, sorted }
}

/** Goes through the records of a sheet itself, without those of the charts in it. */
function* recordsOfSheet(record: RecordCursor): Generator<void> {
  record.next()
  if (record.id !== BIFF.begin) throw cutOff()
  for (let depth = 1; ; ) {
    record.next()
    if (record.id === BIFF.begin) depth++
    else if (record.id === BIFF.end) depth--
    else if (depth === 1) yield
    if (depth === 0) return
  }
}

function* cellsOfSheet(record: RecordCursor, { at, sorted }: XlsScan): Generator<void> {
  if (sorted) {
    for (const position of sorted) {
      record.end = position % POSITIONS
      record.next()
      yield
    }
    return
  }
  record.end = at
  for (const _ of recordsOfSheet(record)) if (CELLS.has(record.id)) yield
}

function readMerges(record: RecordCursor, merges: Merge[]): void {
  const count = record.u16(0)
  for (let i = 0; i < count; i++) {
    const offset = 2 + i * 8
    const [firstRow, lastRow, column] = [record.u16(offset) + 1, record.u16(offset + 2) + 1, record.u16(offset + 4)]
    keepMerge(merges, { column, firstRow, lastRow })
  }
}

/**
 * The rows of a sheet of .xls that hold anything, every cell as the text that a person sees or means: numbers without
 * exponent, days as `YYYY-MM-DD`.
 * @throws UnreadableRegister
 */
export function* readXlsSheet(stream: Buffer, context: XlsContext, scan: XlsScan): Generator<TableRow> {
  const merged = Map.groupBy(scan.merges, (merge) => merge.firstRow)
  const keeper = createRowKeeper((row) => merged.get(row))
  const record = new RecordCursor(stream, scan.at)
  let number = 0
  let cells: string[] = []
  let characters = 0

  function put(column: number, text: string): void {
    if (column >= COLUMNS) throw cutOff()
    if (text.length > MAX_CELL) throw tooLongCell(number, text)
    // Counted as they are read: cells may say one after the other that they are the same one.
    characters += text.length
    if (characters > MAX_CHARACTERS) throw tooManyCharacters(number)
    if (text !== '') cells[column] = text
  }
  for (const _ of cellsOfSheet(record, scan)) {
    const row = record.u16(0) + 1
    if (row !== number) {
      const kept = keeper.keep(number, cells, 0)
      if (kept) yield kept
      number = row
      cells = []
    }
    const column = record.u16(2)
    if (record.id === BIFF.mulRk)
      for (let i = 0; 4 + (i + 1) * 6 < record.length; i++)
        put(column + i, shown(rkNumber(record.u32(6 + i * 6)), record.u16(4 + i * 6), context))
    else put(column, cellText(record, context))
  }
  const kept = keeper.keep(number, cells, 0)
  if (kept) yield kept
}

function cellText(record: RecordCursor, context: XlsContext): string {
  const format = record.u16(4)
  switch (record.id) {
    case BIFF.labelShared: {
      const text = context.sharedText(record.u32(6))
      if (!text) throw new UnreadableRegister('The workbook is damaged: a text of it is missing.')
      return text.read()
    }
    case BIFF.number:
      return shown(record.f64(6), format, context)
    case BIFF.rk:
      return shown(rkNumber(record.u32(6)), format, context)
    case BIFF.boolOrError:
      return record.u8(7) === 0 ? String(record.u8(6)) : ''
    case BIFF.label:
    case BIFF.richLabel:
      return textAt(record, 6, context)
    default:
      return formulaResult(record, format, context)
  }
}

function formulaResult(record: RecordCursor, format: number, context: XlsContext): string {
  if (record.u16(12) !== 0xffff) return shown(record.f64(6), format, context)
  const kind = record.u8(6)
  if (kind === 1) return String(record.u8(8))
  if (kind !== 0) return ''
  const ahead = new RecordCursor(record.stream, record.end)
  for (let i = 0; i < RECORDS_BETWEEN; i++) {
    ahead.next()
    if (ahead.id === BIFF.formulaText) return textAt(ahead, 0, context)
    if (CELLS.has(ahead.id) || ahead.id === BIFF.end) break
  }
  return ''
}

function textAt(record: RecordCursor, offset: number, { wide, decode }: XlsContext): string {
  if (wide) return new TextCursor(record.stream, record.start + offset, record.end).read()
  return decode(record.bytes(offset + 2, record.u16(offset)))
}

/** 依据: [MS-XLS] 2.5.122: thirty bits, of a whole number or the upper ones of any, perhaps in hundredths. */
function rkNumber(rk: number): number {
  let number: number
  if (rk & 2) number = (rk | 0) >> 2
  else {
    SCRATCH.setUint32(0, rk & ~3)
    number = SCRATCH.getFloat64(0)
  }
  return rk & 1 ? number / 100 : number
}

const SCRATCH = new DataView(new ArrayBuffer(8))

function shown(number: number, format: number, { dateFormats, from1904 }: XlsContext): string {
  if (!Number.isFinite(number)) return ''
  if (dateFormats.has(format) && isSerial(number)) return dayOfSerial(number, from1904)
  return numberText(number)
}
