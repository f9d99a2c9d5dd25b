import { localDay } from '@yijian/shared/application/clock'
import { Refusal } from '@yijian/shared/errors'
import type { previewAssignment } from '@yijian/shared/library/assignment-contract'
import { MOST_AT_ONCE } from '@yijian/shared/library/limits'
import type { AnswerOf } from '@yijian/shared/operation'
import { sql } from 'drizzle-orm'
import { rows, type Tx, withTx } from '../db/tx.ts'
import type { Call } from '../http/serve.ts'
import type { OfficerCaller } from '../identity/caller.ts'
import { countBeyond } from '../outreach/assign-enterprises.ts'
import { findPostsBelow } from '../outreach/posts-below.ts'
import { findMatching, getPicked } from './select-enterprises.ts'

type Preview = AnswerOf<typeof previewAssignment>
type Group = { readonly count: number }

const SHOWN = 5

/**
 * Who has these enterprises, where they are, and what a post does not cover of them.
 * @throws Refusal not_found when a picked one is not this post's, too_many_at_once, invalid_input for a post of nobody below
 */
export async function handlePreviewAssignment({
  context,
  caller,
  query,
}: Call<typeof previewAssignment>): Promise<Preview> {
  const { ids: picked, postId, ...filters } = query
  const now = context.now()
  return withTx(context.database, caller.scope, async (tx) => {
    if (postId !== undefined) {
      const [post] = await findPostsBelow(tx, caller, { today: localDay(now), postId, limit: 1 })
      if (!post) throw new Refusal('invalid_input', { fields: [{ path: 'postId', message: 'check_this' }] })
    }
    const ids = picked ? await getPicked(tx, caller, picked) : await findMatching(tx, caller, filters, now)
    const held = await countByPost(tx, caller, ids)
    const withWhom = held.flatMap(({ postId, officerName, officeName, ...counts }) =>
      postId === null || officerName === null || officeName === null
        ? []
        : [{ postId, officerName, officeName, ...counts }],
    )
    const ruledOut = held.reduce((sum, one) => sum + one.ruledOut, 0)
    const places = await rows<Preview['places'][number]>(
      tx,
      sql`select d.name, count(*)::int as count from enterprise e join division d on d.id = e.place_id
          where e.id = any (${sql.param(ids)}::bigint[]) group by d.id, d.name order by 2 desc, d.id`,
    )
    return {
      count: ids.length,
      free: ids.length - ruledOut - countOf(withWhom),
      withWhom: withWhom.slice(0, SHOWN).map(({ ruledOut: _, ...one }) => one),
      elsewhere: countOf(withWhom.slice(SHOWN)),
      ruledOut,
      places: places.slice(0, SHOWN),
      otherPlaces: countOf(places.slice(SHOWN)),
      beyond: postId === undefined ? null : await countBeyond(tx, ids, postId, MOST_AT_ONCE),
    }
  })
}

type Held = Group & {
  readonly postId: number | null
  readonly officerName: string | null
  readonly officeName: string | null
  readonly inTouch: number
  readonly ruledOut: number
}

/** What nobody noted anything about has no row. */
async function countByPost(tx: Tx, { office }: OfficerCaller, ids: readonly number[]): Promise<Held[]> {
  return rows(
    tx,
    sql`select h.*, o.name as "officerName", f.name as "officeName" from (
          select x.assigned_post_id as "postId", (count(*) filter (where x.state <> 'invalid'))::int as count,
            (count(*) filter (where x.state not in ('new', 'assigned', 'invalid')))::int as "inTouch",
            (count(*) filter (where x.state = 'invalid'))::int as "ruledOut"
          from outreach x where x.agency = ${office.agency} and x.enterprise_id = any (${sql.param(ids)}::bigint[]) group by 1) h
        left join post p on p.id = h."postId" left join officer o on o.id = p.officer_id left join office f on f.id = p.office_id
        order by h.count desc, h."postId"`,
  )
}

function countOf(groups: readonly Group[]): number {
  return groups.reduce((sum, { count }) => sum + count, 0)
}
