import type { readQueue } from '@yijian/shared/application/case-contract'
import { queueOf } from '@yijian/shared/application/queues'
import { withTx } from '../db/tx.ts'
import type { Call } from '../http/serve.ts'
import { inQueue } from './jurisdiction.ts'
import { listQueueItems, type Page } from './list-queue-items.ts'

/** One worklist of the post, by due date. @throws Refusal malformed_request for a cursor that no page gave out */
export async function handleReadQueue({ context, caller, params, query }: Call<typeof readQueue>): Promise<Page> {
  const where = inQueue(caller, queueOf(params.queue))
  return withTx(context.database, caller.scope, (tx) =>
    listQueueItems(tx, caller, context.now(), where, { cursor: query.cursor }),
  )
}
