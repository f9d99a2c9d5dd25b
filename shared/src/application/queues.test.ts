import { describe, expect, test } from 'vitest'
import { keysOf, organisationKinds, reviewStates, type Tier } from '../vocabulary.ts'
import { actingTier, openStates, ruleOf, transitionOf } from './lifecycle.ts'
import { type Procedure, routeOf, shippedProcedures } from './procedure.ts'
import { queueIds, queueOf, queues } from './queues.ts'

const states = keysOf(reviewStates)
const kinds = keysOf(organisationKinds)

/** Every tier that can have a review in this state, over all kinds, steps and pools. */
function tiersThatAct(procedure: Procedure, state: (typeof states)[number]): Set<Tier> {
  const placeTiers: Tier[] = state === 'unplaced' ? ['county', 'city'] : ['street']
  const found = new Set<Tier>()
  for (const kind of [null, ...kinds]) {
    routeOf(procedure, kind).steps.forEach((_, step) => {
      for (const placeTier of placeTiers) {
        const tier = actingTier({ state, step, kind, procedure, placeTier })
        if (tier) found.add(tier)
      }
    })
  }
  return found
}

describe.each(shippedProcedures)('under $name', (procedure) => {
  test.each(states)('%s is on the worklist of every tier that has it', (state) => {
    const tiers = tiersThatAct(procedure, state)
    const open = ruleOf(state).holder !== 'nobody'
    expect(tiers.size > 0).toBe(open)
    for (const tier of tiers) {
      const holding = queues.filter((queue) => queue.states.includes(state) && queue.tiers.includes(tier))
      expect(holding, `${state} at ${tier}`).toHaveLength(1)
    }
  })
})

test('no state is on two worklists, and no closed state on any', () => {
  const listed = queues.flatMap((queue) => queue.states)
  expect(new Set(listed).size).toBe(listed.length)
  expect(new Set(listed)).toEqual(new Set([...openStates, 'established']))
})

test('the action of a worklist is the one big button of each of its states', () => {
  for (const queue of queues) {
    for (const state of queue.states) {
      if (queue.action) expect(transitionOf(state, queue.action)?.primary, `${queue.id}: ${state}`).toBe(true)
      else expect(ruleOf(state).holder).toBe('applicant')
    }
  }
})

test('every worklist is found by its id', () => {
  expect(queues.map((queue) => queue.id)).toEqual(queueIds)
  for (const id of queueIds) expect(queueOf(id).id).toBe(id)
})
