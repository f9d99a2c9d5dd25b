import { type SQL, sql } from 'drizzle-orm'
import { beyondScope, type Tx } from '../db/tx.ts'

/** Why an invitation that nobody has answered is over before its day. */
export type EndedEarly = 'opted_out' | 'number_dead' | 'not_sent'

/** Whoever invites this number, silences it or reaches somebody on it at the same time waits here, and then sees what was done. */
export async function holdNumber(tx: Tx, phoneIndex: Buffer): Promise<void> {
  await tx.execute(
    sql`select pg_advisory_xact_lock(hashtextextended('yijian.invite.' || encode(${phoneIndex}, 'hex'), 0))`,
  )
}

/** Whoever has the number wants no messages: what any office sent there for any enterprise is over at once. */
export async function endInvitationsTo(tx: Tx, phoneIndex: Buffer, now: Date): Promise<void> {
  await endInvitations(tx, sql`phone_index = ${phoneIndex}`, 'opted_out', now)
}

/** Nobody of this enterprise can be reached on the number: another one can then be invited. 依据: DOMAIN §8.10 第22、23条 */
export async function endInvitationOn(tx: Tx, enterpriseId: number, phoneIndex: Buffer, now: Date): Promise<void> {
  await endInvitations(tx, sql`phone_index = ${phoneIndex} and enterprise_id = ${enterpriseId}`, 'number_dead', now)
}

/** Its message did not go out and will not. */
export async function endUnsentInvitation(tx: Tx, messageId: string, now: Date): Promise<void> {
  await endInvitations(tx, sql`message_id = ${messageId}`, 'not_sent', now)
}

/** What other offices sent is ended too, though whoever asks does not see it. */
async function endInvitations(tx: Tx, which: SQL, because: EndedEarly, now: Date): Promise<void> {
  await beyondScope(tx, () =>
    tx.execute(sql`update invitation set ended_at = greatest(created_at, ${now.toISOString()}::timestamptz), ended_because = ${because}
      where ${which} and ended_at is null`),
  )
}
