import { BIFF, cutOff, RecordCursor, TextCursor } from './biff-records.ts'
import { createByteDecoder } from './code-page.ts'
import { isCompoundFile, openCompoundFile } from './compound-file.ts'
import { lockedWorkbook, noTable, tooOldWorkbook } from './foreign-kind.ts'
import { readXlsSheet, scanXlsSheet, type XlsContext } from './read-xls-sheet.ts'
import { BUILT_IN_DATES, showsDay } from './sheet-rows.ts'
import type { TableRow } from './table.ts'
import { UnreadableRegister } from './unreadable-register.ts'
import { firstRows, type LookedAt, requireFewSheets, sheetName, type Workbook } from './workbook.ts'

const EXCEL_97 = 0x0600
const OF_A_SHEET = 0x0010
const WORKSHEET = 0
const MAX_SHARED_STRINGS = 4_000_000
/** As many as a cell can refer to. */
const MAX_CELL_FORMATS = 65_536

/** A workbook of Excel 5 to 2003, in its container or, as some programs write it, bare. @throws UnreadableRegister */
export async function openXls(file: Buffer): Promise<Workbook> {
  const stream = isCompoundFile(file) ? workbookStream(file) : file
  const { sheets, context } = readGlobals(stream)
  let scanned = 0
  const looked: (LookedAt & { read: () => Iterable<TableRow> })[] = []
  // Sheets of one place, or that lie in each other.
  if (new Set(sheets.map(({ at }) => at)).size < sheets.length) throw cutOff()
  for (const { name, at } of sheets) {
    const scan = scanXlsSheet(stream, at)
    scanned += scan.bytes
    if (scanned > stream.length) throw cutOff()
    const read = () => readXlsSheet(stream, context, scan)
    looked.push({ name, first: await firstRows(read()), read })
  }
  return {
    kind: 'xls',
    from1904: context.from1904,
    sheets: looked,
    async *rows(wanted) {
      for (const sheet of wanted) for (const row of looked[sheet]?.read() ?? []) yield { sheet, row }
    },
  }
}

function workbookStream(file: Buffer): Buffer {
  const { names, read } = openCompoundFile(file)
  const find = (name: RegExp) => names.find((one) => name.test(one))
  // A file for both Excel 95 and 97 has both.
  const book = find(/^workbook$/i) ?? find(/^book$/i)
  if (book !== undefined) return read(book)
  throw find(/^EncryptedPackage$/i) === undefined ? noTable() : lockedWorkbook()
}

type Sheet = { readonly name: string; readonly at: number }

/** What the first part of the stream says of all sheets. */
function readGlobals(stream: Buffer): { sheets: readonly Sheet[]; context: XlsContext } {
  const record = new RecordCursor(stream, 0)
  record.next()
  if (record.id === 0x0009 || record.id === 0x0209 || record.id === 0x0409) throw tooOldWorkbook()
  if (record.id !== BIFF.begin) throw cutOff()
  const wide = record.u16(0) === EXCEL_97
  const bare = record.u16(2) === OF_A_SHEET
  const sheets: Sheet[] = []
  const dates = new Set(BUILT_IN_DATES)
  const shown: number[] = []
  let decode = createByteDecoder(0)
  let from1904 = false
  let sharedText: XlsContext['sharedText'] = () => undefined
  while (!bare) {
    record.next()
    const { id } = record
    if (id === BIFF.end) break
    if (id === BIFF.filePass) throw lockedWorkbook()
    if (id === BIFF.codePage) decode = createByteDecoder(record.u16(0))
    else if (id === BIFF.date1904) from1904 = record.u16(0) === 1
    else if (id === BIFF.sharedStrings) sharedText = indexTexts(record)
    else if (id === BIFF.cellFormat && shown.length < MAX_CELL_FORMATS) shown.push(record.u16(2))
    else if (id === BIFF.numberFormat) {
      const format = wide
        ? new TextCursor(stream, record.start + 2, record.end).read()
        : decode(record.bytes(3, record.u8(2)))
      if (showsDay(format)) dates.add(record.u16(0))
    } else if (id === BIFF.sheet) {
      const visible = (record.u8(4) & 3) === 0
      if (!visible || record.u8(5) !== WORKSHEET) continue
      const name = wide
        ? new TextCursor(stream, record.start + 6, record.end).read(1)
        : decode(record.bytes(7, record.u8(6)))
      requireFewSheets(sheets.push({ name: sheetName(name), at: record.u32(0) }))
    }
  }
  const dateFormats = new Set(shown.flatMap((format, at) => (dates.has(format) ? at : [])))
  return {
    sheets: bare ? [{ name: '', at: 0 }] : sheets,
    context: { wide, decode, sharedText, dateFormats, from1904 },
  }
}

/** Where each of the texts begins that cells share: they are read when a cell refers to them, and take no memory till then. */
function indexTexts(record: RecordCursor): XlsContext['sharedText'] {
  const { stream } = record
  // None takes fewer than three bytes, whatever their number is said to be.
  const most = Math.min(record.u32(4), Math.ceil((stream.length - record.start) / 3))
  if (most > MAX_SHARED_STRINGS)
    throw new UnreadableRegister('The workbook holds too many texts; bring it as CSV.', 'workbook_too_large')
  const starts = new Uint32Array(most)
  const ends = new Uint32Array(most)
  const texts = new TextCursor(stream, record.start + 8, record.end)
  let count = 0
  for (; count < most && texts.more(); count++) {
    starts[count] = texts.at
    ends[count] = texts.end
    texts.pass()
  }
  return (index) => (index < count ? new TextCursor(stream, starts[index] ?? 0, ends[index] ?? 0) : undefined)
}
