import { Refusal } from '@yijian/shared/errors'
import type { approveImport, ImportView } from '@yijian/shared/imports/contract'
import { openHolds } from '@yijian/shared/imports/import-holds'
import { allowedSteps, stateAfter } from '@yijian/shared/imports/lifecycle'
import type { Context } from '../context.ts'
import { type Tx, withTx } from '../db/tx.ts'
import type { Call } from '../http/serve.ts'
import { assertCityLeague } from '../identity/city-league.ts'
import { rootCause, stringProperty } from '../log.ts'
import { type Approval, approveBatch, type Batch, lockBatch } from './batch-repository.ts'
import { freeAbandoned } from './free-abandoned.ts'
import { readImportView, standingOf } from './read-import.ts'

/**
 * Has a staged file change the register; the job that does it is there exactly when the approval is.
 * @throws Refusal city_league_only, not_found, import_not_allowed, import_compare_again, import_second_person,
 * import_holds_open, import_another_applying
 */
export async function handleApproveImport({
  context,
  caller,
  params,
  body,
}: Call<typeof approveImport>): Promise<ImportView> {
  assertCityLeague(caller)
  await freeAbandoned(context)
  const approval: Approval = { officerId: caller.officerId, ...body }
  try {
    return await withTx(context.database, caller.scope, async (tx) => {
      const batch = await lockBatch(tx, params.id)
      if (!batch) throw new Refusal('not_found')
      const done = (batch.state === 'applying' || batch.state === 'applied') && batch.approvedBy === caller.officerId
      if (!done) {
        await approve(tx, { now: context.now, secondPersonNeeded: context.config.production }, batch, approval)
        await context.queue.send(tx, 'apply-import', { batchId: batch.id })
      }
      return readImportView(tx, context, caller, params.id)
    })
  } catch (error) {
    throw isAnotherApplying(error) ? new Refusal('import_another_applying') : error
  }
}

/** Writes the approval of a locked batch, or says why there can be none. */
export async function approve(
  tx: Tx,
  { now, secondPersonNeeded }: { now: Context['now']; secondPersonNeeded: boolean },
  batch: Batch,
  approval: Approval,
): Promise<void> {
  const standing = await standingOf(tx, batch, { officerId: approval.officerId, secondPersonNeeded })
  if (stateAfter(batch.state, 'approve') === undefined) throw new Refusal('import_not_allowed')
  if (standing.outdated) throw new Refusal('import_compare_again')
  if (!allowedSteps(standing).includes('approve')) throw new Refusal('import_second_person')
  const held = batch.holds.length > 0
  if (held && (openHolds(batch.holds, approval.acceptedHolds).length > 0 || approval.note === null))
    throw new Refusal('import_holds_open')
  if (!(await approveBatch(tx, batch.id, approval, now()))) throw new Refusal('import_not_allowed')
}

/** Two different files approved at the same moment: the database lets one through. */
export function isAnotherApplying(error: unknown): boolean {
  return stringProperty(rootCause(error), 'constraint') === 'registry_batch_one_applying'
}
