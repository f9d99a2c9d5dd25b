import { randomUUID } from 'node:crypto'
import type { TemplateId, TemplateParams } from '@yijian/shared/messages/templates'
import { maskPhone } from '@yijian/shared/mobile'
import { sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { firstRow, type Tx } from '../db/tx.ts'

export type NewMessage<T extends TemplateId> = {
  readonly template: T
  readonly params: TemplateParams<T>
  /** A mobile that takes messages, normalised. */
  readonly phone: string
  /** One per fact, for example `application:17:accepted:3`: the same fact told twice is one message. */
  readonly dedupeKey: string
  readonly applicationId?: number
  /** Not before its hours; at once without one. */
  readonly notBefore?: Date | null
}

/**
 * Writes the message and its job in the transaction of the fact it tells of: both happen, or neither.
 * @returns the id of the message, which is the earlier one's when the fact was told before
 */
export async function enqueueMessage<T extends TemplateId>(
  tx: Tx,
  context: Pick<Context, 'cipher' | 'queue' | 'now'>,
  message: NewMessage<T>,
): Promise<string> {
  const { cipher, queue } = context
  const id = randomUUID()
  const added = await firstRow<{ id: string }>(
    tx,
    sql`insert into message (id, template, phone_cipher, phone_index, phone_masked, params_cipher, dedupe_key, application_id, created_at)
        values (${id}, ${message.template}, ${cipher.seal('message|phone', message.phone)}, ${cipher.index('phone', message.phone)},
          ${maskPhone(message.phone)}, ${cipher.seal('message|params', JSON.stringify(message.params))}, ${message.dedupeKey},
          ${message.applicationId ?? null}, ${context.now().toISOString()})
        on conflict (dedupe_key) do nothing returning id`,
  )
  if (added) {
    await queue.send(tx, 'send-message', { messageId: id }, message.notBefore ? { startAfter: message.notBefore } : {})
    return id
  }
  const earlier = await firstRow<{ id: string }>(
    tx,
    sql`select id from message where dedupe_key = ${message.dedupeKey}`,
  )
  if (!earlier) throw new Error('a message was neither added nor found')
  return earlier.id
}
