import * as z from 'zod/mini'
import { defineOperation } from '../operation.ts'
import { CommandId, Day, Id, IdText, Moment, text } from '../values.ts'
import { keysOf } from '../vocabulary.ts'
import { contactOutcomes, outreachMoves } from './lifecycle.ts'
import { outreachActions, outreachStates, outreachWays, reasonKeys } from './words.ts'

const IdParams = z.object({ id: IdText })
export const OutreachStateName = z.enum(keysOf(outreachStates))
export const OutreachActionName = z.enum(keysOf(outreachActions))
export const OutreachReasonName = z.enum(reasonKeys)
export const OutreachWayName = z.enum(keysOf(outreachWays))
/** 0: nothing was said or done yet. */
const SeenVersion = z.int().check(z.gte(0))

const AssignedTo = z.object({
  postId: Id,
  officerName: z.string(),
  officeName: z.string(),
  mine: z.boolean(),
  /** The post has ended, or the enterprise lies outside what it covers now: somebody else has to take it over. */
  left: z.boolean(),
})

/** How outreach stands with one enterprise, for the agency of whoever asks. */
export const OutreachView = z.object({
  state: OutreachStateName,
  /** Derived from an organisation, an application or the register; otherwise somebody said so. */
  byFact: z.boolean(),
  reason: z.nullable(OutreachReasonName),
  nextOn: z.nullable(Day),
  due: z.boolean(),
  unreachableCount: z.int(),
  assignedTo: z.nullable(AssignedTo),
  version: SeenVersion,
  changedAt: z.nullable(Moment),
  /** Whoever was invited said so himself, by the code sent to this number; null where an officer did. */
  saidByInvited: z.nullable(z.object({ at: Moment, phoneMasked: z.string() })),
  /** What may be recorded now. */
  allowed: z.array(OutreachActionName),
})
export type OutreachView = z.infer<typeof OutreachView>

/** A call, a visit or a message exchanged, and what came of it. */
export const OutreachContact = z.object({
  commandId: CommandId,
  version: SeenVersion,
  way: OutreachWayName,
  /** The number that was called. One that turns out to be an agency’s gets no message any more. */
  phoneId: z.optional(Id),
  happenedOn: Day,
  outcome: z.enum(contactOutcomes),
  reason: z.optional(OutreachReasonName),
  nextOn: z.optional(Day),
  spokeWith: z.optional(text(40)),
  note: z.optional(text(1000)),
})
export type OutreachContact = z.infer<typeof OutreachContact>
export const recordOutreach = defineOperation({
  id: 'recordOutreach',
  method: 'POST',
  path: '/api/library/:id/contacts',
  summary: 'Record a call, a visit or a message with an enterprise of the library, and where that leaves it',
  access: 'officer',
  records: 'library',
  params: IdParams,
  body: OutreachContact,
  responses: { 200: OutreachView },
})

export const OutreachMoveBody = z.object({
  commandId: CommandId,
  version: SeenVersion,
  action: z.enum(outreachMoves),
  /** Who gets it; without one, whoever asks. */
  postId: z.optional(Id),
  reason: z.optional(OutreachReasonName),
  note: z.optional(text(500)),
})
export type OutreachMoveBody = z.infer<typeof OutreachMoveBody>
export const moveLibraryEnterprise = defineOperation({
  id: 'moveLibraryEnterprise',
  method: 'POST',
  path: '/api/library/:id/outreach',
  summary: 'Assign an enterprise, take it over, give it back, set it aside or take it up again',
  access: 'officer',
  records: 'library',
  params: IdParams,
  body: OutreachMoveBody,
  responses: { 200: OutreachView },
})

export const listAssignees = defineOperation({
  id: 'listAssignees',
  method: 'GET',
  path: '/api/library/:id/assignees',
  summary:
    'Who can take an enterprise on: the current posts of one’s own office and of the offices below that cover it',
  access: 'officer',
  records: 'nothing',
  params: IdParams,
  responses: {
    200: z.object({
      items: z.array(
        z.object({ postId: Id, officerName: z.string(), officeName: z.string(), mine: z.boolean(), carries: z.int() }),
      ),
    }),
  },
})

export const revealEnterprisePhone = defineOperation({
  id: 'revealEnterprisePhone',
  method: 'POST',
  path: '/api/library/:id/phones/:phoneId/full',
  summary: 'A number of the library in full, to call it; every look is recorded and there is a daily budget',
  access: 'officer',
  records: 'library',
  params: z.object({ id: IdText, phoneId: IdText }),
  responses: { 200: z.object({ phone: z.string() }) },
})

export const addEnterprisePhone = defineOperation({
  id: 'addEnterprisePhone',
  method: 'POST',
  path: '/api/library/:id/phones',
  summary: 'Add a number that an officer has found out; a second time it is the same number',
  access: 'officer',
  records: 'library',
  params: IdParams,
  body: z.object({ commandId: CommandId, phone: z.string().check(z.minLength(1), z.maxLength(30)) }),
  responses: { 200: z.object({ masked: z.string(), smsCapable: z.boolean() }) },
})

export const stopMessages = defineOperation({
  id: 'stopMessages',
  method: 'POST',
  path: '/api/library/:id/phones/:phoneId/opt-out',
  summary: 'Whoever has this number wants no invitations: none goes there any more, from any office',
  access: 'officer',
  records: 'library',
  params: z.object({ id: IdText, phoneId: IdText }),
  responses: { 204: z.undefined() },
})

export const FollowUp = z.object({
  id: Id,
  name: z.string(),
  placeName: z.string(),
  statusClass: z.string(),
  state: OutreachStateName,
  reason: z.nullable(OutreachReasonName),
  nextOn: z.nullable(Day),
  due: z.boolean(),
  unreachableCount: z.int(),
  assignedTo: z.nullable(AssignedTo),
  lastContact: z.nullable(z.object({ on: Day, way: OutreachWayName, officerName: z.string() })),
})
export type FollowUp = z.infer<typeof FollowUp>
const followUpLists = ['mine', 'due'] as const
export const listFollowUps = defineOperation({
  id: 'listFollowUps',
  method: 'GET',
  path: '/api/library/follow-ups',
  summary:
    'Enterprises to turn to again: those assigned to this post, or all that are due where it works; by day, 50 at a time',
  access: 'officer',
  records: 'nothing',
  query: z.object({
    which: z.optional(z.enum(followUpLists)),
    cursor: z.optional(z.string().check(z.maxLength(80))),
  }),
  responses: {
    200: z.object({
      items: z.array(FollowUp),
      next: z.nullable(z.string()),
      /** How many are due today: mine, and where this post works; counted up to a hundred. */
      due: z.object({ mine: z.int(), all: z.int() }),
    }),
  },
})
