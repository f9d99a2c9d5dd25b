import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as z from 'zod/mini'
import {
  keysOf,
  type OrganisationKind,
  organisationKinds,
  type ReviewAction,
  reviewActions,
  reviewStates,
} from '../vocabulary.ts'
import {
  type Arrival,
  actingTier,
  move,
  openStates,
  type Position,
  promiseDays,
  ruleOf,
  transitionOf,
} from './lifecycle.ts'
import { gradedProcedure, Procedure, routeOf, type Step, shippedProcedures } from './procedure.ts'

const states = keysOf(reviewStates)
const actions = keysOf(reviewActions)
const kinds = keysOf(organisationKinds)

function submitted(procedure: Procedure): Position {
  return { state: 'awaiting_acceptance', step: 0, kind: null, procedure, placeTier: 'street', origin: null }
}

function arrive(position: Position, arrival: Arrival): Position {
  const { state, step, kind, origin } = arrival
  return { ...position, state, step, kind, origin }
}

describe('the table', () => {
  test('nothing leaves a state that nobody has', () => {
    const ends = states.filter((state) => Object.keys(ruleOf(state).actions).length === 0)
    expect(ends).toEqual(states.filter((state) => ruleOf(state).holder === 'nobody'))
  })

  test('once established nothing is left but to record it in the national system', () => {
    expect(Object.keys(ruleOf('established').actions)).toEqual(['enter_national'])
  })

  test('the open states are those that somebody has before the organisation exists', () => {
    expect(openStates).toEqual(states.filter((state) => ruleOf(state).holder !== 'nobody' && state !== 'established'))
  })

  test.each(states.filter((state) => ruleOf(state).holder !== 'nobody'))(
    '%s has one primary action, of whoever has it',
    (state) => {
      const primary = Object.values(ruleOf(state).actions).filter((transition) => transition.primary)
      expect(primary).toHaveLength(1)
      expect(primary[0]?.by).toBe(ruleOf(state).holder === 'office' ? 'handler' : 'applicant')
    },
  )

  test.each(openStates)('%s can be withdrawn by the applicant, and by nobody else', (state) => {
    expect(transitionOf(state, 'withdraw')).toMatchObject({ by: 'applicant', to: 'withdrawn' })
  })

  test('nothing founds an organisation for an enterprise that the register does not show alive', () => {
    for (const state of states) {
      for (const transition of Object.values(ruleOf(state).actions)) {
        if (transition.to === 'next' || transition.to === 'established') expect(transition.live, state).toBe(true)
      }
    }
  })

  /** 依据: the CHECKs of migrations/0004: a return names reasons, a refusal says why, a deferral has a date. */
  test('what the database insists on is asked for', () => {
    for (const state of states) {
      expect(transitionOf(state, 'return')?.needs ?? ['reasons']).toContain('reasons')
      expect(transitionOf(state, 'refuse')?.needs ?? ['note']).toContain('note')
      for (const transition of Object.values(ruleOf(state).actions)) {
        if (transition.to === 'deferred') expect(transition.needs).toContain('next_date')
      }
    }
  })

  test('whoever is told something by an action of the office is told by a template', () => {
    for (const state of openStates) {
      for (const [action, transition] of Object.entries(ruleOf(state).actions)) {
        const quiet = ['assign', 'transfer', 'send_back', 'merge', 'lapse'].includes(action)
        expect(Boolean(transition.tells) || quiet || transition.to === 'next', `${state}.${action}`).toBe(true)
      }
    }
  })
})

