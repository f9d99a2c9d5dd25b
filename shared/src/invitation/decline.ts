import { addDays } from '../application/clock.ts'
import type { Given, Standing } from '../outreach/lifecycle.ts'
import type { OutreachAction } from '../outreach/words.ts'

/** What whoever was invited answers instead of applying. */
export const declineReasons = ['not_us', 'wrong_information', 'not_interested', 'not_now'] as const
export type DeclineReason = (typeof declineReasons)[number]

/** Months after which whoever says “not now” wants to be turned to again; the first where none was chosen. */
export const returnMonths = [6, 3, 12] as const
export type ReturnMonths = (typeof returnMonths)[number]

export type Answer = { readonly reason: DeclineReason; readonly months?: ReturnMonths | undefined }

/** Where an answer leads by the table of outreach, and what it brings along. 依据: DOMAIN §8.1、§8.10 第10、21、23条 */
export function stepOfAnswer(
  { reason, months = returnMonths[0] }: Answer,
  { nextOn }: Pick<Standing, 'nextOn'>,
  today: string,
): { readonly action: OutreachAction; readonly given: Given } {
  switch (reason) {
    case 'not_now':
      return { action: 'not_now', given: { reason: 'not_told', nextOn: inMonths(today, months) } }
    case 'not_interested':
      return { action: 'refuses', given: { reason: 'no_interest' } }
    case 'not_us':
      return { action: 'no_answer', given: { reason: 'wrong_number' } }
    case 'wrong_information':
      // Somebody of theirs has spoken and waits to be asked; a day that was agreed stands.
      return { action: 'talked', given: { nextOn: nextOn ?? addDays(today, 1) } }
  }
}

/** The same day some months on, or the last day of that month. */
export function inMonths(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const last = new Date(Date.UTC(year, month + months, 0))
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last.getUTCDate()))).toISOString().slice(0, 10)
}
