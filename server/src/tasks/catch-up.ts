import { sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { rows, systemScope, withTx } from '../db/tx.ts'
import { followUpImport } from './follow-up-import.ts'

/** What landed earlier than this is no news any more. */
const DAYS = 3

/**
 * Follows up batches whose own follow-up never came to its end: an import by command that was killed after it landed, a job that
 * ran out of tries. Idempotent. @returns how many there were
 */
export async function catchUpFollowUps(context: Pick<Context, 'database' | 'now'>): Promise<number> {
  const since = new Date(context.now().getTime() - DAYS * 86_400_000).toISOString()
  const left = await withTx(context.database, systemScope, (tx) =>
    rows<{ id: number }>(
      tx,
      sql`select b.id from registry_batch b left join register_follow_up f on f.batch_id = b.id and f.pass = b.state
          where b.state in ('applied', 'undone') and coalesce(b.undone_at, b.applied_at) > ${since} and f.finished_at is null
          order by b.id limit 20`,
    ),
  )
  for (const { id } of left) await followUpImport(context, id)
  return left.length
}
