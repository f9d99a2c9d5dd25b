import { Refusal } from '@yijian/shared/errors'
import type { choosePost } from '@yijian/shared/identity/contract'
import { sql } from 'drizzle-orm'
import { withTx } from '../db/tx.ts'
import type { Call } from '../http/serve.ts'
import { describeSession, listPosts } from './session.ts'

/** @throws Refusal not_found unless the post is the caller's own and current today */
export async function handleChoosePost({ context, caller, body }: Call<typeof choosePost>) {
  return withTx(context.database, caller.scope, async (tx) => {
    const posts = await listPosts(tx, caller.accountId, context.now())
    if (!posts.some(({ id }) => id === body.postId)) throw new Refusal('not_found')
    await tx.execute(sql`update session_family set post_id = ${body.postId} where id = ${caller.familyId}`)
    const me = await describeSession(tx, context, caller.familyId)
    if (!me) throw new Refusal('session_ended')
    return me
  })
}
