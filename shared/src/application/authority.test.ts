import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { agencies, keysOf, reviewActions, reviewStates, roles, tiers } from '../vocabulary.ts'
import {
  type ActingPost,
  actionsOfApplicant,
  actionsOfOfficer,
  refusalFor,
  relationOf,
  type Subject,
} from './authority.ts'
import { transitionOf } from './lifecycle.ts'
import { gradedProcedure, type Procedure } from './procedure.ts'

type Node = { readonly id: number; readonly path: string }

/** Places named so that a prefix lies: s1, s10 and s100 are no relations, and neither are ids 1, 10 and 100. */
const names = [1, 10, 100, 11, 110, 2, 20]
const tree: Node[] = [{ id: 1000, path: '/c' }]
for (const county of names) {
  tree.push({ id: county, path: `/c/d${county}` })
  for (const street of names) tree.push({ id: county * 1000 + street, path: `/c/d${county}/s${street}` })
}

/** What the server puts into a post: the office's own places and everything below them. */
function placesUnder(own: readonly Node[]): number[] {
  return tree
    .filter((node) => own.some((place) => node.path === place.path || isBelow(node, place)))
    .map((node) => node.id)
}

function isBelow(node: Node, place: Node): boolean {
  return node.path.split('/').slice(0, place.path.split('/').length).join('/') === place.path
}

const place = fc.constantFrom(...tree)
const enterprise = fc.integer({ min: 1, max: 12 })
const officeId = fc.integer({ min: 1, max: 4 })

const office = fc.record({
  id: officeId,
  agency: fc.constantFrom(...keysOf(agencies)),
  tier: fc.constantFrom(...keysOf(tiers)),
  role: fc.constantFrom(...keysOf(roles)),
  own: fc.array(place, { maxLength: 3 }),
  listed: fc.option(fc.uniqueArray(enterprise, { maxLength: 6 }), { nil: null }),
  officerId: fc.integer({ min: 1, max: 3 }),
})

function postOf(one: typeof office extends fc.Arbitrary<infer T> ? T : never): ActingPost {
  const { id, agency, tier, role, own, listed, officerId } = one
  return {
    officerId,
    role,
    office: { id, agency, tier, covers: listed ? 'enterprises' : 'places' },
    places: listed ? [] : placesUnder(own),
    enterprises: listed ?? [],
  }
}

const subject = fc.record({
  agency: fc.constantFrom(...keysOf(agencies)),
  state: fc.constantFrom(...keysOf(reviewStates)),
  step: fc.integer({ min: 0, max: 2 }),
  kind: fc.constantFrom('branch', 'committee', 'youth_work_committee', null),
  actingTier: fc.option(fc.constantFrom(...keysOf(tiers)), { nil: null }),
  actingOfficeId: fc.option(officeId, { nil: null }),
  at: place,
  enterpriseId: enterprise,
  approvedBy: fc.uniqueArray(fc.integer({ min: 1, max: 3 }), { maxLength: 2 }),
})

function subjectOf(
  one: typeof subject extends fc.Arbitrary<infer T> ? T : never,
  procedure = gradedProcedure,
): Subject {
  const { at, ...rest } = one
  return { ...rest, placeId: at.id, procedure }
}

test('relation agrees with an oracle that climbs the tree from the enterprise to the office', () => {
  fc.assert(
    fc.property(office, subject, (someOffice, someSubject) => {
      const ancestors = someSubject.at.path.split('/').map((_, i, parts) => parts.slice(0, i + 1).join('/'))
      const reaches = someOffice.listed
        ? someOffice.listed.some((id) => id === someSubject.enterpriseId)
        : someOffice.own.some((own) => ancestors.includes(own.path))
      const sameAgency = someOffice.agency === someSubject.agency
      const turn = someOffice.tier === someSubject.actingTier
      const named = someSubject.actingOfficeId === someOffice.id
      const takesPlaceCases = someSubject.actingOfficeId === null && someOffice.listed === null
      const expected = !reaches || !sameAgency ? 'outside' : turn && (named || takesPlaceCases) ? 'handles' : 'sees'
      expect(relationOf(postOf(someOffice), subjectOf(someSubject))).toBe(expected)
    }),
    { numRuns: 3000 },
  )
})