/** From the submission to the national system, by the primary action of every state on the way. */
function walkToTheEnd(procedure: Procedure, kind: OrganisationKind) {
  let position = submitted(procedure)
  const passed: string[] = []
  const issued: string[] = []
  for (let left = 30; left > 0 && ruleOf(position.state).holder !== 'nobody'; left--) {
    passed.push(`${position.state}@${actingTier(position)}`)
    const [action] = Object.entries(ruleOf(position.state).actions).find(([, transition]) => transition.primary) ?? []
    const arrival = move(position, action as ReviewAction, position.kind ?? kind)
    if (!arrival) throw new Error(`${action} leads nowhere from ${position.state}`)
    if (arrival.issues) issued.push(arrival.issues)
    position = arrive(position, arrival)
  }
  return { passed, issued, end: position }
}

function procedureOf(steps: readonly Step[], meeting = true): Procedure {
  const route = { steps: [...steps], filings: [], meeting }
  return z.parse(Procedure, {
    ...gradedProcedure,
    name: 'other',
    routes: Object.fromEntries(kinds.map((kind) => [kind, route])),
  })
}

describe('the way to the founding', () => {
  test('graded, branch: street, county, meeting, county, then the street records it', () => {
    const { passed, issued } = walkToTheEnd(gradedProcedure, 'branch')
    expect(passed).toEqual([
      'awaiting_acceptance@street',
      'verifying@street',
      'awaiting_decision@county',
      'formation_approved@county',
      'result_submitted@county',
      'established@street',
    ])
    expect(issued).toEqual(['formation', 'result'])
  })

  test('a youth work committee skips the meeting and has one reply', () => {
    const { passed, issued } = walkToTheEnd(gradedProcedure, 'youth_work_committee')
    expect(passed).toEqual(['awaiting_acceptance@street', 'verifying@street', 'established@street'])
    expect(issued).toEqual(['committee'])
  })

  test.each([
    ['two steps', ['street', 'city']],
    ['four steps', ['street', 'county', 'city', 'province']],
    ['a county that begins', ['county', 'city']],
  ] as const)('%s are published as data: no code changes', (_, tiers) => {
    const procedure = procedureOf(tiers.map((tier) => ({ tier, decisionDays: 2 })))
    const { passed, issued, end } = walkToTheEnd(procedure, 'branch')
    const last = tiers.at(-1)
    expect(passed).toEqual([
      `awaiting_acceptance@${tiers[0]}`,
      `verifying@${tiers[0]}`,
      ...tiers.slice(1).map((tier) => `awaiting_decision@${tier}`),
      `formation_approved@${last}`,
      `result_submitted@${last}`,
      `established@${tiers[0]}`,
    ])
    expect(issued).toEqual(['formation', 'result'])
    expect(end.state).toBe('registered')
  })

  test.each(shippedProcedures)('under $name every kind reaches the national system', (procedure) => {
    for (const kind of kinds) {
      expect(walkToTheEnd(procedure, kind).end).toMatchObject({ state: 'registered', kind })
    }
  })

  test('founding a youth work committee settles the kind, and its own route decides how it goes on', () => {
    const verifying: Position = { ...submitted(gradedProcedure), state: 'verifying', kind: 'branch' }
    expect(move(verifying, 'found_committee')).toMatchObject({
      state: 'established',
      kind: 'youth_work_committee',
      issues: 'committee',
    })
    const longer = {
      ...verifying,
      procedure: procedureOf(
        [
          { tier: 'street', decisionDays: 2 },
          { tier: 'county', decisionDays: 2 },
        ],
        false,
      ),
    }
    expect(move(longer, 'found_committee')).toMatchObject({ state: 'awaiting_decision', kind: 'youth_work_committee' })
  })

  test('the first step settles the kind: approving without one leads nowhere', () => {
    expect(move({ ...submitted(gradedProcedure), state: 'verifying' }, 'approve')).toBeUndefined()
  })
})

