import fc from 'fast-check'
import { expect, test } from 'vitest'
import { allowedKinds, contradictions, defaultThresholds, standing } from './standard.ts'

/** 依据: DOMAIN §4.6, the table and its test vectors. */
const vectors: [members: number, youth: number, kinds: string[]][] = [
  [0, 0, []],
  [0, 1, ['youth_work_committee']],
  [1, 1, ['youth_work_committee', 'joint_branch']],
  [2, 10, ['youth_work_committee', 'joint_branch']],
  [3, 3, ['branch']],
  [6, 20, ['branch']],
  [7, 20, ['branch']],
  [29, 60, ['branch']],
  [30, 60, ['general_branch']],
  [99, 300, ['general_branch']],
  [100, 300, ['committee']],
]

test.each(vectors)('%i members of %i young people may set up %j', (members, youth, kinds) => {
  expect(allowedKinds({ members, youth }, defaultThresholds)).toEqual(kinds)
  expect(standing({ members, youth }, defaultThresholds).result).toBe(kinds.length > 0 ? 'can' : 'not_yet')
})

test('a branch says whether it elects a committee, and whether it is larger than usual', () => {
  expect(standing({ members: 6, youth: 6 }, defaultThresholds)).toMatchObject({ notes: ['secretary_only'] })
  expect(standing({ members: 7, youth: 7 }, defaultThresholds)).toMatchObject({ notes: ['elects_committee'] })
  const large = { ...defaultThresholds, generalBranch: 60 }
  expect(standing({ members: 51, youth: 60 }, large)).toMatchObject({ notes: ['elects_committee', 'above_usual_size'] })
})

const count = fc.option(fc.integer({ min: 0, max: 200 }), { nil: null })

test('a missing number is never an answer of "not yet"', () => {
  fc.assert(
    fc.property(count, count, (members, youth) => {
      if (standing({ members, youth }, defaultThresholds).result !== 'not_yet') return
      expect(members).not.toBeNull()
      expect(youth).not.toBeNull()
    }),
  )
})

test('a number that turns out higher never takes away the right to found something', () => {
  fc.assert(
    fc.property(fc.nat(200), fc.nat(200), fc.nat(50), fc.nat(50), (members, youth, more, moreYouth) => {
      const before = standing({ members, youth }, defaultThresholds)
      const after = standing({ members: members + more, youth: youth + moreYouth }, defaultThresholds)
      if (before.result === 'can') expect(after.result).toBe('can')
    }),
  )
})

test('knowing a number that was missing never contradicts what was already certain', () => {
  fc.assert(
    fc.property(fc.nat(200), fc.nat(200), (members, youth) => {
      const blind = standing({ members, youth: null }, defaultThresholds)
      if (blind.result !== 'unknown') {
        expect(standing({ members, youth: Math.max(youth, members) }, defaultThresholds)).toEqual(blind)
      }
    }),
  )
})

test('numbers that cannot be true together are named, unknown ones never', () => {
  const numbers = { staff: 10, youth: 12, members: 13, women: 11, partyBranch: null }
  expect(contradictions(numbers)).toEqual([
    { field: 'youth', exceeds: 'staff' },
    { field: 'members', exceeds: 'youth' },
    { field: 'women', exceeds: 'staff' },
  ])
  expect(contradictions({ ...numbers, youth: null })).toContainEqual({ field: 'members', exceeds: 'staff' })
  expect(contradictions({ staff: null, youth: null, members: 9, women: 9, partyBranch: true })).toEqual([])
})
