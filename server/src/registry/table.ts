import { type HeaderMapping, REGISTER_HEADERS, type RegisterField } from '@yijian/shared/registry/header'
import { UnreadableRegister } from './unreadable-register.ts'

/** A file that turned out to be a list of enterprises. */
export type Table = {
  readonly sha256: string
  /** What the file was found to be, for the record: `utf-8`, `gb18030, gzip`, `xlsx, 企业名录`. */
  readonly encoding: string
  /** Empty in a workbook. */
  readonly delimiter: string
  readonly mapping: HeaderMapping
  /** The rows below the header that hold anything. @throws UnreadableRegister when the rest is damaged */
  readonly rows: () => AsyncIterable<TableRow>
}

/** `number` counts from 1 as a spreadsheet does. */
export type TableRow = { readonly number: number; readonly cells: readonly string[] }

/** Titles and remarks above the header are fewer. */
export const ROWS_SEARCHED = 20

/** The sentence for a file in which nothing looks like a list of enterprises. */
export function noHeader(required: readonly RegisterField[]): UnreadableRegister {
  const headers = required.map((field) => REGISTER_HEADERS[field][0]).join(', ')
  return new UnreadableRegister(
    `No header with ${headers} was found in the first ${ROWS_SEARCHED} rows. Is this a list of enterprises?`,
  )
}
