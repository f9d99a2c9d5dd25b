import { sql } from 'drizzle-orm'
import { beyondScope, type Tx } from '../db/tx.ts'
import { scoreEnterprise } from '../registry/applying/score-enterprise.ts'

/**
 * An enterprise entered by hand is one of the register: what was found out, said and sent goes on under the registered one.
 * Its numbers follow those of the register, and a number that was wrong for it stays so. 依据: DOMAIN §8.1、§8.10 第1条
 */
export async function adoptOutreach(tx: Tx, told: number, registered: number, now: Date): Promise<void> {
  const at = now.toISOString()
  await tx.execute(sql`select adopt_outreach(${told}, ${registered})`)
  await tx.execute(sql`
    insert into enterprise_contact (enterprise_id, phone_cipher, phone_index, phone_masked, sms_capable, proxy, agency_found, rank, source)
    select ${registered}, c.phone_cipher, c.phone_index, c.phone_masked, c.sms_capable, c.proxy, c.agency_found,
      c.rank + 1 + coalesce((select max(k.rank) from enterprise_contact k where k.enterprise_id = ${registered}), -1), c.source
    from enterprise_contact c where c.enterprise_id = ${told}
    on conflict (enterprise_id, phone_index) do nothing`)
  await tx.execute(sql`delete from enterprise_contact where enterprise_id = ${told}`)
  await tx.execute(sql`
    insert into number_answered as a (phone_index, enterprise_id, answered_on)
    select phone_index, ${registered}, answered_on from number_answered where enterprise_id = ${told}
    on conflict (phone_index, enterprise_id) do update set answered_on = greatest(a.answered_on, excluded.answered_on)`)
  await tx.execute(sql`delete from number_answered where enterprise_id = ${told}`)
  // Found out of both it is one mark; the other stays as history.
  await tx.execute(sql`update number_mark n set lifted_at = greatest(n.marked_at, ${at}::timestamptz)
    where n.enterprise_id = ${told} and n.lifted_at is null and exists (select from number_mark k
      where k.enterprise_id = ${registered} and k.phone_index = n.phone_index and k.what = n.what and k.lifted_at is null)`)
  await tx.execute(sql`update number_mark set enterprise_id = ${registered} where enterprise_id = ${told}`)
  // Also what other offices sent and other agencies tagged, wherever the registered one is.
  await beyondScope(tx, async () => {
    await tx.execute(sql`update invitation i set ended_at = greatest(i.created_at, ${at}::timestamptz), ended_because = 'expired'
      where i.enterprise_id = ${told} and i.ended_at is null and exists (
        select from invitation k where k.enterprise_id = ${registered} and k.ended_at is null)`)
    await tx.execute(sql`update invitation set enterprise_id = ${registered} where enterprise_id = ${told}`)
    await tx.execute(sql`insert into enterprise_tag (tag_id, enterprise_id, given_by, given_at)
      select tag_id, ${registered}, given_by, given_at from enterprise_tag where enterprise_id = ${told} on conflict do nothing`)
    await tx.execute(sql`delete from enterprise_tag where enterprise_id = ${told}`)
  })
  await scoreEnterprise(tx, registered)
}
