import { randomUUID } from 'node:crypto'
import type { Operation } from '@yijian/shared/operation'
import { sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { systemScope, withTx } from '../db/tx.ts'
import type { Call } from '../http/serve.ts'
import type { OfficerCaller, SignedIn } from '../identity/caller.ts'
import { findCaller } from '../identity/find-caller.ts'
import { getOrAddAccount } from '../identity/get-or-add-account.ts'

/** A session without its one-time code: nobody reads messages while the sample is made. */
export async function signInAs(
  context: Context,
  phone: string,
  options: { readonly invitationId?: number; readonly postId?: number } = {},
): Promise<SignedIn> {
  const family = randomUUID()
  const accountId = await withTx(context.database, systemScope, async (tx) => {
    const id = await getOrAddAccount(tx, context, phone)
    await tx.execute(sql`insert into session_family (id, account_id, invitation_id, post_id, created_at)
      values (${family}, ${id}, ${options.invitationId ?? null}, ${options.postId ?? null}, ${context.now().toISOString()})`)
    return id
  })
  const issuedAt = Math.floor(context.now().getTime() / 1000)
  const found = await findCaller(context, { sub: String(accountId), family, version: 1, iat: issuedAt })
  if (!found) throw new Error('a session of the sample was not found')
  return found.caller
}

/** Nobody is left signed in. */
export async function endSessions(context: Context): Promise<void> {
  await withTx(context.database, systemScope, (tx) =>
    tx.execute(
      sql`update session_family set ended_at = ${context.now().toISOString()}, ended_because = 'signed_out' where ended_at is null`,
    ),
  )
}

/** What an operation is called with, as the HTTP layer would make it. */
export function callOf<O extends Operation>(
  context: Context,
  caller: SignedIn | OfficerCaller | undefined,
  input: { readonly params?: object; readonly query?: object; readonly body?: object; readonly photo?: Buffer },
): Call<O> {
  const { params = {}, query = {}, body = {}, photo } = input
  const call = {
    context,
    caller,
    params,
    query,
    body,
    file: photo && { type: 'image/png', bytes: photo },
    address: '127.0.0.1',
    language: 'zh-CN',
    requestId: 'demonstration',
  }
  // Requests of the sample are typed where they are written; no operation it uses touches cookies.
  return call as unknown as Call<O>
}
