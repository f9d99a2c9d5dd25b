import type { Context } from '../context.ts'
import { systemScope, withTx } from '../db/tx.ts'
import { endUnsentInvitation } from '../invitations/end-open-invitations.ts'
import { isStillWanted } from '../outreach/number-marks.ts'
import { type Gateway, GatewayError } from './gateway.ts'
import {
  type ClaimedMessage,
  claimMessage,
  isBeingSent,
  recordFailed,
  recordNotSent,
  recordSent,
} from './messages-repository.ts'

const CODE_LIVES_MS = 10 * 60_000
const MAX_ATTEMPTS = 12

/**
 * Sends one message of the outbox. The gateway is called outside any transaction and with no connection
 * held. A message whose earlier send got no answer is first looked up at the gateway, so that it is never
 * sent twice; where the gateway cannot tell it ends as `unknown`.
 * @throws Error when the job is to be tried again later
 */
export async function sendMessage(context: Context, gateway: Gateway, messageId: string): Promise<void> {
  const { database, now } = context
  const message = await claimMessage(database, messageId, now())
  if (!message) {
    if (await isBeingSent(database, messageId)) throw new Error('the message is in other hands')
    return
  }
  const phone = context.cipher.open('message|phone', message.phoneCipher)
  if (message.interrupted) {
    const found = await gateway.find({ id: message.id, phone })
    if (found === 'unknown') return recordFailed(database, message.id, 'unknown', 'no_answer')
    if (found !== 'absent') return recordSent(database, message.id, gateway.name, found.ref, now())
  }
  const late = message.template === 'sign_in_code' && now().getTime() - message.createdAt.getTime() > CODE_LIVES_MS
  if (late) return recordFailed(database, message.id, 'failed', 'expired')
  if (message.template === 'invitation' && !(await mayStillGo(context, message)))
    return neverSent(context, message, 'silenced')
  await callGateway(context, gateway, message, phone)
}

function mayStillGo({ database, now }: Context, message: ClaimedMessage): Promise<boolean> {
  return withTx(database, systemScope, (tx) => isStillWanted(tx, message.id, now()))
}

/** An invitation that nobody got binds nobody: another number may be invited at once. */
async function neverSent({ database, now }: Context, message: ClaimedMessage, failure: string): Promise<void> {
  await withTx(database, systemScope, async (tx) => {
    await recordFailed({ orm: tx }, message.id, 'failed', failure)
    if (message.template === 'invitation') await endUnsentInvitation(tx, message.id, now())
  })
}

async function callGateway(context: Context, gateway: Gateway, message: ClaimedMessage, phone: string): Promise<void> {
  const { database, cipher, now } = context
  const params: Record<string, string> = JSON.parse(cipher.open('message|params', message.paramsCipher))
  try {
    const ref = await gateway.send({ id: message.id, template: message.template, params, phone })
    await recordSent(database, message.id, gateway.name, ref, now())
  } catch (error) {
    const failure = error instanceof GatewayError ? error.failure : 'unclear'
    if (failure === 'refused') return neverSent(context, message, 'refused')
    if (message.attempts >= MAX_ATTEMPTS) {
      if (failure !== 'unclear') return neverSent(context, message, 'gave_up')
      return recordFailed(database, message.id, 'unknown', 'gave_up')
    }
    if (failure === 'not_sent') await recordNotSent(database, message.id)
    throw error
  }
}
