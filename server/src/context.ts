import type { Logger } from 'pino'
import type { Config } from './config.ts'
import type { FieldCipher } from './crypto/field-cipher.ts'
import type { Database } from './db/client.ts'
import type { JobQueue } from './jobs/queue.ts'

/** What every operation, job and command is given. Nothing of it is global, so tests run side by side. */
export type Context = {
  readonly config: Config
  readonly database: Database
  readonly cipher: FieldCipher
  readonly queue: JobQueue
  readonly log: Logger
  /** The clock is passed in: time-outs and dates are tested by moving it. */
  readonly now: () => Date
}
