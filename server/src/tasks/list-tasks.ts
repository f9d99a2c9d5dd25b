import { localDay } from '@yijian/shared/application/clock'
import type { AnswerOf } from '@yijian/shared/operation'
import type { listTasks, TaskCount } from '@yijian/shared/tasks/contract'
import { type TaskKind, taskKinds } from '@yijian/shared/tasks/task-kinds'
import { type SQL, sql } from 'drizzle-orm'
import type * as z from 'zod/mini'
import { readDayCursor, readIdCursor } from '../db/cursor.ts'
import { rows, type Tx, withTx } from '../db/tx.ts'
import type { Call } from '../http/serve.ts'
import type { OfficerCaller } from '../identity/caller.ts'
import { listTaskRows, tasksSeenBy } from './task-list.ts'

const PAGE = 50

/** What the register asks of this post's places. @throws Refusal malformed_request for a cursor that no page gave out */
export async function handleListTasks({
  context,
  caller,
  query,
}: Call<typeof listTasks>): Promise<AnswerOf<typeof listTasks>> {
  const { kind, show = 'open', cursor } = query
  const today = localDay(context.now())
  const where = [tasksSeenBy(caller), show === 'open' ? sql`t.state = 'open'` : sql`t.state <> 'open'`]
  if (kind) where.push(sql`t.kind = ${kind}`)
  if (cursor !== undefined) where.push(show === 'open' ? afterDue(cursor) : sql`t.id < ${readIdCursor(cursor)}`)
  const order = show === 'open' ? sql`t.due_on, t.id` : sql`t.id desc`
  return withTx(context.database, caller.scope, async (tx) => {
    const found = await listTaskRows(tx, caller, today, { where: sql.join(where, sql` and `), order, limit: PAGE + 1 })
    const items = found.slice(0, PAGE)
    const last = found.length > PAGE ? items.at(-1) : undefined
    return {
      items,
      next: last ? (show === 'open' ? `${last.dueOn}_${last.id}` : String(last.id)) : null,
      counts: await countTasks(tx, caller, today),
    }
  })
}

function afterDue(cursor: string): SQL {
  const { day, id } = readDayCursor(cursor)
  return sql`(t.due_on, t.id) > (${day}::date, ${id}::bigint)`
}

/** Open tasks of every kind, in the order of the kinds; kinds without any are left out. */
export async function countTasks(tx: Tx, caller: OfficerCaller, today: string): Promise<z.infer<typeof TaskCount>[]> {
  const found = await rows<{ kind: TaskKind; open: number; overdue: number }>(
    tx,
    sql`select t.kind, count(*)::int as open, count(*) filter (where t.due_on < ${today})::int as overdue
        from task t where ${tasksSeenBy(caller)} and t.state = 'open' group by t.kind`,
  )
  const order = Object.keys(taskKinds)
  return found.sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind))
}
