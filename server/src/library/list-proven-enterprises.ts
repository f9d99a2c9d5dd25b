import type { listProvenEnterprises } from '@yijian/shared/library/contract'
import type { AnswerOf } from '@yijian/shared/operation'
import { sql } from 'drizzle-orm'
import { rows, withTx } from '../db/tx.ts'
import type { Call } from '../http/serve.ts'
import { listPublicEnterprises } from './public-enterprise.ts'

const MOST = 20

/**
 * Enterprises this session is proven for: invited first, then those whose register entry has this phone. An agency's
 * number, and one that an applicant gave, prove nothing.
 */
export async function handleListProvenEnterprises({
  context,
  caller,
}: Call<typeof listProvenEnterprises>): Promise<AnswerOf<typeof listProvenEnterprises>> {
  return withTx(context.database, caller.scope, async (tx) => {
    const invited = await rows<{ id: number }>(
      tx,
      sql`select enterprise_id as id from invitation
          where id = ${caller.invitationId ?? null} and expires_at > ${context.now().toISOString()}
            and (ended_at is null or ended_because in ('used', 'opted_out'))`,
    )
    const ids = new Set(invited.map(({ id }) => id))
    const enterprises = await listPublicEnterprises(
      tx,
      sql`select id, min(rank) as rank from (
            select unnest(${sql.param([...ids])}::bigint[]) as id, 0 as rank
            union all
            select c.enterprise_id, 1 from enterprise_contact c join account a on a.phone_index = c.phone_index
            where a.id = ${caller.accountId} and not c.proxy and c.source = 'register') x
          group by id order by min(rank), id limit ${MOST}`,
    )
    return {
      items: enterprises.map((enterprise) => ({
        enterprise,
        proof: ids.has(enterprise.id) ? ('invited_phone' as const) : ('registered_phone' as const),
      })),
    }
  })
}
