import { randomUUID } from 'node:crypto'
import { Refusal } from '@yijian/shared/errors'
import type { signIn } from '@yijian/shared/identity/contract'
import { sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { firstRow, systemScope, type Tx, withTx } from '../db/tx.ts'
import type { Call } from '../http/serve.ts'
import { getOrAddAccount } from './get-or-add-account.ts'
import { newRefreshToken, setRefreshCookie } from './refresh-tokens.ts'
import { codeDigest } from './request-code.ts'
import { openSession } from './session.ts'

const TRIES = 5

type Request = { phone_cipher: string; invitation_id: number | null; right: boolean }

/** @throws Refusal code_wrong for any code but the right one, in time, unused, within five tries */
export async function handleSignIn({ context, body, http }: Call<typeof signIn>) {
  const familyId = randomUUID()
  const token = newRefreshToken()
  const session = await withTx(context.database, systemScope, async (tx) => {
    const request = await tryCode(tx, context, body)
    // A wrong code leaves without throwing: the transaction must keep the try it has counted.
    if (!request?.right) return 'wrong'
    const accountId = await getOrAddAccount(
      tx,
      context,
      context.cipher.open('sign_in_request|phone', request.phone_cipher),
    )
    await tx.execute(sql`insert into session_family (id, account_id, invitation_id, post_id, created_at)
      values (${familyId}, ${accountId}, ${request.invitation_id}, null, ${context.now().toISOString()})`)
    await token.store(tx, context, familyId)
    return (await openSession(tx, context, http.request.server, familyId)) ?? 'ended'
  })
  if (session === 'wrong') throw new Refusal('code_wrong')
  if (session === 'ended') throw new Refusal('session_ended')
  setRefreshCookie(context, http.reply, token.value)
  return session
}

/** Counts the try and compares in one statement, so that parallel guesses cannot outrun the count. */
async function tryCode(tx: Tx, context: Context, { requestId, code }: { requestId: string; code: string }) {
  const now = context.now().toISOString()
  return firstRow<Request>(
    tx,
    sql`update sign_in_request
        set attempts = attempts + 1,
            used_at = case when code_digest = ${codeDigest(context, requestId, code)} then ${now}::timestamptz end
        where id = ${requestId} and attempts < ${TRIES} and used_at is null and expires_at > ${now}
        returning phone_cipher, invitation_id, used_at is not null as "right"`,
  )
}
