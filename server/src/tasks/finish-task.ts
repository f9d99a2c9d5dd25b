import { localDay } from '@yijian/shared/application/clock'
import { Refusal } from '@yijian/shared/errors'
import type { finishTask, Task } from '@yijian/shared/tasks/contract'
import { type TaskKind, waysOf } from '@yijian/shared/tasks/task-kinds'
import { sql } from 'drizzle-orm'
import { firstRow, type Tx, withTx } from '../db/tx.ts'
import type { Call } from '../http/serve.ts'
import type { OfficerCaller } from '../identity/caller.ts'
import { lockEnterprises } from '../reviews/lock-enterprises.ts'
import { adoptRegistered } from './adopt-registered.ts'
import { listTaskRows, tasksSeenBy } from './task-list.ts'

/**
 * Says how a task was done. The row is locked, then in this order: the jurisdiction (404), whether it is this very finishing
 * sent again, the version that was seen (409, with the task as it is now), the tier (403), the way and its note.
 * @throws Refusal not_found, task_changed, wrong_tier, invalid_input, enterprise_has_application
 */
export async function handleFinishTask({ context, caller, params, body }: Call<typeof finishTask>): Promise<Task> {
  const now = context.now()
  const today = localDay(now)
  return withTx(context.database, caller.scope, async (tx) => {
    await holdEnterprises(tx, params.id)
    const task = await lockTask(tx, caller, params.id)
    const shown = async () => {
      const [one] = await listTaskRows(tx, caller, today, {
        where: sql`t.id = ${params.id}`,
        order: sql`t.id`,
        limit: 1,
      })
      if (!one) throw new Refusal('not_found')
      return one
    }
    const repeated = task.doneBy === caller.officerId && task.doneHow === body.how && task.note === body.note
    if (repeated && task.version === body.version + 1) return shown()
    const ways = waysOf(task.kind)
    if (task.state !== 'open' || task.version !== body.version) {
      const allowed = task.state === 'open' ? Object.keys(ways) : []
      throw new Refusal('task_changed', { current: { state: task.state, version: task.version, allowed } })
    }
    if (!(await shown()).mayFinish) throw new Refusal('wrong_tier')
    const way = Object.hasOwn(ways, body.how) ? ways[body.how] : undefined
    if (!way) throw new Refusal('invalid_input', { fields: [{ path: 'how', message: 'check_this' }] })
    if (way.note && body.note === null)
      throw new Refusal('invalid_input', { fields: [{ path: 'note', message: 'needed' }] })
    await tx.execute(sql`update task set state = 'done', version = version + 1, closed_at = ${now.toISOString()}, done_by = ${caller.officerId},
        done_post = ${caller.postId}, done_by_name = ${caller.name}, done_how = ${body.how}, note = ${body.note}
      where id = ${params.id}`)
    if (task.kind === 'provisional' && body.how === 'same') await adoptRegistered(tx, now, task)
    return shown()
  })
}

/** Before any row: what is asked about the two enterprises of a match still holds when it is acted upon. */
async function holdEnterprises(tx: Tx, taskId: number): Promise<void> {
  const match = await firstRow<{ told: number; registered: number }>(
    tx,
    sql`select enterprise_id as told, (facts #>> '{after,id}')::bigint as registered from task where id = ${taskId} and kind = 'provisional'`,
  )
  if (match) await lockEnterprises(tx, [match.told, match.registered])
}

type Locked = {
  readonly kind: TaskKind
  readonly state: Task['state']
  readonly version: number
  readonly batchId: number
  readonly agency: string
  readonly told: number
  readonly registered: number | null
  readonly applicationId: number | null
  readonly doneBy: number | null
  readonly doneHow: string | null
  readonly note: string | null
}

async function lockTask(tx: Tx, caller: OfficerCaller, id: number): Promise<Locked> {
  const task = await firstRow<Locked>(
    tx,
    sql`select t.kind, t.state, t.version, t.batch_id as "batchId", t.agency, t.enterprise_id as told,
          (t.facts #>> '{after,id}')::bigint as registered, t.done_by as "doneBy", t.done_how as "doneHow", t.note,
          (select r.application_id from review r where r.id = t.review_id) as "applicationId"
        from task t where t.id = ${id} and ${tasksSeenBy(caller)} for update of t`,
  )
  if (!task) throw new Refusal('not_found')
  return task
}
