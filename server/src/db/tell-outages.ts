import { setTimeout as wait } from 'node:timers/promises'
import type { Logger } from 'pino'
import { describeError, rootCause, stringProperty } from '../log.ts'

export type OutageTeller = {
  /** Something that needs the database had an error. */
  noticed(error: unknown, what: string): void
  /** Nothing is news any more. */
  end(): void
}

const LOOK_AGAIN_MS = 1000
/** The same trouble is told once in a while, with how often it came. */
const AGAIN_AFTER_MS = 60_000

const AWAY = /^(57P0[1-5]|08...|ECONN[A-Z]+|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|ENOENT)$/
const AWAY_WORDS = /^(Connection terminated|timeout exceeded when trying to connect|Client )/

/**
 * However many connections and jobs notice that the database is away, it is told once, and once that it is back; every
 * other trouble at most once a minute.
 * @param ask answers when the database does
 */
export function tellOutages(log: Logger, ask: () => Promise<unknown>): OutageTeller {
  const told = new Map<string, { at: number; untold: number }>()
  let asking = false
  let ended = false

  function tell(error: unknown, what: string): void {
    const described = describeError(error)
    const key = `${what} ${described.code ?? described.name}`
    const last = told.get(key)
    if (last && Date.now() - last.at < AGAIN_AFTER_MS) {
      last.untold += 1
      return
    }
    told.set(key, { at: Date.now(), untold: 0 })
    log.warn({ error: described, ...(last?.untold ? { timesBefore: last.untold } : {}) }, what)
  }

  const answers = () =>
    ask().then(
      () => true,
      () => false,
    )

  async function follow(error: unknown, what: string): Promise<void> {
    asking = true
    try {
      if (await answers()) return ended ? undefined : tell(error, what)
      if (ended) return
      log.warn({ error: describeError(error) }, 'the database does not answer; what needs it waits')
      const since = Date.now()
      do await wait(LOOK_AGAIN_MS, undefined, { ref: false })
      while (!(ended || (await answers())))
      if (!ended) log.info({ seconds: Math.round((Date.now() - since) / 1000) }, 'the database answers again')
    } finally {
      asking = false
    }
  }

  return {
    noticed(error, what) {
      if (ended) return
      if (!isAway(error)) tell(error, what)
      else if (!asking) void follow(error, what)
    },
    end() {
      ended = true
    },
  }
}

/** The database cannot be reached, or left in the middle. */
export function isAway(error: unknown): boolean {
  const cause = rootCause(error)
  return AWAY.test(stringProperty(cause, 'code') ?? '') || (cause instanceof Error && AWAY_WORDS.test(cause.message))
}
