import {
  findHeader,
  type HeaderMapping,
  mapHeader,
  REGISTER_HEADERS,
  type RegisterField,
} from '@yijian/shared/registry/header'
import { UnreadableRegister } from './unreadable-register.ts'

/** A file that turned out to be a list of enterprises. */
export type Table = {
  readonly sha256: string
  /** What the file was found to be, for the record: `utf-8`, `gb18030, gzip`, `xlsx, 企业名录`. */
  readonly encoding: string
  /** Empty in a workbook. */
  readonly delimiter: string
  /** The cells of the header, and below how many rows it stands, counting from 1. */
  readonly header: readonly string[]
  readonly headerRow: number
  readonly mapping: HeaderMapping
  /** The rows below the header that hold anything. @throws UnreadableRegister when the rest is damaged */
  readonly rows: () => AsyncIterable<TableRow>
}

/** `number` counts from 1 as a spreadsheet does. */
export type TableRow = { readonly number: number; readonly cells: readonly string[] }

/** Which column holds which field, counted from 0, as a person chose it in place of what the header says. */
export type ChosenColumns = ReadonlyMap<RegisterField, number>

/** Titles and remarks above the header are fewer. */
export const ROWS_SEARCHED = 20

export type FoundHeader = {
  /** Among the rows that were searched. */
  readonly row: number
  readonly mapping: HeaderMapping
}

/**
 * The header among the first rows: the one that names most fields. Where a person chose the columns, the first row in
 * which every chosen column holds something will do, should none name enough.
 */
export function locateHeader(
  rows: readonly (readonly string[])[],
  required: readonly RegisterField[],
  chosen?: ChosenColumns,
): FoundHeader | undefined {
  const named = findHeader(rows, required)
  if (!chosen) return named
  const best = named?.row ?? findHeader(rows, [])?.row
  const header = best !== undefined && mapHeader(rows[best] ?? []).columns.size > 0 ? best : likeliestHeader(rows)
  const cells = rows[header]
  if (!cells || !required.every((field) => chosen.has(field))) return undefined
  return { row: header, mapping: chosenMapping(cells, chosen) }
}

/** The first row that is as wide as any: titles above a header fill a cell or two. */
export function likeliestHeader(rows: readonly (readonly string[])[]): number {
  const filled = rows.map((cells) => cells.filter((cell) => cell.trim() !== '').length)
  return Math.max(0, filled.indexOf(Math.max(...filled, 0)))
}

function chosenMapping(header: readonly string[], chosen: ChosenColumns): HeaderMapping {
  const headers = Object.fromEntries([...chosen].map(([field, column]) => [field, (header[column] ?? '').trim()]))
  return { columns: chosen, headers, capitalUnit: /万/.test(headers.capital ?? '') ? 'ten_thousand' : 'yuan' }
}

/** Nothing in the file looks like the header of a list of enterprises; a person may choose the columns of what is there. */
export class UnknownHeader extends UnreadableRegister {
  /** The row that is likeliest the header, with those below it. */
  readonly table: { readonly header: readonly string[]; readonly headerRow: number; readonly encoding: string }
  readonly first: readonly (readonly string[])[]

  constructor(required: readonly RegisterField[], rows: readonly (readonly string[])[], encoding: string) {
    const headers = required.map((field) => REGISTER_HEADERS[field][0]).join(', ')
    super(
      `No header with ${headers} was found in the first ${ROWS_SEARCHED} rows. Is this a list of enterprises?`,
      'no_header',
    )
    const at = likeliestHeader(rows)
    this.table = { header: rows[at] ?? [], headerRow: at + 1, encoding }
    this.first = rows.slice(at + 1)
  }
}
