import type { Agency } from '@yijian/shared/vocabulary'
import { sql } from 'drizzle-orm'
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres'
import type pg from 'pg'
import type { Database } from './client.ts'

/**
 * Whose rows a transaction may see. Row-level security reads it, so that a forgotten filter shows
 * nothing instead of everything; `system` is for jobs and commands that serve nobody in particular.
 */
export type Scope =
  | { readonly kind: 'system' }
  | { readonly kind: 'nobody' }
  | { readonly kind: 'applicant'; readonly accountId: number }
  | {
      readonly kind: 'officer'
      readonly accountId: number
      readonly officeId: number
      readonly agency: Agency
      readonly places: readonly number[]
      readonly enterprises: readonly number[]
    }

declare const transaction: unique symbol
/** A transaction that carries its scope: what needs one says so in its signature. */
export type Tx = NodePgDatabase & { readonly [transaction]: Scope }

export const systemScope: Scope = { kind: 'system' }

/**
 * Runs in one transaction with the rights of `scope`. A connection that the server ended is given up, never
 * returned to the pool; drizzle's own `transaction` keeps one for ever when `begin` fails on it.
 * @throws whatever `run` throws, after the rollback; an error of the driver when the outcome of the commit is not known
 */
export async function withTx<T>(database: Database, scope: Scope, run: (tx: Tx) => Promise<T>): Promise<T> {
  const client = await database.pool.connect()
  let broken: Error | undefined
  try {
    await client.query('begin')
    const orm = drizzle(client)
    await orm.execute(sql`select
      set_config('yijian.system', ${scope.kind === 'system' ? 'on' : ''}, true),
      set_config('yijian.account', ${'accountId' in scope ? String(scope.accountId) : ''}, true),
      set_config('yijian.office', ${scope.kind === 'officer' ? String(scope.officeId) : ''}, true),
      set_config('yijian.agency', ${scope.kind === 'officer' ? scope.agency : ''}, true),
      set_config('yijian.places', ${scope.kind === 'officer' ? `{${scope.places.join(',')}}` : ''}, true),
      set_config('yijian.enterprises', ${scope.kind === 'officer' ? `{${scope.enterprises.join(',')}}` : ''}, true)`)
    // Branding a plain connection is the one place where Tx comes into being.
    const result = await run(orm as unknown as Tx)
    const { command } = await client.query('commit')
    // After a failed statement that somebody caught, PostgreSQL answers a commit with a rollback and no error.
    if (command !== 'COMMIT') throw new Error('the transaction was rolled back instead of committed')
    return result
  } catch (error) {
    await client.query('rollback').catch((failure: Error) => {
      broken = failure
    })
    throw error
  } finally {
    client.release(broken)
  }
}

/**
 * What follows from an officer's act where he himself sees no row: it runs with the system's rights, within his transaction.
 * Nothing of it may be shown to him.
 */
export async function beyondScope<T>(tx: Tx, run: () => Promise<T>): Promise<T> {
  const before = await firstRow<{ system: string | null }>(
    tx,
    sql`select current_setting('yijian.system', true) as system, set_config('yijian.system', 'on', true)`,
  )
  const result = await run()
  await tx.execute(sql`select set_config('yijian.system', ${before?.system ?? ''}, true)`)
  return result
}

/** The connection of a transaction, for what drizzle cannot say: COPY, and tables whose names are made at run time. */
export function clientOf(tx: Tx): pg.PoolClient {
  // `withTx` makes every Tx from a checked-out client; drizzle keeps it under this name and does not type it.
  return (tx as unknown as { readonly $client: pg.PoolClient }).$client
}

/** Runs one statement and returns its rows; `T` is the row as the statement selects it. */
export async function rows<T extends Record<string, unknown>>(
  tx: Pick<Tx, 'execute'>,
  statement: Parameters<Tx['execute']>[0],
): Promise<T[]> {
  const result = await tx.execute<T>(statement)
  return result.rows as T[] // drizzle widens the row type it was given
}

export async function firstRow<T extends Record<string, unknown>>(
  tx: Pick<Tx, 'execute'>,
  statement: Parameters<Tx['execute']>[0],
): Promise<T | undefined> {
  return (await rows<T>(tx, statement))[0]
}
