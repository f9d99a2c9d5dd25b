import { lockedWorkbook, noTable } from './foreign-kind.ts'
import { type OdsContent, readOdsRows } from './read-ods-rows.ts'
import { createRowKeeper, type Merge, requireRowNumber } from './sheet-rows.ts'
import { FIRST_ROWS, type TableRow } from './table.ts'
import { type SheetRow, sheetName, type Workbook } from './workbook.ts'
import type { WorkbookArchive } from './workbook-archive.ts'

const MANIFEST = 'META-INF/manifest.xml'
const CONTENT = 'content.xml'
const MOST_OF_MANIFEST = 1_000_000

/** A spreadsheet of OpenDocument: LibreOffice, OpenOffice, WPS. @throws UnreadableRegister */
export async function openOds(archive: WorkbookArchive): Promise<Workbook> {
  if (/:encryption-data\b/.test(await readManifest(archive))) throw lockedWorkbook()
  const content = noContent()
  const first: TableRow[][] = []
  // All sheets stand in one part, so that each is seen only when all is read.
  for await (const { sheet, row } of readRows(archive, content, (sheet) => (first[sheet]?.length ?? 0) < FIRST_ROWS))
    first[sheet] = [...(first[sheet] ?? []), row]
  if (!content.spreadsheet) throw noTable()
  const visible = content.sheets.flatMap((sheet, at) => (sheet.visible ? { name: sheetName(sheet.name), at } : []))
  const placeOf = new Map(visible.map(({ at }, place) => [at, place]))
  return {
    kind: 'ods',
    from1904: content.from1904,
    sheets: visible.map(({ name, at }) => ({ name, first: first[at] ?? [] })),
    async *rows(wanted) {
      const [best = 0, ...others] = wanted
      // In one go, unless the sheet that others go on from stands below one of them.
      const goes = others.every((place) => place > best) ? [wanted] : [[best], others]
      for (const places of goes) {
        const among = new Set(places.map((place) => visible[place]?.at))
        for await (const { sheet, row } of readRows(archive, noContent(), (one) => among.has(one)))
          yield { sheet: placeOf.get(sheet) ?? 0, row }
      }
    },
  }
}

function noContent(): OdsContent {
  return { spreadsheet: false, from1904: false, sheets: [] }
}

/** The rows of sheets as long as they are wanted. */
async function* readRows(
  archive: WorkbookArchive,
  content: OdsContent,
  wanted: (sheet: number) => boolean,
): AsyncGenerator<SheetRow> {
  let merges: readonly Merge[] = []
  let keeper = createRowKeeper(() => merges)
  let at = 0
  for await (const { sheet, number, repeated, cells, leftOut, merges: begun } of readOdsRows(
    archive.read(CONTENT),
    content,
  )) {
    if (sheet !== at) keeper = createRowKeeper(() => merges)
    at = sheet
    for (let i = 0; i < repeated && wanted(sheet); i++) {
      requireRowNumber(number + i, String(number + i))
      merges = i === 0 ? begun : []
      // A copy: what is merged over one row need not be over the next.
      const row = keeper.keep(number + i, [...cells], leftOut)
      if (row) yield { sheet, row }
    }
  }
}

/** Whether it is locked stands at its beginning. */
async function readManifest(archive: WorkbookArchive): Promise<string> {
  let text = ''
  if (!archive.has(MANIFEST)) return text
  for await (const piece of archive.read(MANIFEST)) {
    text += piece
    if (text.length > MOST_OF_MANIFEST) break
  }
  return text
}
