import type { listCases } from '@yijian/shared/application/case-contract'
import { openStates } from '@yijian/shared/application/lifecycle'
import { nameKey } from '@yijian/shared/enterprise-name'
import type { QueryOf } from '@yijian/shared/operation'
import { type SQL, sql } from 'drizzle-orm'
import { containing, startingWith } from '../db/like.ts'
import { withTx } from '../db/tx.ts'
import type { Call } from '../http/serve.ts'
import { seenBy } from './jurisdiction.ts'
import { listQueueItems, type Page } from './list-queue-items.ts'
import { getPlacesUnder } from './places-under.ts'

type Shown = NonNullable<QueryOf<typeof listCases>['show']>

/** Cases in the post's places, whoever has them; the stuck ones first, the closed ones newest first. */
export async function handleListCases({ context, caller, query }: Call<typeof listCases>): Promise<Page> {
  const { placeId, show, q, cursor } = query
  const now = context.now()
  return withTx(context.database, caller.scope, async (tx) => {
    const where = [seenBy(caller)]
    if (placeId !== undefined)
      where.push(sql`r.place_id = any (${sql.param(await getPlacesUnder(tx, caller, placeId))}::int[])`)
    if (show) where.push(shown(show, now))
    if (q && q.trim() !== '') where.push(matching(q.trim()))
    const order = show === 'established' || show === 'closed' ? 'newest' : 'due'
    return listQueueItems(tx, caller, now, sql.join(where, sql` and `), { cursor, order })
  })
}

/** A condition over `review r`; the overview counts by the same ones. */
export function shown(show: Shown, now: Date): SQL {
  const open = sql`r.state = any (${sql.param(openStates)}::text[])`
  switch (show) {
    case 'open':
      return open
    case 'overdue':
      return sql`(${open} and r.due_at < ${now.toISOString()})`
    case 'established':
      return sql`r.state in ('established', 'registered')`
    case 'closed':
      return sql`r.state in ('deferred', 'refused', 'withdrawn', 'merged')`
  }
}

/** By the enterprise's name or code, or the application's number as read out on the telephone. */
function matching(q: string): SQL {
  const key = nameKey(q)
  const named = key === '' ? sql`false` : sql`e.name_key like ${containing(key)}`
  return sql`(exists (select 1 from enterprise e where e.id = r.enterprise_id
      and (${named} or e.credit_code like ${startingWith(q.toUpperCase())}))
    or exists (select 1 from application a where a.id = r.application_id and a.number like ${startingWith(q)}))`
}
