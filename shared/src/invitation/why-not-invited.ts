import { isDead, type StatusClass } from '../enterprise-status.ts'
import type { ErrorCode } from '../errors.ts'
import { type FactState, type Standing, whyNotInvitedOn } from '../outreach/lifecycle.ts'

/** Why no invitation goes out now, each with the code by which an invitation is refused for it; the first that holds is told. */
export const notInvitedRefusals = {
  dead: 'enterprise_not_live',
  public: 'not_invitable',
  organised: 'already_organised',
  applying: 'already_applying',
  live: 'already_invited',
  agreed_later: 'agreed_later',
  invitation_declined: 'invitation_declined',
  phone: 'no_phone_on_file',
  number_opted_out: 'number_opted_out',
  invited_lately: 'invited_lately',
  invited_often: 'invited_often',
} as const satisfies Record<string, ErrorCode>
export type NotInvited = keyof typeof notInvitedRefusals
export const notInvitedReasons = Object.keys(notInvitedRefusals) as [NotInvited, ...NotInvited[]] // keys of a const object

/** Why none of its numbers receives an invitation now. */
export type NoReceiver = Extract<NotInvited, 'phone' | 'number_opted_out' | 'invited_lately' | 'invited_often'>

/** What decides whether an enterprise may be invited. */
export type Invitable = Pick<Standing, 'fact' | 'said' | 'nextOn' | 'saidByInvitation'> & {
  readonly statusClass: StatusClass
  /** An authority or a public institution. */
  readonly publicBody: boolean
  /** An invitation holds already, whoever sent it. */
  readonly invited: boolean
  /** Null when one of its numbers receives it. */
  readonly noReceiver: NoReceiver | null
}

/**
 * THE RULE of who may be invited; the page says so beforehand and the invitation keeps to it.
 * @param today `YYYY-MM-DD` in Hangzhou
 * 依据: DOMAIN §5.1、§8.10 第10、22条
 */
export function whyNotInvited(enterprise: Invitable, today: string): NotInvited | null {
  if (isDead(enterprise.statusClass)) return 'dead'
  if (enterprise.publicBody) return 'public'
  return (
    whyNotInvitedFor(enterprise.fact) ??
    (enterprise.invited ? 'live' : null) ??
    whyNotInvitedOn(enterprise, today) ??
    enterprise.noReceiver
  )
}

/** As far as the agency's own organisations and applications decide. */
function whyNotInvitedFor(fact: FactState | null): 'organised' | 'applying' | null {
  if (fact === 'organised' || fact === 'covered') return 'organised'
  return fact === 'applying' ? 'applying' : null
}
