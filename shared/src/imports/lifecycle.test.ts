import fc from 'fast-check'
import { expect, test } from 'vitest'
import { importStates } from './contract.ts'
import { allowedSteps, importLifecycle, importSteps, personalSteps, stateAfter, statesBefore } from './lifecycle.ts'

test('every state is reached from received, and every one but the ends leads on', () => {
  const reached = new Set(['received'])
  for (let before = 0; before < reached.size; ) {
    before = reached.size
    for (const state of importStates.filter((one) => reached.has(one)))
      for (const after of Object.values(importLifecycle[state])) reached.add(after)
  }
  expect([...reached].sort()).toEqual([...importStates].sort())
  const ends = importStates.filter((state) => Object.keys(importLifecycle[state]).length === 0)
  expect(ends.sort()).toEqual(['cancelled', 'undone'])
})

test('a step leads to one state wherever it is taken', () => {
  for (const step of importSteps)
    expect(new Set(statesBefore(step).map((state) => stateAfter(state, step))).size).toBe(1)
})

test('the register changes only by way of an approval, and comes back only by an undo', () => {
  expect(statesBefore('finish_applying')).toEqual(['applying'])
  expect(statesBefore('approve')).toEqual(['staged'])
  expect(Object.keys(importLifecycle.applied)).toEqual(['undo'])
  expect(statesBefore('finish_undoing')).toEqual(['undoing'])
  // While the register changes, nobody can stop half-way.
  for (const state of ['applying', 'undoing'] as const)
    expect(personalSteps.filter((step) => stateAfter(state, step))).toEqual([])
})

const standing = fc.record({
  state: fc.constantFrom(...importStates),
  fileKept: fc.boolean(),
  failure: fc.constantFrom(null, 'disk_full', 'out_of_memory', 'gave_up', 'damaged', 'no_header', 'file_gone'),
  headerKnown: fc.boolean(),
  outdated: fc.boolean(),
  newestApplied: fc.boolean(),
  broughtByCaller: fc.boolean(),
  secondPersonNeeded: fc.boolean(),
})

test('nobody approves what the register has outgrown, nor, where two must, what they brought', () => {
  fc.assert(
    fc.property(standing, (facts) => {
      const steps = allowedSteps(facts)
      for (const step of steps) expect(stateAfter(facts.state, step)).toBeDefined()
      if (facts.outdated) expect(steps).not.toContain('approve')
      if (facts.secondPersonNeeded && facts.broughtByCaller) expect(steps).not.toContain('approve')
      if (!facts.newestApplied) expect(steps).not.toContain('undo')
      const mayGoBetter = ['disk_full', 'out_of_memory', 'gave_up'].includes(facts.failure ?? '')
      // Nobody uploads a file again that lies here and was not at fault; what is damaged stays so.
      expect(steps.includes('read_again')).toBe(facts.state === 'failed' && facts.fileKept && mayGoBetter)
      // A staged file is never a dead end.
      if (facts.state === 'staged') expect(steps).toContain('cancel')
    }),
  )
})
