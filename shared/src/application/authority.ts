import type { ErrorCode } from '../errors.ts'
import type { Agency, ReviewAction, ReviewState, Role, Tier } from '../vocabulary.ts'
import { ruleOf, type Transition, transitionOf } from './lifecycle.ts'
import { type Procedure, routeOf } from './procedure.ts'

/** The post in which an officer acts: office, and the places or enterprises it covers today. */
export type ActingPost = {
  readonly officerId: number
  readonly role: Role
  readonly office: {
    readonly id: number
    readonly agency: Agency
    readonly tier: Tier
    readonly covers: 'places' | 'enterprises'
  }
  readonly places: readonly number[]
  readonly enterprises: readonly number[]
}

/** What decides who may touch a review. */
export type Subject = {
  readonly agency: Agency
  readonly state: ReviewState
  readonly step: number
  readonly procedure: Procedure
  readonly kind: Parameters<typeof routeOf>[1]
  readonly actingTier: Tier | null
  /** An office that lists this very enterprise acts instead of the one that covers the place. */
  readonly actingOfficeId: number | null
  readonly placeId: number
  readonly enterpriseId: number
  /** Officers who already approved a step of this review. */
  readonly approvedBy: readonly number[]
}

export type Relation = 'outside' | 'sees' | 'handles'

/** An officer's relation to a review: by the place of the enterprise, never by a role list or the digits of a code. */
export function relationOf(
  post: ActingPost,
  subject: Pick<Subject, 'agency' | 'actingTier' | 'actingOfficeId' | 'placeId' | 'enterpriseId'>,
): Relation {
  const covered =
    post.office.covers === 'enterprises'
      ? post.enterprises.includes(subject.enterpriseId)
      : post.places.includes(subject.placeId)
  if (!covered || post.office.agency !== subject.agency) return 'outside'
  if (post.office.tier !== subject.actingTier) return 'sees'
  if (subject.actingOfficeId !== null) return subject.actingOfficeId === post.office.id ? 'handles' : 'sees'
  return post.office.covers === 'places' ? 'handles' : 'sees'
}

/** Why an officer may not take this action, or null when he may. 404 outside, 403 at the wrong tier, 409 in the wrong state. */
export function refusalFor(post: ActingPost, subject: Subject, action: ReviewAction): ErrorCode | null {
  const relation = relationOf(post, subject)
  if (relation === 'outside') return 'not_found'
  const transition = transitionOf(subject.state, action)
  if (transition?.by !== 'handler') return relation === 'handles' ? 'action_not_allowed' : 'wrong_tier'
  if (relation !== 'handles') return 'wrong_tier'
  return action === 'approve' ? refusalToApprove(post, subject) : null
}

function refusalToApprove(post: ActingPost, subject: Subject): ErrorCode | null {
  // Four eyes: whoever approved one step leaves the next to somebody else.
  if (subject.approvedBy.includes(post.officerId)) return 'same_person'
  const role = routeOf(subject.procedure, subject.kind).steps[subject.step]?.role
  return role === 'secretary' && post.role !== 'secretary' ? 'role_required' : null
}

export type AvailableAction = { readonly action: ReviewAction; readonly transition: Transition }

/** What this officer may do now: the response carries it, so that no client re-implements permission. */
export function actionsOfOfficer(post: ActingPost, subject: Subject): AvailableAction[] {
  return entries(subject.state).filter(({ action }) => refusalFor(post, subject, action) === null)
}

export function actionsOfApplicant(state: ReviewState): AvailableAction[] {
  return entries(state).filter(({ transition }) => transition.by === 'applicant')
}

function entries(state: ReviewState): AvailableAction[] {
  // Object.entries loses the key type of a partial record.
  return (Object.entries(ruleOf(state).actions) as [ReviewAction, Transition][]).map(([action, transition]) => ({
    action,
    transition,
  }))
}
