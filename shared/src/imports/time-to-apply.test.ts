import { expect, test } from 'vitest'
import { secondsToApply } from './time-to-apply.ts'

test('a first load of two hundred thousand takes about half a minute, what is known already a moment', () => {
  const rows = 200_000
  expect(secondsToApply({ rows, new: rows, changed: 0, vanished: 0 })).toBeCloseTo(30, -1)
  expect(secondsToApply({ rows, new: 0, changed: 4000, vanished: 0 })).toBeLessThan(8)
})
