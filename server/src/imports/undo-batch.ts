import type { Context } from '../context.ts'
import { clientOf, systemScope, withTx } from '../db/tx.ts'
import { placeUndoneAgain } from '../places/place-again.ts'
import { type UndoCounts, undoApplied } from '../registry/applying/undo-applied.ts'
import { takeTurn } from './apply-batch.ts'
import { countAttempt, findBatch, finishUndoing, leaveApplied, newestApplied } from './batch-repository.ts'
import { followUp } from './follow-up.ts'
import { type HeldBatch, holdBatch } from './hold-batch.ts'
import { BatchInOtherHands } from './stage-batch.ts'

const MAX_ATTEMPTS = 5

/**
 * Takes back what a file changed, in one transaction with the batch's new state and the job for what follows. Run again
 * after a crash, it begins anew; when nothing comes of it the file stands as applied, and says why.
 * @throws BatchInOtherHands, and what may go better at another time
 */
export async function undoBatch(context: Context, batchId: number): Promise<void> {
  const held = await holdBatch(context.database, batchId)
  if (!held) throw new BatchInOtherHands('the file is being taken back elsewhere')
  try {
    await undoHeld(context, held, batchId)
  } finally {
    await held.release()
  }
}

/** The same for a file that this process holds. @returns undefined when nothing was taken back */
export async function undoHeld(
  context: Context,
  { progress }: HeldBatch,
  batchId: number,
): Promise<UndoCounts | undefined> {
  const batch = await findBatch(progress, batchId)
  if (batch?.state !== 'undoing') return undefined
  if ((await countAttempt(progress, batchId)) > MAX_ATTEMPTS) {
    await leaveApplied(progress, batchId, batch.failure ?? { key: 'gave_up', detail: null })
    return undefined
  }
  const counts = await withTx(context.database, systemScope, async (tx) => {
    await takeTurn(tx)
    // One that was being applied when this was decided is newer.
    if ((await newestApplied(tx)) !== batchId) {
      await leaveApplied(tx, batchId, { key: 'undo_not_newest', detail: null })
      return undefined
    }
    const counts = await undoApplied(clientOf(tx), { batchId })
    if (!(await finishUndoing(tx, batchId, context.now()))) throw new Error('nobody wants the file back any more')
    await followUp(tx, context.queue, batchId)
    return counts
  })
  if (counts) await followLessonsOfToday(context, batchId)
  return counts
}

/** In a transaction of its own, as corrections hold what is taught before they touch an enterprise. */
export async function followLessonsOfToday({ database }: Pick<Context, 'database'>, batchId: number): Promise<void> {
  await withTx(database, systemScope, (tx) => placeUndoneAgain(tx, batchId))
}
