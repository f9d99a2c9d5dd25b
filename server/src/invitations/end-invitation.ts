import { localDay } from '@yijian/shared/application/clock'
import { Refusal } from '@yijian/shared/errors'
import type { declineInvitation } from '@yijian/shared/invitation/contract'
import { sql } from 'drizzle-orm'
import { firstRow, rows, systemScope, type Tx, withTx } from '../db/tx.ts'
import type { Call } from '../http/serve.ts'
import { markNumber } from '../outreach/number-marks.ts'
import { holdNumber } from './end-open-invitations.ts'
import { findInvitationByCode } from './find-invitation.ts'

/** @throws Refusal not_found; invitation_over when it was used, declined or has expired */
export async function handleDeclineInvitation({
  context,
  params,
  body,
  address,
}: Call<typeof declineInvitation>): Promise<undefined> {
  const invitation = await findInvitationByCode(context, params.code, address)
  if (!invitation) throw new Refusal('not_found')
  const now = context.now()
  const declined = await withTx(context.database, systemScope, async (tx) => {
    // Before its row, as whoever silences the number does.
    const number = await firstRow<{ phoneIndex: Buffer }>(
      tx,
      sql`select phone_index as "phoneIndex" from invitation where id = ${invitation.id}`,
    )
    if (number) await holdNumber(tx, number.phoneIndex)
    const ended = await rows<{ phoneIndex: Buffer; enterpriseId: number }>(
      tx,
      sql`update invitation set ended_at = ${now.toISOString()}, ended_because = 'declined', decline_reason = ${body.reason}, decline_note = ${body.note ?? null}
          where id = ${invitation.id} and ended_at is null and expires_at > ${now.toISOString()} returning phone_index as "phoneIndex", enterprise_id as "enterpriseId"`,
    )
    // What the sheet promises: not this enterprise, and no more messages. 依据: DOMAIN §8.10 第21条
    if (body.reason === 'not_us') {
      for (const one of ended) {
        const mark = { ...one, foundOn: localDay(now), now, by: null }
        await markNumber(tx, { ...mark, what: 'wrong_number' })
        await markNumber(tx, { ...mark, what: 'opted_out' })
      }
    }
    return ended
  })
  if (declined.length === 0) throw new Refusal('invitation_over')
}

/** Ends an invitation because an application came of it. Part of submitting; one that is over stays as it is, unless it was merely silenced. */
export async function markInvitationUsed(tx: Tx, invitationId: number, now: Date): Promise<void> {
  await tx.execute(sql`update invitation set used_at = ${now.toISOString()}, ended_at = ${now.toISOString()}, ended_because = 'used'
    where id = ${invitationId} and (ended_at is null or ended_because = 'opted_out')`)
}
