import type { Context } from '../context.ts'
import { checkList } from '../exchange/check-list.ts'
import { runApplyImport, runFollowUpImport, runStageImport, runUndoImport } from '../imports/run-import-jobs.ts'
import { sealLedger } from '../ledger/seal-ledger.ts'
import { fillLibrary } from '../library/fill-library.ts'
import type { Gateway } from '../messages/gateway.ts'
import { sendMessage } from '../messages/send-message.ts'
import { createSimulatorGateway } from '../messages/simulator-gateway.ts'
import { settlePool } from '../places/settle-pool.ts'
import { catchUpFollowUps } from '../tasks/catch-up.ts'
import { lapseReturns } from './lapse-returns.ts'
import { purgeExpired } from './purge-expired.ts'

/** Runs the jobs of every queue (`ROLE=all` or `worker`) until `context.queue.stop()`. */
export async function startWorker(context: Context, gateway = gatewayOf(context)): Promise<void> {
  // Without a gateway messages wait in the outbox, and their jobs with them.
  if (gateway) await context.queue.work('send-message', ({ messageId }) => sendMessage(context, gateway, messageId))
  await context.queue.work('follow-up-import', ({ batchId }) => runFollowUpImport(context, batchId), 1)
  await context.queue.work('catch-up-follow-ups', async () => void (await catchUpFollowUps(context)), 1)
  // One file at a time is read, so that a large one leaves room for everything else.
  await context.queue.work('stage-import', ({ batchId }) => runStageImport(context, batchId), 1)
  await context.queue.work('apply-import', ({ batchId }) => runApplyImport(context, batchId), 1)
  await context.queue.work('undo-import', ({ batchId }) => runUndoImport(context, batchId), 1)
  await context.queue.work('check-list', ({ listId }) => checkList(context, listId), 1)
  await context.queue.work('seal-ledger', async () => void (await sealLedger(context)), 1)
  await context.queue.work('lapse-returns', async () => void (await lapseReturns(context)), 1)
  await context.queue.work('fill-library', async () => void (await fillLibrary(context)), 1)
  await context.queue.work('settle-pool', async () => settlePool(context), 1)
  await context.queue.work('purge-expired', async () => purgeExpired(context), 1)
}

function gatewayOf(context: Context): Gateway | undefined {
  return context.config.gateway === 'simulator' ? createSimulatorGateway(context) : undefined
}
