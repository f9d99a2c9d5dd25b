import { createHash } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { firstRow, type Tx } from '../db/tx.ts'

/** Over the cells as they stand: another order of columns is another header. */
function headerHash(header: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(header)).digest('hex')
}

/** Field → column, counted from 0, as a person corrected it once for a file with this very header. */
export async function findTemplate(
  tx: Pick<Tx, 'execute'>,
  header: readonly string[],
): Promise<Readonly<Record<string, number>> | undefined> {
  const found = await firstRow<{ columns: Record<string, number> }>(
    tx,
    sql`select columns from registry_template where header_hash = ${headerHash(header)}`,
  )
  return found?.columns
}

export async function anyTemplate(tx: Pick<Tx, 'execute'>): Promise<boolean> {
  return (await firstRow(tx, sql`select 1 from registry_template limit 1`)) !== undefined
}

/** The newest correction counts. */
export async function rememberTemplate(
  tx: Tx,
  template: { header: readonly string[]; columns: Readonly<Record<string, number>>; officerId: number; now: Date },
): Promise<void> {
  const { header, columns, officerId, now } = template
  await tx.execute(sql`
    insert into registry_template (header_hash, header, columns, made_by, made_at)
    values (${headerHash(header)}, ${sql.param(header)}::text[], ${JSON.stringify(columns)}::jsonb, ${officerId}, ${now.toISOString()})
    on conflict (header_hash) do update set columns = excluded.columns, made_by = excluded.made_by, made_at = excluded.made_at`)
}
