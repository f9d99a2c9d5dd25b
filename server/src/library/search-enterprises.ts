import { queryKeys } from '@yijian/shared/cross-check/look-up-keys'
import { nameKey } from '@yijian/shared/enterprise-name'
import { Refusal } from '@yijian/shared/errors'
import type { PublicEnterprise, searchEnterprises } from '@yijian/shared/library/contract'
import { pairKeysOf } from '@yijian/shared/library/search-keys'
import { sql } from 'drizzle-orm'
import { spend } from '../budgets/spend.ts'
import { containing } from '../db/like.ts'
import { withTx } from '../db/tx.ts'
import type { Call } from '../http/serve.ts'
import { listPublicEnterprises } from './public-enterprise.ts'

const DAILY = { kind: 'enterprise search', limit: 30, windowSeconds: 86_400 }
const MOST = 10
/** Of a part that stands in more names than these, any ten are as good. */
const CANDIDATES = 300

/** Finds enterprises by a name or a part of it, written well or badly; live ones first. @throws Refusal too_many_lookups */
export async function handleSearchEnterprises({
  context,
  caller,
  query,
}: Call<typeof searchEnterprises>): Promise<{ items: PublicEnterprise[] }> {
  const subject = context.cipher.index('account', String(caller.accountId))
  const key = nameKey(query.name)
  if (key.length < 2) throw new Refusal('invalid_input', { fields: [{ path: 'name', message: 'check_this' }] })
  const { near } = queryKeys(query.name)
  return withTx(context.database, caller.scope, async (tx) => {
    if (!(await spend(tx, DAILY, subject, context.now()))) throw new Refusal('too_many_lookups')
    const items = await listPublicEnterprises(
      tx,
      sql`select e.id, row_number() over (
            order by (e.status_class = 'live') desc, (e.name_key = ${key}) desc, similarity(e.name_key, ${key}) desc, e.id) as rank
          from enterprise e
          where e.id in (
            (select n.id from enterprise n where n.search_keys @> ${sql.param(pairKeysOf(key))}::int[] and n.name_key like ${containing(key)} limit ${CANDIDATES})
            union all (select n.id from enterprise n where n.lookup_keys && ${sql.param(near)}::int[] limit ${CANDIDATES}))
          order by rank limit ${MOST}`,
    )
    return { items }
  })
}
