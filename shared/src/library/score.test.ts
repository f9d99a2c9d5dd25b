import fc from 'fast-check'
import { expect, test } from 'vitest'
import { StatusClass } from '../enterprise-status.ts'
import { TypeClass } from '../registry/enterprise-type.ts'
import { IndustrySection } from '../registry/industry.ts'
import { SCORING, type ScoredFacts, scoreOf } from './score.ts'

const facts: fc.Arbitrary<ScoredFacts> = fc.record({
  headcount: fc.option(fc.nat({ max: 20_000 })),
  industrySection: fc.option(fc.constantFrom(...IndustrySection.options)),
  establishedOn: fc.option(
    fc
      .date({ min: new Date('1950-01-01'), max: new Date('2027-01-01'), noInvalidDate: true })
      .map((day) => day.toISOString().slice(0, 10)),
  ),
  statusClass: fc.constantFrom(...StatusClass.options),
  typeClass: fc.constantFrom(...TypeClass.options),
  nature: fc.constantFrom('private' as const, 'public' as const),
  reachable: fc.boolean(),
})

test('a score is 0 to 100 and its reasons add up to it', () => {
  fc.assert(
    fc.property(facts, (of) => {
      const { score, reasons } = scoreOf(of)
      expect(score).toBeGreaterThanOrEqual(0)
      expect(score).toBeLessThanOrEqual(100)
      expect(reasons.reduce((sum, { points }) => sum + points, 0)).toBe(score)
    }),
  )
})

test('more staff, and a number that reaches somebody, never make it less; a closed enterprise has none', () => {
  fc.assert(
    fc.property(facts, fc.nat({ max: 500 }), (of, more) => {
      const { score } = scoreOf(of)
      if (of.headcount !== null)
        expect(scoreOf({ ...of, headcount: of.headcount + more }).score).toBeGreaterThanOrEqual(score)
      expect(scoreOf({ ...of, reachable: true }).score).toBeGreaterThanOrEqual(score)
      expect(scoreOf({ ...of, statusClass: 'gone' }).score).toBe(0)
    }),
  )
})

test('the best there can be is 100', () => {
  const best: ScoredFacts = {
    headcount: 800,
    industrySection: 'I',
    establishedOn: '2019-05-04',
    statusClass: 'live',
    typeClass: 'company',
    nature: 'private',
    reachable: true,
  }
  expect(scoreOf(best).score).toBe(100)
  expect(SCORING.effectiveFrom).toMatch(/^\d{4}-\d\d-\d\d$/)
})
