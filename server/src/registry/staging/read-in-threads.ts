import { availableParallelism } from 'node:os'
import type { Readable } from 'node:stream'
import { MessageChannel, type ResourceLimits, Worker } from 'node:worker_threads'
import { REQUIRED_FIELDS } from '@yijian/shared/registry/header'
import type { RegisterSource } from '../tables/register-source.ts'
import { type ChosenColumns, UnknownHeader } from '../tables/table.ts'
import { UnreadableRegister } from '../tables/unreadable-register.ts'
import { addTally, emptyTally, type Tally } from './stage-rows.ts'
import type {
  Failure,
  FromMainThread,
  FromReader,
  ReaderData,
  RowData,
  Staged,
  TableFacts,
  ToReader,
} from './thread-messages.ts'

/** 依据: TRUST T18; a file made to fill the memory ends its thread and nothing else. */
const READER_LIMITS: ResourceLimits = { maxOldGenerationSizeMb: 320, maxYoungGenerationSizeMb: 8 }
const ROW_LIMITS: ResourceLimits = { maxOldGenerationSizeMb: 160, maxYoungGenerationSizeMb: 32 }
/** More than these the database does not keep up with. */
const MAX_ROW_THREADS = 4

export type Reading = {
  /** Lines for COPY into the staging table. @throws UnreadableRegister, UnknownHeader, or what the source threw */
  lines(): AsyncGenerator<Uint8Array>
  /** Bytes of the source taken, rows read, and how many rows there will be, as far as that can be told from what was read. */
  readonly progress: { rows: number; bytes: number; expected?: number }
  /** Has `lines` throw this, also while they wait for the source. */
  fail(error: unknown): void
  /** Once all lines were taken. */
  result(): { table: TableFacts; tally: Tally }
  /** Ends the threads, whatever they do. */
  stop(): Promise<void>
}

export type ReadingOptions = {
  readonly source: RegisterSource
  readonly columns: ChosenColumns | undefined
  readonly rowData: Omit<RowData, 'port'>
}

/** Starts reading a file on threads of its own; see thread-messages.ts. */
export function readInThreads({ source, columns, rowData }: ReadingOptions): Reading {
  const progress: Reading['progress'] = { rows: 0, bytes: 0 }
  const tally = emptyTally()
  const rowThreads: Worker[] = []
  const finished: { lines: Uint8Array; thread: Worker }[] = []
  let table: TableFacts | undefined
  let tallied = 0
  let done = false
  let failure: unknown
  let wake = () => {}

  const fail = (error: unknown) => {
    failure ??= error ?? new Error('reading was ended')
    wake()
  }
  const reader = startReader({ required: REQUIRED_FIELDS, columns, inspectOnly: false }, fail)
  const streams = serveSource(source, { reader, progress, fail })

  function employ(): void {
    if (rowThreads.length >= Math.min(MAX_ROW_THREADS, Math.max(availableParallelism(), 1))) return
    const { port1, port2 } = new MessageChannel()
    const data: RowData = { ...rowData, port: port2 }
    const thread = new Worker(new URL('./row-thread.ts', import.meta.url), {
      workerData: data,
      transferList: [port2],
      resourceLimits: ROW_LIMITS,
      execArgv: [],
    })
    whenEnded(thread, fail)
    thread.on('message', (message: Staged) => {
      if (message.kind === 'tally') {
        addTally(tally, message.tally)
        tallied++
      } else {
        progress.rows += message.rows
        finished.push({ lines: message.lines, thread })
      }
      wake()
    })
    rowThreads.push(thread)
    const employed: ToReader = { kind: 'row_thread', port: port1 }
    reader.postMessage(employed, [port1])
  }

  reader.on('message', (message: FromReader) => {
    switch (message.kind) {
      case 'table':
        table = message.table
        return
      case 'expected':
        progress.expected = message.rows
        return
      case 'busy':
        return employ()
      case 'done':
        done = true
        return wake()
      case 'failed':
        return fail(unreadable(message.failure))
      default:
        return streams.serve(message)
    }
  })
  employ()

  return {
    progress,
    async *lines() {
      const taken: FromMainThread = 'taken'
      for (;;) {
        if (failure !== undefined) throw failure
        const next = finished.shift()
        if (next) {
          yield next.lines
          next.thread.postMessage(taken)
        } else if (done && tallied === rowThreads.length) return
        else
          await new Promise<void>((resolve) => {
            wake = resolve
          })
      }
    },
    fail,
    result() {
      if (!table) throw new Error('the file has not been read')
      return { table, tally }
    },
    async stop() {
      streams.close()
      await Promise.all([reader, ...rowThreads].map((thread) => thread.terminate()))
    },
  }
}

