import { localDay } from '@yijian/shared/application/clock'
import { Refusal } from '@yijian/shared/errors'
import type { declineInvitation } from '@yijian/shared/invitation/contract'
import { sql } from 'drizzle-orm'
import { firstRow, rows, systemScope, type Tx, withTx } from '../db/tx.ts'
import type { Call } from '../http/serve.ts'
import { noteAnswer, wasAnsweredSo } from '../outreach/note-answer.ts'
import { markNumber } from '../outreach/number-marks.ts'
import { type Asking, lockOutreachOf } from '../outreach/outreach-repository.ts'
import { holdNumber } from './end-open-invitations.ts'
import { findInvitationByCode } from './find-invitation.ts'

/**
 * Whoever was invited answers with no: the invitation is over, and outreach stands as he said. The same answer again is the
 * same answer. 依据: DOMAIN §8.1
 * @throws Refusal not_found; invitation_over when it was used, declined or has expired
 */
export async function handleDeclineInvitation({
  context,
  params,
  body,
  address,
}: Call<typeof declineInvitation>): Promise<undefined> {
  const invitation = await findInvitationByCode(context, params.code, address)
  if (!invitation) throw new Refusal('not_found')
  const now = context.now()
  await withTx(context.database, systemScope, async (tx) => {
    // Outreach, number, invitation: in the order in which a call that is recorded takes them.
    const invited = await getInvited(tx, invitation.id)
    const before = await lockOutreachOf(tx, invited, invitation.enterpriseId, { now, today: localDay(now) })
    await holdNumber(tx, invited.phoneIndex)
    const ended = await rows<{ phoneIndex: Buffer; enterpriseId: number }>(
      tx,
      sql`update invitation set ended_at = ${now.toISOString()}, ended_because = 'declined', decline_reason = ${body.reason}, decline_note = ${body.note ?? null}
          where id = ${invitation.id} and ended_at is null and expires_at > ${now.toISOString()} returning phone_index as "phoneIndex", enterprise_id as "enterpriseId"`,
    )
    if (ended.length === 0) {
      if (await wasAnsweredSo(tx, invitation.id, body)) return
      throw new Refusal('invitation_over')
    }
    await noteAnswer(tx, invited, before, {
      invitationId: invitation.id,
      enterpriseId: invitation.enterpriseId,
      now,
      ...body,
    })
    // What the sheet promises: not this enterprise, and no more messages. 依据: DOMAIN §8.10 第21条
    if (body.reason === 'not_us') {
      for (const one of ended) {
        const mark = { ...one, foundOn: localDay(now), now, by: null }
        await markNumber(tx, { ...mark, what: 'wrong_number' })
        await markNumber(tx, { ...mark, what: 'opted_out' })
      }
    }
  })
}

type Invited = Asking & { readonly phoneIndex: Buffer }

async function getInvited(tx: Tx, id: number): Promise<Invited> {
  const row = await firstRow<Invited>(
    tx,
    sql`select i.phone_index as "phoneIndex", jsonb_build_object('agency', f.agency) as office
        from invitation i join post p on p.id = i.invited_by join office f on f.id = p.office_id where i.id = ${id}`,
  )
  if (!row) throw new Error('an invitation lacks the post that sent it')
  return row
}

/** Ends an invitation because an application came of it. Part of submitting; one that is over stays as it is, unless it was merely silenced. */
export async function markInvitationUsed(tx: Tx, invitationId: number, now: Date): Promise<void> {
  await tx.execute(sql`update invitation set used_at = ${now.toISOString()}, ended_at = ${now.toISOString()}, ended_because = 'used'
    where id = ${invitationId} and (ended_at is null or ended_because = 'opted_out')`)
}
