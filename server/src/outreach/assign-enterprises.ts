import { localDay } from '@yijian/shared/application/clock'
import { Refusal } from '@yijian/shared/errors'
import { moveOutreach, type Standing, untouched } from '@yijian/shared/outreach/lifecycle'
import { sql } from 'drizzle-orm'
import { firstRow, rows, type Tx } from '../db/tx.ts'
import type { OfficerCaller } from '../identity/caller.ts'
import { digestOf } from '../ledger/append-event.ts'
import { findPostsBelow } from './posts-below.ts'
import { factOf } from './standing.ts'

export type AssignmentCounts = { readonly assigned: number; readonly already: number; readonly left: number }
type Assignment = {
  /** Within the caller's jurisdiction; in the order of ids, so that two at once wait for each other and never in a circle. */
  readonly ids: readonly number[]
  readonly postId: number
  readonly commandId: string
  readonly now: Date
}
type Row = Standing & { readonly id: number; readonly version: number }

/**
 * Assigns many at once, with a row of history each, as one by one would: what the table of outreach does not let be
 * assigned stays as it is. The caller has made sure that this command is carried out once.
 * @throws Refusal invalid_input for a post of nobody below, beyond_assignee when one lies outside what that post covers
 */
export async function assignEnterprises(
  tx: Tx,
  caller: OfficerCaller,
  { ids, postId, commandId, now }: Assignment,
): Promise<AssignmentCounts> {
  const [post] = await findPostsBelow(tx, caller, { today: localDay(now), postId, limit: 1 })
  if (!post) throw new Refusal('invalid_input', { fields: [{ path: 'postId', message: 'check_this' }] })
  await refuseBeyond(tx, ids, postId)
  const standings = await lockStandings(tx, caller, ids, now)
  const free = standings.filter(({ assignedPostId }) => assignedPostId !== postId)
  const moved = free.flatMap(({ id, version, ...standing }) => {
    const after = moveOutreach(standing, 'assign', { postId })
    return after ? [{ id, version: version + 1, from: standing.said, ...after }] : []
  })
  if (moved.length > 0) await storeAll(tx, caller, moved, { commandId, postId, now })
  return { assigned: moved.length, already: standings.length - free.length, left: free.length - moved.length }
}

async function refuseBeyond(tx: Tx, ids: readonly number[], postId: number): Promise<void> {
  const beyond = await firstRow(
    tx,
    sql`with recursive under as (
          select op.division_id as id from office_place op join post p on p.office_id = op.office_id where p.id = ${postId}
          union select d.id from division d join under on d.parent_id = under.id where d.valid_to is null)
        select e.id from enterprise e where e.id = any (${sql.param(ids)}::bigint[])
          and e.place_id not in (select id from under)
          and not exists (select 1 from office_enterprise oe join post p on p.office_id = oe.office_id where p.id = ${postId} and oe.enterprise_id = e.id)
        limit 1`,
  )
  if (beyond) throw new Refusal('beyond_assignee')
}

/** Makes sure that there are rows and holds them: whoever comes second waits, then sees what the first one did. */
async function lockStandings(tx: Tx, caller: OfficerCaller, ids: readonly number[], now: Date): Promise<Row[]> {
  const { agency } = caller.office
  await tx.execute(sql`insert into outreach (enterprise_id, agency, state, version, updated_at)
    select id, ${agency}, ${untouched.said}, 0, ${now.toISOString()} from unnest(${sql.param(ids)}::bigint[]) as id order by id
    on conflict do nothing`)
  await tx.execute(sql`select from outreach where agency = ${agency} and enterprise_id = any (${sql.param(ids)}::bigint[])
    order by enterprise_id for no key update`)
  return rows(
    tx,
    sql`select e.id, x.state as said, ${factOf(caller)} as fact, x.reason, x.next_on as "nextOn",
          x.unreachable_count as "unreachableCount", x.assigned_post_id as "assignedPostId", x.version
        from outreach x join enterprise e on e.id = x.enterprise_id
        where x.agency = ${agency} and x.enterprise_id = any (${sql.param(ids)}::bigint[]) order by e.id`,
  )
}

type Moved = Standing & { readonly id: number; readonly version: number; readonly from: Standing['said'] }

async function storeAll(
  tx: Tx,
  { office, ...caller }: OfficerCaller,
  moved: readonly Moved[],
  { commandId, postId, now }: Omit<Assignment, 'ids'>,
): Promise<void> {
  const told = JSON.stringify(moved)
  const shape = sql`jsonb_to_recordset(${told}::jsonb) as m (id bigint, version int, "from" text, said text, reason text, "nextOn" date, "unreachableCount" int)`
  await tx.execute(sql`update outreach x set state = m.said, reason = m.reason, next_on = m."nextOn", unreachable_count = m."unreachableCount",
      assigned_post_id = ${postId}, version = m.version, updated_at = ${now.toISOString()}
    from ${shape} where x.enterprise_id = m.id and x.agency = ${office.agency}`)
  const digest = digestOf({ assign: postId, byPost: caller.postId })
  await tx.execute(sql`insert into outreach_event (enterprise_id, agency, at, officer_id, post_id, officer_name, office_name, action,
      from_state, to_state, next_on, assigned_post_id, version, command_id, command_digest)
    select m.id, ${office.agency}, ${now.toISOString()}, ${caller.officerId}, ${caller.postId}, ${caller.name}, ${office.name}, 'assign',
      m."from", m.said, null, ${postId}, m.version, ${commandId}, ${digest} from ${shape}`)
}
