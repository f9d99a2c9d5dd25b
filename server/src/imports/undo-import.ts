import { Refusal } from '@yijian/shared/errors'
import type { ImportView, undoImport } from '@yijian/shared/imports/contract'
import { stateAfter } from '@yijian/shared/imports/lifecycle'
import type { Context } from '../context.ts'
import { clientOf, systemScope, type Tx, withTx } from '../db/tx.ts'
import type { Call } from '../http/serve.ts'
import { type UndoCounts, undoApplied } from '../registry/undo-applied.ts'
import { takeTurn } from './apply-batch.ts'
import { findBatch, lockBatch, newestApplied, undoBatch } from './batch-repository.ts'
import { assertCityLeague } from './city-league.ts'
import { followUp } from './follow-up.ts'
import { readImportView } from './read-import.ts'

/**
 * Takes back what the newest applied file changed, in one transaction.
 * @throws Refusal city_league_only, not_found, import_not_allowed, import_not_newest
 */
export async function handleUndoImport({
  context,
  caller,
  params,
  body,
}: Call<typeof undoImport>): Promise<ImportView> {
  assertCityLeague(caller)
  const by = { officerId: caller.officerId, reason: body.reason }
  return withTx(context.database, systemScope, async (tx) => {
    // Sent again because the answer was long in coming, it waits for the first and then finds it done.
    await takeTurn(tx)
    const batch = await findBatch(tx, params.id)
    const done = batch?.state === 'undone' && batch.undoneBy === caller.officerId
    if (!done) await undo(tx, context, params.id, by)
    return readImportView(tx, context, caller, params.id)
  })
}

/** In a transaction that sees the whole register. @throws Refusal not_found, import_not_allowed, import_not_newest */
export async function undo(
  tx: Tx,
  context: Context,
  batchId: number,
  by: { officerId: number | null; reason: string },
): Promise<UndoCounts> {
  // First the turn, then the look: a file that is being applied at this moment is newer.
  await takeTurn(tx)
  const batch = await lockBatch(tx, batchId)
  if (!batch) throw new Refusal('not_found')
  if (stateAfter(batch.state, 'undo') === undefined) throw new Refusal('import_not_allowed')
  if ((await newestApplied(tx)) !== batchId) throw new Refusal('import_not_newest')
  const counts = await undoApplied(clientOf(tx), { batchId })
  await undoBatch(tx, batchId, by, context.now())
  await followUp(tx, context.queue, batchId)
  return counts
}
