import { createHash } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { firstRow, type Tx } from '../db/tx.ts'
import { canonical, eventHash, type LedgerContent, type LedgerKeys } from './ledger-hash.ts'

export type NewEvent = Omit<LedgerContent, 'seq' | 'commandDigest'> & { readonly command: unknown }

/**
 * Adds one event to an application's chain and moves the chain's head. The caller holds the lock on
 * the application's row, so the sequence has no gaps and no forks.
 */
export async function appendEvent(tx: Tx, keys: LedgerKeys, event: NewEvent): Promise<number> {
  const { command, ...rest } = event
  const head = await firstRow<{ seq: number; hash: Buffer | null }>(
    tx,
    sql`select ledger_seq as seq, ledger_head as hash from application where id = ${event.applicationId} for update`,
  )
  if (!head) throw new Error(`no application ${event.applicationId} to record an event of`)
  const content: LedgerContent = { ...rest, seq: head.seq + 1, commandDigest: digestOf(command) }
  const hash = eventHash(keys, keys.current, head.hash, content)
  if (!hash) throw new Error('the current ledger key is missing')
  await tx.execute(sql`
    insert into ledger_event (application_id, seq, at, agency, action, from_state, to_state, from_step, to_step, actor_kind,
      account_id, officer_id, post_id, office_id, actor_name, office_name, reasons, note, applicant_text, payload,
      command_id, command_digest, prev_hash, hash, key_id)
    values (${content.applicationId}, ${content.seq}, ${content.at.toISOString()}, ${content.agency}, ${content.action},
      ${content.fromState}, ${content.toState}, ${content.fromStep}, ${content.toStep}, ${content.actorKind},
      ${content.accountId}, ${content.officerId}, ${content.postId}, ${content.officeId}, ${content.actorName},
      ${content.officeName}, ${sql.param(content.reasons)}::text[], ${content.note}, ${content.applicantText},
      ${JSON.stringify(content.payload)}::jsonb, ${content.commandId}, ${content.commandDigest}, ${head.hash}, ${hash}, ${keys.current})`)
  await tx.execute(
    sql`update application set ledger_seq = ${content.seq}, ledger_head = ${hash} where id = ${content.applicationId}`,
  )
  return content.seq
}

/** What makes two commands the same command: 32 bytes over its content. */
export function digestOf(command: unknown): Buffer {
  return createHash('sha256').update(canonical(command)).digest()
}
