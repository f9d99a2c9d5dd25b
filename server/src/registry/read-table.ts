import { findHeader, REQUIRED_FIELDS, type RegisterField } from '@yijian/shared/registry/header'
import { openWorkbook } from './open-workbook.ts'
import { inspectSource, type RegisterSource, readText, type SourceFacts } from './register-source.ts'
import { createRowSplitter, UnclosedQuote } from './split-rows.ts'
import { noHeader, ROWS_SEARCHED, type Table, type TableRow } from './table.ts'
import { UnreadableRegister } from './unreadable-register.ts'

const DELIMITERS = [',', '\t', ';', '|']

/** Finds out what the file is and where its header stands. @throws UnreadableRegister */
export async function openTable(
  source: RegisterSource,
  required: readonly RegisterField[] = REQUIRED_FIELDS,
): Promise<Table> {
  const facts = await inspectSource(source)
  if (facts.workbook) return openWorkbook(source, facts, required)
  const { delimiter, headerRow, mapping } = recogniseText(facts.head, required)
  return {
    sha256: facts.sha256,
    encoding: facts.gzip ? `${facts.encoding}, gzip` : facts.encoding,
    delimiter,
    mapping,
    rows: () => readRows(source, facts, { delimiter, headerRow }),
  }
}

/** Finds delimiter and header: the pair under which most headers are known. */
function recogniseText(head: string, required: readonly RegisterField[]) {
  const tries = DELIMITERS.flatMap((delimiter) => {
    const found = findHeader(firstRows(head, delimiter), required)
    return found ? [{ delimiter, headerRow: found.row + 1, mapping: found.mapping }] : []
  })
  const [best] = tries.sort((a, b) => b.mapping.columns.size - a.mapping.columns.size)
  if (!best) throw noHeader(required)
  return best
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
