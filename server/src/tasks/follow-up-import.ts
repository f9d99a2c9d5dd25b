import { sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { firstRow, systemScope, type Tx, withTx } from '../db/tx.ts'
import { readCalendar } from '../reviews/read-calendar.ts'
import { matchProvisional, withdrawMatches } from './match-provisional.ts'
import { judge, openTasks, withdrawTasks } from './open-tasks.ts'
import { listTouched, type Pass, readTouched } from './read-touched.ts'
import { recheckTouched } from './recheck-touched.ts'

type FollowUpContext = Pick<Context, 'database' | 'now'>

/** Enterprises that one transaction deals with. */
const PAGE = 300

/**
 * What a landed (or undone) batch means for people's work: open applications are checked again, tasks are made, and those that
 * hold no longer are withdrawn. A page of enterprises per transaction, so that a killed worker goes on where it was, readers are
 * never held up, and a run after the end does nothing.
 */
export async function followUpImport(context: FollowUpContext, batchId: number, page = PAGE): Promise<void> {
  while (!(await followUpPage(context, batchId, page)));
}

/** @returns true when there is nothing left */
export async function followUpPage(
  { database, now }: FollowUpContext,
  batchId: number,
  page: number,
): Promise<boolean> {
  return withTx(database, systemScope, async (tx) => {
    const batch = await firstRow<{ state: string }>(tx, sql`select state from registry_batch where id = ${batchId}`)
    if (batch?.state !== 'applied' && batch?.state !== 'undone') return true
    const pass: Pass = batch.state
    const standing = await lockFollowUp(tx, batchId, pass, now())
    if (standing.finished) return true
    const at = now()
    const calendar = await readCalendar(tx)
    const ids = await listTouched(tx, batchId, standing.after, page)
    if (ids.length > 0) {
      const { proposals, withdrawn } = judge(await readTouched(tx, batchId, pass, ids), pass)
      const withdrew = await withdrawTasks(tx, withdrawn, pass, at)
      const opened = await openTasks(tx, proposals, { batchId, now: at, calendar })
      const changed = await recheckTouched(tx, at, batchId, ids)
      await advance(tx, batchId, pass, { after: ids.at(-1) ?? standing.after, changed, opened, withdrew, ended: null })
      return false
    }
    const withdrew = await withdrawMatches(tx, at)
    const opened = await matchProvisional(tx, batchId, at, calendar, page)
    const ended = opened < page ? at : null
    await advance(tx, batchId, pass, { after: standing.after, changed: 0, opened, withdrew, ended })
    return ended !== null
  })
}

/** Held until the transaction ends: a second worker with the same job waits, and then finds the next page. */
async function lockFollowUp(
  tx: Tx,
  batchId: number,
  pass: Pass,
  now: Date,
): Promise<{ after: number; finished: boolean }> {
  await tx.execute(sql`insert into register_follow_up (batch_id, pass, started_at) values (${batchId}, ${pass}, ${now.toISOString()})
    on conflict (batch_id, pass) do nothing`)
  const row = await firstRow<{ after: number; finished: boolean }>(
    tx,
    sql`select after_enterprise as after, finished_at is not null as finished from register_follow_up
        where batch_id = ${batchId} and pass = ${pass} for update`,
  )
  if (!row) throw new Error('the follow-up was not begun')
  return row
}

type Progress = { after: number; changed: number; opened: number; withdrew: number; ended: Date | null }

async function advance(tx: Tx, batchId: number, pass: Pass, progress: Progress): Promise<void> {
  await tx.execute(sql`update register_follow_up set after_enterprise = ${progress.after}, cases_changed = cases_changed + ${progress.changed},
      tasks_opened = tasks_opened + ${progress.opened}, tasks_withdrawn = tasks_withdrawn + ${progress.withdrew},
      finished_at = ${progress.ended?.toISOString() ?? null}
    where batch_id = ${batchId} and pass = ${pass}`)
}

export type FollowUp = { readonly applicationsChanged: number; readonly tasks: number }

/** What came of a batch, for the page of its import; null until the follow-up of its present state has ended. */
export async function findFollowUp(tx: Tx, batchId: number): Promise<FollowUp | null> {
  const row = await firstRow<FollowUp>(
    tx,
    sql`select f.cases_changed as "applicationsChanged", case f.pass when 'applied' then f.tasks_opened else f.tasks_withdrawn end as tasks
        from register_follow_up f join registry_batch b on b.id = f.batch_id and b.state = f.pass
        where f.batch_id = ${batchId} and f.finished_at is not null`,
  )
  return row ?? null
}
