import { Refusal } from '@yijian/shared/errors'
import type { Context } from '../context.ts'

const MISSES_PER_MINUTE = 30
const MISSES_IN_ALL_PER_MINUTE = 1000
const MINUTE_MS = 60_000

type Misses = { minute: number; all: number; readonly byAddress: Map<string, number> }

// In memory on purpose: a hit must write nothing, and a guesser gains no more than one budget per process.
const missesOf = new WeakMap<Context, Misses>()

/**
 * Refuses an address that guesses codes. Only misses count, so that opening one's own invitation is never refused.
 * @throws Refusal too_many_requests
 */
export function assertMayGuess(context: Context, address: string): void {
  const misses = current(context)
  const spent = (misses.byAddress.get(address) ?? 0) >= MISSES_PER_MINUTE
  if (spent || misses.all >= MISSES_IN_ALL_PER_MINUTE) throw new Refusal('too_many_requests', { retryAfter: 60 })
}

export function countMiss(context: Context, address: string): void {
  const misses = current(context)
  misses.all += 1
  misses.byAddress.set(address, (misses.byAddress.get(address) ?? 0) + 1)
  if (misses.all === MISSES_IN_ALL_PER_MINUTE) context.log.error('invitation codes are being guessed')
}

function current(context: Context): Misses {
  const minute = Math.floor(context.now().getTime() / MINUTE_MS)
  const known = missesOf.get(context)
  if (known?.minute === minute) return known
  const fresh: Misses = { minute, all: 0, byAddress: new Map() }
  missesOf.set(context, fresh)
  return fresh
}
