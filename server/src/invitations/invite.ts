import { randomInt } from 'node:crypto'
import { localDay } from '@yijian/shared/application/clock'
import { isDead, type StatusClass } from '@yijian/shared/enterprise-status'
import { Refusal } from '@yijian/shared/errors'
import { codeAlphabet, codeLength } from '@yijian/shared/invitation/code'
import type { invite } from '@yijian/shared/invitation/contract'
import { nextSendingTime, type SendingRules } from '@yijian/shared/invitation/sending-rules'
import { maskPhone } from '@yijian/shared/mobile'
import { type FactState, type SaidState, whyNotInvitedFor, whyNotInvitedOn } from '@yijian/shared/outreach/lifecycle'
import { sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { firstRow, type Tx, withTx } from '../db/tx.ts'
import type { Call } from '../http/serve.ts'
import type { OfficerCaller } from '../identity/caller.ts'
import { enqueueMessage } from '../messages/enqueue-message.ts'
import { factOf } from '../outreach/standing.ts'
import { readCalendar } from '../reviews/read-calendar.ts'
import { holdNumber } from './end-open-invitations.ts'
import { codeDigest } from './find-invitation.ts'
import { findReceiver, type Receiver } from './find-receiver.ts'
import { getSendingRules } from './sending-rules.ts'

type Invited = { readonly id: number; readonly name: string; readonly phone: string }

/**
 * Sends an invitation to the best registered mobile of an enterprise, in the hours in which people may be disturbed.
 * @throws Refusal not_found outside the officer's places; enterprise_not_live, not_invitable, already_organised, already_applying;
 * no_phone_on_file, already_invited;
 * number_opted_out, invited_lately, invited_often; agreed_later before the day that was agreed with the enterprise,
 * invitation_declined after it has itself said no
 */
export async function handleInvite({ context, caller, params }: Call<typeof invite>) {
  return withTx(context.database, caller.scope, async (tx) => {
    const rules = await getSendingRules(tx, context.now())
    const invited = await getInvitedEnterprise(tx, context, caller, rules, params.enterpriseId)
    return sendInvitation(tx, context, caller, rules, invited)
  })
}

async function sendInvitation(
  tx: Tx,
  context: Context,
  caller: OfficerCaller,
  rules: SendingRules,
  { id, name, phone }: Invited,
) {
  const { cipher } = context
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

type EnterpriseRow = {
  name: string
  status_class: StatusClass
  public_body: boolean
  fact: FactState | null
}

async function getInvitedEnterprise(
  tx: Tx,
  context: Context,
  caller: OfficerCaller,
  rules: SendingRules,
  id: number,
): Promise<Invited> {
  const row = await firstRow<EnterpriseRow>(
    tx,
    sql`select e.name, e.status_class, coalesce(e.nature = 'public', false) as public_body, ${factOf(caller)} as fact
        from enterprise e
        where e.id = ${id} and (e.place_id = any (${sql.param(caller.places)}::int[]) or e.id = any (${sql.param(caller.enterprises)}::bigint[]))`,
  )
  if (!row) throw new Refusal('not_found')
  if (isDead(row.status_class)) throw new Refusal('enterprise_not_live')
  if (row.public_body) throw new Refusal('not_invitable')
  const known = whyNotInvitedFor(row.fact)
  if (known !== null) throw new Refusal(known === 'organised' ? 'already_organised' : 'already_applying')
  await refuseSaid(tx, caller, id, context.now())
  const { phoneCipher } = await holdReceiver(tx, rules, id, context.now())
  // Whoever was invited may have answered while the number was waited for; what ended the invitation is told with it.
  await refuseSaid(tx, caller, id, context.now())
  return { id, name: row.name, phone: context.cipher.open('enterprise_contact|phone', phoneCipher) }
}

/** @throws Refusal agreed_later, invitation_declined */
async function refuseSaid(tx: Tx, { office }: OfficerCaller, id: number, now: Date): Promise<void> {
  const stored = await firstRow<{ said: SaidState; nextOn: string | null; saidByInvitation: number | null }>(
    tx,
    sql`select state as said, next_on as "nextOn", said_by_invitation_id as "saidByInvitation"
        from outreach where enterprise_id = ${id} and agency = ${office.agency}`,
  )
  const why = stored ? whyNotInvitedOn(stored, localDay(now)) : null
  if (why !== null) throw new Refusal(why)
}

/** Whoever invites the same number at the same time waits here, and then sees what was sent to it. */
async function holdReceiver(tx: Tx, rules: SendingRules, id: number, now: Date): Promise<Receiver> {
  const first = await findReceiver(tx, id, rules, now)
  if (typeof first !== 'string') await holdNumber(tx, first.phoneIndex)
  const live = await firstRow(
    tx,
    sql`select id from invitation where enterprise_id = ${id} and ended_at is null and expires_at > ${now.toISOString()}`,
  )
  if (live) throw new Refusal('already_invited')
  if (typeof first === 'string') throw new Refusal(first)
  const receiver = await findReceiver(tx, id, rules, now)
  if (typeof receiver === 'string') throw new Refusal(receiver)
  // Another number's turn has come meanwhile, and nobody waits for that one yet.
  return receiver.phoneIndex.equals(first.phoneIndex) ? receiver : holdReceiver(tx, rules, id, now)
}

function newCode(): string {
  return Array.from({ length: codeLength }, () => codeAlphabet[randomInt(codeAlphabet.length)]).join('')
}
