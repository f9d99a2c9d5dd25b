import { addAbortSignal, type Readable } from 'node:stream'
import type { StageProgress } from '../registry/staging/stage-file.ts'
import type { RegisterSource } from '../registry/tables/register-source.ts'
import { type Batch, recordProgress } from './batch-repository.ts'
import type { HeldBatch } from './hold-batch.ts'

const EVERY_MS = 1000

/**
 * What was read since `since`: rows, and the share of the source that they are of, in bytes; 0 where nobody knows how many
 * rows there will be, all of it once the last one is read. Bytes that were taken from the source say little: it is read
 * ahead, and a small packed file at once.
 */
export type StagingProgress = { readonly rows: number; readonly bytes: number; readonly since: Date }

type Watched = {
  readonly source: RegisterSource
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: StagingProgress) => void
}

/**
 * Tells once a second how far reading is, and notices when somebody has given the file up: then the signal stops the work.
 */
export function watchStaging({ progress }: HeldBatch, { id, fileBytes }: Batch, run: Watched, now: () => Date) {
  const controller = new AbortController()
  const size = fileBytes ?? run.source.bytes ?? 0
  let rows = 0
  let bytes = 0
  let since = now()
  let given = false
  let telling: Promise<void> = Promise.resolve()

  function stop(reason: unknown): void {
    controller.abort(reason)
  }
  async function tell(): Promise<void> {
    const at = { rows, bytes, since }
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
    // A file is read once to know it; its rows come from the second reading, and speed is told by that one.
    since = now()
    // Given up, it is closed. An error is met by its reader; where there is none any more, nobody needs it.
    const opened = addAbortSignal(controller.signal, run.source.open())
    opened.on('error', () => {})
    return opened
  }
  return {
    source: { ...run.source, open } satisfies RegisterSource,
    signal: controller.signal,
    onProgress(at: StageProgress): void {
      rows = at.rows
      bytes = at.all ? size : Math.floor(size * shareOf(at))
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

/** Until the last row is read something is left. */
const MOST = 0.99

function shareOf({ rows, expected }: StageProgress): number {
  return expected === undefined ? 0 : Math.min(MOST, rows / Math.max(1, expected))
}
