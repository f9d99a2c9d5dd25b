import { openStates } from '@yijian/shared/application/lifecycle'
import type { TaskFacts } from '@yijian/shared/tasks/contract'
import type { TaskKind } from '@yijian/shared/tasks/task-kinds'
import type { Concern, Situated, Touched } from '@yijian/shared/tasks/task-rules'
import type { Agency } from '@yijian/shared/vocabulary'
import { sql } from 'drizzle-orm'
import { rows, type Tx } from '../db/tx.ts'
import { registerDay } from '../registry/register-day.ts'

export type Pass = 'applied' | 'undone'

export type OpenTask = {
  readonly id: number
  readonly kind: TaskKind
  readonly agency: Agency
  readonly facts: TaskFacts
  readonly invitationId: number | null
}

/** An enterprise of a batch with everything that people have going on with it. */
export type TouchedEnterprise = Touched & {
  readonly id: number
  readonly concerns: Concern[]
  readonly openTasks: OpenTask[]
  /** Kinds about which somebody has acted on what this batch said: `kind agency`. */
  readonly actedOn: string[]
}

/**
 * The next enterprises of a batch that anybody has to do with, by id. It starts from the few thousand that have an
 * organisation, an open application, an invitation or a task, and not from the tens of thousands that a batch may touch.
 */
export async function listTouched(tx: Tx, batchId: number, after: number, limit: number): Promise<number[]> {
  const found = await rows<{ id: number }>(
    tx,
    sql`with concerned as (
          select enterprise_id as id from organisation_enterprise where valid_to is null and enterprise_id > ${after}
          union select enterprise_id from review where state = any (${sql.param(openStates)}::text[]) and enterprise_id > ${after}
          union select enterprise_id from invitation where ended_at is null and enterprise_id > ${after}
          union select enterprise_id from task where state = 'open' and enterprise_id > ${after})
        select c.id from concerned c join enterprise e on e.id = c.id
        where e.vanished_batch_id = ${batchId}
          or exists (select 1 from enterprise_revision v where v.enterprise_id = c.id and v.batch_id = ${batchId})
          or exists (select 1 from enterprise_before w where w.batch_id = ${batchId} and w.enterprise_id = c.id)
          or exists (select 1 from task t where t.enterprise_id = c.id and t.batch_id = ${batchId})
          or exists (select 1 from register_notice n join review r on r.id = n.review_id where n.batch_id = ${batchId} and r.enterprise_id = c.id)
        order by c.id limit ${limit}`,
  )
  return found.map(({ id }) => id)
}

type Row = Omit<Touched, 'changes' | 'vanishedNow'> & {
  readonly id: number
  readonly changes: Touched['changes'] | null
  readonly vanishedBatch: number | null
  readonly organisations: (Situated & { id: number; agency: Agency })[]
  readonly reviews: (Situated & { id: number; agency: Agency })[]
  readonly invitations: { id: number; agency: Agency }[]
  readonly openTasks: OpenTask[]
  readonly actedOn: string[]
}

/** @param pass in an undone batch what changed is read backwards, and whatever is still missing counts as missing now */
export async function readTouched(
  tx: Tx,
  batchId: number,
  pass: Pass,
  ids: readonly number[],
): Promise<TouchedEnterprise[]> {
  const found = await rows<Row & Record<string, unknown>>(
    tx,
    sql`with place as (
          select d.id, d.tier, case when d.tier = 'street' then coalesce(p.name, '') || d.name else d.name end as name,
            case when d.tier = 'street' then d.parent_id else d.id end as county_id
          from division d left join division p on p.id = d.parent_id),
        situated as (
          select id, jsonb_build_object('placeId', id, 'placeName', name, 'countyId', county_id) as at from place)
        select e.id, e.name, e.principal_name as "principalName", e.status_class as "statusClass", e.status_text as "statusText",
          coalesce(e.operating_address, e.address) as address, e.place_id as "placeId", d.tier as "placeTier", d.name as "placeName",
          (select (w.was ->> 'place_id')::int from enterprise_before w where w.batch_id = ${batchId} and w.enterprise_id = e.id) as "placeBefore",
          (select ${registerDay()}
            from registry_batch b where b.id = e.batch_id) as "registerDate",
          (select ${registerDay()}
            from registry_batch b where b.id = e.vanished_batch_id) as "vanishedOn",
          e.vanished_batch_id as "vanishedBatch",
          (select v.changes from enterprise_revision v where v.enterprise_id = e.id and v.batch_id = ${batchId} order by v.id limit 1) as changes,
          (select coalesce(jsonb_agg(s.at || jsonb_build_object('id', o.id, 'agency', o.agency) order by o.id), '[]')
            from organisation_enterprise oe join organisation o on o.id = oe.organisation_id join situated s on s.id = o.place_id
            where oe.enterprise_id = e.id and oe.valid_to is null and o.dissolved_on is null) as organisations,
          (select coalesce(jsonb_agg(s.at || jsonb_build_object('id', r.id, 'agency', r.agency) order by r.id), '[]')
            from review r join situated s on s.id = r.place_id
            where r.enterprise_id = e.id and r.state = any (${sql.param(openStates)}::text[])) as reviews,
          (select coalesce(jsonb_agg(jsonb_build_object('id', i.id, 'agency', f.agency)), '[]')
            from invitation i join post p on p.id = i.invited_by join office f on f.id = p.office_id
            where i.enterprise_id = e.id and i.ended_at is null) as invitations,
          (select coalesce(jsonb_agg(jsonb_build_object('id', t.id, 'kind', t.kind, 'agency', t.agency, 'facts', t.facts, 'invitationId', t.invitation_id)), '[]')
            from task t where t.enterprise_id = e.id and t.state = 'open' and t.kind <> 'provisional') as "openTasks",
          (select coalesce(jsonb_agg(t.kind || ' ' || t.agency), '[]')
            from task t where t.enterprise_id = e.id and t.state = 'done' and t.batch_id = ${batchId}) as "actedOn"
        from enterprise e join place d on d.id = e.place_id
        where e.id = any (${sql.param(ids)}::bigint[]) order by e.id`,
  )
  return found.map((row) => toTouched(row, batchId, pass))
}

function toTouched(row: Row, batchId: number, pass: Pass): TouchedEnterprise {
  const { organisations, reviews, invitations, vanishedBatch, changes, ...facts } = row
  const agencies = new Set([...organisations, ...reviews, ...invitations, ...row.openTasks].map(({ agency }) => agency))
  const of = <T extends { agency: Agency }>(all: readonly T[], agency: Agency) =>
    all.find((one) => one.agency === agency) ?? null
  return {
    ...facts,
    changes: pass === 'applied' ? (changes ?? {}) : backwards(changes ?? {}),
    vanishedNow: pass === 'applied' ? vanishedBatch === batchId : vanishedBatch !== null,
    // Of an undone batch it is where the enterprise was, not where it had gone.
    placeBefore: pass === 'applied' ? row.placeBefore : null,
    concerns: [...agencies].map((agency) => ({
      agency,
      organisation: of(organisations, agency),
      review: of(reviews, agency),
      invitationId: of(invitations, agency)?.id ?? null,
    })),
  }
}

function backwards(changes: Touched['changes']): Touched['changes'] {
  return Object.fromEntries(
    Object.entries(changes).map(([field, [before, after]]) => [field, [after, before] as const]),
  )
}
