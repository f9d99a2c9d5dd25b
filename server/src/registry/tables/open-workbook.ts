import { parseCreditCode } from '@yijian/shared/credit-code'
import { mapHeader, type RegisterField } from '@yijian/shared/registry/header'
import { createArranger } from './header-again.ts'
import { openOds } from './open-ods.ts'
import { openXls } from './open-xls.ts'
import { openXlsx } from './open-xlsx.ts'
import { isZip, type RegisterSource, readWorkbook, type SourceFacts } from './register-source.ts'
import { dayOfSerial, MAX_ROWS, tooManyRows } from './sheet-rows.ts'
import { type ChosenColumns, type FoundHeader, locateHeader, type Table, UnknownHeader, unknownTable } from './table.ts'
import type { LookedAt, Workbook } from './workbook.ts'
import { openArchive } from './workbook-archive.ts'

/** Of sheets that are read as one list. */
const SHEETS_NAMED = 3
/** Of a cell, when a header is looked for: none is as long, and a sheet may hold hundreds of long texts in its first rows. */
const MOST_LOOKED_AT = 1000
/** 依据: TRUST T18 allows 20 MB of a packed workbook. An .xls is not packed: what takes 20 MB as .xlsx takes several times as many. */
const MAX_ZIP_BYTES = 20 * 1024 * 1024
const MAX_XLS_BYTES = 64 * 1024 * 1024

/**
 * A workbook as a table: the visible sheet whose header names most fields, and below it the other visible sheets that
 * list the same fields, or go on without a header, as exports do that are cut by district or by number of rows.
 * @throws UnreadableRegister
 */
export async function openWorkbook(
  source: RegisterSource,
  { sha256 }: Pick<SourceFacts, 'sha256'>,
  required: readonly RegisterField[],
  chosen?: ChosenColumns,
): Promise<Table> {
  const book = await openBook(source)
  const looked = book.sheets.map(({ name, first }, sheet): Found => {
    const rows = first.map(({ cells }) => cells.map((cell) => cell.slice(0, MOST_LOOKED_AT)))
    return { sheet, name, first, found: locateHeader(rows, required, chosen) }
  })
  const best = bestOf(looked)
  if (!best) {
    const [widest] = looked.toSorted((a, b) => b.first.length - a.first.length)
    const rows = widest?.first.map(({ cells }) => cells) ?? []
    throw new UnknownHeader(required, unknownTable(rows, `${book.kind}, ${widest?.name ?? ''}`))
  }
  const { header, mapping, first } = best.found
  const headerRow = best.first[best.found.row]?.number ?? 0
  const read = new Map<number, { below: number; arrange: Arrange }>([[best.sheet, { below: headerRow, arrange: asIs }]])
  for (const from of looked) {
    const more = from === best ? undefined : goesOn(from, best.found, chosen)
    if (more) read.set(from.sheet, more)
  }
  const names = [...read.keys()].map((sheet) => looked[sheet]?.name ?? '')
  // Lists by themselves that know other fields: whoever brings the file is told that they were not read.
  const others = looked.filter((at) => at.found && !read.has(at.sheet)).map(({ name }) => name)
  const meant = book.from1904 ? daysIn(mapping) : asIs
  return {
    sha256,
    encoding: `${book.kind}, ${namesOf(names)}${others.length > 0 ? ` (− ${namesOf(others)})` : ''}`,
    delimiter: '',
    header,
    headerRow,
    mapping,
    first: first.map(meant),
    async *rows() {
      // Rows of further sheets are counted on from the last one above.
      let above = 0
      let last = 0
      let together = 0
      let at = best.sheet
      let again = createArranger(best.found)
      for await (const { sheet, row } of book.rows([...read.keys()])) {
        if (sheet !== at) {
          above = last
          again = createArranger(best.found)
        }
        at = sheet
        last = above + row.number
        if (++together > MAX_ROWS) throw tooManyRows(row.number)
        const { below, arrange } = read.get(sheet) ?? { below: 0, arrange: asIs }
        if (row.number <= below) continue
        const listed = again.arrange({ ...row, number: last, cells: arrange(row.cells) })
        yield { ...listed, cells: meant(listed.cells) }
      }
    },
  }
}

async function openBook(source: RegisterSource): Promise<Workbook> {
  const bytes = await readWorkbook(source, (first) => (isZip(first) ? MAX_ZIP_BYTES : MAX_XLS_BYTES))
  if (!isZip(bytes)) return openXls(bytes)
  const archive = await openArchive(bytes)
  return archive.has('content.xml') ? openOds(archive) : openXlsx(archive)
}

function namesOf(sheets: readonly string[]): string {
  return `${sheets.slice(0, SHEETS_NAMED).join(' + ')}${sheets.length > SHEETS_NAMED ? ' + …' : ''}`
}

type Found = LookedAt & { readonly sheet: number; readonly found: FoundHeader | undefined }

function bestOf(looked: readonly Found[]): (Found & { found: FoundHeader }) | undefined {
  let best: { known: number; at: Found & { found: FoundHeader } } | undefined
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
  { first, found }: Found,
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
