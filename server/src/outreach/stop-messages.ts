import { localDay } from '@yijian/shared/application/clock'
import { Refusal } from '@yijian/shared/errors'
import type { stopMessages } from '@yijian/shared/outreach/contract'
import { sql } from 'drizzle-orm'
import { enterprisesOf } from '../cases/jurisdiction.ts'
import { firstRow, withTx } from '../db/tx.ts'
import type { Call } from '../http/serve.ts'
import { markNumber } from './number-marks.ts'

/**
 * Whoever has the number said that he wants no invitations: none goes there any more, from any office and for any
 * enterprise, and those that went there are over. 依据: DOMAIN §5.1、§8.10 第22条
 * @throws Refusal not_found outside the post's jurisdiction
 */
export async function handleStopMessages({ context, caller, params }: Call<typeof stopMessages>): Promise<undefined> {
  await withTx(context.database, caller.scope, async (tx) => {
    const number = await firstRow<{ index: Buffer }>(
      tx,
      sql`select c.phone_index as index from enterprise_contact c join enterprise e on e.id = c.enterprise_id
          where c.id = ${params.phoneId} and e.id = ${params.id} and ${enterprisesOf(caller)}`,
    )
    if (!number) throw new Refusal('not_found')
    const now = context.now()
    const mark = { phoneIndex: number.index, what: 'opted_out', enterpriseId: params.id, by: caller } as const
    await markNumber(tx, { ...mark, foundOn: localDay(now), now })
  })
}
