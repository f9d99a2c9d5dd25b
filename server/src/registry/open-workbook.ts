import { posix } from 'node:path'
import { parseCreditCode } from '@yijian/shared/credit-code'
import { mapHeader, type RegisterField } from '@yijian/shared/registry/header'
import { foreignArchive } from './foreign-kind.ts'
import {
  dayOfSerial,
  keepMerge,
  MAX_ROWS,
  type Merge,
  readSheet,
  type SheetContext,
  tooManyRows,
} from './read-sheet.ts'
import { readWhole, unescaped } from './read-xml.ts'
import type { RegisterSource, SourceFacts } from './register-source.ts'
import {
  type ChosenColumns,
  FIRST_ROWS,
  type FoundHeader,
  locateHeader,
  type Table,
  type TableRow,
  UnknownHeader,
  unknownTable,
} from './table.ts'
import { UnreadableRegister } from './unreadable-register.ts'
import { openArchive, type WorkbookArchive } from './workbook-archive.ts'

/** Of sheets that are read as one list. */
const SHEETS_NAMED = 3
const MAX_BYTES = 20 * 1024 * 1024
const MAX_SHARED_STRINGS = 1_000_000
/** Together, so that they take 64 MB at most. */
const MAX_SHARED_CHARACTERS = 32_000_000

type Sheet = { readonly name: string; readonly path: string }

/**
 * An Excel workbook as a table: the visible sheet whose header names most fields, and below it the other visible sheets
 * that list the same fields, or go on without a header, as exports do that are cut by district or by number of rows.
 * @throws UnreadableRegister
 */
export async function openWorkbook(
  source: RegisterSource,
  { sha256 }: Pick<SourceFacts, 'sha256'>,
  required: readonly RegisterField[],
  chosen?: ChosenColumns,
): Promise<Table> {
  const archive = await openArchive(await readBytes(source))
  const { sheets, from1904, sharedStrings, styles } = await readParts(archive)
  const context: SheetContext = {
    sharedStrings: await readSharedStrings(archive, sharedStrings),
    dateFormats: await readDateFormats(archive, styles),
    from1904,
  }
  const looked: LookedAt[] = []
  for (const sheet of sheets) {
    const merges = await readMerges(archive, sheet)
    const first = await firstRows(readSheet(archive.read(sheet.path), context, merges))
    const found = locateHeader(
      first.map(({ cells }) => cells),
      required,
      chosen,
    )
    looked.push({ sheet, merges, first, found })
  }
  const best = bestOf(looked)
  if (!best) {
    const [widest] = looked.toSorted((a, b) => b.first.length - a.first.length)
    const rows = widest?.first.map(({ cells }) => cells) ?? []
    throw new UnknownHeader(required, unknownTable(rows, `xlsx, ${widest?.sheet.name ?? ''}`))
  }
  const { header, mapping, first } = best.found
  const headerRow = best.first[best.found.row]?.number ?? 0
  const listed: { from: LookedAt; below: number; arrange: Arrange }[] = [
    { from: best, below: headerRow, arrange: asIs },
  ]
  for (const from of looked) {
    const more = from === best ? undefined : goesOn(from, best.found, chosen)
    if (more) listed.push({ from, ...more })
  }
  const names = listed.map(({ from }) => from.sheet.name)
  // Lists by themselves that know other fields: whoever brings the file is told that they were not read.
  const others = looked
    .filter((at) => at.found && listed.every(({ from }) => from !== at))
    .map(({ sheet }) => sheet.name)
  const meant = from1904 ? daysIn(mapping) : asIs
  return {
    sha256,
    encoding: `xlsx, ${namesOf(names)}${others.length > 0 ? ` (− ${namesOf(others)})` : ''}`,
    delimiter: '',
    header,
    headerRow,
    mapping,
    first: first.map(meant),
    async *rows() {
      // Rows of further sheets are counted on from the last one above.
      let above = 0
      let together = 0
      for (const { from, below, arrange } of listed) {
        let last = above
        for await (const row of readSheet(archive.read(from.sheet.path), context, from.merges)) {
          last = above + row.number
          if (++together > MAX_ROWS) throw tooManyRows(row.number)
          if (row.number > below) yield { ...row, number: last, cells: meant(arrange(row.cells)) }
        }
        above = last
      }
    },
  }
}

function namesOf(sheets: readonly string[]): string {
  return `${sheets.slice(0, SHEETS_NAMED).join(' + ')}${sheets.length > SHEETS_NAMED ? ' + …' : ''}`
}

type LookedAt = {
  readonly sheet: Sheet
  readonly merges: readonly Merge[]
  readonly first: readonly TableRow[]
  readonly found: FoundHeader | undefined
}

function bestOf(looked: readonly LookedAt[]): (LookedAt & { found: FoundHeader }) | undefined {
  let best: { known: number; at: LookedAt & { found: FoundHeader } } | undefined
  for (const at of looked) {
    const { found } = at
    if (!found) continue
    // Headers that are known by themselves.
    const known = mapHeader(found.header).columns.size
    if (!best || known > best.known) best = { known, at: Object.assign(at, { found }) }
  }
  return best?.at
}

/** Puts the cells of a row where the first sheet has them. */
type Arrange = (cells: readonly string[]) => readonly string[]

const asIs: Arrange = (cells) => cells

