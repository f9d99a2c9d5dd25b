import { Refusal } from '@yijian/shared/errors'
import type { refreshSession } from '@yijian/shared/identity/contract'
import { sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { firstRow, systemScope, type Tx, withTx } from '../db/tx.ts'
import type { Call } from '../http/serve.ts'
import {
  clearRefreshCookie,
  readRefreshCookie,
  refreshDigest,
  setRefreshCookie,
  successorOf,
} from './refresh-tokens.ts'
import { endFamily, openSession } from './session.ts'

const GRACE_SECONDS = 10

/**
 * Rotates the refresh token. Within ten seconds the old one still leads to the same successor, for tabs
 * that refresh at once; after that its use means that two parties hold it, and the family ends.
 * @throws Refusal session_ended
 */
export async function handleRefreshSession({ context, http }: Call<typeof refreshSession>) {
  const value = readRefreshCookie(context, http.request)
  const session = value ? await rotate(context, http.request.server, value) : undefined
  if (!value || !session) {
    clearRefreshCookie(context, http.reply)
    throw new Refusal(value ? 'session_ended' : 'not_signed_in')
  }
  setRefreshCookie(context, http.reply, successorOf(context, value).value)
  return session
}

async function rotate(context: Context, app: Call<typeof refreshSession>['http']['request']['server'], value: string) {
  return withTx(context.database, systemScope, async (tx) => {
    const familyId = (await replace(tx, context, value)) ?? (await familyInGrace(tx, context, value))
    return familyId && openSession(tx, context, app, familyId)
  })
}

async function replace(tx: Tx, context: Context, value: string): Promise<string | undefined> {
  const now = context.now().toISOString()
  const replaced = await firstRow<{ family_id: string }>(
    tx,
    sql`update refresh_token t set replaced_at = ${now} from session_family f
        where t.digest = ${refreshDigest(context, value)} and t.replaced_at is null and t.expires_at > ${now}
          and f.id = t.family_id and f.ended_at is null
        returning t.family_id`,
  )
  if (!replaced) return undefined
  await successorOf(context, value).store(tx, context, replaced.family_id)
  return replaced.family_id
}

async function familyInGrace(tx: Tx, context: Context, value: string): Promise<string | undefined> {
  const now = context.now()
  const graceBegan = new Date(now.getTime() - GRACE_SECONDS * 1000).toISOString()
  const used = await firstRow<{ family_id: string; in_grace: boolean }>(
    tx,
    sql`select family_id, replaced_at >= ${graceBegan}::timestamptz as in_grace from refresh_token
        where digest = ${refreshDigest(context, value)} and replaced_at is not null`,
  )
  if (!used) return undefined
  if (used.in_grace) return used.family_id
  await endFamily(tx, used.family_id, 'token_reused', now)
  context.log.warn({ familyId: used.family_id }, 'a replaced refresh token was used again; its session has ended')
  return undefined
}
