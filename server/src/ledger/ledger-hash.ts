import { createHmac } from 'node:crypto'
import type { NamedSecret } from '../config.ts'
import { derive } from '../crypto/field-cipher.ts'

/** The part of an event that its hash covers; everything but the row's own id. */
export type LedgerContent = {
  readonly applicationId: number
  readonly seq: number
  readonly at: Date
  readonly agency: string
  readonly action: string
  readonly fromState: string | null
  readonly toState: string
  readonly fromStep: number | null
  readonly toStep: number
  readonly actorKind: 'applicant' | 'officer' | 'system'
  readonly accountId: number | null
  readonly officerId: number | null
  readonly postId: number | null
  readonly officeId: number | null
  readonly actorName: string | null
  readonly officeName: string | null
  readonly reasons: readonly string[]
  readonly note: string | null
  readonly applicantText: string | null
  readonly payload: unknown
  readonly commandId: string
  readonly commandDigest: Buffer
}

export type LedgerKeys = { readonly current: string; readonly byId: ReadonlyMap<string, Buffer> }

export function ledgerKeys(secrets: readonly NamedSecret[]): LedgerKeys {
  const [first] = secrets
  if (!first) throw new Error('the ledger needs at least one key')
  return { current: first.kid, byId: new Map(secrets.map(({ kid, secret }) => [kid, derive(secret, 'ledger')])) }
}

/** HMAC-SHA256 over the previous hash and the content: 32 bytes, or undefined when the key is not known. */
export function eventHash(
  keys: LedgerKeys,
  kid: string,
  previous: Buffer | null,
  content: LedgerContent,
): Buffer | undefined {
  return keyed(
    keys,
    kid,
    previous,
    canonical({ ...content, at: content.at.toISOString(), commandDigest: content.commandDigest.toString('hex') }),
  )
}

export function keyed(keys: LedgerKeys, kid: string, previous: Buffer | null, text: string): Buffer | undefined {
  const key = keys.byId.get(kid)
  return (
    key &&
    createHmac('sha256', key)
      .update(previous ?? Buffer.alloc(0))
      .update('\n')
      .update(text)
      .digest()
  )
}

/** JSON with sorted keys: the database may reorder the keys of a payload, its meaning stays. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value)
      .filter(([, one]) => one !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
    return `{${entries.map(([key, one]) => `${JSON.stringify(key)}:${canonical(one)}`).join(',')}}`
  }
  return JSON.stringify(value)
}
