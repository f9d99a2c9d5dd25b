import { randomUUID } from 'node:crypto'
import { Refusal } from '@yijian/shared/errors'
import type { replyInDemonstration } from '@yijian/shared/messages/contract'
import { sql } from 'drizzle-orm'
import { firstRow, systemScope, withTx } from '../db/tx.ts'
import type { Call } from '../http/serve.ts'
import { takeReply } from './take-reply.ts'

/** @throws Refusal not_found for a message that the simulator did not deliver */
export async function handleReplyInDemonstration({ context, params, body }: Call<typeof replyInDemonstration>) {
  const message = await firstRow<{ cipher: string }>(
    context.database.orm,
    sql`select phone_cipher as cipher from simulator_message where id = ${params.id}`,
  )
  if (!message) throw new Refusal('not_found')
  const phone = context.cipher.open('simulator_message|phone', message.cipher)
  const reply = { gateway: 'simulator', key: randomUUID(), phone, text: body.text, sentAt: context.now() }
  return { stopped: await withTx(context.database, systemScope, (tx) => takeReply(tx, context, reply)) }
}
