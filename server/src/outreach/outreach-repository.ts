import { Refusal } from '@yijian/shared/errors'
import type { OutreachView } from '@yijian/shared/outreach/contract'
import { allowedActions, isDue, type Standing, stateOf, untouched } from '@yijian/shared/outreach/lifecycle'
import { type SQL, sql } from 'drizzle-orm'
import { enterprisesOf } from '../cases/jurisdiction.ts'
import { isoOf } from '../db/moments.ts'
import { firstRow, type Tx } from '../db/tx.ts'
import type { OfficerCaller } from '../identity/caller.ts'
import { factOf } from './standing.ts'

type Assigned = {
  readonly postId: number
  readonly officerName: string
  readonly officeName: string
  readonly left: boolean
}
/** How outreach stands, with what only its row knows. */
export type Outreach = Standing & {
  readonly version: number
  readonly changedAt: string | null
  readonly assigned: Assigned | null
  readonly saidByInvited: { readonly at: string; readonly phoneMasked: string } | null
}

/** For whose agency outreach stands so, and which enterprises may be asked about. */
export type Asking = { readonly office: Pick<OfficerCaller['office'], 'agency'> }

/**
 * The standing of one enterprise for the agency of whoever asks.
 * @throws Refusal not_found outside the post's jurisdiction
 */
export async function getOutreach(
  tx: Tx,
  caller: OfficerCaller,
  enterpriseId: number,
  today: string,
): Promise<Outreach> {
  return standingWithin(tx, caller, enterpriseId, { today, within: enterprisesOf(caller) })
}

async function standingWithin(
  tx: Tx,
  asking: Asking,
  enterpriseId: number,
  { today, within }: { today: string; within: SQL },
): Promise<Outreach> {
  const found = await firstRow<Outreach>(
    tx,
    sql`select coalesce(x.state, 'new') as said, ${factOf(asking)} as fact, x.reason, x.next_on as "nextOn",
          coalesce(x.unreachable_count, 0) as "unreachableCount", x.assigned_post_id as "assignedPostId",
          coalesce(x.version, 0) as version, x.updated_at as "changedAt", ${assignedAs(today)} as assigned,
          x.said_by_invitation_id as "saidByInvitation", case when i.id is not null then jsonb_build_object('at', i.ended_at, 'phoneMasked', i.phone_masked) end as "saidByInvited"
        from enterprise e
        left join outreach x on x.enterprise_id = e.id and x.agency = ${asking.office.agency}
        left join invitation i on i.id = x.said_by_invitation_id
        where e.id = ${enterpriseId} and ${within}`,
  )
  if (!found) throw new Refusal('not_found')
  const { saidByInvited } = found
  return {
    ...found,
    changedAt: found.version === 0 ? null : isoOf(found.changedAt),
    saidByInvited: saidByInvited && { ...saidByInvited, at: isoOf(saidByInvited.at) },
  }
}

/**
 * Who has `outreach x` of `enterprise e`, as JSON; null when nobody has. Whoever has left the post, or whose office does not
 * cover the enterprise where it is placed now, cannot follow it up any more.
 */
export function assignedAs(today: string) {
  return sql`(select jsonb_build_object('postId', p.id, 'officerName', o.name, 'officeName', c.name,
      'left', (p.valid_to is not null and p.valid_to <= ${today}::date)
        or not (case c.covers
          when 'enterprises' then exists (select from office_enterprise oe where oe.office_id = c.id and oe.enterprise_id = e.id)
          else exists (with recursive up as (
              select here.id, here.parent_id from division here where here.id = e.place_id
              union all select d.id, d.parent_id from division d join up on d.id = up.parent_id)
            select from office_place op join up on up.id = op.division_id where op.office_id = c.id) end))
    from post p join officer o on o.id = p.officer_id join office c on c.id = p.office_id where p.id = x.assigned_post_id)`
}

/** Makes sure that there is a row and holds it: whoever comes second waits, then sees what the first one did. */
export async function lockOutreach(
  tx: Tx,
  caller: OfficerCaller,
  enterpriseId: number,
  { now, today }: { now: Date; today: string },
): Promise<Outreach> {
  await getOutreach(tx, caller, enterpriseId, today)
  await holdOutreach(tx, caller, enterpriseId, now)
  return getOutreach(tx, caller, enterpriseId, today)
}

/** The same for the system, when no officer asks. */
export async function lockOutreachOf(
  tx: Tx,
  asking: Asking,
  enterpriseId: number,
  { now, today }: { now: Date; today: string },
): Promise<Outreach> {
  await holdOutreach(tx, asking, enterpriseId, now)
  return standingWithin(tx, asking, enterpriseId, { today, within: sql`true` })
}

async function holdOutreach(tx: Tx, { office: { agency } }: Asking, enterpriseId: number, now: Date): Promise<void> {
  await tx.execute(sql`insert into outreach (enterprise_id, agency, state, version, updated_at)
    values (${enterpriseId}, ${agency}, ${untouched.said}, 0, ${now.toISOString()}) on conflict do nothing`)
  await tx.execute(
    sql`select from outreach where enterprise_id = ${enterpriseId} and agency = ${agency} for no key update`,
  )
}

export async function storeOutreach(
  tx: Tx,
  { office }: Asking,
  enterpriseId: number,
  { said, reason, nextOn, unreachableCount, assignedPostId, saidByInvitation }: Standing,
  { version, now }: { version: number; now: Date },
): Promise<void> {
  await tx.execute(sql`update outreach set state = ${said}, reason = ${reason}, next_on = ${nextOn}, unreachable_count = ${unreachableCount},
      assigned_post_id = ${assignedPostId}, said_by_invitation_id = ${saidByInvitation}, version = ${version}, updated_at = ${now.toISOString()}
    where enterprise_id = ${enterpriseId} and agency = ${office.agency}`)
}

export function presentOutreach(outreach: Outreach, caller: OfficerCaller, today: string): OutreachView {
  const { fact, reason, nextOn, unreachableCount, version, changedAt, assigned, saidByInvited } = outreach
  return {
    state: stateOf(outreach),
    byFact: fact !== null,
    reason,
    nextOn,
    due: isDue(outreach, today),
    unreachableCount,
    assignedTo: assigned && { ...assigned, mine: assigned.postId === caller.postId },
    version,
    changedAt,
    saidByInvited,
    allowed: allowedActions(outreach),
  }
}
