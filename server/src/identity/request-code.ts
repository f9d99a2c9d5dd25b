import { randomInt, randomUUID } from 'node:crypto'
import { Refusal } from '@yijian/shared/errors'
import type { requestCode } from '@yijian/shared/identity/contract'
import { type Mobile, maskPhone, readMessagedMobile } from '@yijian/shared/mobile'
import { sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { systemScope, withTx } from '../db/tx.ts'
import type { Call } from '../http/serve.ts'
import { findInvitationByCode } from '../invitations/find-invitation.ts'
import { enqueueMessage } from '../messages/enqueue-message.ts'
import { payForCode } from './code-budgets.ts'

const CODE_MINUTES = 10

type Recipient = { readonly phone: Mobile; readonly invitationId: number | null }

/**
 * Sends six digits to a phone. The answer does not depend on whether the phone is known; every account
 * is made at the first sign-in anyway.
 * @throws Refusal sms_not_configured, invalid_input, too_many_codes; not_found and invitation_over for an invitation
 */
export async function handleRequestCode({ context, body, address }: Call<typeof requestCode>) {
  if (context.config.gateway === 'none') throw new Refusal('sms_not_configured')
  const recipient =
    body.invitationCode === undefined
      ? { phone: readMobile(body.phone), invitationId: null }
      : await invitedPhone(context, body.invitationCode, address)
  const requestId = randomUUID()
  const code = String(randomInt(1_000_000)).padStart(6, '0')
  const now = context.now()
  const expiresAt = new Date(now.getTime() + CODE_MINUTES * 60_000)
  const phoneIndex = context.cipher.index('phone', recipient.phone)
  await withTx(context.database, systemScope, async (tx) => {
    await payForCode(tx, context, phoneIndex, address)
    await tx.execute(sql`insert into sign_in_request (id, phone_index, phone_cipher, code_digest, invitation_id, created_at, expires_at)
      values (${requestId}, ${phoneIndex}, ${context.cipher.seal('sign_in_request|phone', recipient.phone)},
        ${codeDigest(context, requestId, code)}, ${recipient.invitationId}, ${now.toISOString()}, ${expiresAt.toISOString()})`)
    await enqueueMessage(tx, context, {
      template: 'sign_in_code',
      params: { code },
      phone: recipient.phone,
      dedupeKey: `sign-in:${requestId}`,
    })
  })
  return { requestId, expiresAt: expiresAt.toISOString(), phoneMasked: maskPhone(recipient.phone) }
}

/** Keyed and bound to its request: a code is worth nothing elsewhere, nor to a reader of the database. */
export function codeDigest(context: Context, requestId: string, code: string): Buffer {
  return context.cipher.index('sign-in code', `${requestId}|${code}`)
}

function readMobile(text: string | undefined): Mobile {
  const read = readMessagedMobile(text ?? '')
  if (read.ok) return read.mobile
  const message = text?.trim() ? read.why : 'needed'
  throw new Refusal('invalid_input', { fields: [{ path: 'phone', message }] })
}

async function invitedPhone(context: Context, code: string, address: string): Promise<Recipient> {
  const invitation = await findInvitationByCode(context, code, address)
  if (!invitation) throw new Refusal('not_found')
  if (invitation.state === 'over') throw new Refusal('invitation_over')
  return { phone: context.cipher.open('invitation|phone', invitation.phoneCipher), invitationId: invitation.id }
}
