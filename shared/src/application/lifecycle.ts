import type { TemplateId } from '../messages/templates.ts'
import type { OrganisationKind, ReviewAction, ReviewState, Tier } from '../vocabulary.ts'
import { entryTier, type Procedure, routeOf } from './procedure.ts'

/** What an action must bring along; the form, the check on the server and the matrix read it from here. */
export type Need =
  | 'reasons'
  | 'note'
  | 'contact'
  | 'kind'
  | 'place'
  | 'next_date'
  | 'members'
  | 'result'
  | 'national_id'

export type Transition = {
  readonly by: 'applicant' | 'handler' | 'system'
  /** A state; `next` = the following step of the route, or the founding; `origin` = the state that returned it. */
  readonly to: ReviewState | 'next' | 'origin'
  readonly needs?: readonly Need[]
  /** The message to the applicant; `next` tells by what it arrives at. */
  readonly tells?: TemplateId
  /** The one big button of the state. */
  readonly primary?: true
  /** Only for an enterprise that the register shows alive. */
  readonly live?: true
}

export type ClockKind = 'acceptance' | 'decision' | 'result' | 'correction' | 'meeting'

type StateRule = {
  /** Who has it: the office clock runs for `office`, and stands still while the ball is with the applicant. */
  readonly holder: 'office' | 'applicant' | 'nobody'
  readonly clock: ClockKind | null
  readonly actions: Partial<Record<ReviewAction, Transition>>
}

const withdraw: Transition = { by: 'applicant', to: 'withdrawn', tells: 'withdrawn' }
const returnToApplicant: Transition = { by: 'handler', to: 'returned', needs: ['reasons'], tells: 'returned' }
const refuse: Transition = { by: 'handler', to: 'refused', needs: ['note'], tells: 'refused' }
const transfer: Transition = { by: 'handler', to: 'awaiting_acceptance', needs: ['place', 'note'] }
const merge: Transition = { by: 'system', to: 'merged' }

/** THE TABLE. Decision, buttons, queues, messages and `lifecycle.md` derive from it; nothing else knows a transition. */
export const lifecycle = {
  unplaced: {
    holder: 'office',
    clock: 'acceptance',
    actions: {
      assign: { by: 'handler', to: 'awaiting_acceptance', needs: ['place'], primary: true },
      refuse,
      merge,
      withdraw,
    },
  },
  awaiting_acceptance: {
    holder: 'office',
    clock: 'acceptance',
    actions: {
      accept: { by: 'handler', to: 'verifying', tells: 'accepted', primary: true },
      return: returnToApplicant,
      transfer,
      refuse,
      merge,
      withdraw,
    },
  },
  verifying: {
    holder: 'office',
    clock: 'decision',
    actions: {
      approve: { by: 'handler', to: 'next', needs: ['contact', 'kind'], primary: true, live: true },
      found_committee: {
        by: 'handler',
        to: 'next',
        needs: ['contact', 'members'],
        live: true,
      },
      return: returnToApplicant,
      defer: { by: 'handler', to: 'deferred', needs: ['contact', 'next_date'], tells: 'not_yet' },
      transfer,
      refuse,
      withdraw,
    },
  },
  awaiting_decision: {
    holder: 'office',
    clock: 'decision',
    actions: {
      approve: { by: 'handler', to: 'next', primary: true, live: true },
      send_back: { by: 'handler', to: 'verifying', needs: ['note'] },
      return: returnToApplicant,
      refuse,
      withdraw,
    },
  },
  returned: {
    holder: 'applicant',
    clock: 'correction',
    actions: {
      resubmit: { by: 'applicant', to: 'origin', tells: 'resubmitted', primary: true },
      lapse: { by: 'system', to: 'dormant' },
      merge,
      withdraw,
    },
  },
  dormant: {
    holder: 'applicant',
    clock: null,
    actions: { resubmit: { by: 'applicant', to: 'origin', tells: 'resubmitted', primary: true }, merge, withdraw },
  },
  formation_approved: {
    holder: 'applicant',
    clock: 'meeting',
    actions: {
      submit_result: {
        by: 'applicant',
        to: 'result_submitted',
        needs: ['result'],
        tells: 'result_received',
        primary: true,
      },
      withdraw,
    },
  },
  result_submitted: {
    holder: 'office',
    clock: 'result',
    actions: {
      approve_result: { by: 'handler', to: 'established', tells: 'established', primary: true, live: true },
      return_result: { by: 'handler', to: 'formation_approved', needs: ['note'], tells: 'result_returned' },
      withdraw,
    },
  },
  established: {
    holder: 'office',
    clock: null,
    actions: { enter_national: { by: 'handler', to: 'registered', needs: ['national_id'], primary: true } },
  },
  registered: { holder: 'nobody', clock: null, actions: {} },
  deferred: { holder: 'nobody', clock: null, actions: {} },
  refused: { holder: 'nobody', clock: null, actions: {} },
  withdrawn: { holder: 'nobody', clock: null, actions: {} },
  merged: { holder: 'nobody', clock: null, actions: {} },
} as const satisfies Record<ReviewState, StateRule>

