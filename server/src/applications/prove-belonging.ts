import type { CrossCheckInput } from '@yijian/shared/application/cross-check'
import type { Proof } from '@yijian/shared/vocabulary'
import { sql } from 'drizzle-orm'
import { firstRow, type Tx } from '../db/tx.ts'
import type { SignedIn } from '../identity/caller.ts'

export type Belonging = {
  readonly proof: Proof
  readonly invitationId: number | null
  readonly invitation: CrossCheckInput['invitation']
}

/**
 * How the signed-in person is tied to an enterprise: by an invitation to its registered phone, by that
 * phone itself (an agency's number proves nothing), or by nothing but their own word.
 */
export async function proveBelonging(tx: Tx, caller: SignedIn, enterpriseId: number, now: Date): Promise<Belonging> {
  const row = await firstRow<{ invitationId: number | null; live: boolean | null; registered: boolean }>(
    tx,
    sql`select i.id as "invitationId", (i.expires_at > ${now.toISOString()} and (i.ended_at is null or i.ended_because in ('used', 'opted_out'))) as live,
          exists (select 1 from enterprise_contact c join account a on a.phone_index = c.phone_index
            where a.id = ${caller.accountId} and c.enterprise_id = ${enterpriseId} and not c.proxy and c.source = 'register') as registered
        from (values (1)) as one
        left join invitation i on i.id = ${caller.invitationId ?? null} and i.enterprise_id = ${enterpriseId}`,
  )
  if (row?.invitationId && row.live)
    return { proof: 'invited_phone', invitationId: row.invitationId, invitation: 'live' }
  const invitation = row?.invitationId ? 'over' : 'none'
  return { proof: row?.registered ? 'registered_phone' : 'self_declared', invitationId: null, invitation }
}

/** A better-proven sender goes before a self-declared one. */
export function isProven(proof: Proof): boolean {
  return proof !== 'self_declared'
}
