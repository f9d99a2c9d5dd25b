import type { AnswerOf } from '@yijian/shared/operation'
import type { listLearnedPlaces } from '@yijian/shared/places/contract'
import { sql } from 'drizzle-orm'
import { readIdCursor } from '../db/cursor.ts'
import { containing } from '../db/like.ts'
import { isoOf } from '../db/moments.ts'
import { rows, withTx } from '../db/tx.ts'
import type { Call } from '../http/serve.ts'

type Page = AnswerOf<typeof listLearnedPlaces>

const PAGE = 30

/** What corrections have taught about streets of the post's places, the newest first. */
export async function handleListLearnedPlaces({
  context,
  caller,
  query,
}: Call<typeof listLearnedPlaces>): Promise<Page> {
  const { q, cursor } = query
  const mine = caller.office.agency === 'league' ? caller.places : []
  const where = [sql`l.revoked_at is null`, sql`l.place_id = any (${sql.param(mine)}::int[])`]
  if (q && q.trim() !== '') where.push(sql`(l.key like ${containing(q.trim())} or d.name like ${containing(q.trim())})`)
  if (cursor !== undefined) where.push(sql`l.id < ${readIdCursor(cursor)}::bigint`)
  return withTx(context.database, caller.scope, async (tx) => {
    const found = await rows<Page['items'][number]>(
      tx,
      sql`select l.id, l.kind, l.key, jsonb_build_object('id', d.id, 'name', d.name, 'tier', d.tier) as place, c.name as county,
            p.officer_name as "officerName", p.office_name as "officeName", l.learned_at as "learnedAt", p.address, p.note,
            (select count(*)::int from enterprise e where e.learned_place_id = l.id) as enterprises,
            exists (select from learned_place o join division od on od.id = o.place_id
              where o.key = l.key and o.revoked_at is null and o.place_id <> l.place_id
                and (od.parent_id = d.parent_id or not (o.district_named and l.district_named))) as contested,
            true as "mayRevoke"
          from learned_place l join place_decision p on p.id = l.decision_id
          join division d on d.id = l.place_id join division c on c.id = d.parent_id
          where ${sql.join(where, sql` and `)} order by l.id desc limit ${PAGE + 1}`,
    )
    const items = found.slice(0, PAGE).map((one) => ({ ...one, learnedAt: isoOf(one.learnedAt) }))
    return { items, next: found.length > PAGE ? String(items.at(-1)?.id) : null }
  })
}
