import type { listQueues } from '@yijian/shared/application/case-contract'
import { localDay } from '@yijian/shared/application/clock'
import { type QueueId, queues } from '@yijian/shared/application/queues'
import type { AnswerOf } from '@yijian/shared/operation'
import { sql } from 'drizzle-orm'
import { rows, withTx } from '../db/tx.ts'
import type { Call } from '../http/serve.ts'
import { countTasks } from '../tasks/list-tasks.ts'
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
  return withTx(context.database, caller.scope, async (tx) => {
    const found = await rows<Row>(tx, sql.join(counts, sql` union all `))
    const byId = new Map(found.map((row) => [row.id, row]))
    const tasks = await countTasks(tx, caller, localDay(context.now()))
    return {
      items: mine.map(({ id }) => byId.get(id) ?? { id, count: 0, overdue: 0 }),
      tasks: {
        open: tasks.reduce((sum, { open }) => sum + open, 0),
        overdue: tasks.reduce((sum, { overdue }) => sum + overdue, 0),
      },
    }
  })
}
