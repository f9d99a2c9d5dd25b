import { sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { clientOf, rows, systemScope, withTx } from '../db/tx.ts'
import { dropOtherStaging } from '../registry/staging/staging-table.ts'
import { freeAbandoned } from './free-abandoned.ts'

/** Frees what killed commands left behind, and drops tables and comparisons of files that will change nothing any more. */
export async function purgeImports(context: Pick<Context, 'database'>): Promise<void> {
  await freeAbandoned(context)
  await withTx(context.database, systemScope, async (tx) => {
    const kept = await rows<{ id: number }>(
      tx,
      sql`select id from registry_batch where state in ('received', 'staging', 'staged', 'applying')`,
    )
    await dropOtherStaging(
      clientOf(tx),
      kept.map(({ id }) => id),
    )
    await tx.execute(sql`
      delete from registry_difference d using registry_batch b where b.id = d.batch_id and b.state in ('cancelled', 'failed')`)
  })
}
