import { setTimeout as wait } from 'node:timers/promises'

/** A server process of ours. */
export type Launched = {
  /** Resolves when it has ended, whatever the reason. */
  readonly ended: Promise<void>
  stop(): Promise<void>
}

/** What a person who reads the log is told: once for each change. */
export type DatabaseChange =
  | { readonly state: 'ended' }
  | { readonly state: 'back' }
  /** It has not started a few times in a row; it is tried on. */
  | { readonly state: 'failing'; readonly error: unknown }

export type KeptRunning = {
  /** From now on its end is nothing to mend: somebody is about to stop it. */
  letEnd(): void
  stop(): Promise<void>
}

/** Before each attempt in a row; the last one is kept to, for a disk may have room again an hour later. */
const PAUSES_MS = [200, 500, 1000, 2000, 5000, 10_000, 30_000]
const FAILING_AFTER = 4
/** One that ran for so long was well. */
const WELL_MS = 60_000

/** Starts a server, and starts it again whenever it ends by itself. @throws what the first start throws */
export async function keepRunning(
  launch: (signal: AbortSignal) => Promise<Launched>,
  tell: (change: DatabaseChange) => void,
): Promise<KeptRunning> {
  const ending = new AbortController()
  const { signal } = ending
  let running: Launched | undefined = await launch(signal)
  let attempts = -1

  async function bringBack(): Promise<Launched | undefined> {
    for (let failures = 0; ; attempts += 1) {
      await wait(PAUSES_MS[Math.min(attempts, PAUSES_MS.length - 1)], undefined, { signal }).catch(() => {})
      if (signal.aborted) return undefined
      try {
        return await launch(signal)
      } catch (error) {
        failures += 1
        if (failures === FAILING_AFTER && !signal.aborted) tell({ state: 'failing', error })
      }
    }
  }

  async function watch(): Promise<void> {
    while (running) {
      const since = Date.now()
      await running.ended
      if (signal.aborted) return
      tell({ state: 'ended' })
      attempts = Date.now() - since > WELL_MS ? 0 : attempts + 1
      running = await bringBack()
      // Asked to stop while it was being started.
      if (signal.aborted) return running?.stop()
      tell({ state: 'back' })
    }
  }

  const watching = watch()
  return {
    letEnd: () => ending.abort(),
    async stop() {
      ending.abort()
      await running?.stop()
      await watching
    },
  }
}
