import { localDay } from '@yijian/shared/application/clock'
import { Refusal } from '@yijian/shared/errors'
import type { AnswerOf } from '@yijian/shared/operation'
import type { listAssignees } from '@yijian/shared/outreach/contract'
import type { Tier } from '@yijian/shared/vocabulary'
import { sql } from 'drizzle-orm'
import { enterprisesOf } from '../cases/jurisdiction.ts'
import { firstRow, rows, type Tx, withTx } from '../db/tx.ts'
import type { Call } from '../http/serve.ts'
import type { OfficerCaller } from '../identity/caller.ts'

type Assignees = AnswerOf<typeof listAssignees>['items']

const below: Record<Tier, readonly Tier[]> = {
  street: [],
  county: ['street'],
  city: ['street', 'county'],
  province: ['street', 'county', 'city'],
}
const MOST = 100

/** @throws Refusal not_found outside the post's jurisdiction */
export async function handleListAssignees({
  context,
  caller,
  params,
}: Call<typeof listAssignees>): Promise<AnswerOf<typeof listAssignees>> {
  return withTx(context.database, caller.scope, async (tx) => ({
    items: await findAssignees(tx, caller, params.id, localDay(context.now())),
  }))
}

/** Whoever holds a post today in this office, or in one below it that covers the enterprise; one's own post first. */
export async function findAssignees(
  tx: Tx,
  caller: OfficerCaller,
  enterpriseId: number,
  today: string,
): Promise<Assignees> {
  const known = await firstRow<{ id: number }>(
    tx,
    sql`select e.id from enterprise e where e.id = ${enterpriseId} and ${enterprisesOf(caller)}`,
  )
  if (!known) throw new Refusal('not_found')
  return rows(
    tx,
    sql`with recursive up as (
          select d.id, d.parent_id from enterprise e join division d on d.id = e.place_id where e.id = ${enterpriseId}
          union all select d.id, d.parent_id from division d join up on d.id = up.parent_id)
        select p.id as "postId", o.name as "officerName", c.name as "officeName", p.id = ${caller.postId} as mine,
          (select count(*)::int from outreach x where x.assigned_post_id = p.id
            and x.state in ('assigned', 'contacted', 'intent', 'not_now', 'unreachable')) as carries
        from post p join officer o on o.id = p.officer_id join account a on a.id = o.account_id join office c on c.id = p.office_id
        where c.agency = ${caller.office.agency} and c.closed_on is null and a.disabled_at is null
          and p.valid_from <= ${today}::date and (p.valid_to is null or p.valid_to > ${today}::date)
          and (c.id = ${caller.office.id}
            or (c.tier = any (${sql.param(below[caller.office.tier])}::text[])
              and (exists (select 1 from office_place op join up on up.id = op.division_id where op.office_id = c.id)
                or exists (select 1 from office_enterprise oe where oe.office_id = c.id and oe.enterprise_id = ${enterpriseId}))))
        order by mine desc, c.tier, c.name, o.name, p.id limit ${MOST}`,
  )
}
