import { Refusal } from '@yijian/shared/errors'
import type { Place } from '@yijian/shared/values'
import { sql } from 'drizzle-orm'
import { firstRow, type Tx } from '../db/tx.ts'
import type { OfficerCaller } from '../identity/caller.ts'
import { digestOf } from '../ledger/append-event.ts'

export type NewPlaceDecision = {
  readonly commandId: string
  readonly content: unknown
  readonly kind: 'correction' | 'revocation'
  readonly enterpriseId: number | null
  readonly from: { readonly placeId: number; readonly how: string } | null
  readonly placeId: number
  readonly address: string | null
  readonly note: string | null
  readonly movedCount: number
  readonly movedOnCount?: number
}

/** Who said what of which enterprise, why, and how many it moved. */
export async function recordPlaceDecision(
  tx: Tx,
  { accountId, officerId, postId, name, office }: OfficerCaller,
  now: Date,
  decision: NewPlaceDecision,
): Promise<number> {
  const row = await firstRow<{ id: number }>(
    tx,
    sql`insert into place_decision (command_id, command_digest, kind, enterprise_id, from_place_id, from_how, place_id, address, note,
          moved_count, moved_on_count, account_id, officer_id, post_id, officer_name, office_name, made_at)
        values (${decision.commandId}, ${digestOf(decision.content)}, ${decision.kind}, ${decision.enterpriseId},
          ${decision.from?.placeId ?? null}, ${decision.from?.how ?? null}, ${decision.placeId}, ${decision.address}, ${decision.note},
          ${decision.movedCount}, ${decision.movedOnCount ?? 0}, ${accountId}, ${officerId}, ${postId}, ${name}, ${office.name}, ${now.toISOString()})
        returning id`,
  )
  if (!row) throw new Error('the decision was not recorded')
  return row.id
}

export type PlaceDecision = {
  readonly place: Place
  readonly movedCount: number
  readonly movedOnCount: number
  readonly enterpriseId: number | null
  readonly learnedId: number | null
}

/**
 * What this very command did, when it was carried out before.
 * @throws Refusal command_reused when its id came with other content
 */
export async function findPlaceDecision(
  tx: Tx,
  commandId: string,
  content: unknown,
): Promise<PlaceDecision | undefined> {
  const known = await firstRow<PlaceDecision & { digest: Buffer }>(
    tx,
    sql`select p.command_digest as digest, p.moved_count as "movedCount", p.moved_on_count as "movedOnCount", p.enterprise_id as "enterpriseId",
          jsonb_build_object('id', d.id, 'name', d.name, 'tier', d.tier) as place,
          (select l.id from learned_place l where l.decision_id = p.id) as "learnedId"
        from place_decision p join division d on d.id = p.place_id where p.command_id = ${commandId}`,
  )
  if (known && !known.digest.equals(digestOf(content))) throw new Refusal('command_reused')
  return known
}