/**
 * Finds out what a file is, on a thread of its own, and reads none of its rows.
 * @throws UnreadableRegister, UnknownHeader, or what the source threw
 */
export async function inspectFile(source: RegisterSource, columns?: ChosenColumns): Promise<TableFacts> {
  const { promise, resolve, reject } = Promise.withResolvers<TableFacts>()
  const reader = startReader({ required: REQUIRED_FIELDS, columns, inspectOnly: true }, reject)
  const streams = serveSource(source, { reader, progress: { bytes: 0 }, fail: reject })
  reader.on('message', (message: FromReader) => {
    if (message.kind === 'table') resolve(message.table)
    else if (message.kind === 'failed') reject(unreadable(message.failure))
    else if (message.kind === 'open' || message.kind === 'pull' || message.kind === 'close') streams.serve(message)
  })
  try {
    return await promise
  } finally {
    streams.close()
    await reader.terminate()
  }
}

function startReader(data: ReaderData, fail: (error: unknown) => void): Worker {
  const reader = new Worker(new URL('./reader-thread.ts', import.meta.url), {
    workerData: data,
    resourceLimits: READER_LIMITS,
    execArgv: [],
  })
  whenEnded(reader, fail)
  return reader
}

type Serving = { reader: Worker; progress: { bytes: number }; fail: (error: unknown) => void }

/** Gives the reader what it asks of the source, a piece ahead. The source is read twice: bytes count from its last opening. */
function serveSource(source: RegisterSource, { reader, progress, fail }: Serving) {
  const open = new Map<
    number,
    { stream: Readable; next: Promise<IteratorResult<Buffer>>; pieces: AsyncIterator<Buffer> }
  >()
  const ahead = (pieces: AsyncIterator<Buffer>) => {
    const next = pieces.next()
    // It is awaited when the reader asks; until then an error is not unheard.
    next.catch(() => {})
    return next
  }
  function serve({ kind, stream: id }: { kind: 'open' | 'pull' | 'close'; stream: number }): void {
    const known = open.get(id)
    if (kind === 'open') {
      const stream = openOrFail(source, fail)
      if (!stream) return
      const pieces: AsyncIterator<Buffer> = stream[Symbol.asyncIterator]()
      open.set(id, { stream, pieces, next: ahead(pieces) })
      progress.bytes = 0
    } else if (kind === 'close') {
      known?.stream.destroy()
      open.delete(id)
    } else if (known) {
      known.next.then(({ done, value }) => {
        // A copy of its own, to be given away.
        const bytes = done ? undefined : new Uint8Array(value)
        progress.bytes += bytes?.length ?? 0
        const answer: ToReader = { kind: 'bytes', stream: id, bytes }
        reader.postMessage(answer, bytes ? [bytes.buffer] : [])
        if (!done) known.next = ahead(known.pieces)
      }, fail)
    }
  }
  return {
    serve,
    close() {
      for (const { stream } of open.values()) stream.destroy()
    },
  }
}

function openOrFail(source: RegisterSource, fail: (error: unknown) => void): Readable | undefined {
  try {
    return source.open()
  } catch (error) {
    fail(error)
    return undefined
  }
}

/** A thread that is gone before its work is done would otherwise be waited for. */
function whenEnded(thread: Worker, fail: (error: unknown) => void): void {
  thread.on('error', (error) => fail(tooLarge(error) ?? error))
  thread.on('exit', () => fail(new Error('a thread that reads the file has ended')))
}

function unreadable({ message, key, detail, table }: Failure): UnreadableRegister {
  return table ? new UnknownHeader(REQUIRED_FIELDS, table) : new UnreadableRegister(message, key, detail ?? {})
}

function tooLarge(error: Error): UnreadableRegister | undefined {
  if (!('code' in error) || error.code !== 'ERR_WORKER_OUT_OF_MEMORY') return undefined
  return new UnreadableRegister(
    'The file needs more memory than any list of enterprises; bring it as CSV.',
    'workbook_too_large',
  )
}
