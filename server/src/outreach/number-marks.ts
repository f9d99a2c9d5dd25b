import { sql } from 'drizzle-orm'
import { firstRow, type Tx } from '../db/tx.ts'
import type { OfficerCaller } from '../identity/caller.ts'

export type NumberMark = 'out_of_service' | 'wrong_number' | 'opted_out'

type Marking = {
  readonly phoneIndex: Buffer
  readonly what: NumberMark
  readonly enterpriseId: number
  readonly now: Date
  /** Null when the person at the other end said so. */
  readonly by: Pick<OfficerCaller, 'postId' | 'name'> | null
}

/** Notes what was found out of a number; a second time it is the same mark. A wrong one is wrong for this enterprise only. */
export async function markNumber(tx: Tx, { phoneIndex, what, enterpriseId, now, by }: Marking): Promise<void> {
  await tx.execute(sql`insert into number_mark (phone_index, what, enterprise_id, marked_at, post_id, officer_name)
    values (${phoneIndex}, ${what}, ${what === 'wrong_number' ? enterpriseId : null}, ${now.toISOString()}, ${by?.postId ?? null}, ${by?.name ?? null})
    on conflict (phone_index, what, coalesce(enterprise_id, 0)) where lifted_at is null do nothing`)
}

/** Somebody of the enterprise was reached on it: it is in service and theirs. Whoever opted out of messages stays so. */
export async function liftDeadMarks(
  tx: Tx,
  { phoneIndex, enterpriseId, now }: Pick<Marking, 'phoneIndex' | 'enterpriseId' | 'now'>,
): Promise<void> {
  await tx.execute(sql`update number_mark set lifted_at = greatest(marked_at, ${now.toISOString()}::timestamptz)
    where phone_index = ${phoneIndex} and lifted_at is null and what <> 'opted_out'
      and (enterprise_id is null or enterprise_id = ${enterpriseId})`)
}

/** Why nobody can be reached on `enterprise_contact c`, as SQL; null when it may be tried. */
export const deadMark = sql`(select min(n.what) from number_mark n where n.phone_index = c.phone_index and n.lifted_at is null
  and n.what <> 'opted_out' and (n.enterprise_id is null or n.enterprise_id = c.enterprise_id))`

/** Whether whoever has the number of `enterprise_contact c` wants no messages, wherever it stands. */
export const optedOut = sql`exists (select from number_mark n where n.phone_index = c.phone_index and n.lifted_at is null
  and n.what = 'opted_out')`

/** Whether the number of a message is out of service or wants no invitations, as may be found out while it waits. */
export async function isSilenced(tx: Pick<Tx, 'execute'>, messageId: string): Promise<boolean> {
  const mark = await firstRow(
    tx,
    sql`select 1 as found from number_mark n join message m on m.phone_index = n.phone_index
        where m.id = ${messageId} and n.lifted_at is null and n.what in ('opted_out', 'out_of_service')`,
  )
  return mark !== undefined
}
