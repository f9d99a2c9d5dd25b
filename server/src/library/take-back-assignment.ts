import { Refusal } from '@yijian/shared/errors'
import type { takeBackAssignment } from '@yijian/shared/library/assignment-contract'
import type { AnswerOf } from '@yijian/shared/operation'
import { sql } from 'drizzle-orm'
import { firstRow, rows, type Tx, withTx } from '../db/tx.ts'
import type { Call } from '../http/serve.ts'
import type { OfficerCaller } from '../identity/caller.ts'
import { type AssignmentCounts, lockStandings, movedTo, storeMoved } from '../outreach/assign-enterprises.ts'
import { once } from './library-command.ts'

type TakenBack = AnswerOf<typeof takeBackAssignment>

/**
 * Takes a bulk assignment of one's own back, once: every enterprise goes to whoever had it before, or to nobody. What
 * somebody has acted on since stays as it is. Whoever takes it back again is told what the first time did.
 * @throws Refusal not_found for what this post has not assigned, command_reused
 */
export async function handleTakeBackAssignment({
  context,
  caller,
  params,
  body,
}: Call<typeof takeBackAssignment>): Promise<TakenBack> {
  const { commandId } = body
  const now = context.now()
  return withTx(context.database, caller.scope, async (tx) => {
    // Whoever comes second, also under another id, waits here.
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${params.id}, 0))`)
    const assignment = await firstRow<{ counts: AssignmentCounts }>(
      tx,
      sql`select counts from library_command where command_id = ${params.id} and what = 'assign' and post_id = ${caller.postId}`,
    )
    if (!assignment) throw new Refusal('not_found')
    const done = await firstRow<{ counts: TakenBack }>(
      tx,
      sql`select counts from library_command where undoes = ${params.id}`,
    )
    if (done) return done.counts
    return once(tx, caller, {
      commandId,
      what: 'take_back',
      undoes: params.id,
      content: { assignment: params.id },
      now,
      run: async () => {
        const takenBack = await takeBack(tx, caller, params.id, { commandId, now })
        return { takenBack, kept: assignment.counts.assigned - takenBack }
      },
    })
  })
}

/**
 * What the assignment left stands as it did then, and the history of each says who had it before; nothing of an
 * assignment but that is lost by it, so this is a step of the table of outreach as any other.
 */
async function takeBack(
  tx: Tx,
  caller: OfficerCaller,
  assignmentId: string,
  command: { readonly commandId: string; readonly now: Date },
): Promise<number> {
  const assigned = await rows<{ id: number; version: number; postId: number; before: number | null }>(
    tx,
    sql`select v.enterprise_id as id, v.version, v.assigned_post_id as "postId",
          (select b.assigned_post_id from outreach_event b where b.enterprise_id = v.enterprise_id and b.agency = v.agency
            and b.version < v.version order by b.version desc limit 1) as before
        from outreach_event v where v.command_id = ${assignmentId} and v.agency = ${caller.office.agency} order by v.enterprise_id`,
  )
  const ids = assigned.map(({ id }) => id)
  if (ids.length === 0) return 0
  const were = new Map(assigned.map((one) => [one.id, one]))
  const moved = (await lockStandings(tx, caller, ids, command.now)).flatMap((row) => {
    const was = were.get(row.id)
    const unchanged = was && row.version === was.version && row.assignedPostId === was.postId
    return unchanged ? (movedTo(row, was.before) ?? []) : []
  })
  await storeMoved(tx, caller, moved, command)
  return moved.length
}
