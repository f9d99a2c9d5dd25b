import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { calendarOf, dueAfter, localDay, remainingAfterPause, urgency, workingDaysUsed } from './clock.ts'

/** 2026 by hand, from the State Council's notice: days off on weekdays, and weekends that are worked. */
const off = [
  ...['2026-01-01', '2026-01-02'],
  ...['2026-02-16', '2026-02-17', '2026-02-18', '2026-02-19', '2026-02-20', '2026-02-23'],
  ...['2026-04-06', '2026-05-01', '2026-05-04', '2026-05-05', '2026-06-19', '2026-09-25'],
  ...['2026-10-01', '2026-10-02', '2026-10-05', '2026-10-06', '2026-10-07'],
]
const worked = ['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10']
const calendar = calendarOf(
  new Map([...off.map((day) => [day, false] as const), ...worked.map((day) => [day, true] as const)]),
)

function local(text: string): Date {
  return new Date(`${text}:00+08:00`)
}

describe('the calendar of 2026', () => {
  test.each([
    ['an ordinary day', '2026-03-10T10:00', 1, '2026-03-11T18:00'],
    ['Friday evening', '2026-03-13T20:00', 1, '2026-03-16T18:00'],
    ['a Saturday', '2026-03-14T09:00', 1, '2026-03-16T18:00'],
    ['before 春节, into the Saturday that is worked', '2026-02-13T10:00', 1, '2026-02-14T18:00'],
    ['before 春节, over the whole holiday', '2026-02-13T10:00', 2, '2026-02-24T18:00'],
    ['after 春节, into the second Saturday that is worked', '2026-02-24T10:00', 4, '2026-02-28T18:00'],
    ['during 春节', '2026-02-18T10:00', 1, '2026-02-24T18:00'],
    ['over 国庆节 into its make-up Saturday', '2026-09-30T10:00', 3, '2026-10-10T18:00'],
    ['just before midnight in Hangzhou, when it is still afternoon in UTC', '2026-03-10T23:59', 1, '2026-03-11T18:00'],
    ['just after midnight in Hangzhou, when it is still yesterday in UTC', '2026-03-11T00:01', 1, '2026-03-12T18:00'],
  ])('%s', (_, from, days, due) => {
    expect(dueAfter(local(from), days, calendar)).toEqual(local(due))
  })
})

const year = { min: local('2026-01-01T00:00'), max: local('2026-12-31T23:59'), noInvalidDate: true } as const
const moment = fc.date(year)
const days = fc.integer({ min: 1, max: 40 })

describe('laws', () => {
  test('a promise falls due at closing time of a working day, after the day it began', () => {
    fc.assert(
      fc.property(moment, days, (from, promised) => {
        const due = dueAfter(from, promised, calendar)
        expect(due.toISOString()).toMatch(/T10:00:00\.000Z$/)
        expect(calendar.isWorkingDay(localDay(due))).toBe(true)
        expect(localDay(due) > localDay(from)).toBe(true)
      }),
    )
  })

  test('promises add up, and a longer one is never due earlier', () => {
    fc.assert(
      fc.property(moment, days, days, (from, a, b) => {
        expect(dueAfter(dueAfter(from, a, calendar), b, calendar)).toEqual(dueAfter(from, a + b, calendar))
        expect(dueAfter(from, a + b, calendar) > dueAfter(from, a, calendar)).toBe(true)
      }),
    )
  })

  test('at its due moment a promise is used up, and not before', () => {
    fc.assert(
      fc.property(moment, days, (from, promised) => {
        const due = dueAfter(from, promised, calendar)
        expect(workingDaysUsed(from, due, calendar)).toBe(promised)
        expect(workingDaysUsed(from, new Date(due.getTime() - 1), calendar)).toBe(promised - 1)
      }),
    )
  })

  test('a pause gives back what was not used: the office never loses a day and gains one at most', () => {
    fc.assert(
      fc.property(
        moment,
        days,
        fc.double({ min: 0, max: 1.5, noNaN: true }),
        fc.nat(60),
        (from, promised, part, away) => {
          const due = dueAfter(from, promised, calendar)
          const pausedAt = new Date(from.getTime() + part * (due.getTime() - from.getTime()))
          const resumedAt = new Date(pausedAt.getTime() + away * 86_400_000)
          const left = remainingAfterPause(promised, from, pausedAt, calendar)
          const used = workingDaysUsed(from, pausedAt, calendar)
          const total = used + workingDaysUsed(resumedAt, dueAfter(resumedAt, left, calendar), calendar)
          expect(left).toBeGreaterThanOrEqual(1)
          expect(left).toBeLessThanOrEqual(promised)
          expect(total - Math.max(promised, used)).toBeGreaterThanOrEqual(0)
          expect(total - Math.max(promised, used)).toBeLessThanOrEqual(1)
        },
      ),
    )
  })

  test('urgency only ever rises: in time, soon from 80 % of the time, overdue after the due moment', () => {
    const started = local('2026-03-02T08:00')
    const due = local('2026-03-12T08:00')
    expect(urgency(started, due, local('2026-03-10T07:59'))).toBe('in_time')
    expect(urgency(started, due, local('2026-03-10T08:00'))).toBe('soon')
    expect(urgency(started, due, due)).toBe('soon')
    expect(urgency(started, due, new Date(due.getTime() + 1))).toBe('overdue')
  })
})
