import { setTimeout as wait } from 'node:timers/promises'
import type { Logger } from 'pino'
import type { Config } from './config.ts'
import { ConfigError } from './config.ts'
import type { Context } from './context.ts'
import { createFieldCipher } from './crypto/field-cipher.ts'
import { closeDatabase, type Database, openDatabase } from './db/client.ts'
import { findRunning, startEmbedded } from './db/embedded.ts'
import type { DatabaseChange } from './db/keep-running.ts'
import { assertReady, migrate } from './db/migrate.ts'
import { tellOutages } from './db/tell-outages.ts'
import { systemScope, withTx } from './db/tx.ts'
import { openQueue } from './jobs/queue.ts'
import { createLogger, describeError } from './log.ts'
import { ensureProcedures } from './reviews/adopted-procedure.ts'

export type Runtime = {
  readonly context: Context
  readonly ownerUrl: string | undefined
  readonly embedded: boolean
  /** From now on it is no news when the database ends: a stop was asked for, perhaps of every process at once. */
  letEnd(): void
  stop(): Promise<void>
}

type Addresses = {
  databaseUrl: string
  ownerUrl: string | undefined
  embedded: boolean
  letEnd(): void
  stop(): Promise<void>
}

export type RuntimeOptions = {
  /** True for commands: they use the embedded server of a running copy, if there is one. */
  readonly share: boolean
  readonly worker: boolean
  /** What the embedded database holds was never whole: it is thrown away. */
  readonly anew?: boolean
}

/** What hangs on an unreachable database is not waited for. */
const STEP_MS = 8000

/**
 * Opens the database that the settings name, brings it to the program's migrations where an owner is
 * known, and refuses one that is behind or whose application role could bypass the rules.
 */
export async function openRuntime(config: Config, options: RuntimeOptions): Promise<Runtime> {
  const log = createLogger(config)
  const addresses = await findDatabase(config, log, options)
  try {
    if (addresses.ownerUrl)
      await migrate(addresses.ownerUrl, decodeURIComponent(new URL(addresses.databaseUrl).username))
    const database: Database = openDatabase(addresses.databaseUrl, {
      onError: (error) => outages.noticed(error, 'a database connection was lost'),
    })
    const outages = tellOutages(log, () => database.pool.query('select 1'))
    try {
      await assertReady(database.pool)
      await withTx(database, systemScope, ensureProcedures)
      const queue = await openQueue(database, {
        supervise: options.worker,
        onError: (error) => outages.noticed(error, 'the job queue had an error'),
      })
      const cipher = createFieldCipher(config.secrets.field, config.secrets.index)
      const letEnd = () => {
        // On the way out the server closes what is left; that is no news.
        outages.end()
        addresses.letEnd()
      }
      const context: Context = { config, database, cipher, queue, log, now: () => new Date() }
      return {
        context,
        ownerUrl: addresses.ownerUrl,
        embedded: addresses.embedded,
        letEnd,
        async stop() {
          letEnd()
          await atMost(STEP_MS, queue.stop())
          await atMost(STEP_MS, closeDatabase(database))
          await addresses.stop()
        },
      }
    } catch (error) {
      await closeDatabase(database)
      throw error
    }
  } catch (error) {
    await addresses.stop()
    throw error
  }
}

async function atMost(ms: number, step: Promise<void>): Promise<void> {
  const late = new AbortController()
  await Promise.race([step.catch(() => {}), wait(ms, undefined, { signal: late.signal }).catch(() => {})])
  late.abort()
}

async function findDatabase(config: Config, log: Logger, { share, anew }: RuntimeOptions): Promise<Addresses> {
  const notOurs = { letEnd() {}, async stop() {} }
  if (config.databaseUrl)
    return { databaseUrl: config.databaseUrl, ownerUrl: config.migrationDatabaseUrl, embedded: false, ...notOurs }
  if (config.migrationDatabaseUrl) {
    throw new ConfigError('MIGRATION_DATABASE_URL is set, but DATABASE_URL, the application’s own role, is missing.')
  }
  const running = share ? findRunning(config.dataDir) : undefined
  if (running)
    return { databaseUrl: running.databaseUrl, ownerUrl: running.migrationDatabaseUrl, embedded: true, ...notOurs }
  const server = await startEmbedded(config.dataDir, {
    anew: anew === true,
    onChange: (change) => tellChange(log, change),
  })
  const { databaseUrl, migrationDatabaseUrl, letEnd, stop } = server
  return { databaseUrl, ownerUrl: migrationDatabaseUrl, embedded: true, letEnd, stop }
}

function tellChange(log: Logger, change: DatabaseChange): void {
  if (change.state === 'ended') log.error('the embedded database ended by itself; it is being started again')
  else if (change.state === 'back') log.info('the embedded database runs again')
  else log.error({ error: describeError(change.error) }, 'the embedded database does not start; it is tried on')
}
