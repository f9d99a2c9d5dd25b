import { sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { rows } from '../db/tx.ts'
import { cancelBatch, leaveApplied, putBack } from './batch-repository.ts'
import { isHeld } from './hold-batch.ts'

/**
 * Files that a command was reading, applying or taking back when it was killed: no job will go on with them, so one that
 * was being read is given up, and one that was about to change the register, which it has not, is as it was before.
 */
export async function freeAbandoned({ database }: Pick<Context, 'database'>): Promise<void> {
  const left = await rows<{ id: number; state: string }>(
    database.orm,
    sql`select id, state from registry_batch where file_id is null and state in ('received', 'staging', 'applying')
        or state = 'undoing' and undone_by is null`,
  )
  for (const { id, state } of left) {
    if (await isHeld(database, id)) continue
    if (state === 'applying') await putBack(database.orm, id, { key: 'interrupted', detail: null })
    else if (state === 'undoing') await leaveApplied(database.orm, id, { key: 'undo_interrupted', detail: null })
    else await cancelBatch(database.orm, id)
  }
}
