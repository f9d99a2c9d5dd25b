import { type Calendar, dueAfter, localDay } from '@yijian/shared/application/clock'
import { openStates } from '@yijian/shared/application/lifecycle'
import { taskKinds } from '@yijian/shared/tasks/task-kinds'
import { sql } from 'drizzle-orm'
import { rows, type Tx } from '../db/tx.ts'

/** How a person's name is compared: however it is spaced or dotted. */
const plain = (name: ReturnType<typeof sql>) =>
  sql`regexp_replace(normalize(${name}, nfkc), '[[:space:]·•．.]', '', 'g')`

/** Enterprises `t` that were entered by hand, with what is asked of an agency about them. */
export const TOLD = sql`select p.id, p.name, p.name_key, p.credit_code, r.agency, r.id as review_id, r.place_id, r.application_id,
    coalesce(p.principal_name, a.declared_principal) as principal
  from enterprise p join review r on r.enterprise_id = p.id and r.state = any (${sql.param(openStates)}::text[])
  join application a on a.id = r.application_id
  where p.provisional`

/** What the task about `t` and the registered `e` tells. */
export const MATCH_FACTS = sql`jsonb_build_object(
  'before', jsonb_build_object('value', t.name, 'detail', t.principal, 'creditCode', t.credit_code, 'id', t.id),
  'after', jsonb_build_object('value', e.name, 'detail', e.principal_name, 'creditCode', e.credit_code, 'id', e.id))`

/** A candidate is asked about once. */
export const NOT_YET_ASKED = sql`not exists (select 1 from task asked where asked.kind = 'provisional' and asked.enterprise_id = t.id
  and asked.agency = t.agency and (asked.facts #>> '{after,id}')::bigint = e.id)`

/**
 * Enterprises entered by hand whose credit code found nothing (none given, or mistyped) and whose name now stands in the
 * register, with the same principal where both are known: a person says whether they are the same.
 * @returns how many tasks are new
 */
export async function matchProvisional(
  tx: Tx,
  batchId: number,
  now: Date,
  calendar: Calendar,
  limit: number,
): Promise<number> {
  const dueOn = localDay(dueAfter(now, taskKinds.provisional.days, calendar))
  const opened = await rows<{ id: number }>(
    tx,
    sql`with told as (${TOLD})
        insert into task (kind, agency, enterprise_id, place_id, batch_id, review_id, facts, opened_at, due_on)
        select 'provisional', t.agency, t.id, t.place_id, ${batchId}, t.review_id, ${MATCH_FACTS}, ${now.toISOString()}, ${dueOn}
        from told t cross join lateral (
          select e.* from enterprise e
          where e.name_key = t.name_key and not e.provisional and e.credit_code is not null
            and (t.principal is null or e.principal_name is null or ${plain(sql`t.principal`)} = ${plain(sql`e.principal_name`)})
            and ${NOT_YET_ASKED}
          order by e.id limit 1) e
        limit ${limit}
        on conflict (enterprise_id, kind, agency) where state = 'open' do nothing
        returning id`,
  )
  return opened.length
}

/** Withdraws questions that answered themselves: the register has taken the enterprise in, or does not have the other one any more. */
export async function withdrawMatches(tx: Tx, now: Date): Promise<number> {
  const closed = await rows<{ id: number }>(
    tx,
    sql`update task t set state = 'withdrawn', closed_at = ${now.toISOString()}, version = version + 1
        where t.kind = 'provisional' and t.state = 'open' and (
          not exists (select 1 from enterprise p where p.id = t.enterprise_id and p.provisional)
          or not exists (select 1 from enterprise e where e.id = (t.facts #>> '{after,id}')::bigint and not e.provisional))
        returning id`,
  )
  return closed.length
}
