import type { revealContactPhone } from '@yijian/shared/application/case-contract'
import { Refusal } from '@yijian/shared/errors'
import { sql } from 'drizzle-orm'
import { spend } from '../budgets/spend.ts'
import { firstRow, withTx } from '../db/tx.ts'
import type { Call } from '../http/serve.ts'
import { assertHandles } from './claim-case.ts'

/** 依据: TRUST §2.3，每人每日查看完整号码的上限 */
export const DAILY_REVEALS = { kind: 'phone_reveal', limit: 200, windowSeconds: 86_400 }

/** The contact's number in full, to call it: one row of record per look. @throws Refusal not_found, wrong_tier, too_many_requests */
export async function handleRevealContactPhone({
  context,
  caller,
  params,
}: Call<typeof revealContactPhone>): Promise<{ phone: string }> {
  return withTx(context.database, caller.scope, async (tx) => {
    await assertHandles(tx, caller, params.id)
    const now = context.now()
    if (!(await spend(tx, DAILY_REVEALS, context.cipher.index('officer', String(caller.officerId)), now))) {
      throw new Refusal('too_many_requests', { retryAfter: 3600 })
    }
    const row = await firstRow<{ phone: string }>(
      tx,
      sql`select contact_phone_cipher as phone from application where id = ${params.id}`,
    )
    if (!row) throw new Refusal('not_found')
    await tx.execute(
      sql`insert into phone_reveal (application_id, at, officer_id, post_id) values (${params.id}, ${now.toISOString()}, ${caller.officerId}, ${caller.postId})`,
    )
    return { phone: context.cipher.open('application|contact_phone', row.phone) }
  })
}
