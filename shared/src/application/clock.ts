/** Working days of the city: Monday to Friday but for the listed exceptions (holidays, make-up days). */
export type Calendar = { isWorkingDay(day: string): boolean }

const DAY_MS = 86_400_000
/** Asia/Shanghai has kept UTC+8 without summer time since 1991. */
const OFFSET_MS = 8 * 3_600_000
const CLOSING_HOUR = 18

/** When an hour of a day begins in Hangzhou. */
export function hourOf(day: string, hour: number): Date {
  return new Date(Date.parse(`${day}T00:00:00Z`) + hour * 3_600_000 - OFFSET_MS)
}

/** @param exceptions day (`YYYY-MM-DD`) → whether it is worked */
export function calendarOf(exceptions: ReadonlyMap<string, boolean>): Calendar {
  return {
    isWorkingDay(day) {
      const listed = exceptions.get(day)
      if (listed !== undefined) return listed
      const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
      return weekday !== 0 && weekday !== 6
    },
  }
}

/** The calendar day in Hangzhou, `YYYY-MM-DD`. */
export function localDay(at: Date): string {
  return new Date(at.getTime() + OFFSET_MS).toISOString().slice(0, 10)
}

/** The day some calendar days on, or back; both `YYYY-MM-DD`. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10)
}

/** Calendar days from one day to another, both `YYYY-MM-DD`; negative when `to` is the earlier. */
export function daysBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / DAY_MS
}

/**
 * When a promise of `workingDays` falls due: at closing time of that many working days after the day
 * of `from`, which itself does not count (当日不计).
 */
export function dueAfter(from: Date, workingDays: number, calendar: Calendar): Date {
  let day = localDay(from)
  for (let left = workingDays; left > 0; ) {
    day = nextDay(day)
    if (calendar.isWorkingDay(day)) left -= 1
  }
  return closing(day)
}

/** Whole working days of a promise used up between two moments: the days begun after `from`'s and ended by `to`. */
export function workingDaysUsed(from: Date, to: Date, calendar: Calendar): number {
  let used = 0
  for (let day = nextDay(localDay(from)); closing(day) <= to; day = nextDay(day)) {
    if (calendar.isWorkingDay(day)) used += 1
  }
  return used
}

/** What is left of a promise when the applicant has answered; at least one day, so that nobody is late on arrival. */
export function remainingAfterPause(promised: number, startedAt: Date, pausedAt: Date, calendar: Calendar): number {
  return Math.max(1, promised - workingDaysUsed(startedAt, pausedAt, calendar))
}

export type Urgency = 'in_time' | 'soon' | 'overdue'

/** 依据: DOMAIN §8.10 第14条：用时八成为黄，满期为红 */
export function urgency(startedAt: Date, dueAt: Date, now: Date): Urgency {
  if (now > dueAt) return 'overdue'
  return now.getTime() - startedAt.getTime() >= 0.8 * (dueAt.getTime() - startedAt.getTime()) ? 'soon' : 'in_time'
}

function nextDay(day: string): string {
  return addDays(day, 1)
}

function closing(day: string): Date {
  return hourOf(day, CLOSING_HOUR)
}
