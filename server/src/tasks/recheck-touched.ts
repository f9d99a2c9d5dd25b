import type { Finding } from '@yijian/shared/application/cross-check'
import { openStates } from '@yijian/shared/application/lifecycle'
import { Procedure } from '@yijian/shared/application/procedure'
import { joinChanges, type RegisterChange, registerChanges } from '@yijian/shared/application/register-change'
import { sql } from 'drizzle-orm'
import * as z from 'zod/mini'
import { storeEvidenceOfMany } from '../applications/gather-cross-check.ts'
import { type Rechecked, recheckAll } from '../applications/recheck.ts'
import { rows, type Tx } from '../db/tx.ts'

type Row = Omit<Rechecked, 'thresholds'> & {
  readonly procedureId: number
  readonly reviewIds: number[]
  /** The newest findings that are kept. */
  readonly findings: Finding[]
  /** What an officer has not read yet, by review. */
  readonly unread: { reviewId: number; changes: RegisterChange[] }[]
}

/**
 * Checks the open applications of these enterprises again. What the register now answers otherwise is kept as evidence beside
 * the old, and told on the case; where nothing changed, nothing is written. Decides and moves nothing.
 * @returns how many applications are told of
 */
export async function recheckTouched(
  tx: Tx,
  now: Date,
  batchId: number,
  enterpriseIds: readonly number[],
): Promise<number> {
  const found = await rows<Row & Record<string, unknown>>(
    tx,
    sql`select a.id as "applicationId", r.enterprise_id as "enterpriseId", (array_agg(r.agency order by r.id))[1] as agency, a.proof,
          (array_agg(r.procedure_version_id order by r.id))[1] as "procedureId", jsonb_agg(r.id order by r.id) as "reviewIds",
          (select coalesce(jsonb_agg(jsonb_build_object('rule', v.rule, 'outcome', v.outcome, 'effect', v.effect, 'sentence', v.sentence,
              'declared', v.declared, 'registered', v.registered)), '[]')
            from evidence v where v.application_id = a.id
              and v.taken_at = (select max(taken_at) from evidence where application_id = a.id)) as findings,
          (select coalesce(jsonb_agg(jsonb_build_object('reviewId', n.review_id, 'changes', n.changes)), '[]')
            from register_notice n where n.application_id = a.id and n.state = 'unread') as unread
        from review r join application a on a.id = r.application_id
        where r.enterprise_id = any (${sql.param(enterpriseIds)}::bigint[]) and r.state = any (${sql.param(openStates)}::text[])
        group by a.id, r.enterprise_id order by a.id`,
  )
  if (found.length === 0) return 0
  const thresholds = await readThresholds(tx, [...new Set(found.map(({ procedureId }) => procedureId))])
  const subjects = found.flatMap((row) => {
    const known = thresholds.get(row.procedureId)
    return known ? [{ ...row, thresholds: known }] : []
  })
  const results = await recheckAll(tx, now, subjects)
  const changed = subjects.flatMap((row, at) => {
    const result = results[at]
    const changes = result ? registerChanges(row.findings, result.findings) : []
    return result && changes.length > 0 ? [{ row, result, changes }] : []
  })
  await storeEvidenceOfMany(
    tx,
    changed.map(({ row, result }) => ({ applicationId: row.applicationId, ...result })),
    'register',
    now,
  )
  await tell(tx, now, batchId, changed)
  return changed.length
}

async function readThresholds(tx: Tx, ids: readonly number[]): Promise<Map<number, Rechecked['thresholds']>> {
  const found = await rows<{ id: number; doc: unknown }>(
    tx,
    sql`select id, doc from procedure_version where id = any (${sql.param(ids)}::int[])`,
  )
  return new Map(found.map(({ id, doc }) => [id, z.parse(Procedure, doc).thresholds]))
}

/** One unread notice per review: from what an officer last knew to what is so now; what came back to that is withdrawn. */
async function tell(
  tx: Tx,
  now: Date,
  batchId: number,
  changed: readonly { row: Row; changes: RegisterChange[] }[],
): Promise<void> {
  const notices = changed.flatMap(({ row, changes }) =>
    row.reviewIds.map((reviewId) => {
      const unread = row.unread.find((notice) => notice.reviewId === reviewId)
      return {
        reviewId,
        applicationId: row.applicationId,
        changes: unread ? joinChanges(unread.changes, changes) : changes,
      }
    }),
  )
  const over = notices.filter(({ changes }) => changes.length === 0).map(({ reviewId }) => reviewId)
  if (over.length > 0) {
    await tx.execute(sql`update register_notice set state = 'withdrawn', version = version + 1
      where review_id = any (${sql.param(over)}::bigint[]) and state = 'unread'`)
  }
  await tx.execute(sql`
    insert into register_notice (review_id, application_id, batch_id, changes, made_at)
    select n."reviewId", n."applicationId", ${batchId}, n.changes, ${now.toISOString()}
    from jsonb_to_recordset(${JSON.stringify(notices.filter(({ changes }) => changes.length > 0))}::jsonb)
      as n ("reviewId" bigint, "applicationId" bigint, changes jsonb)
    on conflict (review_id) where state = 'unread' do update
      set changes = excluded.changes, batch_id = excluded.batch_id, made_at = excluded.made_at, version = register_notice.version + 1`)
}
