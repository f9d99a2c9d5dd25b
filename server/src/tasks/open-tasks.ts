import { type Calendar, dueAfter, localDay } from '@yijian/shared/application/clock'
import { taskKinds } from '@yijian/shared/tasks/task-kinds'
import { type Proposal, proposalsOf, stateKinds, stillHolds } from '@yijian/shared/tasks/task-rules'
import { sql } from 'drizzle-orm'
import { rows, type Tx } from '../db/tx.ts'
import { reopenInvitations } from '../invitations/reopen-invitations.ts'
import type { OpenTask, Pass, TouchedEnterprise } from './read-touched.ts'

type Judged = {
  readonly proposals: (Proposal & { readonly enterpriseId: number })[]
  readonly withdrawn: OpenTask[]
}

/** Which tasks these enterprises now ask for, and which open ones ask for nothing any more. */
export function judge(touched: readonly TouchedEnterprise[], pass: Pass): Judged {
  const proposals: Judged['proposals'] = []
  const withdrawn: OpenTask[] = []
  for (const enterprise of touched) {
    for (const concern of enterprise.concerns) {
      const open = enterprise.openTasks.filter(({ agency }) => agency === concern.agency)
      const over = open.filter(
        ({ kind, facts }) => kind !== 'provisional' && !stillHolds(kind, facts, enterprise, concern),
      )
      withdrawn.push(...over)
      for (const proposal of proposalsOf(enterprise, concern)) {
        const { kind, agency } = proposal
        // Nobody has acted on what came and went; and an undone batch asks for something only where somebody has acted on it.
        if (over.some((task) => task.kind === kind)) continue
        const known = open.some((task) => task.kind === kind)
        const acted = enterprise.actedOn.includes(`${kind} ${agency}`)
        if (pass === 'applied' || known || acted || stateKinds.has(kind))
          proposals.push({ ...proposal, enterpriseId: enterprise.id })
      }
    }
  }
  return { proposals, withdrawn }
}

type Following = { readonly batchId: number; readonly now: Date; readonly calendar: Calendar }

/** Opens what is asked for; an open task of the same kind tells the newest, from what it first was. @returns how many are new */
export async function openTasks(
  tx: Tx,
  proposals: Judged['proposals'],
  { batchId, now, calendar }: Following,
): Promise<number> {
  if (proposals.length === 0) return 0
  const tasks = proposals.map((proposal) => ({
    ...proposal,
    dueOn: localDay(dueAfter(now, taskKinds[proposal.kind].days, calendar)),
  }))
  const written = await rows<{ opened: boolean }>(
    tx,
    sql`insert into task (kind, agency, enterprise_id, place_id, batch_id, organisation_id, review_id, invitation_id, facts, opened_at, due_on)
        select p.kind, p.agency, p."enterpriseId", p."placeId", ${batchId}, p."organisationId", p."reviewId", p."invitationId",
          p.facts, ${now.toISOString()}, p."dueOn"
        from jsonb_to_recordset(${JSON.stringify(tasks)}::jsonb) as p (kind text, agency text, "enterpriseId" bigint, "placeId" int,
          "organisationId" bigint, "reviewId" bigint, "invitationId" bigint, facts jsonb, "dueOn" date)
        on conflict (enterprise_id, kind, agency) where state = 'open' do update
          set facts = jsonb_set(task.facts, '{after}', excluded.facts -> 'after'), batch_id = excluded.batch_id,
            organisation_id = coalesce(excluded.organisation_id, task.organisation_id),
            review_id = coalesce(excluded.review_id, task.review_id),
            invitation_id = coalesce(excluded.invitation_id, task.invitation_id), version = task.version + 1
          where task.facts -> 'after' is distinct from excluded.facts -> 'after'
        returning xmax = 0 as opened`,
  )
  await endInvitations(tx, proposals, now)
  return written.filter(({ opened }) => opened).length
}

/** The invitation went to the principal of then. 依据: DOMAIN §8.10 第7条 */
async function endInvitations(tx: Tx, proposals: Judged['proposals'], now: Date): Promise<void> {
  const ended = proposals.flatMap(({ invitationId }) => invitationId ?? [])
  if (ended.length === 0) return
  await tx.execute(sql`update invitation set ended_at = ${now.toISOString()}, ended_because = 'principal_changed'
    where id = any (${sql.param(ended)}::bigint[]) and ended_at is null`)
}

export async function withdrawTasks(tx: Tx, tasks: readonly OpenTask[], pass: Pass, now: Date): Promise<number> {
  if (tasks.length === 0) return 0
  const closed = await rows<{ id: number }>(
    tx,
    sql`update task set state = 'withdrawn', closed_at = ${now.toISOString()}, version = version + 1
        where id = any (${sql.param(tasks.map(({ id }) => id))}::bigint[]) and state = 'open' returning id`,
  )
  // An undone batch never was.
  const invitations = pass === 'undone' ? tasks.flatMap(({ invitationId }) => invitationId ?? []) : []
  await reopenInvitations(tx, invitations, now)
  return closed.length
}
