// The work of row-thread.ts: turns rows of a file into lines for the staging table. See thread-messages.ts.
import { flushCompileCache } from 'node:module'
import { setPriority } from 'node:os'
import { parentPort, workerData } from 'node:worker_threads'
import { createPlaceFinder } from '@yijian/shared/division'
import { cipherOf } from '../../crypto/field-cipher.ts'
import { createRowSplitter } from '../tables/split-rows.ts'
import { type NumberedBlock, rowsBelow, type TableRow } from '../tables/table.ts'
import { knownFinder } from './known-table.ts'
import { createRowStager, emptyTally } from './stage-rows.ts'
import type { FromMainThread, FromRowThread, RowData, Staged, ToRowThread } from './thread-messages.ts'

const { port, keys, places, known, statusWords }: RowData = workerData
/** Finished pieces that the main thread may have before it has passed them on. */
const IN_ADVANCE = 2
/** Whoever waits for an answer comes first. */
const NICENESS = 2

// On Linux a thread has a priority of its own; elsewhere this would slow the whole process.
if (process.platform === 'linux') setPriority(NICENESS)

const cipher = cipherOf(keys)
const findPlace = createPlaceFinder(places)
const findKnown = known ? knownFinder(known) : () => undefined
const tally = emptyTally()
let stage: ReturnType<typeof createRowStager> | undefined
let split = (_: NumberedBlock): TableRow[] => []
/** How many finished pieces the main thread may still be sent, and how many pieces the reader was not asked for since. */
let room = IN_ADVANCE
let unasked = 0

const tell = (message: Staged, transfer: ArrayBuffer[] = []) => parentPort?.postMessage(message, transfer)

port.on('message', (message: ToRowThread) => {
  switch (message.kind) {
    case 'table': {
      const { mapping, delimiter, headerRow } = message.table
      stage = createRowStager({ mapping, cipher, findPlace, findKnown, statusWords }, tally)
      split = ({ block: { text, lineEnd }, ...about }) => {
        const splitter = createRowSplitter(delimiter, lineEnd)
        return [...rowsBelow([...splitter.push(text), ...splitter.end()], about, headerRow)]
      }
      return
    }
    case 'block':
      return pass(split(message))
    case 'rows':
      return pass(message.rows)
    case 'end':
      tell({ kind: 'tally', tally })
      port.close()
      flushCompileCache()
  }
})

parentPort?.on('message', (_: FromMainThread) => {
  room++
  if (unasked === 0) return
  unasked--
  ask()
})

function pass(rows: readonly TableRow[]): void {
  if (!stage) throw new Error('rows came before their table')
  const lines = stage(rows)
  room--
  tell({ kind: 'lines', lines, rows: rows.length }, [lines.buffer])
  if (room > 0) ask()
  else unasked++
}

function ask(): void {
  const ready: FromRowThread = 'ready'
  port.postMessage(ready)
}
