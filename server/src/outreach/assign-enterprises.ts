import { localDay } from '@yijian/shared/application/clock'
import { Refusal } from '@yijian/shared/errors'
import { moveOutreach, type Standing, untouched } from '@yijian/shared/outreach/lifecycle'
import { sql } from 'drizzle-orm'
import { firstRow, rows, type Tx } from '../db/tx.ts'
import type { OfficerCaller } from '../identity/caller.ts'
import { digestOf } from '../ledger/append-event.ts'
import { findPostsBelow } from './posts-below.ts'
import { factOf } from './standing.ts'

export type AssignmentCounts = {
  readonly assigned: number
  readonly already: number
  readonly left: number
  readonly others: number
}
type Assignment = {
  /** Within the caller's jurisdiction; in the order of ids, so that two at once wait for each other and never in a circle. */
  readonly ids: readonly number[]
  readonly postId: number
  /** What another post has stays with it. */
  readonly leaveOthers: boolean
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
  { ids, postId, leaveOthers, commandId, now }: Assignment,
): Promise<AssignmentCounts> {
  const [post] = await findPostsBelow(tx, caller, { today: localDay(now), postId, limit: 1 })
  if (!post) throw new Refusal('invalid_input', { fields: [{ path: 'postId', message: 'check_this' }] })
  if ((await countBeyond(tx, ids, postId, 1)) > 0) throw new Refusal('beyond_assignee')
  const standings = await lockStandings(tx, caller, ids, now)
  const elsewhere = standings.filter(({ assignedPostId }) => assignedPostId !== postId)
  const free = elsewhere.filter(({ assignedPostId }) => assignedPostId === null || !leaveOthers)
  const moved = free.flatMap((row) => movedTo(row, postId) ?? [])
  await storeMoved(tx, caller, moved, { commandId, now })
  return {
    assigned: moved.length,
    already: standings.length - elsewhere.length,
    left: free.length - moved.length,
    others: elsewhere.length - free.length,
  }
}

/** How many of these lie outside what the post covers, counted up to `most`. */
export async function countBeyond(tx: Tx, ids: readonly number[], postId: number, most: number): Promise<number> {
  const row = await firstRow<{ count: number }>(
    tx,
    sql`with recursive under as (
          select op.division_id as id from office_place op join post p on p.office_id = op.office_id where p.id = ${postId}
          union select d.id from division d join under on d.parent_id = under.id where d.valid_to is null)
        select count(*)::int as count from (
          select from enterprise e where e.id = any (${sql.param(ids)}::bigint[])
            and e.place_id not in (select id from under)
            and not exists (select 1 from office_enterprise oe join post p on p.office_id = oe.office_id where p.id = ${postId} and oe.enterprise_id = e.id)
          limit ${most}) beyond`,
  )
  return row?.count ?? 0
}

/** Makes sure that there are rows and holds them: whoever comes second waits, then sees what the first one did. */
export async function lockStandings(tx: Tx, caller: OfficerCaller, ids: readonly number[], now: Date): Promise<Row[]> {
  const { agency } = caller.office
  await tx.execute(sql`insert into outreach (enterprise_id, agency, state, version, updated_at)
    select id, ${agency}, ${untouched.said}, 0, ${now.toISOString()} from unnest(${sql.param(ids)}::bigint[]) as id order by id
    on conflict do nothing`)
  await tx.execute(sql`select from outreach where agency = ${agency} and enterprise_id = any (${sql.param(ids)}::bigint[])
    order by enterprise_id for no key update`)
  return rows(
    tx,
    sql`select e.id, x.state as said, ${factOf(caller)} as fact, x.reason, x.next_on as "nextOn",
          x.unreachable_count as "unreachableCount", x.assigned_post_id as "assignedPostId",
          x.said_by_invitation_id as "saidByInvitation", x.version
        from outreach x join enterprise e on e.id = x.enterprise_id
        where x.agency = ${agency} and x.enterprise_id = any (${sql.param(ids)}::bigint[]) order by e.id`,
  )
}

type Moved = Standing & {
  readonly id: number
  readonly version: number
  readonly from: Standing['said']
  readonly action: 'assign' | 'give_back'
}

/** With this post from now on, or with nobody; undefined where the table of outreach has no such step. */
export function movedTo({ id, version, ...standing }: Row, postId: number | null): Moved | undefined {
  const action = postId === null ? 'give_back' : 'assign'
  const after = moveOutreach(standing, action, postId === null ? {} : { postId })
  return after && { id, version: version + 1, from: standing.said, action, ...after }
}

export async function storeMoved(
  tx: Tx,
  { office, ...caller }: OfficerCaller,
  moved: readonly Moved[],
  { commandId, now }: Pick<Assignment, 'commandId' | 'now'>,
): Promise<void> {
  if (moved.length === 0) return
  const told = JSON.stringify(moved)
  const shape = sql`jsonb_to_recordset(${told}::jsonb) as m (id bigint, version int, "from" text, action text, said text, reason text,
    "nextOn" date, "unreachableCount" int, "assignedPostId" int)`
  await tx.execute(sql`update outreach x set state = m.said, reason = m.reason, next_on = m."nextOn", unreachable_count = m."unreachableCount",
      assigned_post_id = m."assignedPostId", version = m.version, updated_at = ${now.toISOString()}
    from ${shape} where x.enterprise_id = m.id and x.agency = ${office.agency}`)
  const digest = digestOf({ assignment: commandId, byPost: caller.postId })
  await tx.execute(sql`insert into outreach_event (enterprise_id, agency, at, officer_id, post_id, officer_name, office_name, action,
      from_state, to_state, next_on, assigned_post_id, version, command_id, command_digest)
    select m.id, ${office.agency}, ${now.toISOString()}, ${caller.officerId}, ${caller.postId}, ${caller.name}, ${office.name}, m.action,
      m."from", m.said, null, m."assignedPostId", m.version, ${commandId}, ${digest} from ${shape}`)
}
