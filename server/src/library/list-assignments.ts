import type { listAssignments } from '@yijian/shared/library/assignment-contract'
import type { AnswerOf } from '@yijian/shared/operation'
import { sql } from 'drizzle-orm'
import { isoOf } from '../db/moments.ts'
import { rows, withTx } from '../db/tx.ts'
import type { Call } from '../http/serve.ts'

type Assignment = AnswerOf<typeof listAssignments>['items'][number]

/** Each may hold some thousand enterprises that are asked how they stand. */
const SHOWN = 5

/** What this post assigned by many at once, the newest first. */
export async function handleListAssignments({
  context,
  caller,
}: Call<typeof listAssignments>): Promise<AnswerOf<typeof listAssignments>> {
  return withTx(context.database, caller.scope, async (tx) => {
    const found = await rows<Assignment>(
      tx,
      sql`select c.command_id as "commandId", c.at, o.name as "officerName", f.name as "officeName",
            (c.counts->>'assigned')::int as assigned, u.command_id is not null as "takenBack",
            case when u.command_id is null then (select count(*)::int from outreach_event v
              join outreach x on x.enterprise_id = v.enterprise_id and x.agency = v.agency and x.version = v.version
                and x.assigned_post_id = v.assigned_post_id
              where v.command_id = c.command_id and v.agency = ${caller.office.agency}) else 0 end as unchanged
          from (select * from library_command
              where post_id = ${caller.postId} and what = 'assign' and (counts->>'assigned')::int > 0
              order by at desc limit ${SHOWN}) c
            left join library_command u on u.undoes = c.command_id
            join lateral (select v.assigned_post_id as id from outreach_event v where v.command_id = c.command_id limit 1) to_whom on true
            join post p on p.id = to_whom.id join officer o on o.id = p.officer_id join office f on f.id = p.office_id
          order by c.at desc`,
    )
    return { items: found.map((one) => ({ ...one, at: isoOf(one.at) })) }
  })
}
