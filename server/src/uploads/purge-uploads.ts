import { sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { systemScope, withTx } from '../db/tx.ts'

const DAY_MS = 86_400_000
/** Days. A broken upload can go on for two; a file that was taken in is kept for a week to be looked at, any other a month. */
const retention = { incomplete: 2, done: 7, complete: 30 }

/**
 * Deletes files that were never sent in full or have served their purpose: they hold phone numbers. Idempotent.
 * 依据: 个人信息保护法第19条、第47条
 */
export async function purgeUploads({ database, now }: Pick<Context, 'database' | 'now'>): Promise<void> {
  const before = (days: number) => new Date(now().getTime() - days * DAY_MS).toISOString()
  await withTx(database, systemScope, async (tx) => {
    await tx.execute(
      sql`delete from uploaded_file where completed_at is null and created_at < ${before(retention.incomplete)}`,
    )
    await tx.execute(sql`delete from uploaded_file where completed_at < ${before(retention.complete)}`)
    await tx.execute(sql`
      delete from uploaded_file f using registry_batch b
      where b.file_id = f.id and b.state in ('applied', 'undone', 'cancelled') and f.completed_at < ${before(retention.done)}`)
  })
}
