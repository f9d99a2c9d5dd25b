import { type Mobile, maskPhone } from '@yijian/shared/mobile'
import { sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { firstRow, type Tx } from '../db/tx.ts'

/** The account of a phone, made now if there is none yet; two at once make one. */
export async function getOrAddAccount(
  tx: Tx,
  context: Pick<Context, 'cipher' | 'now'>,
  phone: Mobile,
): Promise<number> {
  // The update changes nothing; it makes the statement return the account that is already there.
  const account = await firstRow<{ id: number }>(
    tx,
    sql`insert into account (phone_cipher, phone_index, phone_masked, created_at)
        values (${context.cipher.seal('account|phone', phone)}, ${context.cipher.index('phone', phone)}, ${maskPhone(phone)},
          ${context.now().toISOString()})
        on conflict (phone_index) do update set phone_index = excluded.phone_index
        returning id`,
  )
  if (!account) throw new Error('an account was neither found nor made')
  return account.id
}
