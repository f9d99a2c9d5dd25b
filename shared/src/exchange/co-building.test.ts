import { expect, it } from 'vitest'
import { defaultThresholds } from '../application/standard.ts'
import { type CoBuildingFacts, coBuilding, coBuildingStandardOn } from './co-building.ts'
import { listedFits } from './words.ts'

const standard = coBuildingStandardOn('2026-11-22')
const alive: CoBuildingFacts = { statusClass: 'live', publicBody: false, headcount: 40, numbers: null }
const judge = (facts: Partial<CoBuildingFacts>) => coBuilding({ ...alive, ...facts }, defaultThresholds, standard)

it.each([
  [{}, 'both', 'likely', 'fit'],
  [{ headcount: 25 }, 'both', 'likely', 'fit'],
  [{ headcount: 24 }, 'joint', 'likely', 'joint'],
  [{ headcount: 2 }, 'ask', 'ask', 'joint'],
  [{ headcount: 0 }, 'no', 'no', 'no'],
  [{ headcount: null }, 'ask', 'ask', 'ask'],
  [{ headcount: 40, numbers: { staff: 40, youth: 0, members: 0, women: 3 } }, 'no', 'no', 'fit'],
  [{ headcount: null, numbers: { staff: 30, youth: 5, members: null, women: null } }, 'both', 'likely', 'fit'],
  [{ headcount: null, numbers: { staff: 30, youth: 5, members: 4, women: null } }, 'both', 'fit', 'fit'],
  [{ statusClass: 'paused' }, 'ask', 'likely', 'fit'],
  [{ statusClass: 'gone' }, 'no', 'no', 'no'],
  [{ statusClass: 'moved' }, 'no', 'no', 'no'],
  [{ publicBody: true }, 'no', 'no', 'no'],
] as const)('%o: %s', (facts, fit, league, union) => {
  expect(judge(facts)).toMatchObject({ fit, sides: { league, union } })
})

it.each([
  [{}, null],
  [{ headcount: 24 }, null],
  [{ statusClass: 'gone' }, 'not_alive'],
  [{ statusClass: 'moved' }, 'moved_away'],
  [{ publicBody: true }, 'public_body'],
  [{ headcount: 0 }, 'nobody_employed'],
  [{ numbers: { staff: 40, youth: 0, members: 0, women: 3 } }, 'too_few_youth'],
  [{ headcount: null }, 'numbers_unknown'],
  [{ statusClass: 'paused', headcount: null }, 'numbers_unknown'],
  [{ statusClass: 'unknown' }, 'status_unclear'],
] as const)('%o: kept off the list for %s', (facts, why) => {
  const judged = judge(facts)
  expect(judged.why).toBe(why)
  expect(listedFits.includes(judged.fit)).toBe(why === null)
})

it('asks for the number of women where nobody told it', () => {
  expect(judge({}).sides.women).toBe('ask')
  expect(judge({ numbers: { staff: 40, youth: 4, members: 4, women: 0 } }).sides.women).toBe('no')
})

it('goes by the standard of the day', () => {
  expect(coBuildingStandardOn('2022-01-01').unionOwn).toBe(25)
  expect(coBuildingStandardOn('1999-01-01')).toBe(coBuildingStandardOn('2022-06-01'))
})
