import { sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { firstRow, rows, systemScope, withTx } from '../db/tx.ts'
import { cancelBatch, putBack } from './batch-repository.ts'
import { isHeld } from './hold-batch.ts'

/**
 * Files that a command was reading or applying when it was killed: no job will go on with them, so one that was being
 * read is given up, and one that was about to change the register, which it has not, is as it was before its approval.
 */
export async function freeAbandoned({ database }: Pick<Context, 'database'>): Promise<void> {
  if (await isChanging(database)) return
  const left = await rows<{ id: number; state: string }>(
    database.orm,
    sql`select id, state from registry_batch where file_id is null and state in ('received', 'staging', 'applying')`,
  )
  for (const { id, state } of left) {
    if (await isHeld(database, id)) continue
    if (state === 'applying') await putBack(database.orm, id, { key: 'interrupted', detail: null })
    else await cancelBatch(database.orm, id)
  }
}

/** An import that asks nobody has no lock on its file; it has the register's. */
async function isChanging(database: Context['database']): Promise<boolean> {
  return withTx(database, systemScope, async (tx) => {
    const turn = await firstRow<{ free: boolean }>(
      tx,
      sql`select pg_try_advisory_xact_lock(hashtext('yijian.import')) as free`,
    )
    return turn?.free !== true
  })
}