test('an office that lists the enterprise takes the case away from the street, which still sees it', () => {
  const street = postOf({
    id: 1,
    agency: 'league',
    tier: 'street',
    role: 'clerk',
    own: [{ id: 1001, path: '/c/d1/s1' }],
    listed: null,
    officerId: 1,
  })
  const park = postOf({ id: 2, agency: 'league', tier: 'street', role: 'clerk', own: [], listed: [7], officerId: 2 })
  const ordinary = {
    agency: 'league',
    actingTier: 'street',
    actingOfficeId: null,
    placeId: 1001,
    enterpriseId: 7,
  } as const
  expect(relationOf(street, ordinary)).toBe('handles')
  expect(relationOf(park, ordinary)).toBe('sees')
  expect(relationOf(street, { ...ordinary, actingOfficeId: 2 })).toBe('sees')
  expect(relationOf(park, { ...ordinary, actingOfficeId: 2 })).toBe('handles')
})

const anyAction = fc.constantFrom(...keysOf(reviewActions))

describe('refusals', () => {
  test('outside one’s jurisdiction nothing exists, whatever is tried', () => {
    fc.assert(
      fc.property(office, subject, anyAction, (someOffice, someSubject, action) => {
        const [post, on] = [postOf(someOffice), subjectOf(someSubject)]
        expect(refusalFor(post, on, action) === 'not_found').toBe(relationOf(post, on) === 'outside')
      }),
    )
  })

  test('whoever only sees a case is told that another tier has it, whatever is tried', () => {
    fc.assert(
      fc.property(office, subject, anyAction, (someOffice, someSubject, action) => {
        const [post, on] = [postOf(someOffice), subjectOf(someSubject)]
        if (relationOf(post, on) === 'sees') expect(refusalFor(post, on, action)).toBe('wrong_tier')
      }),
    )
  })

  test('what is offered is exactly what would not be refused, and nobody acts for the applicant or the system', () => {
    fc.assert(
      fc.property(office, subject, (someOffice, someSubject) => {
        const [post, on] = [postOf(someOffice), subjectOf(someSubject)]
        const offered = actionsOfOfficer(post, on)
        expect(new Set(offered.map(({ action }) => action))).toEqual(
          new Set(keysOf(reviewActions).filter((action) => refusalFor(post, on, action) === null)),
        )
        for (const { transition } of offered) expect(transition.by).toBe('handler')
      }),
    )
  })

  const handler = postOf({
    id: 1,
    agency: 'league',
    tier: 'county',
    role: 'clerk',
    own: [{ id: 1, path: '/c/d1' }],
    listed: null,
    officerId: 1,
  })
  const deciding: Subject = {
    agency: 'league',
    state: 'awaiting_decision',
    step: 1,
    procedure: gradedProcedure,
    kind: 'branch',
    actingTier: 'county',
    actingOfficeId: null,
    placeId: 1001,
    enterpriseId: 7,
    approvedBy: [],
  }

  test('four eyes: whoever approved one step does not approve the next, but may return it', () => {
    const again = { ...deciding, approvedBy: [1] }
    expect(refusalFor(handler, deciding, 'approve')).toBeNull()
    expect(refusalFor(handler, again, 'approve')).toBe('same_person')
    expect(refusalFor(handler, again, 'return')).toBeNull()
    expect(refusalFor({ ...handler, officerId: 2 }, again, 'approve')).toBeNull()
  })

  test('a step that asks for the secretary is not approved by a clerk', () => {
    const { branch } = gradedProcedure.routes
    const steps = branch.steps.map((step) => (step.tier === 'county' ? { ...step, role: 'secretary' as const } : step))
    const procedure: Procedure = {
      ...gradedProcedure,
      routes: { ...gradedProcedure.routes, branch: { ...branch, steps } },
    }
    expect(refusalFor(handler, { ...deciding, procedure }, 'approve')).toBe('role_required')
    expect(refusalFor({ ...handler, role: 'secretary' }, { ...deciding, procedure }, 'approve')).toBeNull()
  })

  test('in the wrong state the one who has the case is told so', () => {
    expect(refusalFor(handler, deciding, 'accept')).toBe('action_not_allowed')
    expect(refusalFor(handler, deciding, 'withdraw')).toBe('action_not_allowed')
  })
})

test('the applicant is offered what is his and nothing of the office', () => {
  for (const state of keysOf(reviewStates)) {
    for (const { action } of actionsOfApplicant(state)) expect(transitionOf(state, action)?.by).toBe('applicant')
  }
  expect(actionsOfApplicant('returned').map(({ action }) => action)).toEqual(['resubmit', 'withdraw'])
  expect(actionsOfApplicant('established')).toEqual([])
})
