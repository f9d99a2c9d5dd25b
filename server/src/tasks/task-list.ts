import type { Task } from '@yijian/shared/tasks/contract'
import { type SQL, sql } from 'drizzle-orm'
import { isoOf } from '../db/moments.ts'
import { rows, type Tx } from '../db/tx.ts'
import type { OfficerCaller } from '../identity/caller.ts'
import { registerDay } from '../registry/register-day.ts'

/** Tasks (`t`) of the post's agency that its office covers: whatever a post may read. */
export function tasksSeenBy(caller: OfficerCaller): SQL {
  return caller.office.covers === 'places'
    ? sql`(t.agency = ${caller.office.agency} and t.place_id = any (${sql.param(caller.places)}::int[]))`
    : sql`(t.agency = ${caller.office.agency} and t.enterprise_id = any (${sql.param(caller.enterprises)}::bigint[]))`
}

/**
 * Whether the post does an open task: the tier of its place, so the street first; one that is overdue may be closed by those
 * above, who see it anyway. 依据: DOMAIN §8.10 第14条（超期督办）
 */
function mayFinish(caller: OfficerCaller, today: string): SQL {
  return sql`(t.state = 'open' and (d.tier = ${caller.office.tier} or t.due_on < ${today}))`
}

type Row = Omit<Task, 'openedAt' | 'done'> & {
  readonly openedAt: string
  readonly done: (Omit<NonNullable<Task['done']>, 'at'> & { at: string }) | null
}

/** Tasks as the page shows them; `where` and `order` are over `task t`. @param today in Hangzhou */
export async function listTaskRows(
  tx: Tx,
  caller: OfficerCaller,
  today: string,
  { where, order, limit }: { where: SQL; order: SQL; limit: number },
): Promise<Task[]> {
  const found = await rows<Row & Record<string, unknown>>(
    tx,
    sql`select t.id, t.kind, t.state, t.version, t.facts, t.opened_at as "openedAt", to_char(t.due_on, 'YYYY-MM-DD') as "dueOn",
          t.state = 'open' and t.due_on < ${today} as overdue, t.invitation_id is not null as "invitationEnded",
          ${mayFinish(caller, today)} as "mayFinish",
          jsonb_build_object('id', e.id, 'name', e.name, 'creditCode', e.credit_code) as enterprise,
          jsonb_build_object('id', d.id, 'name', d.name, 'tier', d.tier) as place,
          (select jsonb_build_object('id', o.id, 'name', o.name) from organisation o where o.id = t.organisation_id) as organisation,
          (select jsonb_build_object('id', a.id, 'number', a.number) from review r join application a on a.id = r.application_id
            where r.id = t.review_id) as application,
          (select ${registerDay()}
            from registry_batch b where b.id = t.batch_id) as "registerDate",
          case when t.state = 'done' then jsonb_build_object('at', t.closed_at, 'by', t.done_by_name, 'how', t.done_how, 'note', t.note) end as done
        from task t join enterprise e on e.id = t.enterprise_id join division d on d.id = t.place_id
        where ${where} order by ${order} limit ${limit}`,
  )
  return found.map(({ openedAt, done, ...task }) => ({
    ...task,
    openedAt: isoOf(openedAt),
    done: done && { ...done, at: isoOf(done.at) },
  }))
}
