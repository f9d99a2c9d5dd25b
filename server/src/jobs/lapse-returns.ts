import { randomUUID } from 'node:crypto'
import type { Agency } from '@yijian/shared/vocabulary'
import { sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { rows, systemScope, withTx } from '../db/tx.ts'
import { applyTransition } from '../reviews/apply-transition.ts'
import { lockReview } from '../reviews/review-repository.ts'

/**
 * Applications returned for correction and not answered in time become dormant: the number is kept, one
 * tap re-opens them, and they never count as refused. 依据: DOMAIN §8.10 第13条. Idempotent.
 * @returns how many lapsed
 */
export async function lapseReturns(context: Context): Promise<number> {
  const late = await withTx(context.database, systemScope, (tx) =>
    rows<{ applicationId: number; agency: Agency }>(
      tx,
      sql`select application_id as "applicationId", agency from review where state = 'returned' and due_at < ${context.now().toISOString()} order by due_at limit 500`,
    ),
  )
  let lapsed = 0
  for (const { applicationId, agency } of late) {
    await withTx(context.database, systemScope, async (tx) => {
      const review = await lockReview(tx, applicationId, agency)
      // Answered in the meantime: nothing to do.
      if (review?.state !== 'returned' || !review.dueAt || review.dueAt >= context.now()) return
      const content = { lapse: applicationId, version: review.version }
      const command = { action: 'lapse', actor: { kind: 'system' }, commandId: randomUUID(), content } as const
      await applyTransition(tx, context, review, command)
      lapsed += 1
    })
  }
  return lapsed
}
