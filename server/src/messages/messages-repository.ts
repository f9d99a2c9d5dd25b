import type { TemplateId } from '@yijian/shared/messages/templates'
import { sql } from 'drizzle-orm'
import type { Database } from '../db/client.ts'
import { firstRow } from '../db/tx.ts'

/** A send that got no answer within this time was interrupted: its worker is gone, or its gateway hangs. */
const interruptedAfterMs = 12_000

export type ClaimedMessage = {
  readonly id: string
  readonly template: TemplateId
  readonly phoneCipher: string
  readonly paramsCipher: string
  readonly attempts: number
  readonly createdAt: Date
  /** True when an earlier send may have reached the gateway. */
  readonly interrupted: boolean
}

type Row = {
  id: string
  template: TemplateId
  phone_cipher: string
  params_cipher: string
  attempts: number
  created_at: string
  interrupted: boolean
}

/** Takes a message for sending by compare-and-set; undefined when it is finished or in other hands. */
export async function claimMessage({ orm }: Database, id: string, now: Date): Promise<ClaimedMessage | undefined> {
  const staleSince = new Date(now.getTime() - interruptedAfterMs).toISOString()
  const row = await firstRow<Row>(
    orm,
    sql`with before as (select id, state from message where id = ${id} for update)
        update message m set state = 'sending', sending_at = ${now.toISOString()}, attempts = m.attempts + 1
        from before b
        where m.id = b.id and (b.state = 'queued' or (b.state = 'sending' and m.sending_at <= ${staleSince}))
        returning m.id, m.template, m.phone_cipher, m.params_cipher, m.attempts, m.created_at, b.state = 'sending' as interrupted`,
  )
  return (
    row && {
      id: row.id,
      template: row.template,
      phoneCipher: row.phone_cipher,
      paramsCipher: row.params_cipher,
      attempts: row.attempts,
      createdAt: new Date(row.created_at),
      interrupted: row.interrupted,
    }
  )
}

/** True while a send of this message is under way, or was interrupted a moment ago. */
export async function isBeingSent({ orm }: Database, id: string): Promise<boolean> {
  return (await firstRow(orm, sql`select 1 as found from message where id = ${id} and state = 'sending'`)) !== undefined
}

export async function recordSent(
  { orm }: Database,
  id: string,
  gateway: string,
  ref: string,
  now: Date,
): Promise<void> {
  await orm.execute(sql`update message set state = 'sent', sent_at = ${now.toISOString()}, gateway = ${gateway}, gateway_ref = ${ref}
    where id = ${id} and state = 'sending'`)
}

/** Back into the queue: the gateway is sure not to have it. */
export async function recordNotSent({ orm }: Database, id: string): Promise<void> {
  await orm.execute(sql`update message set state = 'queued' where id = ${id} and state = 'sending'`)
}

/** The end of a message that was not sent (`failed`), or of which nobody can tell (`unknown`). */
export async function recordFailed(
  { orm }: Pick<Database, 'orm'>,
  id: string,
  state: 'failed' | 'unknown',
  failure: string,
): Promise<void> {
  await orm.execute(
    sql`update message set state = ${state}, failure = ${failure} where id = ${id} and state = 'sending'`,
  )
}