/** Bare day numbers in the columns of days, where they count from another day than every reader of the row expects. */
function daysIn({ columns, further }: FoundHeader['mapping']): Arrange {
  const fields = ['establishedOn', 'approvedOn'] as const
  const dated = fields.flatMap((field) => [...(further?.get(field) ?? []), columns.get(field) ?? -1])
  return (cells) =>
    cells.map((cell, column) =>
      dated.includes(column) && /^[1-9]\d{3,4}(?:\.\d+)?$/.test(cell) ? dayOfSerial(Number(cell), true) : cell,
    )
}

/** Whether a sheet goes on with the list of another, below which row, and how its columns stand to the other's. */
function goesOn(
  { first, found }: LookedAt,
  { header, mapping }: FoundHeader,
  chosen: ChosenColumns | undefined,
): { below: number; arrange: Arrange } | undefined {
  const code = mapping.columns.get('creditCode')
  const below = found ? (first[found.row]?.number ?? 0) : 0
  const named = found && mapHeader(found.header).columns
  if (!named || named.size === 0) {
    const holdsCode = code !== undefined && first.some(({ cells }) => parseCreditCode(cells[code] ?? '').ok)
    return holdsCode ? { below: 0, arrange: asIs } : undefined
  }
  if (found.header.join('\t') === header.join('\t')) return { below, arrange: asIs }
  // Fewer fields are an extract, and would take away what the list knows.
  if (chosen || named.size !== mapping.columns.size) return undefined
  if (![...mapping.columns.keys()].every((field) => named.has(field))) return undefined
  const fieldAt = new Map([...mapping.columns].map(([field, column]) => [column, field]))
  const from = header.map((cell, column) => {
    const field = fieldAt.get(column)
    return (field ? named.get(field) : found.header.indexOf(cell)) ?? -1
  })
  return { below, arrange: (cells) => from.map((column) => cells[column] ?? '') }
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

type Parts = {
  readonly sheets: readonly Sheet[]
  readonly from1904: boolean
  readonly sharedStrings: string
  readonly styles: string
}

/** Where the parts of a workbook stand: what refers to them says so, since not every program names them as Excel does. */
async function readParts(archive: WorkbookArchive): Promise<Parts> {
  const main = (await relations(archive, '')).find(({ type }) => type.endsWith('/officeDocument'))?.target
  const book = main !== undefined && archive.has(main) ? main : 'xl/workbook.xml'
  if (!archive.has(book) || !/\.xml$/i.test(book)) throw foreignArchive(archive.names)
  const related = await relations(archive, book)
  const ofType = (type: string) => related.find((one) => one.type.endsWith(`/${type}`))?.target
  const targets = new Map(related.map(({ id, target }) => [id, target]))
  const sheets: Sheet[] = []
  let from1904 = false
  await readWhole(archive.read(book), {
    open(tag, attributes) {
      if (tag === 'workbookPr') from1904 = /^(?:1|true)$/.test(attributes.date1904 ?? '')
      if (tag !== 'sheet' || (attributes.state ?? 'visible') !== 'visible') return
      const [, id] = Object.entries(attributes).find(([name]) => /(?:^|:)id$/.test(name) && name !== 'sheetId') ?? []
      const path = targets.get(id ?? '')
      if (path && archive.has(path)) sheets.push({ name: (attributes.name ?? '').slice(0, 31), path })
    },
  })
  return {
    sheets,
    from1904,
    sharedStrings: ofType('sharedStrings') ?? 'xl/sharedStrings.xml',
    styles: ofType('styles') ?? 'xl/styles.xml',
  }
}

/** What a part refers to, by full names; of the archive itself when the part is ''. */
async function relations(
  archive: WorkbookArchive,
  part: string,
): Promise<{ id: string; type: string; target: string }[]> {
  const { dir, base } = posix.parse(part)
  const from = posix.join(dir, '_rels', `${base}.rels`)
  const found: { id: string; type: string; target: string }[] = []
  if (!archive.has(from)) return found
  await readWhole(archive.read(from), {
    open(name, { Id: id, Target, Type = '' }) {
      if (name !== 'Relationship' || !id || !Target) return
      found.push({ id, type: Type, target: posix.join('/', Target.startsWith('/') ? '' : dir, Target).slice(1) })
    },
  })
  return found
}

async function readSharedStrings(archive: WorkbookArchive, part: string): Promise<string[]> {
  const strings: string[] = []
  if (!archive.has(part)) return strings
  let text = ''
  let total = 0
  let within = false
  let phonetic = false
  await readWhole(archive.read(part), {
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
      if (strings.push(unescaped(text)) > MAX_SHARED_STRINGS || total > MAX_SHARED_CHARACTERS)
        throw new UnreadableRegister('The workbook holds too many texts; bring it as CSV.', 'workbook_too_large')
    },
  })
  return strings
}

/** 依据: ECMA-376 part 1, 18.8.30: the built-in formats that show a day, those of Chinese Excel included. */
const BUILT_IN_DATES = new Set([14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58])

async function readDateFormats(archive: WorkbookArchive, part: string): Promise<Set<number>> {
  const formats = new Set<number>()
  if (!archive.has(part)) return formats
  const dates = new Set(BUILT_IN_DATES)
  let within = false
  let count = 0
  await readWhole(archive.read(part), {
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
