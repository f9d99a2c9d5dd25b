import { localDay } from '@yijian/shared/application/clock'
import { Refusal } from '@yijian/shared/errors'
import type { moveLibraryEnterprise, OutreachView } from '@yijian/shared/outreach/contract'
import { withTx } from '../db/tx.ts'
import type { Call } from '../http/serve.ts'
import { carryOutOutreach } from './carry-out-outreach.ts'
import { findAssignees } from './list-assignees.ts'

/**
 * Assigned to a colleague or taken over, given back, set aside or taken up again.
 * @throws Refusal not_found, outreach_changed, outreach_not_allowed, invalid_input, command_reused
 */
export async function handleMoveLibraryEnterprise({
  context,
  caller,
  params,
  body,
}: Call<typeof moveLibraryEnterprise>): Promise<OutreachView> {
  const { action, reason, note } = body
  const postId = action === 'assign' ? (body.postId ?? caller.postId) : undefined
  return withTx(context.database, caller.scope, async (tx) => {
    if (postId !== undefined && postId !== caller.postId) {
      const assignees = await findAssignees(tx, caller, params.id, localDay(context.now()))
      if (!assignees.some((one) => one.postId === postId))
        throw new Refusal('invalid_input', { fields: [{ path: 'postId', message: 'check_this' }] })
    }
    return carryOutOutreach(tx, context, caller, {
      enterpriseId: params.id,
      commandId: body.commandId,
      content: { enterpriseId: params.id, byPost: caller.postId, ...body },
      version: body.version,
      action,
      given: { reason, note, postId },
    })
  })
}