describe('coming back', () => {
  const deciding: Position = { ...submitted(gradedProcedure), state: 'awaiting_decision', step: 1, kind: 'committee' }

  test('a corrected application returns to the tier that asked, also after it has lapsed', () => {
    const returned = arrive(deciding, move(deciding, 'return') as Arrival)
    const dormant = arrive(returned, move(returned, 'lapse') as Arrival)
    for (const waiting of [returned, dormant]) {
      expect(actingTier(waiting)).toBe('county')
      const back = arrive(waiting, move(waiting, 'resubmit') as Arrival)
      expect(back).toEqual(deciding)
    }
  })

  test('sent back by a higher tier, it begins again at the street, which may settle another kind', () => {
    const again = arrive(deciding, move(deciding, 'send_back') as Arrival)
    expect(again).toMatchObject({ state: 'verifying', step: 0 })
    expect(actingTier(again)).toBe('street')
    expect(move(again, 'approve', 'joint_branch')).toMatchObject({ state: 'formation_approved', kind: 'joint_branch' })
  })

  test('a result that is not accepted goes back to the enterprise, which sends another', () => {
    const position: Position = { ...deciding, state: 'result_submitted', step: 2 }
    const returned = arrive(position, move(position, 'return_result') as Arrival)
    expect(returned).toMatchObject({ state: 'formation_approved', kind: 'committee' })
    expect(move(returned, 'submit_result')).toMatchObject({ state: 'result_submitted', issues: null })
  })
})

const anyStep = fc.record({
  tier: fc.constantFrom('street', 'county', 'city', 'province'),
  decisionDays: fc.integer({ min: 1, max: 10 }),
}) as fc.Arbitrary<Step>
const anyProcedure = fc
  .record({
    first: anyStep,
    routes: fc.record(
      Object.fromEntries(
        kinds.map((kind) => [kind, fc.record({ more: fc.array(anyStep, { maxLength: 4 }), meeting: fc.boolean() })]),
      ),
    ),
  })
  .map(({ first, routes }) =>
    z.parse(Procedure, {
      ...gradedProcedure,
      routes: Object.fromEntries(
        kinds.map((kind) => {
          const { more, meeting } = routes[kind] as { more: Step[]; meeting: boolean }
          return [kind, { steps: [first, ...more], filings: [], meeting }]
        }),
      ),
    }),
  )

/** 依据: the named CHECKs of table `review` in migrations/0004. */
function expectWhatTheDatabaseWants(position: Position): void {
  const { state, kind, origin, procedure } = position
  const closed = ['registered', 'deferred', 'refused', 'withdrawn', 'merged'].includes(state)
  if (state === 'returned' || state === 'dormant') expect(origin).not.toBeNull()
  if (['awaiting_decision', 'formation_approved', 'result_submitted', 'established', 'registered'].includes(state)) {
    expect(kind).not.toBeNull()
  }
  expect(actingTier(position) === null).toBe(closed)
  if (closed) expect(promiseDays(position)).toBeNull()
  if (ruleOf(state).clock) expect(promiseDays(position)).toBeGreaterThan(0)
  expect(position.step).toBeLessThan(routeOf(procedure, kind).steps.length)
}

test('random walks never leave the table, and every stop satisfies the database', () => {
  fc.assert(
    fc.property(
      anyProcedure,
      fc.boolean(),
      fc.array(fc.tuple(fc.constantFrom(...actions), fc.constantFrom(...kinds)), { maxLength: 60 }),
      (procedure, placed, tries) => {
        let position: Position = placed
          ? submitted(procedure)
          : { ...submitted(procedure), state: 'unplaced', placeTier: 'county' }
        for (const [action, kind] of tries) {
          const arrival = move(position, action, position.state === 'verifying' ? kind : position.kind)
          expect(arrival === undefined).toBe(transitionOf(position.state, action) === undefined)
          if (!arrival) continue
          const assigned = position.state === 'unplaced' && arrival.state === 'awaiting_acceptance'
          position = { ...arrive(position, arrival), placeTier: assigned ? 'street' : position.placeTier }
          expect(states).toContain(position.state)
          expectWhatTheDatabaseWants(position)
        }
      },
    ),
    { numRuns: 500 },
  )
})
