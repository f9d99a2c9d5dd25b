import { expect, test } from 'vitest'
import { calendarOf } from '../application/clock.ts'
import { nextSendingTime } from './sending-rules.ts'

const calendar = calendarOf(
  new Map([
    ['2026-10-01', false],
    ['2026-10-02', false],
    ['2026-10-10', true],
  ]),
)

test.each([
  ['a working morning before nine waits for nine', '2026-03-02T08:59:59+08:00', '2026-03-02T09:00:00+08:00'],
  ['nine is time', '2026-03-02T09:00:00+08:00', null],
  ['a minute before eight in the evening too', '2026-03-02T19:59:00+08:00', null],
  ['eight in the evening waits for the next day', '2026-03-02T20:00:00+08:00', '2026-03-03T09:00:00+08:00'],
  ['a Friday night waits for Monday', '2026-03-06T21:00:00+08:00', '2026-03-09T09:00:00+08:00'],
  ['a Sunday at noon too', '2026-03-08T12:00:00+08:00', '2026-03-09T09:00:00+08:00'],
  ['a holiday and the weekend after it', '2026-10-01T10:00:00+08:00', '2026-10-05T09:00:00+08:00'],
  ['a Saturday that is worked', '2026-10-10T10:00:00+08:00', null],
])('%s', (_, at, sends) => {
  expect(nextSendingTime(new Date(at), { fromHour: 9, toHour: 20 }, calendar)?.toISOString() ?? null).toBe(
    sends && new Date(sends).toISOString(),
  )
})
