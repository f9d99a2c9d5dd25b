import { Refusal } from '@yijian/shared/errors'
import type { revealEnterprisePhone } from '@yijian/shared/outreach/contract'
import { sql } from 'drizzle-orm'
import { spend } from '../budgets/spend.ts'
import { enterprisesOf } from '../cases/jurisdiction.ts'
import { DAILY_REVEALS } from '../cases/reveal-contact-phone.ts'
import { firstRow, withTx } from '../db/tx.ts'
import type { Call } from '../http/serve.ts'

type Row = { readonly cipher: string; readonly masked: string; readonly index: Buffer }

/** A number in full, to call it: one row of record per look, from the same budget as contacts of applications. @throws Refusal not_found, too_many_requests */
export async function handleRevealEnterprisePhone({
  context,
  caller,
  params,
}: Call<typeof revealEnterprisePhone>): Promise<{ phone: string }> {
  return withTx(context.database, caller.scope, async (tx) => {
    const row = await firstRow<Row>(
      tx,
      sql`select c.phone_cipher as cipher, c.phone_masked as masked, c.phone_index as index
          from enterprise_contact c join enterprise e on e.id = c.enterprise_id
          where c.id = ${params.phoneId} and e.id = ${params.id} and ${enterprisesOf(caller)}`,
    )
    if (!row) throw new Refusal('not_found')
    const now = context.now()
    if (!(await spend(tx, DAILY_REVEALS, context.cipher.index('officer', String(caller.officerId)), now)))
      throw new Refusal('too_many_requests', { retryAfter: 3600 })
    await tx.execute(sql`insert into enterprise_phone_record (enterprise_id, agency, at, officer_id, post_id, officer_name, what, phone_masked, phone_index)
      values (${params.id}, ${caller.office.agency}, ${now.toISOString()}, ${caller.officerId}, ${caller.postId}, ${caller.name}, 'seen',
        ${row.masked}, ${row.index})`)
    return { phone: context.cipher.open('enterprise_contact|phone', row.cipher) }
  })
}
