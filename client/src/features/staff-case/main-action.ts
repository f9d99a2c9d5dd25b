import type { CaseView } from '@yijian/shared/application/case-contract'
import type { ErrorCode } from '@yijian/shared/errors'
import type { OrganisationKind, ReviewAction } from '@yijian/shared/vocabulary'

export type MainAction =
  | { readonly what: 'decide'; readonly action: ReviewAction }
  | { readonly what: 'call' | 'take_over' }
  /** The office has it, but not this person, or not for this enterprise. */
  | { readonly what: 'blocked'; readonly why: 'dead' | 'person' }

type Deciding = Pick<
  CaseView,
  | 'relation'
  | 'state'
  | 'claim'
  | 'actions'
  | 'contacts'
  | 'proof'
  | 'answers'
  | 'allowedKinds'
  | 'standing'
  | 'enterprise'
>

/** The one thing to do next; undefined when this office has nothing to do. What is allowed is the server's word. */
export function mainAction(view: Deciding): MainAction | undefined {
  if (view.relation !== 'handles') return undefined
  if (view.actions.length > 0 && view.claim && !view.claim.mine) return { what: 'take_over' }
  if (view.state === 'verifying') return nextOfVerifying(view)
  const primary = view.actions.find((one) => one.primary)
  if (primary) return { what: 'decide', action: primary.action }
  if (view.state === 'awaiting_decision' || view.state === 'result_submitted') return blocked(view)
  return undefined
}

function nextOfVerifying(view: Deciding): MainAction {
  if (!verified(view) || view.standing === 'unknown') return { what: 'call' }
  const wanted = view.standing === 'not_yet' ? 'defer' : foundsCommittee(view) ? 'found_committee' : 'approve'
  return has(view, wanted) ? { what: 'decide', action: wanted } : blocked(view)
}

function blocked({ enterprise }: Deciding): MainAction {
  const dead = ['liquidation', 'revoked', 'gone'].includes(enterprise.statusClass)
  return { what: 'blocked', why: dead ? 'dead' : 'person' }
}

/** Why an action that the server offers would be refused now, so that the button can say so beforehand. */
export function hindrance(view: Deciding, action: ReviewAction): ErrorCode | undefined {
  if (view.claim && !view.claim.mine) return 'claimed_by_other'
  const needs = view.actions.find((one) => one.action === action)?.needs ?? []
  if (needs.includes('contact') && !view.contacts.some(({ reached }) => reached)) return 'contact_first'
  if (needs.includes('contact') && !proven(view)) return 'proof_needed'
  if (needs.includes('kind') && kindsToApprove(view.allowedKinds).length === 0) return 'numbers_do_not_allow'
  if (action === 'found_committee' && !foundsCommittee(view)) return 'numbers_do_not_allow'
  return undefined
}

/** A youth work committee has its own action, with its director and enterprises. */
export function kindsToApprove(kinds: readonly OrganisationKind[]): OrganisationKind[] {
  return kinds.filter((kind) => kind !== 'youth_work_committee')
}

function foundsCommittee({ allowedKinds }: Deciding): boolean {
  return allowedKinds.includes('youth_work_committee')
}

function verified(view: Deciding): boolean {
  return view.contacts.some(({ reached }) => reached) && proven(view)
}

function proven({ proof, answers, contacts }: Deciding): boolean {
  return (
    proof !== 'self_declared' ||
    answers.licenceId !== null ||
    contacts.some(({ authorityConfirmed }) => authorityConfirmed)
  )
}

function has({ actions }: Deciding, action: ReviewAction): boolean {
  return actions.some((one) => one.action === action)
}
