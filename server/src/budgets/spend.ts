import { sql } from 'drizzle-orm'
import { firstRow, type Tx } from '../db/tx.ts'

export type Budget = { readonly kind: string; readonly limit: number; readonly windowSeconds: number }

/**
 * Takes one from a budget, or as many as are told, in one statement, so that neither parallel requests nor several processes
 * overspend it, and a restart forgets nothing. Windows are fixed and begin at multiples of their length.
 * @returns false when the budget of this window is used up
 */
export async function spend(tx: Tx, budget: Budget, subject: Buffer, now: Date, many = 1): Promise<boolean> {
  if (many > budget.limit) return false
  const windowMs = budget.windowSeconds * 1000
  const windowStart = new Date(Math.floor(now.getTime() / windowMs) * windowMs)
  const row = await firstRow<{ used: number }>(
    tx,
    sql`insert into budget (kind, subject, window_start, used) values (${budget.kind}, ${subject}, ${windowStart.toISOString()}, ${many})
        on conflict (kind, subject, window_start) do update set used = budget.used + ${many}::int where budget.used + ${many}::int <= ${budget.limit}
        returning used`,
  )
  return row !== undefined
}
