import { inMonths } from '@yijian/shared/invitation/decline'
import { describe, expect, test } from 'vitest'
import { readRecord } from './record-form.ts'

const asked = {
  establishedOn: '2020-01-01',
  today: '2026-03-02',
  texts: { pickWay: 'way?', pickOutcome: 'outcome?', pickReason: 'reason?', pickDay: 'day?', sayWhy: 'why?' },
  locale: 'en',
} as const

function read(values: Readonly<Record<string, string>>) {
  const data = new FormData()
  for (const [name, value] of Object.entries(values)) data.set(name, value)
  return readRecord(data, 4, asked)
}

describe('a record as filled in', () => {
  test('names what is missing, beside the field', () => {
    expect(read({}).errors.map(({ field }) => field)).toEqual(['way', 'outcome'])
    expect(read({ way: 'phone', outcome: 'not_now' }).errors).toEqual([
      { field: 'reason', message: 'reason?' },
      { field: 'nextOn', message: 'day?' },
    ])
    expect(read({ way: 'phone', outcome: 'refuses', reason: 'other' }).errors).toEqual([
      { field: 'note', message: 'why?' },
    ])
    expect(read({ way: 'visit', outcome: 'talked', happenedOn: '2026-03-03' }).errors).toMatchObject([
      { field: 'happenedOn' },
    ])
  })

  test('sends what the outcome asks for, and the version that was seen', () => {
    const filled = { way: 'phone', outcome: 'not_now', reason: 'no_youth', nextOn: '2026-09-01', spokeWith: '陈会计 ' }
    expect(read(filled).contact).toEqual({
      version: 4,
      way: 'phone',
      happenedOn: '2026-03-02',
      outcome: 'not_now',
      reason: 'no_youth',
      nextOn: '2026-09-01',
      spokeWith: '陈会计',
    })
  })

  test('nobody was spoken with when nobody answered', () => {
    const filled = { way: 'phone', outcome: 'no_answer', reason: 'unanswered', spokeWith: '陈会计' }
    expect(read(filled).contact).not.toHaveProperty('spokeWith')
  })
})

test.each([
  ['2026-03-02', 1, '2026-04-02'],
  ['2026-08-31', 6, '2027-02-28'],
  ['2026-12-31', 3, '2027-03-31'],
])('%s and %i months', (day, months, expected) => {
  expect(inMonths(day, months)).toBe(expected)
})
