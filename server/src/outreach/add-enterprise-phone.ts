import { Refusal } from '@yijian/shared/errors'
import { maskPhone, parsePhone } from '@yijian/shared/mobile'
import type { AnswerOf } from '@yijian/shared/operation'
import type { addEnterprisePhone } from '@yijian/shared/outreach/contract'
import { sql } from 'drizzle-orm'
import { spend } from '../budgets/spend.ts'
import { enterprisesOf } from '../cases/jurisdiction.ts'
import { firstRow, type Tx, withTx } from '../db/tx.ts'
import type { Call } from '../http/serve.ts'
import { scoreEnterprise } from '../registry/applying/score-enterprise.ts'

type Added = AnswerOf<typeof addEnterprisePhone>

/** An officer finds out a few numbers a day, never a list of them. */
const DAILY_NUMBERS = { kind: 'phone_added', limit: 100, windowSeconds: 86_400 }

/**
 * A number that an officer has found out, after those of the register. One that an agency uses stays an agency's.
 * @throws Refusal not_found, invalid_input, too_many_requests, command_reused
 */
export async function handleAddEnterprisePhone({
  context,
  caller,
  params,
  body,
}: Call<typeof addEnterprisePhone>): Promise<Added> {
  const phone = parsePhone(body.phone)
  if (!phone) throw new Refusal('invalid_input', { fields: [{ path: 'phone', message: 'not_a_phone' }] })
  const { cipher } = context
  const index = cipher.index('phone', phone.number)
  const masked = maskPhone(phone.number)
  return withTx(context.database, caller.scope, async (tx) => {
    const known = await firstRow<{ id: number }>(
      tx,
      sql`select e.id from enterprise e where e.id = ${params.id} and ${enterprisesOf(caller)}`,
    )
    if (!known) throw new Refusal('not_found')
    if (await wasAdded(tx, body.commandId, params.id, index)) return { masked, smsCapable: phone.smsCapable }
    const now = context.now()
    if (!(await spend(tx, DAILY_NUMBERS, cipher.index('officer', String(caller.officerId)), now)))
      throw new Refusal('too_many_requests', { retryAfter: 3600 })
    const recorded = await firstRow<{ id: number }>(
      tx,
      sql`insert into enterprise_phone_record (enterprise_id, agency, at, officer_id, post_id, officer_name, what, phone_masked, phone_index, command_id)
          values (${params.id}, ${caller.office.agency}, ${now.toISOString()}, ${caller.officerId}, ${caller.postId}, ${caller.name}, 'added',
            ${masked}, ${index}, ${body.commandId}) on conflict (command_id) do nothing returning id`,
    )
    // The same tap on two connections: the other one was faster.
    if (!recorded && !(await wasAdded(tx, body.commandId, params.id, index))) throw new Refusal('command_reused')
    await tx.execute(sql`insert into enterprise_contact (enterprise_id, phone_cipher, phone_index, phone_masked, sms_capable, proxy, rank, source)
      select ${params.id}, ${cipher.seal('enterprise_contact|phone', phone.number)}, ${index}, ${masked}, ${phone.smsCapable},
        exists (select 1 from enterprise_contact where phone_index = ${index} and proxy),
        coalesce((select max(rank) + 1 from enterprise_contact where enterprise_id = ${params.id}), 0), 'officer'
      on conflict (enterprise_id, phone_index) do nothing`)
    await scoreEnterprise(tx, params.id)
    return { masked, smsCapable: phone.smsCapable }
  })
}

/** @throws Refusal command_reused when the id came with another number or enterprise */
async function wasAdded(tx: Tx, commandId: string, enterpriseId: number, index: Buffer): Promise<boolean> {
  const row = await firstRow<{ enterpriseId: number; index: Buffer }>(
    tx,
    sql`select enterprise_id as "enterpriseId", phone_index as index from enterprise_phone_record where command_id = ${commandId}`,
  )
  if (!row) return false
  if (row.enterpriseId !== enterpriseId || !row.index.equals(index)) throw new Refusal('command_reused')
  return true
}
