import type { listQueues } from '@yijian/shared/application/case-contract'
import { type QueueId, queues } from '@yijian/shared/application/queues'
import type { AnswerOf } from '@yijian/shared/operation'
import { sql } from 'drizzle-orm'
import { rows, withTx } from '../db/tx.ts'
import type { Call } from '../http/serve.ts'
import { inQueue } from './jurisdiction.ts'

type Row = { id: QueueId; count: number; overdue: number }

/** The worklists of the post's tier, in the order of a day's work, with exact counts. */
export async function handleListQueues({
  context,
  caller,
}: Call<typeof listQueues>): Promise<AnswerOf<typeof listQueues>> {
  const now = context.now().toISOString()
  const mine = queues.filter((queue) => queue.tiers.includes(caller.office.tier))
  const counts = mine.map(
    (
      queue,
    ) => sql`select ${queue.id}::text as id, count(*)::int as count, count(*) filter (where r.due_at < ${now})::int as overdue
      from review r where ${inQueue(caller, queue)}`,
  )
  const found = await withTx(context.database, caller.scope, (tx) => rows<Row>(tx, sql.join(counts, sql` union all `)))
  const byId = new Map(found.map((row) => [row.id, row]))
  return { items: mine.map(({ id }) => byId.get(id) ?? { id, count: 0, overdue: 0 }) }
}
