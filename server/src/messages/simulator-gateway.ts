import { defaultSignature, renderMessage, type TemplateParams } from '@yijian/shared/messages/templates'
import { maskPhone } from '@yijian/shared/mobile'
import { sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { firstRow } from '../db/tx.ts'
import type { Gateway } from './gateway.ts'

/** Keeps what it is given instead of sending it: for demonstrations and tests, never in production. */
export function createSimulatorGateway(context: Pick<Context, 'database' | 'cipher' | 'config' | 'now'>): Gateway {
  const { database, cipher, config } = context
  return {
    name: 'simulator',
    async send({ id, template, params, phone }) {
      // The parameters were sealed by `enqueueMessage` for this very template.
      const text = renderMessage(template, params as TemplateParams<typeof template>, {
        signature: defaultSignature,
        site: config.publicUrl,
      })
      await database.orm.execute(sql`insert into simulator_message (message_id, phone_cipher, phone_index, phone_masked, text_cipher, received_at)
        values (${id}, ${cipher.seal('simulator_message|phone', phone)}, ${cipher.index('phone', phone)}, ${maskPhone(phone)},
          ${cipher.seal('simulator_message|text', text)}, ${context.now().toISOString()})`)
      return `simulator-${id}`
    },
    async find({ id }) {
      const row = await firstRow<{ id: number }>(
        database.orm,
        sql`select id from simulator_message where message_id = ${id}`,
      )
      return row ? { ref: `simulator-${id}` } : 'absent'
    },
  }
}
