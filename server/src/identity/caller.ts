import type { Agency, Role, Tier } from '@yijian/shared/vocabulary'
import type { Scope } from '../db/tx.ts'

/** A person who has proven a mobile number. */
export type SignedIn = {
  readonly accountId: number
  readonly familyId: string
  /** The invitation whose registered phone this session proved. */
  readonly invitationId?: number
  /** Set once the account has chosen one of its current posts. */
  readonly officer?: OfficerCaller
  readonly scope: Scope
}

/** A person acting in a post that is current today. */
export type OfficerCaller = {
  readonly accountId: number
  readonly familyId: string
  readonly officerId: number
  readonly postId: number
  readonly role: Role
  readonly name: string
  readonly office: {
    readonly id: number
    readonly agency: Agency
    readonly tier: Tier
    readonly name: string
    readonly covers: 'places' | 'enterprises'
  }
  /** Ids of every current division under the office's places, themselves included. Empty for an office over a list. */
  readonly places: readonly number[]
  /** Ids of the enterprises an office over a list covers. */
  readonly enterprises: readonly number[]
  readonly scope: Scope
}
