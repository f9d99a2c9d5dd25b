import * as z from 'zod/mini'
import { defineOperation } from '../operation.ts'
import { CommandId, Day, Id, IdText, Moment, text } from '../values.ts'
import { boundsOfRules } from './sending-rules.ts'

function within(field: keyof typeof boundsOfRules) {
  return z.int().check(z.gte(boundsOfRules[field].least), z.lte(boundsOfRules[field].most))
}

/** Hours and limits of invitations, as they hold from a day on; see `SendingRules`. */
const Rules = z.object({
  effectiveFrom: Day,
  /** Of a working day; from, to. */
  fromHour: within('fromHour'),
  toHour: within('toHour'),
  daysBetweenPerNumber: within('daysBetweenPerNumber'),
  timesPerEnterprise: within('timesPerEnterprise'),
  daysPerEnterprise: within('daysPerEnterprise'),
  validDays: within('validDays'),
})
/** The newest day shown holds until the next one begins. */
export const SendingVersion = z.object({
  /** What withdraws it; null for the rules that the product came with. */
  id: z.nullable(Id),
  ...Rules.shape,
  /** What they go by: a document, an agreement with the carrier. */
  source: z.string(),
  /** Null for the rules that the product came with. */
  proposedBy: z.nullable(z.string()),
  publishedBy: z.nullable(z.string()),
  publishedAt: z.nullable(Moment),
})
export type SendingVersion = z.infer<typeof SendingVersion>

/** Published, and taken back before its day. */
const WithdrawnVersion = z.object({
  ...SendingVersion.shape,
  withdrawnBy: z.string(),
  withdrawnAt: Moment,
  reason: z.string(),
})
export type WithdrawnVersion = z.infer<typeof WithdrawnVersion>

export const SendingProposal = z.object({
  id: Id,
  ...Rules.shape,
  source: z.string(),
  proposedBy: z.string(),
  proposedAt: Moment,
  /** False for whoever wrote it, where a second person publishes. */
  mayPublish: z.boolean(),
  /** Its day has come before anybody published it: it can only be withdrawn and written anew. */
  late: z.boolean(),
})
export type SendingProposal = z.infer<typeof SendingProposal>

export const SendingRulesView = z.object({
  inForce: SendingVersion,
  /** Published, of a day to come; the next one first. */
  coming: z.array(SendingVersion),
  /** The newest first; at most twenty. */
  past: z.array(SendingVersion),
  /** The newest first; at most twenty. */
  withdrawn: z.array(WithdrawnVersion),
  proposed: z.nullable(SendingProposal),
  /** The first day that new rules may hold from. */
  earliest: Day,
  secondPersonNeeded: z.boolean(),
})
export type SendingRulesView = z.infer<typeof SendingRulesView>

export const ProposedRules = z.object({ ...Rules.shape, source: text(200) })
export type ProposedRules = z.infer<typeof ProposedRules>

export const readSendingRules = defineOperation({
  id: 'readSendingRules',
  method: 'GET',
  path: '/api/sending-rules',
  summary:
    'When and how often invitations may be sent: the rules in force and since when, those to come, those of before',
  access: 'officer',
  records: 'nothing',
  responses: { 200: SendingRulesView },
})

export const proposeSendingRules = defineOperation({
  id: 'proposeSendingRules',
  method: 'POST',
  path: '/api/sending-rules/proposals',
  summary: 'Write new rules for a day to come; they hold once they are published, in production by a second person',
  access: 'officer',
  records: 'invitation',
  body: z.object({ commandId: CommandId, ...ProposedRules.shape }),
  responses: { 200: SendingRulesView },
})

export const decideSendingRules = defineOperation({
  id: 'decideSendingRules',
  method: 'POST',
  path: '/api/sending-rules/proposals/:id/decision',
  summary: 'Publish proposed rules, or withdraw them',
  access: 'officer',
  records: 'invitation',
  params: z.object({ id: IdText }),
  body: z.object({ decision: z.enum(['published', 'withdrawn']) }),
  responses: { 200: SendingRulesView },
})

export const withdrawSendingRules = defineOperation({
  id: 'withdrawSendingRules',
  method: 'POST',
  path: '/api/sending-rules/versions/:id/withdrawal',
  summary: 'Withdraw published rules before their day; what holds until then goes on',
  access: 'officer',
  records: 'invitation',
  params: z.object({ id: IdText }),
  body: z.object({ reason: text(200) }),
  responses: { 200: SendingRulesView },
})
