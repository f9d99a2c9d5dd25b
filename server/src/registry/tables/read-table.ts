import { type HeaderMapping, mapHeader, REQUIRED_FIELDS, type RegisterField } from '@yijian/shared/registry/header'
import { maskNumbers } from '../staging/raw-row.ts'
import { beginsRecord, breaksOff } from './breaks-off.ts'
import { createBlockArranger } from './header-again.ts'
import { openMarkup } from './open-markup.ts'
import { openWorkbook } from './open-workbook.ts'
import { isMarkup } from './read-markup.ts'
import { inspectSource, type RegisterSource, readText, type SourceFacts } from './register-source.ts'
import {
  createBlockCutter,
  createRowSplitter,
  findLineEnd,
  type LineEnd,
  type RowBlock,
  UnclosedQuote,
} from './split-rows.ts'
import {
  type ChosenColumns,
  FIRST_ROWS,
  isFilled,
  locateHeader,
  type NumberedBlock,
  rowsBelow,
  type Table,
  UnknownHeader,
  unknownTable,
} from './table.ts'
import { UnreadableRegister } from './unreadable-register.ts'

/** The last two are what data platforms write. */
const DELIMITERS = [',', '\t', ';', '|', '\u0001', '^']

/**
 * Finds out what the file is and where its header stands; `chosen` takes the place of what the header says.
 * @throws UnreadableRegister, UnknownHeader
 */
export async function openTable(
  source: RegisterSource,
  required: readonly RegisterField[] = REQUIRED_FIELDS,
  chosen?: ChosenColumns,
): Promise<Table> {
  const facts = await inspectSource(source)
  if (facts.workbook) return openWorkbook(source, facts, required, chosen)
  if (isMarkup(facts.head)) return openMarkup(source, facts, required, chosen)
  const encoding = facts.gzip ? `${facts.encoding}, gzip` : facts.encoding
  const lineEnd = findLineEnd(facts.head)
  const found = recogniseText(facts.head, { encoding, lineEnd, required, chosen })
  const { delimiter, row, header, mapping, first } = found
  const headerRow = row + 1
  const blocks = () => readBlocks(source, facts, { delimiter, lineEnd, headerRow, mapping, header })
  return {
    sha256: facts.sha256,
    encoding,
    delimiter,
    header,
    headerRow,
    mapping,
    first,
    async *rows() {
      for await (const { block, ...about } of blocks()) yield* rowsBelow(splitBlock(block, delimiter), about, headerRow)
    },
    blocks,
  }
}

type Wanted = {
  encoding: string
  lineEnd: LineEnd | undefined
  required: readonly RegisterField[]
  chosen: ChosenColumns | undefined
}

/** Finds delimiter and header: the pair under which most headers are known, and of two equal ones the wider. */
function recogniseText(head: string, { encoding, lineEnd, required, chosen }: Wanted) {
  const tries = DELIMITERS.map((delimiter) => ({ delimiter, rows: firstRows(head, delimiter, lineEnd) }))
  const found = tries.flatMap(({ delimiter, rows }) => {
    const located = locateHeader(rows, required, chosen)
    if (!located) return []
    return [{ delimiter, ...located, mapping: { ...located.mapping, width: widthOf(located) } }]
  })
  const known = (header: readonly string[]) => mapHeader(header).columns.size
  const [best] = found.sort((a, b) => known(b.header) - known(a.header) || b.header.length - a.header.length)
  if (best) return best
  const [widest] = tries.map(({ rows }) => rows).sort((a, b) => width(b) - width(a))
  throw new UnknownHeader(required, unknownTable(widest ?? [], encoding))
}

/**
 * The header's, or more where the first rows all have more: some exports end each of their rows with something of their own.
 * A text in Chinese is not that: every row of a list may hold a comma that is meant for its scope.
 */
function widthOf({ header, first }: { header: readonly string[]; first: readonly (readonly string[])[] }): number {
  const least = first.length < 3 ? 0 : Math.min(...first.map((cells) => cells.length))
  const cut = first.some((cells) => /\p{Script=Han}/u.test(cells.slice(header.length).join('')))
  return cut ? header.length : Math.max(header.length, least)
}

const SHOWN_CHARACTERS = 40

