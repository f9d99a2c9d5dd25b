import { addAbortSignal, pipeline, type Readable, Transform } from 'node:stream'
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

  function open(): Readable {
    opened += 1
    bytes = 0
    since = now()
    const counting = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        bytes += chunk.length
        done(null, chunk)
      },
    })
    // An error of the source ends what counts it, where its reader meets it; given up, the source is closed.
    pipeline(run.source.open(), addAbortSignal(controller.signal, counting), () => {})
    return counting
  }
  return {
    source: { ...run.source, open } satisfies RegisterSource,
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
