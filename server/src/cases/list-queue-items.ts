import type { QueueItem } from '@yijian/shared/application/case-contract'
import { urgency } from '@yijian/shared/application/clock'
import { openStates } from '@yijian/shared/application/lifecycle'
import { type SQL, sql } from 'drizzle-orm'
import { readIdCursor } from '../db/cursor.ts'
import { isoOf } from '../db/moments.ts'
import { rows, type Tx } from '../db/tx.ts'
import type { OfficerCaller } from '../identity/caller.ts'
import { afterDue, writeDueCursor } from './due-cursor.ts'

export const PAGE = 50

export type Page = { readonly items: QueueItem[]; readonly next: string | null }

type PageOptions = {
  readonly cursor?: string | undefined
  /** By due moment, the most urgent first; or the newest application first, for what is closed. */
  readonly order?: 'due' | 'newest'
  readonly limit?: number
}

type Row = Omit<QueueItem, 'dueAt' | 'urgency' | 'claimedBy'> & {
  readonly due: string | null
  readonly startedAt: string | null
  readonly claimedById: number | null
  readonly claimedByName: string | null
}

/** Cases as the worklists show them; `where` is a condition over `review r`. */
export async function listQueueItems(
  tx: Tx,
  caller: OfficerCaller,
  now: Date,
  where: SQL,
  { cursor, order = 'due', limit = PAGE }: PageOptions = {},
): Promise<Page> {
  const after =
    cursor === undefined
      ? sql`true`
      : order === 'due'
        ? afterDue(cursor)
        : sql`r.application_id < ${readIdCursor(cursor)}`
  const by = order === 'due' ? sql`r.due_at nulls last, r.application_id` : sql`r.application_id desc`
  const found = await rows<Row & Record<string, unknown>>(
    tx,
    sql`with r as (select r.* from review r where ${where} and ${after} order by ${by} limit ${limit + 1})
        select a.id, a.number, e.name as "enterpriseName", d.name as "placeName", r.state, r.kind, a.proof,
          coalesce(found.youth, a.youth) as youth, coalesce(found.members, a.members) as members,
          r.due_at as due, r.clock_started_at as "startedAt", o.id as "claimedById", o.name as "claimedByName", look.look,
          (r.state = any (${sql.param(openStates)}::text[])
            and exists (select 1 from register_notice n where n.review_id = r.id and n.state = 'unread')) as "registerChanged"
        from r
        join application a on a.id = r.application_id
        join enterprise e on e.id = r.enterprise_id
        join division d on d.id = r.place_id
        left join officer o on o.id = r.claimed_by and r.claimed_until > ${now.toISOString()}
        left join lateral (
          select c.youth, c.members from contact_record c
          where c.application_id = r.application_id and c.numbers_given order by c.at desc, c.id desc limit 1) found on true
        left join lateral (
          select jsonb_build_object('rule', v.rule, 'effect', v.effect, 'count', count(*) over ()) as look
          from evidence v
          where v.application_id = r.application_id and v.effect <> 'none'
            and v.taken_at = (select max(taken_at) from evidence where application_id = r.application_id)
          order by array_position(array['stop', 'look', 'note'], v.effect), v.id limit 1) look on true
        order by ${by}`,
  )
  const shown = found.slice(0, limit)
  const last = shown.at(-1)
  const more = found.length > limit && last
  return {
    items: shown.map((row) => toItem(row, caller, now)),
    next: more ? (order === 'due' ? writeDueCursor(last) : String(last.id)) : null,
  }
}

function toItem(
  { due, startedAt, claimedById, claimedByName, ...item }: Row,
  caller: OfficerCaller,
  now: Date,
): QueueItem {
  return {
    ...item,
    dueAt: isoOf(due),
    urgency: due && startedAt ? urgency(new Date(startedAt), new Date(due), now) : 'in_time',
    claimedBy: claimedByName === null ? null : { name: claimedByName, mine: claimedById === caller.officerId },
  }
}
