import { type Calendar, localDay } from '../application/clock.ts'

/**
 * When and how often an enterprise may be invited by a short message, as it holds on a day: dated data, see `sending_rule`.
 * 依据: DOMAIN §5.1（发送时段、频次，按号码计，不仅按企业计）、§9
 */
export type SendingRules = {
  /** Hours of a working day in Hangzhou. */
  readonly fromHour: number
  readonly toHour: number
  readonly daysBetweenPerNumber: number
  readonly perEnterprise: { readonly times: number; readonly days: number }
  /** How long an invitation holds. */
  readonly validDays: number
}

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** Asia/Shanghai. */
const OFFSET_MS = 8 * HOUR_MS

/** When a message written at `at` may go out; null: at once. */
export function nextSendingTime(
  at: Date,
  { fromHour, toHour }: Pick<SendingRules, 'fromHour' | 'toHour'>,
  calendar: Calendar,
): Date | null {
  const today = localDay(at)
  const opens = (day: string) => new Date(Date.parse(`${day}T00:00:00Z`) + fromHour * HOUR_MS - OFFSET_MS)
  const open = opens(today)
  if (calendar.isWorkingDay(today)) {
    if (at < open) return open
    if (at.getTime() < open.getTime() + (toHour - fromHour) * HOUR_MS) return null
  }
  let next = new Date(open.getTime() + DAY_MS)
  while (!calendar.isWorkingDay(localDay(next))) next = new Date(next.getTime() + DAY_MS)
  return next
}
