import { localDay } from '@yijian/shared/application/clock'
import type { ApplicationView, submitMeetingResult } from '@yijian/shared/application/contract'
import { type FieldRefusal, Refusal } from '@yijian/shared/errors'
import { sql } from 'drizzle-orm'
import type { Tx } from '../db/tx.ts'
import type { Call } from '../http/serve.ts'
import { actAsApplicant } from './act-as-applicant.ts'
import { isOwnFreshAttachment } from './application-repository.ts'

/** Sends the result of the members' meeting. @throws Refusal invalid_input naming each number that cannot be true */
export async function handleSubmitMeetingResult({
  context,
  caller,
  params,
  body,
}: Call<typeof submitMeetingResult>): Promise<ApplicationView> {
  const { result } = body
  const found: readonly (FieldRefusal & { readonly when: boolean })[] = [
    { path: 'result.present', message: 'more_than_expected', when: result.present > result.expected },
    { path: 'result.votesFor', message: 'more_than_present', when: result.votesFor > result.present },
    { path: 'result.heldOn', message: 'in_the_future', when: result.heldOn > localDay(context.now()) },
    // 依据: 基层组织选举工作条例，赞成票超过应到会有选举权的到会人数的一半始得当选
    { path: 'result.votesFor', message: 'not_a_majority', when: result.votesFor * 2 <= result.present },
  ]
  const fields = found.filter(({ when }) => when).map(({ path, message }) => ({ path, message }))
  if (fields.length > 0) throw new Refusal('invalid_input', { fields })
  return actAsApplicant(context, caller, params.id, 'submit_result', body, async (tx) => {
    await assertPaper(tx, result.paperId, caller.accountId)
    await tx.execute(sql`insert into meeting_result (application_id, submitted_at, held_on, expected, present, votes_for, secretary_name_cipher, paper_id)
      values (${params.id}, ${context.now().toISOString()}, ${result.heldOn}, ${result.expected}, ${result.present}, ${result.votesFor},
        ${context.cipher.seal('meeting_result|secretary_name', result.secretaryName)}, ${result.paperId})`)
    await tx.execute(sql`update attachment set application_id = ${params.id} where id = ${result.paperId}`)
    const { heldOn, expected, present, votesFor } = result
    return { payload: { heldOn, expected, present, votesFor } }
  })
}

async function assertPaper(tx: Tx, id: string, accountId: number): Promise<void> {
  if (!(await isOwnFreshAttachment(tx, id, accountId, 'meeting_result'))) {
    throw new Refusal('invalid_input', { fields: [{ path: 'result.paperId', message: 'needed' }] })
  }
}
