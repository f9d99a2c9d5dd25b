import { localDay } from '@yijian/shared/application/clock'
import type { assignLibrary, listOfficePosts } from '@yijian/shared/library/list-contract'
import type { AnswerOf } from '@yijian/shared/operation'
import { withTx } from '../db/tx.ts'
import type { Call } from '../http/serve.ts'
import { assignEnterprises } from '../outreach/assign-enterprises.ts'
import { findPostsBelow } from '../outreach/posts-below.ts'
import { once } from './library-command.ts'
import { selectEnterprises } from './select-enterprises.ts'

const POSTS_SHOWN = 50

export async function handleListOfficePosts({
  context,
  caller,
  query,
}: Call<typeof listOfficePosts>): Promise<AnswerOf<typeof listOfficePosts>> {
  return withTx(context.database, caller.scope, async (tx) => {
    const found = await findPostsBelow(tx, caller, {
      today: localDay(context.now()),
      q: query.q,
      limit: POSTS_SHOWN + 1,
    })
    return { items: found.slice(0, POSTS_SHOWN), more: found.length > POSTS_SHOWN }
  })
}

/**
 * Assigns many enterprises to one post in one transaction: all of them, or none.
 * @throws Refusal not_found, too_many_at_once, beyond_assignee, invalid_input for a post that is none, command_reused
 */
export async function handleAssignLibrary({
  context,
  caller,
  body,
}: Call<typeof assignLibrary>): Promise<AnswerOf<typeof assignLibrary>> {
  const { commandId, postId, which, leaveOthers = false } = body
  const now = context.now()
  return withTx(context.database, caller.scope, async (tx) => {
    const counts = await once(tx, caller, {
      commandId,
      what: 'assign',
      content: { postId, which, leaveOthers },
      now,
      run: async () => {
        const ids = await selectEnterprises(tx, caller, which, now)
        return assignEnterprises(tx, caller, { ids, postId, leaveOthers, commandId, now })
      },
    })
    return { commandId, ...counts }
  })
}
