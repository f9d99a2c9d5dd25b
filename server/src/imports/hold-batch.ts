import { drizzle } from 'drizzle-orm/node-postgres'
import type pg from 'pg'
import type { Database } from '../db/client.ts'
import type { Tx } from '../db/tx.ts'

/** A batch in the hands of this process, with a connection apart from the work, on which its progress is told. */
export type HeldBatch = {
  readonly progress: Pick<Tx, 'execute'>
  release(): Promise<void>
}

/** Two workers never handle one batch: the lock is the connection's, so a process that dies lets go of it. */
const LOCK = `hashtext('yijian.import.batch'), $1::int`

/** @returns undefined while another process has it */
export async function holdBatch({ pool }: Pick<Database, 'pool'>, batchId: number): Promise<HeldBatch | undefined> {
  const client = await pool.connect()
  let held = false
  try {
    held = await isTrue(client, `select pg_try_advisory_lock(${LOCK}) as yes`, batchId)
  } finally {
    if (!held) client.release()
  }
  if (!held) return undefined
  return {
    progress: drizzle(client),
    async release() {
      // A connection that is not let go of in peace is given up, and its locks with it.
      const done = await isTrue(client, `select pg_advisory_unlock(${LOCK}) as yes`, batchId).catch(() => false)
      client.release(!done)
    },
  }
}

/** Whether anybody works on it at this moment. */
export async function isHeld({ pool }: Pick<Database, 'pool'>, batchId: number): Promise<boolean> {
  const held = await holdBatch({ pool }, batchId)
  await held?.release()
  return held === undefined
}

async function isTrue(client: pg.PoolClient, statement: string, batchId: number): Promise<boolean> {
  const { rows } = await client.query<{ yes: boolean }>(statement, [batchId])
  return rows[0]?.yes === true
}