/** States in which an application occupies its enterprise: one per enterprise and agency. */
export const openStates = [
  'unplaced',
  'awaiting_acceptance',
  'verifying',
  'awaiting_decision',
  'returned',
  'dormant',
  'formation_approved',
  'result_submitted',
] as const satisfies readonly ReviewState[]

/** Where a review stands, with what decides where it can go. */
export type Position = {
  readonly state: ReviewState
  /** Index into the steps of the route. */
  readonly step: number
  readonly kind: OrganisationKind | null
  readonly procedure: Procedure
  /** Tier of the division that holds it: a county or city while it lies in a pool. */
  readonly placeTier: Tier
  /** What `origin` means: where it was returned from. */
  readonly origin: { readonly state: ReviewState; readonly step: number } | null
}

export type Arrival = Pick<Position, 'state' | 'step' | 'kind' | 'origin'> & {
  readonly tells: TemplateId | undefined
  /** True when the arrival issues the reply on formation (批复1), or founds a body that needs no meeting. */
  readonly issues: 'formation' | 'result' | 'committee' | null
}

export function ruleOf(state: ReviewState): StateRule {
  return lifecycle[state]
}

export function transitionOf(state: ReviewState, action: ReviewAction): Transition | undefined {
  return ruleOf(state).actions[action]
}

/**
 * Where `action` leads from `position`; undefined when the table has no such transition. Pure: who may
 * do it is decided by `authority.ts`, whether its needs are met by the operation.
 * @param kind the kind of organisation that the first step settles on
 */
export function move(
  position: Position,
  action: ReviewAction,
  kind: OrganisationKind | null = position.kind,
): Arrival | undefined {
  const transition = transitionOf(position.state, action)
  if (!transition) return undefined
  const tells = transition.tells
  if (transition.to === 'next') return next(position, action === 'found_committee' ? 'youth_work_committee' : kind)
  if (transition.to === 'origin') {
    const origin = position.origin ?? { state: 'awaiting_acceptance' as const, step: 0 }
    return { ...origin, kind: position.kind, origin: null, tells, issues: null }
  }
  const leavesForApplicant = transition.to === 'returned'
  return {
    state: transition.to,
    step: stepAfter(position, action),
    kind: position.kind,
    origin: leavesForApplicant
      ? { state: position.state, step: position.step }
      : transition.to === 'dormant'
        ? position.origin
        : null,
    tells,
    issues: action === 'approve_result' ? 'result' : null,
  }
}

function next(position: Position, kind: OrganisationKind | null): Arrival | undefined {
  if (!kind) return undefined
  const route = routeOf(position.procedure, kind)
  const step = position.step + 1
  if (step < route.steps.length) {
    return { state: 'awaiting_decision', step, kind, origin: null, tells: 'forwarded', issues: null }
  }
  return route.meeting
    ? {
        state: 'formation_approved',
        step: position.step,
        kind,
        origin: null,
        tells: 'formation_approved',
        issues: 'formation',
      }
    : { state: 'established', step: position.step, kind, origin: null, tells: 'committee_founded', issues: 'committee' }
}

function stepAfter(position: Position, action: ReviewAction): number {
  return action === 'send_back' || action === 'transfer' || action === 'assign' ? 0 : position.step
}

/** The tier whose office has the case, or whose turn it will be again; null when it is closed. */
export function actingTier(position: Omit<Position, 'origin'>): Tier | null {
  const { state, procedure, kind, step, placeTier } = position
  if (ruleOf(state).holder === 'nobody') return null
  if (state === 'unplaced') return placeTier
  const steps = routeOf(procedure, kind).steps
  if (state === 'established') return entryTier(procedure)
  if (state === 'result_submitted' || state === 'formation_approved') return steps.at(-1)?.tier ?? entryTier(procedure)
  return steps[step]?.tier ?? entryTier(procedure)
}

/** Working days that the state's clock promises; null where none runs. */
export function promiseDays(position: Omit<Position, 'origin'>): number | null {
  const { procedure, kind, step } = position
  switch (ruleOf(position.state).clock) {
    case null:
      return null
    case 'acceptance':
      return procedure.acceptanceDays
    case 'decision':
      return routeOf(procedure, kind).steps[step]?.decisionDays ?? null
    case 'result':
      return procedure.resultDays
    case 'correction':
      return procedure.correctionDays
    case 'meeting':
      return procedure.meetingDays
  }
}