function shortened(text: string): string {
  const masked = maskNumbers(text.slice(0, 4 * SHOWN_CHARACTERS)).trim()
  return masked.length > SHOWN_CHARACTERS ? `${masked.slice(0, SHOWN_CHARACTERS)}…` : masked
}

function width(rows: readonly (readonly string[])[]): number {
  return Math.max(0, ...rows.map((cells) => cells.length))
}

/** Of a last row that is given back; what is longer is no row. */
const LONGEST_ROW = 100_000

type TextTable = {
  delimiter: string
  lineEnd: LineEnd | undefined
  headerRow: number
  mapping: HeaderMapping
  header: readonly string[]
}

async function* readBlocks(
  source: RegisterSource,
  facts: SourceFacts,
  table: TextTable,
): AsyncGenerator<NumberedBlock> {
  const cutter = createBlockCutter(table.delimiter, table.lineEnd)
  const arrange = createBlockArranger({ ...table, split: (block) => splitBlock(block, table.delimiter) })
  let number = 1
  let recent: NumberedBlock[] = []
  let bytes = 0
  const taken = (more: number) => {
    bytes += more
  }
  function* counted(block: RowBlock | undefined) {
    if (!block) return
    const first = number
    number += block.rows
    const rows = number - 1 - table.headerRow
    const numbered = { first, block, expected: Math.max(rows, Math.round((rows * facts.size) / Math.max(1, bytes))) }
    recent = [...recent.slice(-1), numbered]
    yield { ...numbered, block: arrange(block, first) }
  }
  const lastOne = (block: RowBlock) => ({
    first: number,
    block: arrange(block, number),
    expected: number - 1 - table.headerRow + block.rows,
  })
  try {
    for await (const piece of readText(source, facts.encoding, taken)) yield* counted(cutter.push(piece))
    const last = cutter.end()
    if (last) yield { ...lastOne(last), brokenOff: isBrokenOff(last, recent, table) }
  } catch (error) {
    if (!(error instanceof UnclosedQuote)) throw error
    const { start, rowsBefore } = error
    const block: RowBlock = { text: start, rows: 1, lineEnd: table.lineEnd ?? '\n' }
    if (rowsBefore === 0 && start.length <= LONGEST_ROW && endsInQuotes(block, table)) {
      yield { ...lastOne(block), brokenOff: true }
      return
    }
    const row = number + rowsBefore
    throw new UnreadableRegister(
      `The table cannot be read from row ${row} on: ${error.message}.`,
      start.includes('"') ? 'quote_open' : 'damaged',
      { row, found: shortened(start) },
    )
  }
}

/** What is left when all whole lines were taken has no line end. */
function isBrokenOff(last: RowBlock, recent: readonly NumberedBlock[], table: TextTable): boolean {
  const [cells, ...more] = splitBlock(last, table.delimiter)
  if (!cells || more.length > 0) return false
  const others = recent
    .flatMap(({ first, block }) => [...rowsBelow(splitBlock(block, table.delimiter), { first }, table.headerRow)])
    .map((row) => row.cells)
    .filter((row) => row.filter(isFilled).length > 2)
  return breaksOff({ text: last.text, cells }, { mapping: table.mapping, width: table.header.length, others })
}

/** The last line is a row of the list that ends within a quoted cell. */
function endsInQuotes(last: RowBlock, { delimiter, mapping }: TextTable): boolean {
  if (!last.text.includes('"') || last.text.includes(last.lineEnd)) return false
  const [cells] = splitBlock(last, delimiter)
  return cells !== undefined && beginsRecord(cells, mapping)
}

function splitBlock({ text, lineEnd }: RowBlock, delimiter: string): string[][] {
  const splitter = createRowSplitter(delimiter, lineEnd)
  return [...splitter.push(text), ...splitter.end()]
}

function firstRows(head: string, delimiter: string, lineEnd: LineEnd | undefined): string[][] {
  const splitter = createRowSplitter(delimiter, lineEnd, false)
  const rows = splitter.push(head)
  try {
    rows.push(...splitter.end())
  } catch {
    // The head may end inside a quoted cell; what came before it counts.
  }
  return rows.slice(0, FIRST_ROWS)
}
