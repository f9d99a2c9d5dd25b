import type { Agency, ReturnReason, ReviewAction, ReviewState } from '@yijian/shared/vocabulary'
import { sql } from 'drizzle-orm'
import { rows, type Tx } from '../db/tx.ts'

/** One event of the ledger as the pages tell it; who acted is named as at the time. */
export type EventRow = {
  readonly seq: number
  readonly at: string
  readonly action: ReviewAction
  readonly fromState: ReviewState | null
  readonly toState: ReviewState
  readonly actorKind: 'applicant' | 'officer' | 'system'
  readonly actorName: string | null
  readonly officeName: string | null
  readonly reasons: ReturnReason[]
  readonly note: string | null
  readonly applicantText: string | null
}

export async function listEvents(tx: Tx, applicationId: number, agency: Agency): Promise<EventRow[]> {
  return rows<EventRow>(
    tx,
    sql`select seq, at, action, from_state as "fromState", to_state as "toState", actor_kind as "actorKind",
          actor_name as "actorName", office_name as "officeName", reasons, note, applicant_text as "applicantText"
        from ledger_event where application_id = ${applicationId} and agency = ${agency} order by seq`,
  )
}

/** The state in which a closed review was closed. */
export function stoppedAt(events: readonly EventRow[]): ReviewState | null {
  return events.at(-1)?.fromState ?? null
}
