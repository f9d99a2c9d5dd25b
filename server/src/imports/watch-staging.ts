import { Readable } from 'node:stream'
import type { RegisterSource } from '../registry/register-source.ts'
import { type Batch, recordProgress } from './batch-repository.ts'
import type { HeldBatch } from './hold-batch.ts'

const EVERY_MS = 1000
/** A file is read once to know it; its rows come from the second reading, and speed is told by that one. */
const TAKES_IN = 2

/** Bytes of the source that the rows were taken from, since `since`. */
export type StagingProgress = { readonly rows: number; readonly bytes: number; readonly since: Date }

type Watched = {
  readonly source: RegisterSource
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: StagingProgress) => void
}

/**
 * Tells once a second how far reading is, and notices when somebody has given the file up: then the signal stops the work.
 * Bytes are counted where they leave the source.
 */
export function watchStaging({ progress }: HeldBatch, { id }: Batch, run: Watched, now: () => Date) {
  const controller = new AbortController()
  let rows = 0
  let bytes = 0
  let opened = 0
  let since = now()
  let given = false
  let telling: Promise<void> = Promise.resolve()

  function stop(reason: unknown): void {
    controller.abort(reason)
  }
  async function tell(): Promise<void> {
    const at = { rows, bytes: opened < TAKES_IN ? 0 : bytes, since }
    run.onProgress?.(at)
    const state = await recordProgress(progress, id, at)
    if (state === 'staging') return
    given = true
    stop(new Error('the file was given up'))
  }
  const timer = setInterval(() => {
    // A connection that is lost takes the lock with it: somebody else may begin.
    telling = telling.then(tell).catch(stop)
  }, EVERY_MS)
  const cancelled = () => stop(run.signal?.reason)
  run.signal?.addEventListener('abort', cancelled, { once: true })
  if (run.signal?.aborted) cancelled()

  // Whoever waits for a slow source need not wait for its next piece to learn that nobody wants it any more.
  const ended = new Promise<never>((_, reject) => {
    controller.signal.addEventListener('abort', () => reject(controller.signal.reason), { once: true })
  })
  ended.catch(() => {})

  async function* counted(raw: Readable): AsyncGenerator<Buffer> {
    const chunks: AsyncIterator<Buffer> = raw[Symbol.asyncIterator]()
    opened += 1
    bytes = 0
    since = now()
    try {
      controller.signal.throwIfAborted()
      for (let next = await nextOf(chunks); !next.done; next = await nextOf(chunks)) {
        bytes += next.value.length
        yield next.value
      }
    } finally {
      raw.destroy()
    }
  }
  function nextOf(chunks: AsyncIterator<Buffer>): Promise<IteratorResult<Buffer>> {
    return Promise.race([chunks.next(), ended])
  }
  return {
    source: {
      name: run.source.name,
      open: () => Readable.from(counted(run.source.open()), { objectMode: false }),
    } satisfies RegisterSource,
    signal: controller.signal,
    onProgress(at: { rows: number }): void {
      rows = at.rows
    },
    /** Somebody has given it up, so whatever went wrong is no news. */
    stopped: () => given,
    async end(): Promise<void> {
      clearInterval(timer)
      run.signal?.removeEventListener('abort', cancelled)
      await telling
    },
  }
}
