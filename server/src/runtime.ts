import type { Config } from './config.ts'
import { ConfigError } from './config.ts'
import type { Context } from './context.ts'
import { createFieldCipher } from './crypto/field-cipher.ts'
import { closeDatabase, openDatabase } from './db/client.ts'
import { findRunning, startEmbedded } from './db/embedded.ts'
import { assertReady, migrate } from './db/migrate.ts'
import { systemScope, withTx } from './db/tx.ts'
import { openQueue } from './jobs/queue.ts'
import { createLogger, describeError } from './log.ts'
import { ensureProcedures } from './reviews/adopted-procedure.ts'

export type Runtime = {
  readonly context: Context
  readonly ownerUrl: string | undefined
  readonly embedded: boolean
  stop(): Promise<void>
}

type Addresses = { databaseUrl: string; ownerUrl: string | undefined; embedded: boolean; stop(): Promise<void> }

/**
 * Opens the database that the settings name, brings it to the program's migrations where an owner is
 * known, and refuses one that is behind or whose application role could bypass the rules.
 * @param share true for commands: they use the embedded server of a running copy, if there is one
 */
export async function openRuntime(config: Config, options: { share: boolean; worker: boolean }): Promise<Runtime> {
  const log = createLogger(config)
  const addresses = await findDatabase(config, options.share)
  try {
    if (addresses.ownerUrl)
      await migrate(addresses.ownerUrl, decodeURIComponent(new URL(addresses.databaseUrl).username))
    let stopping = false
    const database = openDatabase(addresses.databaseUrl, {
      onError: (error) => {
        // On the way out the server closes what is left; that is no news.
        if (!stopping) log.warn({ error: describeError(error) }, 'a database connection was lost')
      },
    })
    try {
      await assertReady(database.pool)
      await withTx(database, systemScope, ensureProcedures)
      const queue = await openQueue(database, {
        supervise: options.worker,
        onError: (error) => log.warn({ error: describeError(error) }, 'the job queue had an error'),
      })
      const cipher = createFieldCipher(config.secrets.field, config.secrets.index)
      const context: Context = { config, database, cipher, queue, log, now: () => new Date() }
      return {
        context,
        ownerUrl: addresses.ownerUrl,
        embedded: addresses.embedded,
        async stop() {
          stopping = true
          await queue.stop()
          await closeDatabase(database)
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

async function findDatabase(config: Config, share: boolean): Promise<Addresses> {
  if (config.databaseUrl) {
    return { databaseUrl: config.databaseUrl, ownerUrl: config.migrationDatabaseUrl, embedded: false, async stop() {} }
  }
  if (config.migrationDatabaseUrl) {
    throw new ConfigError('MIGRATION_DATABASE_URL is set, but DATABASE_URL, the application’s own role, is missing.')
  }
  const running = share ? findRunning(config.dataDir) : undefined
  if (running) {
    return { databaseUrl: running.databaseUrl, ownerUrl: running.migrationDatabaseUrl, embedded: true, async stop() {} }
  }
  const server = await startEmbedded(config.dataDir)
  return {
    databaseUrl: server.databaseUrl,
    ownerUrl: server.migrationDatabaseUrl,
    embedded: true,
    stop: () => server.stop(),
  }
}
