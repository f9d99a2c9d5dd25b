import type { ImportState } from '@yijian/shared/imports/contract'
import type { Context } from '../context.ts'
import { clientOf, systemScope, type Tx, withTx } from '../db/tx.ts'
import { placeAppliedAgain, placeStagedAgain } from '../places/place-again.ts'
import { applyStaged } from '../registry/applying/apply-staged.ts'
import { assertStaged, dropStaging, StagingOutOfDate, stagingTable } from '../registry/staging/staging-table.ts'
import {
  type Batch,
  countAttempt,
  findBatch,
  finishApplying,
  newestApplied,
  noteFailure,
  putBack,
  readAgain,
} from './batch-repository.ts'
import { nameWhileApplying } from './find-first-load.ts'
import { followUp } from './follow-up.ts'
import { type HeldBatch, holdBatch } from './hold-batch.ts'
import { BatchInOtherHands } from './stage-batch.ts'

const MAX_ATTEMPTS = 5

/**
 * Lets an approved file change the register: one transaction holds the change, the batch's new state and the job for what
 * follows, so that readers see the register before or after it. Run again after a crash, it begins anew.
 * @returns the state it came to: applied, or staged again when the register had changed meanwhile
 * @throws BatchInOtherHands, and what may go better at another time
 */
export async function applyBatch(context: Context, batchId: number): Promise<ImportState | undefined> {
  const held = await holdBatch(context.database, batchId)
  if (!held) throw new BatchInOtherHands('the file is being applied elsewhere')
  try {
    return await applyHeld(context, held, batchId)
  } finally {
    await held.release()
  }
}

/** Without a queue what follows from it is the caller's to work out. */
export type ApplyContext = Pick<Context, 'database' | 'now'> & Partial<Pick<Context, 'queue'>>

/** The same for a file that this process holds. */
export async function applyHeld(
  context: ApplyContext,
  { progress }: HeldBatch,
  batchId: number,
): Promise<ImportState | undefined> {
  const batch = await findBatch(progress, batchId)
  if (batch?.state === 'applying') {
    if ((await countAttempt(progress, batchId)) > MAX_ATTEMPTS)
      await putBack(progress, batchId, batch.failure ?? { key: 'gave_up', detail: null })
    else await change(context, batch)
  }
  const after = await findBatch(progress, batchId)
  // Also where an earlier worker came no further.
  if (after?.state === 'applied') await followLessons(context, after)
  return after?.state
}

/** Who taught or revoked a place while the register changed saw nothing yet of what this file brought. */
export async function followLessons({ database }: Pick<Context, 'database'>, { id, placedUpto }: Batch): Promise<void> {
  await withTx(database, systemScope, (tx) => placeAppliedAgain(tx, id, placedUpto))
}

async function change(context: ApplyContext, batch: Batch): Promise<void> {
  try {
    await withTx(context.database, systemScope, async (tx) => {
      await takeTurn(tx)
      const client = clientOf(tx)
      await client.query(`select set_config('application_name', $1, true)`, [nameWhileApplying(batch.counts)])
      if ((await newestApplied(tx)) !== batch.comparedWith)
        throw new RegisterChanged('another file has changed the register since the comparison')
      await assertStaged(client, batch.id, batch.rowCount)
      const placedUpto = await placeStagedAgain(tx, stagingTable(batch.id), batch.placedUpto)
      const counts = asCompared(batch, await applyStaged(client, { batchId: batch.id, complete: batch.complete }))
      if (!(await finishApplying(tx, batch.id, { counts, placedUpto }, context.now())))
        throw new Error('the file is no longer approved')
      await dropStaging(client, batch.id)
      if (context.queue) await followUp(tx, context.queue, batch.id)
    })
  } catch (error) {
    if (!(error instanceof StagingOutOfDate)) throw error
    const told = error instanceof RegisterChanged ? 'compared_again' : 'broken_off'
    await withTx(context.database, systemScope, (tx) => backToReading(tx, context, batch, told))
  }
}

/** Rows of which only the hash is another one are written, but nothing has changed that the comparison could have shown. */
function asCompared<T extends Batch['counts']>({ counts: compared }: Batch, applied: T): T {
  const sameToPeople = Math.min(applied.changed, Math.max(0, compared.unchanged - applied.unchanged))
  return { ...applied, changed: applied.changed - sameToPeople, unchanged: applied.unchanged + sameToPeople }
}

class RegisterChanged extends StagingOutOfDate {}

/**
 * The approval was of a comparison that no longer holds. Where the file is kept it is read again at once, and whoever
 * approved it is told why it waits once more.
 */
async function backToReading(tx: Tx, { queue }: ApplyContext, batch: Batch, key: string): Promise<void> {
  if (!(await putBack(tx, batch.id, { key: 'compare_again', detail: null })) || batch.fileId === null || !queue) return
  await readAgain(tx, batch.id, 'compare_again', batch.chosenColumns)
  await noteFailure(tx, batch.id, { key, detail: null })
  await queue.send(tx, 'stage-import', { batchId: batch.id })
}

/** One import at a time changes the register; the next waits here. */
export async function takeTurn(tx: Tx): Promise<void> {
  const client = clientOf(tx)
  await client.query(`select set_config('lock_timeout', '0', true), set_config('statement_timeout', '0', true)`)
  await client.query(`select pg_advisory_xact_lock(hashtext('yijian.import'))`)
  await client.query(`select set_config('lock_timeout', '5s', true)`)
}
