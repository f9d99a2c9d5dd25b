import { Refusal } from '@yijian/shared/errors'
import { type Budget, spend } from '../budgets/spend.ts'
import type { Context } from '../context.ts'
import type { Tx } from '../db/tx.ts'

const MINUTE = 60
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** 依据: DOMAIN.md §5.1: gateways themselves allow a phone one code a minute, five an hour, ten a day. */
const perPhone: readonly Budget[] = [
  { kind: 'code.phone.minute', limit: 1, windowSeconds: MINUTE },
  { kind: 'code.phone.hour', limit: 5, windowSeconds: HOUR },
  { kind: 'code.phone.day', limit: 10, windowSeconds: DAY },
]

// Wide, because a whole office or a carrier's gateway may share one address.
const perAddress: readonly Budget[] = [
  { kind: 'code.address.hour', limit: 300, windowSeconds: HOUR },
  { kind: 'code.address.day', limit: 2000, windowSeconds: DAY },
]

const inTotal: readonly Budget[] = [{ kind: 'code.total.day', limit: 20_000, windowSeconds: DAY }]

/**
 * Pays for one code, or for none: the transaction rolls back what was spent before the refusal. The
 * order is the same for everyone, so two requests never wait for each other in a circle.
 * @throws Refusal too_many_codes
 */
export async function payForCode(tx: Tx, context: Context, phoneIndex: Buffer, address: string): Promise<void> {
  const now = context.now()
  const addressIndex = context.cipher.index('address', address)
  const total = Buffer.from('total')
  const charges = [
    ...perPhone.map((budget) => [budget, phoneIndex] as const),
    ...perAddress.map((budget) => [budget, addressIndex] as const),
    ...inTotal.map((budget) => [budget, total] as const),
  ]
  for (const [budget, subject] of charges) {
    if (await spend(tx, budget, subject, now)) continue
    if (budget.kind === 'code.total.day') context.log.error('the daily budget of one-time codes is used up')
    throw new Refusal('too_many_codes', { retryAfter: secondsLeft(budget, now) })
  }
}

function secondsLeft(budget: Budget, now: Date): number {
  return budget.windowSeconds - Math.floor((now.getTime() / 1000) % budget.windowSeconds)
}
