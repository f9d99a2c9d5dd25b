import type * as z from 'zod/mini'
import type { OrganisationKind, ReviewState } from '../vocabulary.ts'
import type { StepView } from './contract.ts'
import type { Position } from './lifecycle.ts'
import { type Procedure, routeOf } from './procedure.ts'

export type Step = z.infer<typeof StepView>

/** Where a review stands on its way; `stoppedAt` is the state that a closed one was closed in. */
export type WayPoint = {
  readonly state: ReviewState
  readonly step: number
  readonly origin: Position['origin']
  readonly procedure: Procedure
  /** The kind settled on, else the one the numbers promise; null while nothing is known. */
  readonly kind: OrganisationKind | null
  readonly stoppedAt: ReviewState | null
}

/** The way from the submission to the founding, as the route of this kind has it. A closed review stands nowhere. */
export function stepsOf(point: WayPoint): Step[] {
  const route = routeOf(point.procedure, point.kind)
  const way: Omit<Step, 'phase'>[] = [
    { name: 'submit', tier: null },
    ...route.steps.map(({ tier }, i) => ({ name: i === 0 ? ('verify' as const) : ('decide' as const), tier })),
  ]
  if (route.meeting)
    way.push({ name: 'meeting', tier: null }, { name: 'result', tier: route.steps.at(-1)?.tier ?? null })
  way.push({ name: 'established', tier: null })
  const { at, stands } = standOf(point, route.steps.length, way.length)
  return way.map((step, i) => ({ ...step, phase: i < at ? 'done' : i === at && stands ? 'now' : 'later' }))
}

function standOf(point: WayPoint, steps: number, length: number): { at: number; stands: boolean } {
  const { state, step, origin, stoppedAt } = point
  switch (state) {
    case 'unplaced':
    case 'awaiting_acceptance':
    case 'verifying':
      return { at: 1, stands: true }
    case 'awaiting_decision':
      return { at: 1 + step, stands: true }
    case 'returned':
    case 'dormant':
      return { at: 1 + (origin?.step ?? step), stands: true }
    case 'formation_approved':
      return { at: 1 + steps, stands: true }
    case 'result_submitted':
      return { at: 2 + steps, stands: true }
    case 'established':
    case 'registered':
      return { at: length, stands: true }
    case 'deferred':
    case 'refused':
    case 'withdrawn':
    case 'merged':
      return {
        at: stoppedAt === null || stoppedAt === state ? 1 : standOf({ ...point, state: stoppedAt }, steps, length).at,
        stands: false,
      }
  }
}
