import { mapHeader, type RegisterField } from '@yijian/shared/registry/header'
import { keepMerge, type Merge, readSheet, type SheetContext } from './read-sheet.ts'
import { readWhole } from './read-xml.ts'
import type { RegisterSource, SourceFacts } from './register-source.ts'
import {
  type ChosenColumns,
  FIRST_ROWS,
  type FoundHeader,
  locateHeader,
  type Table,
  UnknownHeader,
  unknownTable,
} from './table.ts'
import { UnreadableRegister } from './unreadable-register.ts'
import { openArchive, type WorkbookArchive } from './workbook-archive.ts'

const MAX_BYTES = 20 * 1024 * 1024
const MAX_SHARED_STRINGS = 1_000_000
/** Together, so that they take 64 MB at most. */
const MAX_SHARED_CHARACTERS = 32_000_000

type Sheet = { readonly name: string; readonly path: string }

/** An Excel workbook as a table: the visible sheet whose header names most fields. @throws UnreadableRegister */
export async function openWorkbook(
  source: RegisterSource,
  { sha256 }: Pick<SourceFacts, 'sha256'>,
  required: readonly RegisterField[],
  chosen?: ChosenColumns,
): Promise<Table> {
  const archive = await openArchive(await readBytes(source))
  const { sheets, from1904 } = await readSheets(archive)
  const context: SheetContext = {
    sharedStrings: await readSharedStrings(archive),
    dateFormats: await readDateFormats(archive),
    from1904,
  }
  let best: FoundSheet | undefined
  let widest: { sheet: Sheet; rows: readonly (readonly string[])[] } | undefined
  for (const sheet of sheets) {
    const merges = await readMerges(archive, sheet)
    const first = await firstRows(readSheet(archive.read(sheet.path), context, merges))
    const rows = first.map(({ cells }) => cells)
    if (rows.length > (widest?.rows.length ?? 0)) widest = { sheet, rows }
    const found = locateHeader(rows, required, chosen)
    if (!found) continue
    const known = mapHeader(found.header).columns.size
    if (best && known <= best.known) continue
    best = { sheet, known, headerRow: first[found.row]?.number ?? 0, found, merges }
  }
  if (!best) throw new UnknownHeader(required, unknownTable(widest?.rows ?? [], `xlsx, ${widest?.sheet.name ?? ''}`))
  const { sheet, headerRow, merges } = best
  const { header, mapping, first } = best.found
  return {
    sha256,
    encoding: `xlsx, ${sheet.name}`,
    delimiter: '',
    header,
    headerRow,
    mapping,
    first,
    async *rows() {
      for await (const row of readSheet(archive.read(sheet.path), context, merges))
        if (row.number > headerRow) yield row
    },
  }
}

type FoundSheet = {
  readonly sheet: Sheet
  /** Headers that are known by themselves. */
  readonly known: number
  readonly headerRow: number
  readonly found: FoundHeader
  readonly merges: readonly Merge[]
}

async function readBytes(source: RegisterSource): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of source.open()) {
    size += chunk.length
    if (size > MAX_BYTES)
      throw new UnreadableRegister('A workbook may have 20 MB; bring this one as CSV.', 'workbook_too_large')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

async function readSheets(archive: WorkbookArchive): Promise<{ sheets: Sheet[]; from1904: boolean }> {
  const targets = new Map<string, string>()
  await readWhole(archive.read('xl/_rels/workbook.xml.rels'), {
    open(name, { Id, Target }) {
      if (name !== 'Relationship' || !Id || !Target) return
      targets.set(Id, Target.startsWith('/') ? Target.slice(1) : `xl/${Target}`)
    },
  })
  const sheets: Sheet[] = []
  let from1904 = false
  await readWhole(archive.read('xl/workbook.xml'), {
    open(tag, attributes) {
      if (tag === 'workbookPr') from1904 = /^(?:1|true)$/.test(attributes.date1904 ?? '')
      if (tag !== 'sheet' || (attributes.state ?? 'visible') !== 'visible') return
      const [, id] = Object.entries(attributes).find(([name]) => /(?:^|:)id$/.test(name) && name !== 'sheetId') ?? []
      const path = targets.get(id ?? '')
      if (path && archive.has(path)) sheets.push({ name: (attributes.name ?? '').slice(0, 31), path })
    },
  })
  return { sheets, from1904 }
}

async function readSharedStrings(archive: WorkbookArchive): Promise<string[]> {
  const strings: string[] = []
  if (!archive.has('xl/sharedStrings.xml')) return strings
  let text = ''
  let total = 0
  let within = false
  let phonetic = false
  await readWhole(archive.read('xl/sharedStrings.xml'), {
    open(name) {
      if (name === 'si') text = ''
      if (name === 'rPh') phonetic = true
      within = name === 't' && !phonetic
    },
    text(piece) {
      if (within) text += piece
    },
    close(name) {
      within = false
      if (name === 'rPh') phonetic = false
      if (name !== 'si') return
      total += text.length
      if (strings.push(text) > MAX_SHARED_STRINGS || total > MAX_SHARED_CHARACTERS)
        throw new UnreadableRegister('The workbook holds too many texts; bring it as CSV.', 'workbook_too_large')
    },
  })
  return strings
}

/** 依据: ECMA-376 part 1, 18.8.30: the built-in formats that show a day, those of Chinese Excel included. */
const BUILT_IN_DATES = new Set([14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58])

async function readDateFormats(archive: WorkbookArchive): Promise<Set<number>> {
  const formats = new Set<number>()
  if (!archive.has('xl/styles.xml')) return formats
  const dates = new Set(BUILT_IN_DATES)
  let within = false
  let count = 0
  await readWhole(archive.read('xl/styles.xml'), {
    open(name, attributes) {
      if (name === 'numFmt' && showsDay(attributes.formatCode ?? '')) dates.add(Number(attributes.numFmtId))
      if (name === 'cellXfs') within = true
      if (name === 'xf' && within && dates.has(Number(attributes.numFmtId))) formats.add(count)
      if (name === 'xf' && within) count++
    },
    close(name) {
      if (name === 'cellXfs') within = false
    },
  })
  return formats
}

/** `yyyy"年"m"月"d"日"` does; what stands in quotes or brackets does not count. */
function showsDay(format: string): boolean {
  return /[yd]/i.test(format.replace(/"[^"]*"|\[[^\]]*\]|\\./g, ''))
}

async function readMerges(archive: WorkbookArchive, { path }: Sheet): Promise<Merge[]> {
  const merges: Merge[] = []
  await readWhole(archive.read(path), {
    open(name, { ref }) {
      if (name === 'mergeCell') keepMerge(merges, ref)
    },
  })
  return merges
}

async function firstRows<T>(rows: AsyncIterable<T>): Promise<T[]> {
  const first: T[] = []
  for await (const row of rows) if (first.push(row) === FIRST_ROWS) break
  return first
}
