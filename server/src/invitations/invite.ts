import { randomInt } from 'node:crypto'
import { localDay } from '@yijian/shared/application/clock'
import { Refusal } from '@yijian/shared/errors'
import { codeAlphabet, codeLength } from '@yijian/shared/invitation/code'
import type { invite } from '@yijian/shared/invitation/contract'
import { nextSendingTime, type SendingRules } from '@yijian/shared/invitation/sending-rules'
import { type Invitable, notInvitedRefusals, whyNotInvited } from '@yijian/shared/invitation/why-not-invited'
import { maskPhone } from '@yijian/shared/mobile'
import { sql } from 'drizzle-orm'
import { enterprisesOf } from '../cases/jurisdiction.ts'
import type { Context } from '../context.ts'
import { firstRow, type Tx, withTx } from '../db/tx.ts'
import type { Call } from '../http/serve.ts'
import type { OfficerCaller } from '../identity/caller.ts'
import { enqueueMessage } from '../messages/enqueue-message.ts'
import { factOf, isInvited } from '../outreach/standing.ts'
import { readCalendar } from '../reviews/read-calendar.ts'
import { holdNumber } from './end-open-invitations.ts'
import { codeDigest } from './find-invitation.ts'
import { findReceiver, type Receiver } from './find-receiver.ts'
import { getSendingRules } from './sending-rules.ts'

type Named = { readonly id: number; readonly name: string }
type Invitee = Named & Receiver

/**
 * Sends an invitation to the best registered mobile of an enterprise, in the hours in which people may be disturbed.
 * @throws Refusal not_found outside the officer's places; enterprise_not_live, not_invitable, already_organised, already_applying;
 * no_phone_on_file, already_invited;
 * number_opted_out, invited_lately, invited_often; agreed_later before the day that was agreed with the enterprise,
 * invitation_declined after it has itself said no
 */
export async function handleInvite({ context, caller, params }: Call<typeof invite>) {
  return withTx(context.database, caller.scope, async (tx) => {
    const now = context.now()
    const rules = await getSendingRules(tx, now)
    return sendInvitation(tx, context, caller, rules, await holdInvitee(tx, caller, rules, params.enterpriseId, now))
  })
}

async function sendInvitation(
  tx: Tx,
  context: Context,
  caller: OfficerCaller,
  rules: SendingRules,
  { id, name, phoneCipher }: Invitee,
) {
  const { cipher } = context
  const phone = cipher.open('enterprise_contact|phone', phoneCipher)
  const now = context.now()
  const expiresAt = new Date(now.getTime() + rules.validDays * 24 * 3_600_000).toISOString()
  const code = newCode()
  const digest = codeDigest(context, code)
  // The simulator disturbs nobody. 依据: DOMAIN §5.1
  const sendsAt = context.config.gateway === 'simulator' ? null : nextSendingTime(now, rules, await readCalendar(tx))
  await tx.execute(sql`update invitation set ended_at = expires_at, ended_because = 'expired'
    where enterprise_id = ${id} and ended_at is null and expires_at <= ${now.toISOString()}`)
  const messageId = await enqueueMessage(tx, context, {
    template: 'invitation',
    params: { enterprise: name, office: caller.office.name, code, days: String(rules.validDays) },
    phone,
    dedupeKey: `invitation:${digest.toString('hex')}`,
    notBefore: sendsAt,
  })
  // The partial unique index decides which of two officers invites; the other's message is rolled back.
  const added = await firstRow<{ id: number }>(
    tx,
    sql`insert into invitation (enterprise_id, code_digest, phone_cipher, phone_index, phone_masked, invited_by, message_id, created_at, expires_at)
        values (${id}, ${digest}, ${cipher.seal('invitation|phone', phone)}, ${cipher.index('phone', phone)}, ${maskPhone(phone)},
          ${caller.postId}, ${messageId}, ${now.toISOString()}, ${expiresAt})
        on conflict (enterprise_id) where ended_at is null do nothing returning id`,
  )
  if (!added) throw new Refusal('already_invited')
  return { phoneMasked: maskPhone(phone), expiresAt, sendsAt: sendsAt?.toISOString() ?? null }
}

/** Whoever invites the same number at the same time waits here, and then sees what was sent to it and what was answered. */
async function holdInvitee(
  tx: Tx,
  caller: OfficerCaller,
  rules: SendingRules,
  id: number,
  now: Date,
): Promise<Invitee> {
  const receiver = await findReceiver(tx, id, rules, now)
  if (typeof receiver !== 'string') await holdNumber(tx, receiver.phoneIndex)
  const invitee = await getInvitee(tx, caller, rules, id, now)
  const held = typeof receiver !== 'string' && invitee.phoneIndex.equals(receiver.phoneIndex)
  // Another number's turn has come meanwhile, and nobody waits for that one yet.
  return held ? invitee : holdInvitee(tx, caller, rules, id, now)
}

/** @throws Refusal not_found, or why it is not invited */
async function getInvitee(tx: Tx, caller: OfficerCaller, rules: SendingRules, id: number, now: Date): Promise<Invitee> {
  // The number first: whoever was invited meanwhile is known to be, rather than to have been written to lately.
  const receiver = await findReceiver(tx, id, rules, now)
  const known = await firstRow<Named & Omit<Invitable, 'noReceiver'>>(
    tx,
    sql`select e.id, e.name, e.status_class as "statusClass", coalesce(e.nature = 'public', false) as "publicBody", ${isInvited(now)} as invited,
          ${factOf(caller)} as fact, coalesce(x.state, 'new') as said, x.next_on as "nextOn", x.said_by_invitation_id as "saidByInvitation"
        from enterprise e left join outreach x on x.enterprise_id = e.id and x.agency = ${caller.office.agency}
        where e.id = ${id} and ${enterprisesOf(caller)}`,
  )
  if (!known) throw new Refusal('not_found')
  const noReceiver = typeof receiver === 'string' ? receiver : null
  const why = whyNotInvited({ ...known, noReceiver }, localDay(now))
  if (why !== null) throw new Refusal(notInvitedRefusals[why])
  if (typeof receiver === 'string') throw new Refusal(notInvitedRefusals[receiver])
  return { id, name: known.name, ...receiver }
}

function newCode(): string {
  return Array.from({ length: codeLength }, () => codeAlphabet[randomInt(codeAlphabet.length)]).join('')
}
