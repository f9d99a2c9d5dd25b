import { randomUUID } from 'node:crypto'
import { localDay } from '@yijian/shared/application/clock'
import { type Answer, stepOfAnswer } from '@yijian/shared/invitation/decline'
import { moveOutreach } from '@yijian/shared/outreach/lifecycle'
import { sql } from 'drizzle-orm'
import { firstRow, type Tx } from '../db/tx.ts'
import { digestOf } from '../ledger/append-event.ts'
import { addOutreachEvent } from './carry-out-outreach.ts'
import { type Asking, type Outreach, storeOutreach } from './outreach-repository.ts'

type Said = Answer & { readonly note?: string | undefined }
type AnswerGiven = Said & {
  readonly invitationId: number
  readonly enterpriseId: number
  readonly now: Date
}

/**
 * What whoever was invited answered, as a step of outreach that he took himself; the row is locked and stands as `before`.
 * Where a fact decides, or it was found to be no enterprise to turn to, the answer is the invitation's alone.
 */
export async function noteAnswer(
  tx: Tx,
  asking: Asking,
  before: Outreach,
  { invitationId, enterpriseId, now, note, ...answer }: AnswerGiven,
): Promise<void> {
  const step = stepOfAnswer(answer, before, localDay(now))
  const given = { ...step.given, note, invitationId }
  const after = moveOutreach(before, step.action, given)
  if (!after) return
  const version = before.version + 1
  await storeOutreach(tx, asking, enterpriseId, after, { version, now })
  const event = {
    enterpriseId,
    commandId: randomUUID(),
    content: contentOf(invitationId, { ...answer, note }),
    action: step.action,
    given,
  }
  await addOutreachEvent(tx, asking, {
    ...event,
    caller: null,
    now,
    from: before.said,
    after,
    version,
    contactId: null,
  })
}

/** The same answer sent again, because the reply to the first was lost. */
export async function wasAnsweredSo(tx: Tx, invitationId: number, said: Said): Promise<boolean> {
  const same = await firstRow(
    tx,
    sql`select 1 as found from invitation i where i.id = ${invitationId} and i.ended_because = 'declined'
          and i.decline_reason = ${said.reason} and i.decline_note is not distinct from ${said.note ?? null}
          and not exists (select from outreach_event v where v.invitation_id = i.id
            and v.command_digest <> ${digestOf(contentOf(invitationId, said))})`,
  )
  return same !== undefined
}

function contentOf(invitationId: number, { reason, months, note }: Said) {
  return { invitationId, reason, months, note }
}
