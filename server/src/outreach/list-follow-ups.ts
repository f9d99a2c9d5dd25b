import { localDay } from '@yijian/shared/application/clock'
import type { AnswerOf } from '@yijian/shared/operation'
import type { FollowUp, listFollowUps } from '@yijian/shared/outreach/contract'
import { type SQL, sql } from 'drizzle-orm'
import { enterprisesOf } from '../cases/jurisdiction.ts'
import { readDayCursor } from '../db/cursor.ts'
import { firstRow, rows, type Tx, withTx } from '../db/tx.ts'
import type { Call } from '../http/serve.ts'
import type { OfficerCaller } from '../identity/caller.ts'
import { assignedAs } from './outreach-repository.ts'
import { factOf } from './standing.ts'

type Page = AnswerOf<typeof listFollowUps>
type Row = Omit<FollowUp, 'assignedTo'> & {
  readonly day: string
  readonly assigned: Omit<NonNullable<FollowUp['assignedTo']>, 'mine'> | null
}

const PAGE = 50
const COUNTED_UP_TO = 100

/**
 * What this post has to turn to again: what is overdue first, then what was assigned and has no day yet, then what comes
 * later; what has no day is for today. What a fact has overtaken is not among it.
 */
export async function handleListFollowUps({ context, caller, query }: Call<typeof listFollowUps>): Promise<Page> {
  const today = localDay(context.now())
  const { which = 'mine', cursor } = query
  return withTx(context.database, caller.scope, async (tx) => {
    // What is due has a day, in whose order an index holds all that is noted.
    const day = which === 'mine' ? sql`coalesce(x.next_on, ${today}::date)` : sql`x.next_on`
    const where = [...(which === 'mine' ? [isMine(caller)] : [isDue(today)]), isOpen(caller)]
    if (cursor !== undefined) where.push(after(cursor, day))
    const found = await rows<Row>(
      tx,
      sql`select e.id, e.name, d.name as "placeName", e.status_class as "statusClass", x.state, x.reason, x.next_on as "nextOn",
            coalesce(x.next_on <= ${today}::date, false) as due, x.unreachable_count as "unreachableCount", ${assignedAs(today)} as assigned,
            (select jsonb_build_object('on', c.happened_on, 'way', c.way, 'officerName', c.officer_name) from outreach_contact c
             where c.enterprise_id = e.id and c.agency = x.agency order by c.id desc limit 1) as "lastContact",
            to_char(${day}, 'YYYY-MM-DD') as day
          from outreach x join enterprise e on e.id = x.enterprise_id join division d on d.id = e.place_id
          where x.agency = ${caller.office.agency} and ${enterprisesOf(caller)} and ${sql.join(where, sql` and `)}
          order by ${day}, x.enterprise_id limit ${PAGE + 1}`,
    )
    const shown = found.slice(0, PAGE)
    const last = shown.at(-1)
    return {
      items: shown.map(({ assigned, day: _, ...item }) => ({
        ...item,
        assignedTo: assigned && { ...assigned, mine: assigned.postId === caller.postId },
      })),
      next: found.length > PAGE && last ? `${last.day}_${last.id}` : null,
      due: {
        mine: await countDue(tx, caller, today, isMine(caller)),
        all: await countDue(tx, caller, today, sql`true`),
      },
    }
  })
}

const isMine = (caller: OfficerCaller) => sql`x.assigned_post_id = ${caller.postId}`
const isDue = (today: string) => sql`x.next_on <= ${today}::date`

/** Something is still to be done with it: nobody refused, set it aside or ruled it out for good, and no fact has overtaken it. */
function isOpen(caller: OfficerCaller): SQL {
  return sql`((x.state in ('new', 'assigned', 'contacted', 'intent', 'not_now', 'unreachable') or x.next_on is not null) and ${factOf(caller)} is null)`
}

/** @throws Refusal malformed_request */
function after(cursor: string, ordered: SQL): SQL {
  const { day, id } = readDayCursor(cursor)
  return sql`(${ordered}, x.enterprise_id) > (${day}::date, ${id}::bigint)`
}

async function countDue(tx: Tx, caller: OfficerCaller, today: string, more: SQL): Promise<number> {
  const row = await firstRow<{ count: number }>(
    tx,
    sql`select count(*)::int as count from (
          select 1 from outreach x join enterprise e on e.id = x.enterprise_id
          where x.agency = ${caller.office.agency} and ${enterprisesOf(caller)} and ${isDue(today)} and ${isOpen(caller)} and ${more}
          limit ${COUNTED_UP_TO}) due`,
  )
  return row?.count ?? 0
}
