import { expect, test } from 'vitest'
import { keepRecent, paceOf, secondsFor } from './pace.ts'

test('speed is that of the newest quarter of a minute, and unknown at first', () => {
  expect(paceOf([])).toBeUndefined()
  expect(
    paceOf([
      { at: 0, bytes: 0 },
      { at: 900, bytes: 5 },
    ]),
  ).toBeUndefined()
  const marks = [0, 10_000, 20_000, 30_000].map((at) => ({ at, bytes: at * 2 }))
  expect(keepRecent(marks, 30_000)).toHaveLength(2)
  expect(paceOf(marks)).toBe(2000)
})

test('nobody is told when it ends before that is known', () => {
  expect(secondsFor(1000, undefined)).toBeUndefined()
  expect(secondsFor(1000, 0)).toBeUndefined()
  expect(secondsFor(1001, 100)).toBe(11)
})
