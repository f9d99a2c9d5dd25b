import { sql } from 'drizzle-orm'
import type { Tx } from '../db/tx.ts'

/**
 * One at a time per enterprise, until the transaction ends: what is asked about an enterprise (has it an
 * organisation, is an application under way) still holds when it is acted upon. Taken before any row, and
 * in one order, so that no two wait for each other in a circle.
 * @param keys ids of enterprises; a credit code where there is no row yet
 */
export async function lockEnterprises(tx: Tx, keys: readonly (number | string)[]): Promise<void> {
  for (const key of [...new Set(keys.map(String))].sort()) {
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`yijian.enterprise:${key}`}, 0))`)
  }
}
