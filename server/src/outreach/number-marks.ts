import { localDay } from '@yijian/shared/application/clock'
import { openStates } from '@yijian/shared/application/lifecycle'
import { sql } from 'drizzle-orm'
import { firstRow, rows, type Tx } from '../db/tx.ts'
import type { OfficerCaller } from '../identity/caller.ts'
import { endInvitationOn, endInvitationsTo, holdNumber } from '../invitations/end-open-invitations.ts'
import { scoreNumber } from '../registry/applying/score-enterprise.ts'

export type NumberMark = 'out_of_service' | 'wrong_number' | 'opted_out'

type Marking = {
  readonly phoneIndex: Buffer
  readonly what: NumberMark
  readonly enterpriseId: number | null
  /** The day on which it was found out, which may be entered later. */
  readonly foundOn: string
  readonly now: Date
  /** Null when the person at the other end said so. */
  readonly by: Pick<OfficerCaller, 'postId' | 'name'> | null
}

/**
 * Notes what was found out of a number; a second time it is the same mark. A wrong one is wrong for this enterprise only.
 * Nothing is noted that a later call has overtaken. What was sent there and waits for an answer is over, and the scores of
 * those who can no longer be reached follow.
 */
export async function markNumber(tx: Tx, marking: Marking): Promise<void> {
  const { phoneIndex, what, enterpriseId, foundOn, now, by } = marking
  await holdNumber(tx, phoneIndex)
  const ofOne = what === 'wrong_number' ? enterpriseId : null
  const answeredSince = sql`select from number_answered a where a.phone_index = ${phoneIndex} and a.answered_on > ${foundOn}::date
    and (${ofOne}::bigint is null or a.enterprise_id = ${ofOne})`
  const marked = await rows(
    tx,
    sql`insert into number_mark (phone_index, what, enterprise_id, found_on, marked_at, post_id, officer_name)
        select ${phoneIndex}, ${what}, ${ofOne}, ${foundOn}::date, ${now.toISOString()}::timestamptz, ${by?.postId ?? null}::int, ${by?.name ?? null}::text
        where ${what} = 'opted_out' or not exists (${answeredSince})
        on conflict (phone_index, what, coalesce(enterprise_id, 0)) where lifted_at is null
          do update set found_on = greatest(number_mark.found_on, excluded.found_on)
        returning id`,
  )
  if (marked.length === 0) return
  if (what === 'opted_out') await endInvitationsTo(tx, phoneIndex, now)
  else if (enterpriseId !== null) await endInvitationOn(tx, enterpriseId, phoneIndex, now)
  await scoreNumber(tx, phoneIndex)
}

type Answered = Pick<Marking, 'phoneIndex' | 'now'> & { readonly enterpriseId: number; readonly answeredOn: string }

/**
 * Somebody of the enterprise was reached on it: from that day on it is in service and theirs; what was found out later
 * stands. Whoever opted out of messages stays so.
 */
export async function noteAnswered(tx: Tx, { phoneIndex, enterpriseId, answeredOn, now }: Answered): Promise<void> {
  await holdNumber(tx, phoneIndex)
  await tx.execute(sql`insert into number_answered as a (phone_index, enterprise_id, answered_on)
    values (${phoneIndex}, ${enterpriseId}, ${answeredOn}::date)
    on conflict (phone_index, enterprise_id) do update set answered_on = greatest(a.answered_on, excluded.answered_on)`)
  const lifted = await rows(
    tx,
    sql`update number_mark set lifted_at = greatest(marked_at, ${now.toISOString()}::timestamptz)
        where phone_index = ${phoneIndex} and lifted_at is null and what <> 'opted_out' and found_on <= ${answeredOn}::date
          and (enterprise_id is null or enterprise_id = ${enterpriseId})
        returning id`,
  )
  if (lifted.length > 0) await scoreNumber(tx, phoneIndex)
}

/** Why nobody can be reached on `enterprise_contact c`, as SQL; null when it may be tried. */
export const deadMark = sql`(select min(n.what) from number_mark n where n.phone_index = c.phone_index and n.lifted_at is null
  and n.what <> 'opted_out' and (n.enterprise_id is null or n.enterprise_id = c.enterprise_id))`

/** Whether whoever has the number of `enterprise_contact c` wants no messages, wherever it stands. */
export const optedOut = sql`exists (select from number_mark n where n.phone_index = c.phone_index and n.lifted_at is null
  and n.what = 'opted_out')`

/**
 * Whether the invitation of a message is still to go out: it may have waited for its hours, and meanwhile it ended, its number
 * was found to take none, or the enterprise has said no, named a later day or applied. For the system, from whom no invitation is hidden.
 */
export async function isStillWanted(tx: Tx, messageId: string, now: Date): Promise<boolean> {
  const at = now.toISOString()
  const wanted = await firstRow(
    tx,
    sql`select 1 as found from invitation i join post p on p.id = i.invited_by join office f on f.id = p.office_id
        left join outreach x on x.enterprise_id = i.enterprise_id and x.agency = f.agency
          and x.updated_at > i.created_at and x.updated_at <= ${at}
        where i.message_id = ${messageId} and (i.ended_at is null or i.ended_at > ${at})
          and not exists (select from number_mark n where n.phone_index = i.phone_index and n.lifted_at is null
            and n.marked_at <= ${at} and (n.enterprise_id is null or n.enterprise_id = i.enterprise_id))
          and not exists (select from review r join application a on a.id = r.application_id
            where r.enterprise_id = i.enterprise_id and r.agency = f.agency and a.submitted_at <= ${at}
              and r.state = any (${sql.param(openStates)}::text[]))
          and coalesce(x.state not in ('refused', 'invalid') and (x.state <> 'not_now' or x.next_on <= ${localDay(now)}::date), true)`,
  )
  return wanted !== undefined
}
