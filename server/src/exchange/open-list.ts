import { Worker } from 'node:worker_threads'
import { type ClaimTable, openClaims } from '../cross-check/read-claims.ts'
import type { RegisterSource } from '../registry/tables/register-source.ts'
import { findSmallText } from '../registry/tables/small-source.ts'
import { type ChosenColumns, type TableRow, UnknownHeader } from '../registry/tables/table.ts'
import { UnreadableRegister } from '../registry/tables/unreadable-register.ts'
import type { FromListThread, ListThreadData } from './list-thread-messages.ts'

/** 依据: TRUST T18; a file made to fill the memory ends its thread and nothing else. */
const LIMITS = { maxOldGenerationSizeMb: 320, maxYoungGenerationSizeMb: 8 }

export type OpenList = Omit<ClaimTable, 'rows'> & {
  /** Once. @throws UnreadableRegister when the rest is damaged */
  rows(): AsyncIterable<TableRow>
  close(): Promise<void>
}

/**
 * Opens a brought list on a thread of its own, so that nobody waits while a workbook is unpacked; a small text is read
 * here in the time that a thread takes to start.
 * @throws UnreadableRegister, UnknownHeader, or what the source threw
 */
export async function openList(source: RegisterSource, chosen?: ChosenColumns): Promise<OpenList> {
  const small = await findSmallText(source)
  if (small) return { ...(await openClaims(small, chosen)), close: async () => {} }
  // A list is small enough to be handed over whole; its pieces are fetched and opened once.
  const pieces: Uint8Array<ArrayBuffer>[] = []
  for await (const piece of source.open()) pieces.push(new Uint8Array(piece))
  const data: ListThreadData = { name: source.name, pieces, chosen }
  const thread = new Worker(new URL('./list-thread.ts', import.meta.url), {
    workerData: data,
    transferList: pieces.map(({ buffer }) => buffer),
    resourceLimits: LIMITS,
    execArgv: [],
  })
  const next = listenTo(thread)
  try {
    const opened = await next()
    if (opened.kind !== 'table') throw new Error('a list was read before it was opened')
    return {
      ...opened.table,
      async *rows() {
        for (;;) {
          const message = await next()
          if (message.kind !== 'rows') return
          yield* message.rows
        }
      },
      close: async () => void (await thread.terminate()),
    }
  } catch (error) {
    await thread.terminate()
    throw error
  }
}

/** Asks for one message after the other; the thread has the next one ready meanwhile. */
function listenTo(thread: Worker): () => Promise<FromListThread> {
  let answer = Promise.withResolvers<FromListThread>()
  const fail = (error: unknown) => {
    // Whoever asks next is told; until then it is not unheard.
    answer.promise.catch(() => {})
    answer.reject(error)
  }
  thread.on('error', (error) => fail(tooLarge(error) ?? error))
  thread.on('exit', () => fail(new Error('the thread that reads the list has ended')))
  thread.on('message', (message: FromListThread) =>
    message.kind === 'failed' ? fail(unreadable(message)) : answer.resolve(message),
  )
  return async () => {
    const message = await answer.promise
    answer = Promise.withResolvers()
    thread.postMessage('more')
    return message
  }
}

function unreadable({ message, key, detail, table }: FromListThread & { kind: 'failed' }): UnreadableRegister {
  return table ? new UnknownHeader(['name'], table) : new UnreadableRegister(message, key, detail ?? {})
}

function tooLarge(error: Error): UnreadableRegister | undefined {
  if (!('code' in error) || error.code !== 'ERR_WORKER_OUT_OF_MEMORY') return undefined
  return new UnreadableRegister('The list needs too much memory; bring it as CSV.', 'workbook_too_large')
}
