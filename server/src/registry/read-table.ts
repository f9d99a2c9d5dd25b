import { mapHeader, REQUIRED_FIELDS, type RegisterField } from '@yijian/shared/registry/header'
import { openWorkbook } from './open-workbook.ts'
import { inspectSource, type RegisterSource, readText, type SourceFacts } from './register-source.ts'
import { createRowSplitter, UnclosedQuote } from './split-rows.ts'
import { type ChosenColumns, locateHeader, ROWS_SEARCHED, type Table, type TableRow, UnknownHeader } from './table.ts'
import { UnreadableRegister } from './unreadable-register.ts'

const DELIMITERS = [',', '\t', ';', '|']

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
  const encoding = facts.gzip ? `${facts.encoding}, gzip` : facts.encoding
  const { delimiter, header, headerRow, mapping } = recogniseText(facts.head, { encoding, required, chosen })
  return {
    sha256: facts.sha256,
    encoding,
    delimiter,
    header,
    headerRow,
    mapping,
    rows: () => readRows(source, facts, { delimiter, headerRow }),
  }
}

type Wanted = { encoding: string; required: readonly RegisterField[]; chosen: ChosenColumns | undefined }

/** Finds delimiter and header: the pair under which most headers are known, and of two equal ones the wider. */
function recogniseText(head: string, { encoding, required, chosen }: Wanted) {
  const tries = DELIMITERS.map((delimiter) => ({ delimiter, rows: firstRows(head, delimiter) }))
  const found = tries.flatMap(({ delimiter, rows }) => {
    const { row, mapping } = locateHeader(rows, required, chosen) ?? {}
    if (row === undefined || !mapping) return []
    return [{ delimiter, header: rows[row] ?? [], headerRow: row + 1, mapping }]
  })
  const known = (header: readonly string[]) => mapHeader(header).columns.size
  const [best] = found.sort((a, b) => known(b.header) - known(a.header) || b.header.length - a.header.length)
  if (best) return best
  const [widest] = tries.map(({ rows }) => rows).sort((a, b) => width(b) - width(a))
  throw new UnknownHeader(required, widest ?? [], encoding)
}

function width(rows: readonly (readonly string[])[]): number {
  return Math.max(0, ...rows.map((cells) => cells.length))
}

async function* readRows(
  source: RegisterSource,
  facts: SourceFacts,
  { delimiter, headerRow }: { delimiter: string; headerRow: number },
): AsyncGenerator<TableRow> {
  const splitter = createRowSplitter(delimiter)
  let number = 0
  function* below(rows: readonly string[][]): Generator<TableRow> {
    for (const cells of rows) {
      number++
      if (number > headerRow && cells.some((cell) => cell.trim() !== '')) yield { number, cells }
    }
  }
  try {
    for await (const piece of readText(source, facts.encoding)) yield* below(splitter.push(piece))
    yield* below(splitter.end())
  } catch (error) {
    if (!(error instanceof UnclosedQuote)) throw error
    throw new UnreadableRegister(`The table cannot be read after row ${number}: ${error.message}.`)
  }
}

function firstRows(head: string, delimiter: string): string[][] {
  const splitter = createRowSplitter(delimiter)
  const rows = splitter.push(head)
  try {
    rows.push(...splitter.end())
  } catch {
    // The head may end inside a quoted cell; what came before it counts.
  }
  return rows.slice(0, ROWS_SEARCHED)
}
