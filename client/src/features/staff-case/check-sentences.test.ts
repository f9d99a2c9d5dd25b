import { type CrossCheckInput, checkRules, crossCheck } from '@yijian/shared/application/cross-check'
import { defaultThresholds } from '@yijian/shared/application/standard'
import { keysOf, proofs } from '@yijian/shared/vocabulary'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { staffChecksTexts } from '../../i18n/zh-CN/staff-checks.ts'

const { sentences, rules } = staffChecksTexts.chinese

const count = fc.constantFrom(null, 0, 1, 2, 3, 31, 120)
const input: fc.Arbitrary<CrossCheckInput> = fc.record({
  creditCodeValid: fc.constantFrom(null, true, false),
  row: fc.record({
    name: fc.constant('杭州样例有限公司'),
    formerNames: fc.constant([]),
    creditCode: fc.constantFrom(null, '91330106MA2TE5T01R'),
    principalName: fc.constantFrom(null, '张三', '李四'),
    statusText: fc.constantFrom(null, '存续'),
    statusClass: fc.constantFrom('live', 'paused', 'moved', 'liquidation', 'revoked', 'gone', 'unknown'),
    headcount: fc.constantFrom(null, 2, 500),
    placeName: fc.constantFrom('甲街道', '乙街道'),
    placeTier: fc.constantFrom('street', 'county', 'city'),
    placeCertain: fc.boolean(),
    provisional: fc.boolean(),
    vanished: fc.boolean(),
  }),
  declared: fc.record({
    name: fc.constantFrom(null, '杭州样例公司'),
    principal: fc.constantFrom(null, '张三'),
    placeName: fc.constantFrom(null, '甲街道'),
    numbers: fc.record({ staff: count, youth: count, members: count, women: count, partyBranch: fc.constant(null) }),
  }),
  confirmed: fc.record({
    name: fc.constantFrom(null, '杭州样例公司'),
    principal: fc.constantFrom(null, '王五'),
    placeName: fc.constantFrom(null, '乙街道'),
  }),
  nameVerdict: fc.constantFrom('same', 'former', 'similar', 'other'),
  organisationName: fc.constantFrom(null, '杭州样例有限公司团支部'),
  otherOpenNumber: fc.constantFrom(null, '2026-0001'),
  proof: fc.constantFrom(...keysOf(proofs)),
  licenceGiven: fc.boolean(),
  invitation: fc.constantFrom('none', 'live', 'over'),
  registerAgeDays: fc.constantFrom(null, 3, 400),
  registerDate: fc.constantFrom(null, '2026-11-01'),
  thresholds: fc.constant(defaultThresholds),
})

test('every finding has its sentence, and every sentence but one is found', () => {
  const found = new Set(
    fc
      .sample(input, { numRuns: 4000, seed: 1 })
      .flatMap(crossCheck)
      .map(({ sentence }) => sentence),
  )
  expect([...found].filter((sentence) => !Object.hasOwn(sentences, sentence))).toEqual([])
  // A joint branch is offered beside the committee, never in its place; the sentence keeps the list of kinds whole.
  expect(Object.keys(sentences).filter((sentence) => !found.has(sentence))).toEqual(['can_joint_branch'])
})

test('every rule has its name', () => {
  expect(Object.keys(rules)).toEqual([...checkRules])
})
