import { posix } from 'node:path'
import { foreignArchive } from './foreign-kind.ts'
import { readMerge, readSheet, type SheetContext } from './read-sheet.ts'
import { readWhole, unescaped } from './read-xml.ts'
import { BUILT_IN_DATES, keepMerge, type Merge, showsDay } from './sheet-rows.ts'
import type { TableRow } from './table.ts'
import { UnreadableRegister } from './unreadable-register.ts'
import { firstRows, type LookedAt, requireFewSheets, sheetName, type Workbook } from './workbook.ts'
import type { WorkbookArchive } from './workbook-archive.ts'

const MAX_SHARED_STRINGS = 1_000_000
/** Together, so that they take 64 MB at most. */
const MAX_SHARED_CHARACTERS = 32_000_000

type Sheet = { readonly name: string; readonly path: string }

/** A workbook of Excel since 2007. @throws UnreadableRegister */
export async function openXlsx(archive: WorkbookArchive): Promise<Workbook> {
  const { sheets, from1904, sharedStrings, styles } = await readParts(archive)
  const context: SheetContext = {
    sharedStrings: await readSharedStrings(archive, sharedStrings),
    dateFormats: await readDateFormats(archive, styles),
    from1904,
  }
  const looked: (LookedAt & { read: () => AsyncIterable<TableRow> })[] = []
  for (const sheet of sheets) {
    const merges = await readMerges(archive, sheet)
    const read = () => readSheet(archive.read(sheet.path), context, merges)
    looked.push({ name: sheet.name, first: await firstRows(read()), read })
  }
  return {
    kind: 'xlsx',
    from1904,
    sheets: looked,
    async *rows(wanted) {
      for (const sheet of wanted) for await (const row of looked[sheet]?.read() ?? []) yield { sheet, row }
    },
  }
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
      // A part that is named again and again is one sheet.
      if (!path || !archive.has(path) || sheets.some((sheet) => sheet.path === path)) return
      requireFewSheets(sheets.push({ name: sheetName(attributes.name), path }))
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

async function readMerges(archive: WorkbookArchive, { path }: Sheet): Promise<Merge[]> {
  const merges: Merge[] = []
  await readWhole(archive.read(path), {
    open(name, { ref }) {
      if (name === 'mergeCell' && ref !== undefined) keepMerge(merges, readMerge(ref))
    },
  })
  return merges
}
