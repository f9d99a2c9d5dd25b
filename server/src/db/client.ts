import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres'
import pg from 'pg'

export type Database = { readonly pool: pg.Pool; readonly orm: NodePgDatabase }

/** Dates stay `YYYY-MM-DD` strings: a calendar day has no time zone. */
pg.types.setTypeParser(pg.types.builtins.DATE, (value) => value)
pg.types.setTypeParser(pg.types.builtins.INT8, (value) => Number(value))

/**
 * Opens a pool. Every client gets an error listener: without one, a connection that the server ends
 * while it is checked out takes the whole process with it.
 */
export function openDatabase(url: string, options: { max?: number; onError?: (error: Error) => void } = {}): Database {
  const onError = options.onError ?? (() => {})
  const pool = new pg.Pool({
    connectionString: url,
    max: options.max ?? 10,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 30_000,
    application_name: 'yijian',
    // Compiling a statement takes longer than any page does.
    options: '-c jit=off -c lock_timeout=5000 -c statement_timeout=60000 -c idle_in_transaction_session_timeout=60000',
  })
  pool.on('error', onError)
  pool.on('connect', (client) => {
    client.on('error', onError)
  })
  return { pool, orm: drizzle(pool) }
}

export async function closeDatabase(database: Database): Promise<void> {
  await database.pool.end()
}
