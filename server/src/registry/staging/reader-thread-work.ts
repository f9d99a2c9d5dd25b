// The work of reader-thread.ts: finds out what a file is and hands its rows to the row threads. See thread-messages.ts.
import { flushCompileCache } from 'node:module'
import { Readable } from 'node:stream'
import { type MessagePort, parentPort, workerData } from 'node:worker_threads'
import { openTable } from '../tables/read-table.ts'
import { type Table, type TableRow, UnknownHeader } from '../tables/table.ts'
import { UnreadableRegister } from '../tables/unreadable-register.ts'
import type { FromReader, FromRowThread, ReaderData, ToReader, ToRowThread } from './thread-messages.ts'

const { required, columns, inspectOnly }: ReaderData = workerData
const ROWS_AT_ONCE = 500
/** So many pieces are handed out between one estimate and the next. */
const TOLD_EVERY = 8
/** Pieces that a row thread may have before it has asked for more. */
const IN_ADVANCE = 2

type RowThread = { readonly port: MessagePort; room: number }

const tell = (message: FromReader) => parentPort?.postMessage(message)
const pulled = new Map<number, (bytes: Uint8Array | undefined) => void>()
const rowThreads: RowThread[] = []
let wake = () => {}
let table: Table | undefined
let ended = false

parentPort?.on('message', (message: ToReader) => {
  if (message.kind === 'bytes') pulled.get(message.stream)?.(message.bytes)
  else employ(message.port)
})

function employ(port: MessagePort): void {
  const thread: RowThread = { port, room: IN_ADVANCE }
  port.on('message', (_: FromRowThread) => {
    thread.room++
    wake()
  })
  if (table) hand(thread, { kind: 'table', table: tableFor(table) })
  if (ended) hand(thread, { kind: 'end' })
  rowThreads.push(thread)
  wake()
}

function tableFor({ mapping, delimiter, headerRow }: Table) {
  return { mapping, delimiter, headerRow }
}

function hand(thread: RowThread, message: ToRowThread): void {
  thread.port.postMessage(message)
}

/** Hands a piece to whoever has room; waits when nobody has. */
async function handOut(piece: ToRowThread): Promise<void> {
  for (;;) {
    const [idlest] = rowThreads.toSorted((a, b) => b.room - a.room)
    if (idlest && idlest.room > 0) {
      idlest.room--
      hand(idlest, piece)
      return
    }
    tell({ kind: 'busy' })
    await new Promise<void>((resolve) => {
      wake = resolve
    })
  }
}

/** The source as the main thread gives it; opened again, it is read again. */
let streams = 0
function open(): Readable {
  const stream = streams++
  tell({ kind: 'open', stream })
  async function* bytes() {
    try {
      for (;;) {
        const piece = await new Promise<Uint8Array | undefined>((resolve) => {
          pulled.set(stream, resolve)
          tell({ kind: 'pull', stream })
        })
        if (!piece) return
        yield Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength)
      }
    } finally {
      pulled.delete(stream)
      tell({ kind: 'close', stream })
    }
  }
  return Readable.from(bytes())
}

async function read(): Promise<void> {
  table = await openTable({ name: '', open }, required, columns)
  const { rows: _, blocks: __, ...facts } = table
  tell({ kind: 'table', table: facts })
  if (inspectOnly) return
  for (const thread of rowThreads) hand(thread, { kind: 'table', table: tableFor(table) })
  if (table.blocks) {
    let handedOut = 0
    for await (const block of table.blocks()) {
      if (handedOut++ % TOLD_EVERY === 0) tell({ kind: 'expected', rows: block.expected })
      await handOut({ kind: 'block', ...block })
    }
  } else {
    let waiting: TableRow[] = []
    for await (const row of table.rows()) {
      if (waiting.push(row) < ROWS_AT_ONCE) continue
      await handOut({ kind: 'rows', rows: waiting })
      waiting = []
    }
    await handOut({ kind: 'rows', rows: waiting })
  }
}

try {
  await read()
  ended = true
  for (const thread of rowThreads) hand(thread, { kind: 'end' })
  tell({ kind: 'done' })
  flushCompileCache()
} catch (error) {
  if (!(error instanceof UnreadableRegister)) throw error
  const { message, key, detail } = error
  tell({
    kind: 'failed',
    failure: { message, key, detail, ...(error instanceof UnknownHeader && { table: error.table }) },
  })
}
