import { isRowOfList } from '@yijian/shared/exchange/list-columns'
import {
  findHeader,
  type HeaderMapping,
  mapHeader,
  REGISTER_HEADERS,
  type RegisterField,
} from '@yijian/shared/registry/header'
import { maskNumbers } from '../staging/raw-row.ts'
import type { RowBlock } from './split-rows.ts'
import { UnreadableRegister } from './unreadable-register.ts'

/** A file that turned out to be a list of enterprises. */
export type Table = {
  readonly sha256: string
  /** What the file was found to be, for the record: `utf-8`, `gb18030, gzip`, `xlsx, 企业名录`. */
  readonly encoding: string
  /** Empty in a workbook. */
  readonly delimiter: string
  /** The cells of the header and the number of its row, counting from 1; blank cells and 0 where the list has none. */
  readonly header: readonly string[]
  readonly headerRow: number
  readonly mapping: HeaderMapping
  /** Cells of the first rows below the header. */
  readonly first: readonly (readonly string[])[]
  /** The rows below the header that hold anything. @throws UnreadableRegister when the rest is damaged */
  readonly rows: () => AsyncIterable<TableRow>
  /** The same of a text, uncut, for several threads to split. */
  readonly blocks?: () => AsyncIterable<NumberedBlock>
}

/** `first` is the number of its first row. Where the text breaks off within a row, that row is a block of its own. */
export type NumberedBlock = {
  readonly first: number
  readonly block: RowBlock
  readonly brokenOff?: boolean
  /** How many rows the whole file will turn out to have, going by those up to here. */
  readonly expected: number
}

/** `number` counts from 1 as a spreadsheet does. */
export type TableRow = {
  readonly number: number
  readonly cells: readonly string[]
  /** Cells that hold something in columns beyond those that are read. */
  readonly leftOut?: number
  /** The file ends in the middle of it. */
  readonly brokenOff?: boolean
}

/** Of a sheet or a page; exports of all that a register knows have some hundred. 依据: TRUST T18 asks for an end. */
export const MAX_COLUMNS = 256

/** Which column holds which field, counted from 0, as a person chose it in place of what the header says. */
export type ChosenColumns = ReadonlyMap<RegisterField, number>

/** Titles and remarks above the header are fewer. */
const ROWS_SEARCHED = 20
const SAMPLES = 5
/** What has to be read before the header is found and something below it can be shown. */
export const FIRST_ROWS = ROWS_SEARCHED + SAMPLES

/** Of rows that were split, numbered from `first` on, those below the header that hold anything. */
export function* rowsBelow(
  rows: readonly string[][],
  { first, brokenOff }: Pick<NumberedBlock, 'first' | 'brokenOff'>,
  headerRow: number,
): Generator<TableRow> {
  let number = first
  for (const cells of rows) {
    if (number > headerRow && cells.some(isFilled)) yield brokenOff ? { number, cells, brokenOff } : { number, cells }
    number++
  }
}

export function isFilled(cell: string): boolean {
  return cell !== '' && cell.trim() !== ''
}

export type FoundHeader = {
  /** Among the rows that were searched; -1 when the list begins without one. */
  readonly row: number
  readonly header: readonly string[]
  readonly mapping: HeaderMapping
  readonly first: readonly (readonly string[])[]
}

/**
 * The header among the first rows: the one that names most fields. Where a person chose the columns and no row names any,
 * the widest row will do, unless the list has begun by then: a list without a header is read from its first row on.
 */
export function locateHeader(
  firstRows: readonly (readonly string[])[],
  required: readonly RegisterField[],
  chosen?: ChosenColumns,
): FoundHeader | undefined {
  const rows = firstRows.slice(0, ROWS_SEARCHED)
  const found = (row: number, mapping: HeaderMapping, header = rows[row] ?? []): FoundHeader => ({
    row,
    header,
    mapping,
    first: firstRows.slice(row + 1, row + 1 + SAMPLES),
  })
  const named = findHeader(rows, required)
  if (!chosen) return named && found(named.row, named.mapping, named.cells)
  if (rows.length === 0 || !required.every((field) => chosen.has(field))) return undefined
  const best = named ?? findHeader(rows, [])
  if (best && best.mapping.columns.size > 0) return found(best.row, chosenMapping(best.cells, chosen), best.cells)
  const row = likeliestHeader(rows)
  const top = rows.findIndex((cells) => isRowOfList(cells, chosen))
  if (top === -1 || top > row) return found(row, chosenMapping(rows[row] ?? [], chosen))
  const header = Array.from({ length: Math.max(...firstRows.map((cells) => cells.length)) }, () => '')
  return { row: -1, header, mapping: chosenMapping(header, chosen), first: firstRows.slice(top, top + SAMPLES) }
}

/** The first row that is as wide as any: titles above a header fill a cell or two. */
function likeliestHeader(rows: readonly (readonly string[])[]): number {
  const filled = rows.map((cells) => cells.filter((cell) => cell.trim() !== '').length)
  return Math.max(0, filled.indexOf(Math.max(...filled, 0)))
}

function chosenMapping(header: readonly string[], chosen: ChosenColumns): HeaderMapping {
  const headers = Object.fromEntries([...chosen].map(([field, column]) => [field, (header[column] ?? '').trim()]))
  return { columns: chosen, headers, capitalUnit: /万/.test(headers.capital ?? '') ? 'ten_thousand' : 'yuan' }
}

/** What was found in place of a known header: the row that is likeliest it, with those below. */
export type UnknownTable = {
  readonly encoding: string
  readonly header: readonly string[]
  readonly headerRow: number
  readonly first: readonly (readonly string[])[]
}

/** Nothing in the file looks like the header of a list of enterprises; a person may choose the columns of what is there. */
export class UnknownHeader extends UnreadableRegister {
  readonly table: UnknownTable

  constructor(required: readonly RegisterField[], table: UnknownTable) {
    const headers = required.map((field) => REGISTER_HEADERS[field][0]).join(', ')
    super(
      `No header with ${headers} was found in the first ${ROWS_SEARCHED} rows. Is this a list of enterprises?`,
      'no_header',
      {
        row: table.header.length > 0 ? table.headerRow : null,
        missing: required.filter((field) => !mapHeader(table.header).columns.has(field)),
        found: headerShown(table.header),
      },
    )
    this.table = table
  }

  get first(): UnknownTable['first'] {
    return this.table.first
  }
}

const SHOWN_CELLS = 12
const SHOWN_CHARACTERS = 20

function headerShown(header: readonly string[]): string | null {
  const cells = header.flatMap((cell) => maskNumbers(cell.trim()).slice(0, SHOWN_CHARACTERS) || [])
  return cells.length === 0
    ? null
    : cells.slice(0, SHOWN_CELLS).join(' | ') + (cells.length > SHOWN_CELLS ? ' | …' : '')
}

/** Where there is no header, a row of the list stands for it: numbers in it are masked. */
export function unknownTable(rows: readonly (readonly string[])[], encoding: string): UnknownTable {
  const at = likeliestHeader(rows)
  return {
    encoding,
    header: (rows[at] ?? []).map(maskNumbers),
    headerRow: at + 1,
    first: rows.slice(at + 1, at + 1 + SAMPLES),
  }
}
