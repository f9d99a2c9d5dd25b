import type { MessagePort } from 'node:worker_threads'
import type { Places } from '@yijian/shared/division'
import type { StatusWords } from '@yijian/shared/enterprise-status'
import type { FailureDetail } from '@yijian/shared/imports/contract'
import type { RegisterField } from '@yijian/shared/registry/header'
import type { CipherKeys } from '../../crypto/field-cipher.ts'
import type { ChosenColumns, NumberedBlock, Table, TableRow, UnknownTable } from '../tables/table.ts'
import type { Unreadable } from '../tables/unreadable-register.ts'
import type { KnownTable } from './known-table.ts'
import type { Tally } from './stage-rows.ts'

/**
 * A file is read on one thread (unpacking, decoding, finding the rows) and its rows are read on others (fields, keys,
 * places, sealing); the main thread hands over bytes and passes finished lines on to PostgreSQL. What crosses are pieces
 * of a few hundred rows, each side allowing the other a few in advance, so that memory stays bounded.
 */

export type ReaderData = {
  readonly required: readonly RegisterField[]
  readonly columns: ChosenColumns | undefined
  /** It only finds out what the file is. */
  readonly inspectOnly: boolean
}

/** Main thread to reader: bytes of the source it asked for, none at its end; or another row thread to hand rows to. */
export type ToReader =
  | { readonly kind: 'bytes'; readonly stream: number; readonly bytes: Uint8Array | undefined }
  | { readonly kind: 'row_thread'; readonly port: MessagePort }

/** Reader to main thread. */
export type FromReader =
  | { readonly kind: 'open' | 'pull' | 'close'; readonly stream: number }
  | { readonly kind: 'table'; readonly table: TableFacts }
  /** How many rows there will be, going by those that were handed out. */
  | { readonly kind: 'expected'; readonly rows: number }
  /** More rows are waiting than the row threads take. */
  | { readonly kind: 'busy' }
  | { readonly kind: 'done' }
  | { readonly kind: 'failed'; readonly failure: Failure }

export type TableFacts = Omit<Table, 'rows' | 'blocks'>

/** An UnreadableRegister, or an UnknownHeader with what was found instead; anything else ends the thread. */
export type Failure = {
  readonly message: string
  readonly key: Unreadable
  readonly detail: FailureDetail | null
  readonly table?: UnknownTable
}

export type RowData = {
  readonly port: MessagePort
  readonly keys: CipherKeys
  readonly places: Places
  readonly known: KnownTable | undefined
  readonly statusWords: StatusWords
}

/** Reader to row thread: first the table, then rows, then the end. */
export type ToRowThread =
  | { readonly kind: 'table'; readonly table: Pick<Table, 'mapping' | 'delimiter' | 'headerRow'> }
  | ({ readonly kind: 'block' } & NumberedBlock)
  | { readonly kind: 'rows'; readonly rows: readonly TableRow[] }
  | { readonly kind: 'end' }

/** Row thread to reader: it takes another piece. */
export type FromRowThread = 'ready'

/** Main thread to row thread: a piece was passed on. */
export type FromMainThread = 'taken'

/** Row thread to main thread: rows of binary COPY; at its end what it has counted. */
export type Staged =
  | { readonly kind: 'lines'; readonly lines: Uint8Array; readonly rows: number }
  | { readonly kind: 'tally'; readonly tally: Tally }
