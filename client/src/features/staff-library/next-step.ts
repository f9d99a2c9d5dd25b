import type { readLibraryEnterprise } from '@yijian/shared/library/enterprise-contract'
import type { AnswerOf } from '@yijian/shared/operation'

export type Enterprise = AnswerOf<typeof readLibraryEnterprise>

export type NextStep =
  | { readonly what: 'call'; readonly phoneId: number }
  | { readonly what: 'visit' | 'invite' | 'nothing' }
  | { readonly what: 'application'; readonly id: number }

type Known = Pick<Enterprise, 'outreach' | 'notInvited' | 'phones' | 'applications' | 'invitations'>

/** After so many calls in vain somebody goes there. */
const CALLS_IN_VAIN = 3

/** The one thing to do next with an enterprise: what costs least and may still work. */
export function nextStep({ outreach, notInvited, phones, applications, invitations }: Known): NextStep {
  const { state, byFact, due, unreachableCount, allowed } = outreach
  const [newest] = applications
  if (state === 'applying' && newest) return { what: 'application', id: newest.id }
  const waits = state === 'not_now' && !due
  if (byFact || waits || state === 'dormant' || !allowed.includes('intends')) return { what: 'nothing' }
  if (state === 'refused' && !due) return { what: 'nothing' }
  // One that was declined or left to expire is followed by a call, not by the same message again.
  const inviting = state === 'intent' || ((state === 'new' || state === 'assigned') && invitations.length === 0)
  if (notInvited === null && inviting) return { what: 'invite' }
  const number = phones.find(({ proxy, dead }) => !proxy && dead === null)
  return number && unreachableCount < CALLS_IN_VAIN ? { what: 'call', phoneId: number.id } : { what: 'visit' }
}
