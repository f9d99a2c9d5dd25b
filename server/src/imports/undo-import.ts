import { Refusal } from '@yijian/shared/errors'
import type { ImportView, undoImport } from '@yijian/shared/imports/contract'
import { stateAfter } from '@yijian/shared/imports/lifecycle'
import { type Tx, withTx } from '../db/tx.ts'
import type { Call } from '../http/serve.ts'
import { assertCityLeague } from '../identity/city-league.ts'
import { isAnotherApplying } from './approve-import.ts'
import { type Batch, beginUndoing, lockBatch, newestApplied } from './batch-repository.ts'
import { readImportView } from './read-import.ts'

/**
 * Has what the newest applied file changed taken back; the job that does it is there exactly when the decision is.
 * @throws Refusal city_league_only, not_found, import_not_allowed, import_not_newest, import_another_applying
 */
export async function handleUndoImport({
  context,
  caller,
  params,
  body,
}: Call<typeof undoImport>): Promise<ImportView> {
  assertCityLeague(caller)
  const by = { officerId: caller.officerId, reason: body.reason }
  try {
    return await withTx(context.database, caller.scope, async (tx) => {
      const batch = await lockBatch(tx, params.id)
      // Sent again because the answer was long in coming.
      const done = (batch?.state === 'undoing' || batch?.state === 'undone') && batch.undoneBy === caller.officerId
      if (!done) {
        await decideUndo(tx, batch, by)
        await context.queue.send(tx, 'undo-import', { batchId: params.id })
      }
      return readImportView(tx, context, caller, params.id)
    })
  } catch (error) {
    throw isAnotherApplying(error) ? new Refusal('import_another_applying') : error
  }
}

/**
 * Writes that a locked batch is to be taken back.
 * @throws Refusal not_found, import_not_allowed, import_not_newest, and what isAnotherApplying knows
 */
export async function decideUndo(
  tx: Tx,
  batch: Batch | undefined,
  by: { officerId: number | null; reason: string },
): Promise<void> {
  if (!batch) throw new Refusal('not_found')
  if (stateAfter(batch.state, 'undo') === undefined) throw new Refusal('import_not_allowed')
  if ((await newestApplied(tx)) !== batch.id) throw new Refusal('import_not_newest')
  if (!(await beginUndoing(tx, batch.id, by))) throw new Refusal('import_not_allowed')
}
