import { type Calendar, hourOf, localDay } from '../application/clock.ts'

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

/** The widest hours in which the carriers take such messages. 依据: DOMAIN §5.1（各家 08:00–20:00 至 08:00–22:00） */
export const widestHours = { from: 8, to: 22 } as const

/** What can be set at all; the day and the hours are judged by `problemsOfRules` as well. */
export const boundsOfRules = {
  fromHour: { least: 0, most: 23 },
  toHour: { least: 1, most: 24 },
  daysBetweenPerNumber: { least: 0, most: 365 },
  timesPerEnterprise: { least: 1, most: 100 },
  daysPerEnterprise: { least: 1, most: 730 },
  validDays: { least: 1, most: 365 },
} as const

export type RulesProblem = {
  readonly field: 'effectiveFrom' | 'fromHour' | 'toHour'
  readonly problem: 'a_later_day' | 'day_taken' | 'check_this'
}

/** What is wrong with rules that are to hold from a day on; the form and the server ask this one. */
export function problemsOfRules(
  { effectiveFrom, fromHour, toHour }: Pick<SendingRules, 'fromHour' | 'toHour'> & { readonly effectiveFrom: string },
  { today, taken }: { readonly today: string; readonly taken: readonly string[] },
): RulesProblem[] {
  const problems: RulesProblem[] = []
  if (effectiveFrom <= today) problems.push({ field: 'effectiveFrom', problem: 'a_later_day' })
  else if (taken.includes(effectiveFrom)) problems.push({ field: 'effectiveFrom', problem: 'day_taken' })
  if (fromHour < widestHours.from || fromHour >= widestHours.to)
    problems.push({ field: 'fromHour', problem: 'check_this' })
  if (toHour <= fromHour || toHour > widestHours.to) problems.push({ field: 'toHour', problem: 'check_this' })
  return problems
}

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/** When a message written at `at` may go out; null: at once. */
export function nextSendingTime(
  at: Date,
  { fromHour, toHour }: Pick<SendingRules, 'fromHour' | 'toHour'>,
  calendar: Calendar,
): Date | null {
  const today = localDay(at)
  const open = hourOf(today, fromHour)
  if (calendar.isWorkingDay(today)) {
    if (at < open) return open
    if (at.getTime() < open.getTime() + (toHour - fromHour) * HOUR_MS) return null
  }
  let next = new Date(open.getTime() + DAY_MS)
  while (!calendar.isWorkingDay(localDay(next))) next = new Date(next.getTime() + DAY_MS)
  return next
}
