import { type Calendar, localDay } from '../application/clock.ts'

/**
 * When and how often an enterprise may be invited by a short message. 依据: DOMAIN §5.1（发送时段、频次，按号码计，不仅按企业计）
 * Hours are those of Hangzhou, on working days.
 */
export const sendingRules = {
  fromHour: 9,
  toHour: 20,
  daysBetweenPerNumber: 7,
  perEnterprise: { times: 3, days: 90 },
} as const

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** Asia/Shanghai. */
const OFFSET_MS = 8 * HOUR_MS

/** When a message written at `at` may go out; null: at once. */
export function nextSendingTime(at: Date, calendar: Calendar): Date | null {
  const today = localDay(at)
  const opens = (day: string) => new Date(Date.parse(`${day}T00:00:00Z`) + sendingRules.fromHour * HOUR_MS - OFFSET_MS)
  const open = opens(today)
  if (calendar.isWorkingDay(today)) {
    if (at < open) return open
    if (at.getTime() < open.getTime() + (sendingRules.toHour - sendingRules.fromHour) * HOUR_MS) return null
  }
  let next = new Date(open.getTime() + DAY_MS)
  while (!calendar.isWorkingDay(localDay(next))) next = new Date(next.getTime() + DAY_MS)
  return next
}
