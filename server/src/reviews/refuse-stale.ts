import type { AvailableAction } from '@yijian/shared/application/authority'
import { Refusal } from '@yijian/shared/errors'
import { sql } from 'drizzle-orm'
import { firstRow, type Tx } from '../db/tx.ts'
import { digestOf } from '../ledger/append-event.ts'
import type { Review } from './review-repository.ts'

/** @throws Refusal stale, with the state as it is now and what is allowed in it */
export function refuseStale(review: Review, version: number, allowed: readonly AvailableAction[]): void {
  if (review.version === version) return
  throw new Refusal('stale', {
    current: { state: review.state, version: review.version, allowed: allowed.map(({ action }) => action) },
  })
}

/**
 * True when this very command was carried out before: a retried tap gets the answer, not a second effect.
 * @throws Refusal command_reused when its id came with other content
 */
export async function wasCarriedOut(tx: Tx, commandId: string, content: unknown): Promise<boolean> {
  const known = await firstRow<{ digest: Buffer }>(
    tx,
    sql`select command_digest as digest from ledger_event where command_id = ${commandId}`,
  )
  if (!known) return false
  if (!known.digest.equals(digestOf(content))) throw new Refusal('command_reused')
  return true
}
