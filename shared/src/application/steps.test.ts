import { expect, test } from 'vitest'
import { gradedProcedure, streetEmpoweredProcedure } from './procedure.ts'
import { stepsOf, type WayPoint } from './steps.ts'

const start: WayPoint = {
  state: 'awaiting_acceptance',
  step: 0,
  origin: null,
  procedure: gradedProcedure,
  kind: 'branch',
  stoppedAt: null,
}

function drawn(point: Partial<WayPoint>): string {
  const marks = { done: '✓', now: '●', later: '○' }
  return stepsOf({ ...start, ...point })
    .map(({ name, tier, phase }) => `${marks[phase]}${name}${tier ? `@${tier}` : ''}`)
    .join(' ')
}

test('the way shows whose turn it is, by the route of the kind', () => {
  expect(drawn({})).toBe('✓submit ●verify@street ○decide@county ○meeting ○result@county ○established')
  expect(drawn({ state: 'awaiting_decision', step: 1 })).toBe(
    '✓submit ✓verify@street ●decide@county ○meeting ○result@county ○established',
  )
  expect(drawn({ state: 'formation_approved', step: 1 })).toContain('✓decide@county ●meeting')
  expect(drawn({ state: 'result_submitted', step: 1 })).toContain('✓meeting ●result@county')
  expect(drawn({ state: 'established', step: 1 })).toBe(
    '✓submit ✓verify@street ✓decide@county ✓meeting ✓result@county ✓established',
  )
  expect(drawn({ procedure: streetEmpoweredProcedure })).toBe(
    '✓submit ●verify@street ○meeting ○result@street ○established',
  )
  expect(drawn({ kind: 'youth_work_committee' })).toBe('✓submit ●verify@street ○established')
})

test('what was returned stands where it was returned from', () => {
  const origin = { state: 'awaiting_decision', step: 1 } as const
  expect(drawn({ state: 'returned', step: 1, origin })).toContain('✓verify@street ●decide@county')
})

test('what was closed stands nowhere, and keeps what it had reached', () => {
  expect(drawn({ state: 'withdrawn', stoppedAt: 'formation_approved', step: 1 })).toBe(
    '✓submit ✓verify@street ✓decide@county ○meeting ○result@county ○established',
  )
  expect(drawn({ state: 'refused', stoppedAt: 'verifying' })).toBe(
    '✓submit ○verify@street ○decide@county ○meeting ○result@county ○established',
  )
})
