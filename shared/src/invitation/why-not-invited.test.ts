import { expect, test } from 'vitest'
import { untouched } from '../outreach/lifecycle.ts'
import { type Invitable, notInvitedReasons, whyNotInvited } from './why-not-invited.ts'

const TODAY = '2026-06-01'
const free: Invitable = { ...untouched, statusClass: 'live', publicBody: false, invited: false, noReceiver: null }

/** What stands in the way, in the order in which it is told. */
const obstacles: readonly [string, Partial<Invitable>][] = [
  ['dead', { statusClass: 'revoked' }],
  ['public', { publicBody: true }],
  ['organised', { fact: 'covered' }],
  ['live', { invited: true }],
  ['agreed_later', { said: 'not_now', nextOn: '2026-06-02' }],
  ['invited_lately', { noReceiver: 'invited_lately' }],
]

test('whoever has nothing in the way is invited; of several reasons the one that lasts longest is told', () => {
  expect(whyNotInvited(free, TODAY)).toBeNull()
  obstacles.forEach(([reason, obstacle], at) => {
    expect(whyNotInvited({ ...free, ...obstacle }, TODAY)).toBe(reason)
    const withThoseBehind: Invitable = Object.assign({ ...free }, ...obstacles.slice(at).map(([, more]) => more))
    expect(whyNotInvited(withThoseBehind, TODAY)).toBe(reason)
  })
})

test('every reason is one of the list', () => {
  for (const [reason] of obstacles) expect(notInvitedReasons).toContain(reason)
})
