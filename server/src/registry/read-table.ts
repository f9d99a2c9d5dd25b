import {
  findHeader,
  type HeaderMapping,
  REGISTER_HEADERS,
  REQUIRED_FIELDS,
  type RegisterField,
} from '@yijian/shared/registry/header'
import { parse } from 'csv-parse'
import { parse as parseSync } from 'csv-parse/sync'
import { type RegisterSource, readText, type SourceFacts } from './register-source.ts'
import { UnreadableRegister } from './unreadable-register.ts'

export type TableShape = {
  readonly delimiter: string
  /** Number of the header, counted from 1 as a spreadsheet does. */
  readonly headerRow: number
  readonly mapping: HeaderMapping
}

export type TableRow = { readonly number: number; readonly cells: string[] }

const DELIMITERS = [',', '\t', ';', '|']
const ROWS_SEARCHED = 20
/** An unclosed quote would otherwise swallow the rest of the file. */
const MAX_RECORD_CHARACTERS = 1_000_000

/** Finds delimiter and header: the pair under which most headers are known. @throws UnreadableRegister */
export function recogniseTable(
  { head }: Pick<SourceFacts, 'head'>,
  required: readonly RegisterField[] = REQUIRED_FIELDS,
): TableShape {
  const tries = DELIMITERS.flatMap((delimiter) => {
    const found = findHeader(firstRows(head, delimiter), required)
    return found ? [{ delimiter, headerRow: found.row + 1, mapping: found.mapping }] : []
  })
  const [best] = tries.sort((a, b) => b.mapping.columns.size - a.mapping.columns.size)
  if (!best) {
    throw new UnreadableRegister(
      `No header with ${required.map((field) => REGISTER_HEADERS[field][0]).join(', ')} was found in the first ${ROWS_SEARCHED} rows. Is this a list of enterprises as CSV?`,
    )
  }
  return best
}

/** The rows below the header that hold anything, with their numbers. @throws UnreadableRegister on an unclosed quote */
export async function* readRows(
  source: RegisterSource,
  facts: SourceFacts,
  shape: TableShape,
): AsyncGenerator<TableRow> {
  const parser = parse({ ...OPTIONS, delimiter: shape.delimiter })
  const feeding = feed(parser, readText(source, facts.encoding))
  feeding.catch((error) => parser.destroy(error))
  let number = 0
  try {
    for await (const cells of parser as AsyncIterable<string[]>) {
      number++
      if (number > shape.headerRow && cells.some((cell) => cell.trim() !== '')) yield { number, cells }
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('CSV_')) {
      throw new UnreadableRegister(`The table cannot be read after row ${number}: ${error.message}`)
    }
    throw error
  }
}

const OPTIONS = {
  relax_column_count: true,
  relax_quotes: true,
  skip_empty_lines: false,
  max_record_size: MAX_RECORD_CHARACTERS,
  bom: true,
}

async function feed(parser: ReturnType<typeof parse>, text: AsyncIterable<string>): Promise<void> {
  for await (const piece of text) {
    if (parser.destroyed) return
    if (parser.write(piece)) continue
    // A reader that stops early closes the parser, which then never drains.
    await new Promise<void>((resolve) => {
      const go = () => {
        parser.off('drain', go).off('close', go)
        resolve()
      }
      parser.on('drain', go).on('close', go)
    })
  }
  parser.end()
}

function firstRows(head: string, delimiter: string): string[][] {
  const rows: string[][] = []
  try {
    parseSync(head, { ...OPTIONS, delimiter, to: ROWS_SEARCHED, on_record: (cells: string[]) => void rows.push(cells) })
  } catch {
    // The head may end inside a quoted cell; what came before it counts.
  }
  return rows
}
