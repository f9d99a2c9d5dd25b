import { normaliseCode } from '@yijian/shared/invitation/code'
import type { Invitation } from '@yijian/shared/invitation/contract'
import { sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { firstRow, systemScope, withTx } from '../db/tx.ts'
import { assertMayGuess, countMiss } from './miss-budget.ts'

export type FoundInvitation = {
  readonly id: number
  readonly enterpriseId: number
  readonly phoneCipher: string
  readonly phoneMasked: string
  readonly invitedByPost: number
  readonly expiresAt: Date
  readonly state: Invitation['state']
}

type Row = {
  id: number
  enterprise_id: number
  phone_cipher: string
  phone_masked: string
  invited_by: number
  expires_at: string
  ended_because: string | null
}

/**
 * Finds an invitation by what somebody typed; undefined for every code that is none. A pure read.
 * @throws Refusal too_many_requests for an address that guesses
 */
export async function findInvitationByCode(
  context: Context,
  typed: string,
  address: string,
): Promise<FoundInvitation | undefined> {
  assertMayGuess(context, address)
  const code = normaliseCode(typed)
  const row =
    code === null
      ? undefined
      : await withTx(context.database, systemScope, (tx) => findByDigest(tx, codeDigest(context, code)))
  if (!row) {
    countMiss(context, address)
    return undefined
  }
  return {
    id: row.id,
    enterpriseId: row.enterprise_id,
    phoneCipher: row.phone_cipher,
    phoneMasked: row.phone_masked,
    invitedByPost: row.invited_by,
    expiresAt: new Date(row.expires_at),
    state: stateOf(row, context.now()),
  }
}

/** Keyed: a reader of the database learns no code. */
export function codeDigest(context: Pick<Context, 'cipher'>, code: string): Buffer {
  return context.cipher.index('invitation code', code)
}

async function findByDigest(tx: Parameters<typeof firstRow>[0], digest: Buffer): Promise<Row | undefined> {
  return firstRow<Row>(
    tx,
    sql`select id, enterprise_id, phone_cipher, phone_masked, invited_by, expires_at, ended_because
        from invitation where code_digest = ${digest}`,
  )
}

function stateOf(row: Row, now: Date): FoundInvitation['state'] {
  if (row.ended_because === 'used') return 'used'
  if (new Date(row.expires_at) <= now) return 'over'
  if (row.ended_because === 'opted_out') return 'silenced'
  return row.ended_because === null ? 'live' : 'over'
}
