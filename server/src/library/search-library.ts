import { normaliseCreditCode } from '@yijian/shared/credit-code'
import { nameKey } from '@yijian/shared/enterprise-name'
import type { searchLibrary } from '@yijian/shared/library/contract'
import type { AnswerOf } from '@yijian/shared/operation'
import { type SQL, sql } from 'drizzle-orm'
import { readIdCursor } from '../cases/due-cursor.ts'
import { enterprisesOf } from '../cases/jurisdiction.ts'
import { getPlacesUnder } from '../cases/places-under.ts'
import { containing, startingWith } from '../db/like.ts'
import { rows, withTx } from '../db/tx.ts'
import type { Call } from '../http/serve.ts'
import { isAt, outreachOf } from './outreach.ts'

type Page = AnswerOf<typeof searchLibrary>

const PAGE = 50

/** The library within the post's places, 50 at a time. @throws Refusal not_found for a place outside them */
export async function handleSearchLibrary({ context, caller, query }: Call<typeof searchLibrary>): Promise<Page> {
  const { q, placeId, outreach, cursor } = query
  const now = context.now()
  return withTx(context.database, caller.scope, async (tx) => {
    const where = [enterprisesOf(caller)]
    if (placeId !== undefined)
      where.push(sql`e.place_id = any (${sql.param(await getPlacesUnder(tx, caller, placeId))}::int[])`)
    if (outreach) where.push(isAt(outreach, caller, now))
    if (q && q.trim() !== '') where.push(matching(q.trim()))
    if (cursor !== undefined) where.push(sql`e.id > ${readIdCursor(cursor)}`)
    const found = await rows<Page['items'][number]>(
      tx,
      sql`select e.id, e.name, e.credit_code as "creditCode", d.name as "placeName", e.status_text as "statusText",
            e.status_class as "statusClass", e.headcount, ${outreachOf(caller, now)} as outreach
          from (select e.* from enterprise e where ${sql.join(where, sql` and `)} order by e.id limit ${PAGE + 1}) e
          join division d on d.id = e.place_id order by e.id`,
    )
    const items = found.slice(0, PAGE)
    return { items, next: found.length > PAGE ? String(items.at(-1)?.id) : null }
  })
}

const CODE_LIKE = /^[0-9A-Z]{4,18}$/

/** By name however bracketed, by the beginning of a credit code, or by the principal's name. */
function matching(q: string): SQL {
  const key = nameKey(q)
  const code = normaliseCreditCode(q)
  return sql.join(
    [
      key === '' ? sql`(false` : sql`(e.name_key like ${containing(key)}`,
      CODE_LIKE.test(code) ? sql`e.credit_code like ${startingWith(code)}` : sql`false`,
      sql`e.principal_name = ${q})`,
    ],
    sql` or `,
  )
}
