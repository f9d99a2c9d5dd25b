import type { CaseView } from '@yijian/shared/application/case-contract'
import { Refusal } from '@yijian/shared/errors'
import type { acknowledgeRegisterChange } from '@yijian/shared/tasks/contract'
import { sql } from 'drizzle-orm'
import { assertHandles } from '../cases/claim-case.ts'
import { getCase } from '../cases/read-case.ts'
import { firstRow, withTx } from '../db/tx.ts'
import type { Call } from '../http/serve.ts'

/**
 * The handling officer has read what a newer register changed; read again, also by a colleague, it stays read.
 * @throws Refusal not_found, wrong_tier; stale when it has changed since, with the version as it is now
 */
export async function handleAcknowledgeRegisterChange({
  context,
  caller,
  params,
  body,
}: Call<typeof acknowledgeRegisterChange>): Promise<CaseView> {
  const now = context.now().toISOString()
  return withTx(context.database, caller.scope, async (tx) => {
    await assertHandles(tx, caller, params.id)
    const notice = await firstRow<{ id: number; state: string; version: number; reviewState: string }>(
      tx,
      sql`select n.id, n.state, n.version, r.state as "reviewState" from register_notice n join review r on r.id = n.review_id
          where r.application_id = ${params.id} and r.agency = ${caller.office.agency} order by n.id desc limit 1 for update of n`,
    )
    if (!notice) throw new Refusal('not_found')
    if (notice.state === 'unread') {
      if (notice.version !== body.version)
        throw new Refusal('stale', { current: { state: notice.reviewState, version: notice.version, allowed: [] } })
      await tx.execute(sql`update register_notice set state = 'read', read_at = ${now}, read_by = ${caller.officerId},
        read_post = ${caller.postId}, read_by_name = ${caller.name} where id = ${notice.id}`)
    }
    return getCase(tx, context, caller, params.id)
  })
}
