import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkRules, type Finding } from './cross-check.ts'
import { joinChanges, registerChanges } from './register-change.ts'

const finding = (rule: Finding['rule']): fc.Arbitrary<Finding> =>
  fc.record({
    rule: fc.constant(rule),
    outcome: fc.constantFrom('agrees', 'differs', 'unknown'),
    effect: fc.constantFrom('none', 'note', 'look', 'stop'),
    sentence: fc.constantFrom('one', 'two'),
    declared: fc.constantFrom(null, '甲'),
    registered: fc.constantFrom(null, '甲', '乙'),
  })
const findings = fc.tuple(...checkRules.map(finding))

test('the same answers are no change, and neither is the register’s own age or another application', () => {
  fc.assert(
    fc.property(findings, findings, (before, after) => {
      expect(registerChanges(before, before)).toEqual([])
      const rules = registerChanges(before, after).map((change) => change.after.rule)
      expect(rules.filter((rule) => ['C7', 'C8', 'C11', 'C12', 'C13'].includes(rule))).toEqual([])
    }),
  )
})

test('two changes joined say what the first register and the last one say; there and back is none', () => {
  fc.assert(
    fc.property(findings, findings, findings, (first, second, third) => {
      const there = registerChanges(first, second)
      expect(joinChanges(there, registerChanges(second, first))).toEqual([])
      const joined = joinChanges(there, registerChanges(second, third)).map(({ after }) => after.rule)
      const direct = registerChanges(first, third).map(({ after }) => after.rule)
      // A value that only became news by way of another answer may be told once more than the direct comparison would.
      expect(direct.filter((rule) => !joined.includes(rule))).toEqual([])
    }),
  )
})

const status = (registered: string, rest: Partial<Finding>): Finding => ({
  rule: 'C4',
  outcome: 'agrees',
  effect: 'none',
  sentence: 'status_live',
  declared: null,
  registered,
  ...rest,
})

test('another word for the same is no news; another kind of end is', () => {
  expect(registerChanges([status('存续', {})], [status('存续（在营、开业、在册）', {})])).toEqual([])
  const dead = { outcome: 'differs', effect: 'stop', sentence: 'status_dead' } as const
  expect(registerChanges([status('吊销', dead)], [status('注销', dead)])).toHaveLength(1)
  expect(registerChanges([status('注销', dead)], [status('注　销', dead)])).toEqual([])
})
