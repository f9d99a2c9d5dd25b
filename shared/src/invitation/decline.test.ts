import { expect, test } from 'vitest'
import { moveOutreach, problemsOf, untouched } from '../outreach/lifecycle.ts'
import { declineReasons, returnMonths, stepOfAnswer } from './decline.ts'

const TODAY = '2026-08-31'

test.each([
  ['not_now', 'not_now', 'not_told', '2027-02-28'],
  ['not_interested', 'refused', 'no_interest', null],
  ['wrong_information', 'contacted', null, '2026-09-01'],
  ['not_us', 'unreachable', 'wrong_number', null],
] as const)('“%s” leads to %s', (reason, said, why, nextOn) => {
  const { action, given } = stepOfAnswer({ reason }, untouched, TODAY)
  expect(moveOutreach(untouched, action, { ...given, invitationId: 7 })).toMatchObject({
    said,
    reason: why,
    nextOn,
    saidByInvitation: 7,
  })
})

test('every answer brings along what its step wants to know', () => {
  for (const reason of declineReasons) {
    for (const months of returnMonths) {
      const { action, given } = stepOfAnswer({ reason, months }, untouched, TODAY)
      expect([reason, problemsOf(action, given, TODAY)]).toEqual([reason, []])
    }
  }
})

test('a day that was agreed stands beside wrong information', () => {
  expect(stepOfAnswer({ reason: 'wrong_information' }, { nextOn: '2026-12-01' }, TODAY).given.nextOn).toBe('2026-12-01')
})
