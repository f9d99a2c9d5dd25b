import { expect, test } from 'vitest'
import * as z from 'zod/mini'
import { keysOf, organisationKinds, type Tier } from '../vocabulary.ts'
import {
  entryTier,
  gradedProcedure,
  Procedure,
  routeOf,
  shippedProcedures,
  streetEmpoweredProcedure,
} from './procedure.ts'

const kinds = keysOf(organisationKinds)

function tiersOf(procedure: Procedure, kind: (typeof kinds)[number]): Tier[] {
  return routeOf(procedure, kind).steps.map((step) => step.tier)
}

test.each(shippedProcedures.map((one) => [one.name, one] as const))('%s is a valid procedure', (_, procedure) => {
  expect(z.parse(Procedure, procedure)).toEqual(procedure)
})

test('graded: the street decides what is small, the county a branch, the city what is large', () => {
  expect(kinds.map((kind) => [kind, tiersOf(gradedProcedure, kind)])).toEqual([
    ['branch', ['street', 'county']],
    ['joint_branch', ['street']],
    ['general_branch', ['street', 'county', 'city']],
    ['committee', ['street', 'county', 'city']],
    ['youth_work_committee', ['street']],
  ])
})

test('street-empowered: the street decides a branch as well, and everything else stays as it is', () => {
  for (const kind of kinds) {
    const expected = kind === 'branch' ? ['street'] : tiersOf(gradedProcedure, kind)
    expect(tiersOf(streetEmpoweredProcedure, kind)).toEqual(expected)
  }
})

test('whoever does not decide is told, and only a youth work committee needs no meeting', () => {
  for (const procedure of shippedProcedures) {
    for (const kind of kinds) {
      const route = routeOf(procedure, kind)
      const involved = [...route.steps.map((step) => step.tier), ...route.filings]
      expect(new Set(involved)).toEqual(new Set(['street', 'county', 'city']))
      expect(involved).toHaveLength(3)
      expect(route.meeting).toBe(kind !== 'youth_work_committee')
    }
  }
})

test('before the kind is known there is one step, the common first one', () => {
  for (const procedure of shippedProcedures) {
    expect(routeOf(procedure, null).steps).toEqual([{ tier: entryTier(procedure), decisionDays: 5 }])
  }
})

test('a procedure whose routes begin at different tiers, or that lacks a kind or a step, is refused', () => {
  const { branch, ...others } = gradedProcedure.routes
  const county = { ...branch, steps: branch.steps.slice(1) }
  expect(z.safeParse(Procedure, { ...gradedProcedure, routes: { ...others, branch: county } }).success).toBe(false)
  expect(z.safeParse(Procedure, { ...gradedProcedure, routes: others }).success).toBe(false)
  expect(
    z.safeParse(Procedure, { ...gradedProcedure, routes: { ...others, branch: { ...branch, steps: [] } } }).success,
  ).toBe(false)
})
