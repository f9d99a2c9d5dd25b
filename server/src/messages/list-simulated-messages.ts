import { Refusal } from '@yijian/shared/errors'
import type { listSimulatedMessages } from '@yijian/shared/messages/contract'
import { segmentCount, type TemplateId } from '@yijian/shared/messages/templates'
import { normaliseMobile } from '@yijian/shared/mobile'
import { sql } from 'drizzle-orm'
import { rows } from '../db/tx.ts'
import type { Call } from '../http/serve.ts'

const SHOWN = 50

type Row = { id: number; template: TemplateId; phone_cipher: string; text_cipher: string; received_at: string }

/** @throws Refusal invalid_input for a phone that is none */
export async function handleListSimulatedMessages({ context, query }: Call<typeof listSimulatedMessages>) {
  const phone = query.phone === undefined ? undefined : normaliseMobile(query.phone)
  if (phone === null) throw new Refusal('invalid_input', { fields: [{ path: 'phone', message: 'not_a_mobile' }] })
  const of = phone === undefined ? sql`true` : sql`s.phone_index = ${context.cipher.index('phone', phone)}`
  const found = await rows<Row>(
    context.database.orm,
    sql`select s.id, m.template, s.phone_cipher, s.text_cipher, s.received_at
        from simulator_message s join message m on m.id = s.message_id where ${of} order by s.id desc limit ${SHOWN}`,
  )
  const messages = found.map((row) => {
    const text = context.cipher.open('simulator_message|text', row.text_cipher)
    return {
      id: row.id,
      template: row.template,
      phone: context.cipher.open('simulator_message|phone', row.phone_cipher),
      text,
      segments: segmentCount(text),
      receivedAt: new Date(row.received_at).toISOString(),
    }
  })
  return { messages }
}
