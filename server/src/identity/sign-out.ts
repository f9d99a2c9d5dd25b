import type { signOut } from '@yijian/shared/identity/contract'
import { sql } from 'drizzle-orm'
import { firstRow } from '../db/tx.ts'
import type { Call } from '../http/serve.ts'
import { clearRefreshCookie, readRefreshCookie, refreshDigest } from './refresh-tokens.ts'
import { endFamily } from './session.ts'

/** Ends whatever session the caller can show, by cookie or by token; showing none is no error. */
export async function handleSignOut({ context, caller, http }: Call<typeof signOut>): Promise<undefined> {
  const value = readRefreshCookie(context, http.request)
  const { orm } = context.database
  if (caller) await endFamily(orm, caller.familyId, 'signed_out', context.now())
  if (value) {
    const token = await firstRow<{ family_id: string }>(
      orm,
      sql`select family_id from refresh_token where digest = ${refreshDigest(context, value)}`,
    )
    if (token) await endFamily(orm, token.family_id, 'signed_out', context.now())
  }
  clearRefreshCookie(context, http.reply)
}
