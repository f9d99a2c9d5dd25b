// The work of list-thread.ts: opens a list and gives its rows away, some whenever it is asked. See list-thread-messages.ts.
import { once } from 'node:events'
import { flushCompileCache } from 'node:module'
import { Readable } from 'node:stream'
import { parentPort, workerData } from 'node:worker_threads'
import { openClaims } from '../cross-check/read-claims.ts'
import { type TableRow, UnknownHeader } from '../registry/tables/table.ts'
import { UnreadableRegister } from '../registry/tables/unreadable-register.ts'
import type { FromListThread, ListThreadData } from './list-thread-messages.ts'

const ROWS_AT_ONCE = 500
/** What is given away is copied, also a text that a file holds once and refers to from every cell. */
const CHARACTERS_AT_ONCE = 1_000_000
/** Of a cell; the check keeps less of it. */
const MOST_CHARACTERS = 4000

const port = parentPort
if (!port) throw new Error('this is the work of a thread')
const { name, pieces, chosen }: ListThreadData = workerData
const tell = (message: FromListThread) => port.postMessage(message)
const open = () => Readable.from(pieces.map(({ buffer, byteLength }) => Buffer.from(buffer, 0, byteLength)))

async function read(): Promise<void> {
  const { rows, ...table } = await openClaims({ name, open }, chosen)
  await hand({ kind: 'table', table })
  let waiting: TableRow[] = []
  let characters = 0
  for await (const { number, cells } of rows()) {
    const cut = cells.map((cell) => (cell.length > MOST_CHARACTERS ? cell.slice(0, MOST_CHARACTERS) : cell))
    for (const cell of cut) characters += cell.length
    if (waiting.push({ number, cells: cut }) < ROWS_AT_ONCE && characters < CHARACTERS_AT_ONCE) continue
    await hand({ kind: 'rows', rows: waiting })
    waiting = []
    characters = 0
  }
  if (waiting.length > 0) await hand({ kind: 'rows', rows: waiting })
  tell({ kind: 'end' })
}

async function hand(message: FromListThread): Promise<void> {
  const more = once(port as NonNullable<typeof port>, 'message') // checked above; a closure does not know
  tell(message)
  await more
}

try {
  await read()
  flushCompileCache()
} catch (error) {
  if (!(error instanceof UnreadableRegister)) throw error
  const { message, key, detail } = error
  tell({ kind: 'failed', message, key, detail, table: error instanceof UnknownHeader ? error.table : undefined })
}
