import { sql } from 'drizzle-orm'
import { rows, type Tx } from '../db/tx.ts'
import { type EndedEarly, holdNumber } from './end-open-invitations.ts'

const STANDS = sql`n.phone_index = i.phone_index and n.lifted_at is null and (n.enterprise_id is null or n.enterprise_id = i.enterprise_id)`
const ENDED_BY = {
  opted_out: 'opted_out',
  out_of_service: 'number_dead',
  wrong_number: 'number_dead',
} as const satisfies Record<string, EndedEarly>

/**
 * The principal never changed: what was sent to him holds again, unless it ran out or another one was sent. What was found out
 * of its number meanwhile had ended it, and does so now. 依据: DOMAIN §8.10 第22、23条
 */
export async function reopenInvitations(tx: Tx, ids: readonly number[], now: Date): Promise<void> {
  if (ids.length === 0) return
  const these = sql`i.id = any (${sql.param(ids)}::bigint[]) and i.ended_because = 'principal_changed'`
  // Whoever silences one of the numbers waits, and then ends what holds again. All in one order, as several are held.
  const numbers = await rows<{ index: Buffer }>(
    tx,
    sql`select distinct i.phone_index as index from invitation i where ${these} order by 1`,
  )
  for (const { index } of numbers) await holdNumber(tx, index)
  await tx.execute(sql`
    update invitation i set
      ended_at = (select greatest(i.created_at, n.marked_at) from number_mark n where ${STANDS} order by n.marked_at, n.id limit 1),
      ended_because = (select ${JSON.stringify(ENDED_BY)}::jsonb ->> n.what from number_mark n where ${STANDS} order by n.marked_at, n.id limit 1)
    where ${these} and i.expires_at > ${now.toISOString()}
      and not exists (select 1 from invitation other where other.enterprise_id = i.enterprise_id and other.ended_at is null)`)
}
