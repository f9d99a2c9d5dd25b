import { randomUUID } from 'node:crypto'
import { localDay } from '@yijian/shared/application/clock'
import { type Answer, stepOfAnswer } from '@yijian/shared/invitation/decline'
import { moveOutreach } from '@yijian/shared/outreach/lifecycle'
import type { Tx } from '../db/tx.ts'
import { addOutreachEvent } from './carry-out-outreach.ts'
import { type Asking, type Outreach, storeOutreach } from './outreach-repository.ts'

type AnswerGiven = Answer & {
  readonly invitationId: number
  readonly enterpriseId: number
  readonly note?: string | undefined
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
    content: { invitationId, ...answer, note },
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
