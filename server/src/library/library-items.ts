import type { LibraryItem } from '@yijian/shared/library/list-contract'
import { type ScoredFacts, scoreOf } from '@yijian/shared/library/score'
import { sql } from 'drizzle-orm'
import { rows, type Tx } from '../db/tx.ts'
import type { OfficerCaller } from '../identity/caller.ts'
import { isInvited, standingOf } from '../outreach/standing.ts'
import { REACHED } from '../registry/applying/score-expression.ts'

type Row = Omit<LibraryItem, 'score' | 'reasons'> & Pick<ScoredFacts, 'typeClass' | 'nature' | 'reachable'>

/** The enterprises of a page, in the order of their ids as given. Whoever calls has made sure that the post covers them. */
export async function listLibraryItems(
  tx: Tx,
  caller: OfficerCaller,
  ids: readonly number[],
  now: Date,
): Promise<LibraryItem[]> {
  if (ids.length === 0) return []
  const found = await rows<Row>(
    tx,
    sql`select e.id, e.name, e.credit_code as "creditCode", d.name as "placeName", e.status_text as "statusText",
          e.status_class as "statusClass", e.headcount, e.industry_section as "industrySection", e.established_on as "establishedOn",
          e.type_class as "typeClass", e.nature, e.vanished_batch_id is not null as vanished,
          ${standingOf(caller)} as outreach, ${isInvited(now)} as invited,
          ${sql.raw(REACHED)} as reachable,
          coalesce((select jsonb_agg(jsonb_build_object('id', t.id, 'name', t.name) order by t.name, t.id)
            from enterprise_tag et join tag t on t.id = et.tag_id
            where et.enterprise_id = e.id and t.agency = ${caller.office.agency} and t.archived_at is null), '[]') as tags
        from unnest(${sql.param(ids)}::bigint[]) with ordinality as page (id, place)
        join enterprise e on e.id = page.id join division d on d.id = e.place_id order by page.place`,
  )
  return found.map(({ typeClass, nature, reachable, ...row }) => {
    const { score, reasons } = scoreOf({ ...row, typeClass, nature, reachable })
    return { ...row, score, reasons: [...reasons] }
  })
}
