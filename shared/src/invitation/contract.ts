import * as z from 'zod/mini'
import { defineOperation } from '../operation.ts'
import { IdText, Moment } from '../values.ts'
import { declineReasons, returnMonths } from './decline.ts'

/** What whoever holds the code may see: public facts, the principal and the phone masked. */
export const Invitation = z.object({
  enterprise: z.object({
    name: z.string(),
    creditCode: z.nullable(z.string()),
    streetName: z.nullable(z.string()),
    principalMasked: z.nullable(z.string()),
  }),
  invitedBy: z.object({ officeName: z.string(), officerName: z.string(), deskPhone: z.nullable(z.string()) }),
  /** Where the one-time code goes. */
  phoneMasked: z.string(),
  expiresAt: z.iso.datetime(),
  /** `silenced`: whoever has the phone wants no more messages; that is no word about applying, for which it still serves. */
  state: z.enum(['live', 'used', 'over', 'silenced']),
})
export type Invitation = z.infer<typeof Invitation>

const SentInvitation = z.object({
  phoneMasked: z.string(),
  expiresAt: z.iso.datetime(),
  /** When it goes out, where that is not at once. */
  sendsAt: z.nullable(Moment),
})

const Code = z.object({ code: z.string().check(z.minLength(1), z.maxLength(40)) })

export const invite = defineOperation({
  id: 'invite',
  method: 'POST',
  path: '/api/library/:enterpriseId/invitations',
  summary: 'Invites one enterprise by a short message to its registered mobile',
  access: 'officer',
  records: 'invitation',
  params: z.object({ enterpriseId: IdText }),
  responses: { 201: SentInvitation },
})

export const readInvitation = defineOperation({
  id: 'readInvitation',
  method: 'GET',
  path: '/api/invitations/:code',
  summary: 'Shows an invitation; changes nothing, however often it is fetched',
  access: 'anyone',
  records: 'nothing',
  params: Code,
  responses: { 200: Invitation },
})

export const declineInvitation = defineOperation({
  id: 'declineInvitation',
  method: 'POST',
  path: '/api/invitations/:code/decline',
  summary:
    '“Not now”, “wrong information”, “not interested” or “not us”: ends the invitation, and outreach stands accordingly',
  access: 'anyone',
  records: 'invitation',
  params: Code,
  body: z.object({
    reason: z.enum(declineReasons),
    /** When whoever says “not now” wants to be turned to again. */
    months: z.optional(z.literal(returnMonths)),
    note: z.optional(z.string().check(z.maxLength(300))),
  }),
  responses: { 204: z.undefined() },
})
