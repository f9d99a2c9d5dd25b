import * as z from 'zod/mini'
import { defineOperation } from '../operation.ts'
import { CommandId, Day, Id, IdText, Moment, Place, text, Version } from '../values.ts'
import { contactMeans, keysOf } from '../vocabulary.ts'
import {
  Action,
  Answers,
  Holder,
  Kind,
  MeetingResultView,
  OrganisationRef,
  ProofName,
  Reason,
  ReplyRef,
  State,
  StepView,
  TierName,
} from './contract.ts'
import { Finding } from './cross-check.ts'
import { queueIds } from './queues.ts'
import { RegisterChange } from './register-change.ts'
import { Numbers } from './standard.ts'

const IdParams = z.object({ id: IdText })
const Urgency = z.enum(['in_time', 'soon', 'overdue'])
const Cursor = z.optional(z.string().check(z.maxLength(80)))

export const QueueItem = z.object({
  id: Id,
  number: z.string(),
  enterpriseName: z.string(),
  placeName: z.string(),
  state: State,
  kind: z.nullable(Kind),
  youth: z.nullable(z.int()),
  members: z.nullable(z.int()),
  proof: ProofName,
  dueAt: z.nullable(Moment),
  urgency: Urgency,
  /** What an officer should look at before anything else. */
  look: z.nullable(z.object({ rule: z.string(), effect: z.enum(['note', 'look', 'stop']), count: z.int() })),
  claimedBy: z.nullable(z.object({ name: z.string(), mine: z.boolean() })),
  /** A newer register answers a check otherwise, and nobody has read it yet. */
  registerChanged: z.boolean(),
})
export type QueueItem = z.infer<typeof QueueItem>

export const listQueues = defineOperation({
  id: 'listQueues',
  method: 'GET',
  path: '/api/queues',
  summary: 'The worklists of this post with their exact counts',
  access: 'officer',
  records: 'nothing',
  responses: {
    200: z.object({
      items: z.array(z.object({ id: z.enum(queueIds), count: z.int(), overdue: z.int() })),
      /** What the register asks of this post's places; see `listTasks`. */
      tasks: z.object({ open: z.int(), overdue: z.int() }),
    }),
  },
})
export const readQueue = defineOperation({
  id: 'readQueue',
  method: 'GET',
  path: '/api/queues/:queue',
  summary: 'One worklist by due date, 50 at a time',
  access: 'officer',
  records: 'nothing',
  params: z.object({ queue: z.enum(queueIds) }),
  query: z.object({ cursor: Cursor }),
  responses: { 200: z.object({ items: z.array(QueueItem), next: z.nullable(z.string()) }) },
})
export const listCases = defineOperation({
  id: 'listCases',
  method: 'GET',
  path: '/api/cases',
  summary: 'Cases in this post’s places, whatever tier has them; stuck first',
  access: 'officer',
  records: 'nothing',
  query: z.object({
    placeId: z.optional(IdText),
    show: z.optional(z.enum(['open', 'overdue', 'established', 'closed'])),
    q: z.optional(z.string().check(z.maxLength(60))),
    cursor: Cursor,
  }),
  responses: { 200: z.object({ items: z.array(QueueItem), next: z.nullable(z.string()) }) },
})

export const ContactRecordView = z.object({
  id: Id,
  at: Moment,
  officerName: z.string(),
  officeName: z.string(),
  means: z.enum(keysOf(contactMeans)),
  reached: z.boolean(),
  spokeWith: z.nullable(z.string()),
  authorityConfirmed: z.boolean(),
  numbers: z.nullable(Numbers),
  note: z.nullable(z.string()),
})
const CaseEvent = z.object({
  seq: z.int(),
  at: Moment,
  action: Action,
  from: z.nullable(State),
  to: State,
  by: z.string(),
  office: z.nullable(z.string()),
  reasons: z.array(Reason),
  note: z.nullable(z.string()),
  applicantText: z.nullable(z.string()),
})

export const CaseView = z.object({
  id: Id,
  number: z.string(),
  version: Version,
  submittedAt: Moment,
  state: State,
  kind: z.nullable(Kind),
  actingTier: z.nullable(TierName),
  relation: z.enum(['sees', 'handles']),
  place: Place,
  placeHow: z.string(),
  placeCertain: z.boolean(),
  holder: Holder,
  urgency: Urgency,
  steps: z.array(StepView),
  claim: z.nullable(z.object({ officerName: z.string(), until: Moment, mine: z.boolean() })),
  enterprise: z.object({
    id: Id,
    name: z.string(),
    creditCode: z.nullable(z.string()),
    principalName: z.nullable(z.string()),
    statusText: z.nullable(z.string()),
    statusClass: z.string(),
    typeText: z.nullable(z.string()),
    establishedOn: z.nullable(Day),
    address: z.nullable(z.string()),
    headcount: z.nullable(z.int()),
    provisional: z.boolean(),
  }),
  proof: ProofName,
  answers: Answers,
  found: z.nullable(Numbers),
  /** Kinds that the best-known numbers allow. */
  allowedKinds: z.array(Kind),
  standing: z.enum(['can', 'not_yet', 'unknown']),
  findings: z.array(Finding),
  findingsAt: z.nullable(Moment),
  /** What a newer register changed, until it has been read; the day of that register, null for one that was taken back. */
  registerChange: z.nullable(
    z.object({
      version: Version,
      at: Moment,
      registerDate: z.nullable(Day),
      changes: z.array(RegisterChange),
    }),
  ),
  registerDate: z.nullable(Day),
  contacts: z.array(ContactRecordView),
  history: z.array(CaseEvent),
  notes: z.array(
    z.object({
      at: Moment,
      contactName: z.string(),
      contactPhoneMasked: z.string(),
      numbers: Numbers,
      proof: ProofName,
    }),
  ),
  result: z.nullable(MeetingResultView),
  replies: z.array(ReplyRef),
  organisation: z.nullable(OrganisationRef),
  nextContactOn: z.nullable(Day),
  actions: z.array(z.object({ action: Action, needs: z.array(z.string()), primary: z.boolean() })),
})
export type CaseView = z.infer<typeof CaseView>

export const readCase = defineOperation({
  id: 'readCase',
  method: 'GET',
  path: '/api/cases/:id',
  summary: 'Everything about one case, with what this post may do',
  access: 'officer',
  records: 'nothing',
  params: IdParams,
  responses: { 200: CaseView },
})

/** A lease on the case, so that two colleagues do not phone the same enterprise; it ends by itself. */
export const claimCase = defineOperation({
  id: 'claimCase',
  method: 'POST',
  path: '/api/cases/:id/claim',
  summary: 'Take the case for a while; taking over a colleague’s claim needs a reason',
  access: 'officer',
  records: 'claim',
  params: IdParams,
  body: z.object({ takeOver: z.optional(text(200)) }),
  responses: { 200: z.object({ until: Moment }) },
})
export const releaseCase = defineOperation({
  id: 'releaseCase',
  method: 'DELETE',
  path: '/api/cases/:id/claim',
  summary: 'Give the case back',
  access: 'officer',
  records: 'claim',
  params: IdParams,
  responses: { 200: z.object({ released: z.boolean() }) },
})

export const revealContactPhone = defineOperation({
  id: 'revealContactPhone',
  method: 'POST',
  path: '/api/cases/:id/contact-phone',
  summary: 'The contact’s full number, to call it; every reveal is recorded and there is a daily budget',
  access: 'officer',
  records: 'contact record',
  params: IdParams,
  responses: { 200: z.object({ phone: z.string() }) },
})

export const ContactRecord = z.object({
  commandId: CommandId,
  means: z.enum(keysOf(contactMeans)),
  reached: z.boolean(),
  spokeWith: z.optional(text(40)),
  /** The person who applied speaks for the enterprise. */
  authorityConfirmed: z.boolean(),
  numbers: z.optional(Numbers),
  note: z.optional(text(1000)),
})
export type ContactRecord = z.infer<typeof ContactRecord>
export const recordContact = defineOperation({
  id: 'recordContact',
  method: 'POST',
  path: '/api/cases/:id/contacts',
  summary: 'Record a phone call or a visit, with the numbers as found',
  access: 'officer',
  records: 'contact record',
  params: IdParams,
  body: ContactRecord,
  responses: { 200: CaseView },
})

/** One decision; which of the optional parts an action needs stands in the lifecycle table. */
export const Decision = z.object({
  commandId: CommandId,
  version: Version,
  action: Action,
  reasons: z.optional(z.array(Reason).check(z.minLength(1), z.maxLength(6))),
  /** For the applicant to read, in the officer’s words. */
  applicantText: z.optional(text(500)),
  note: z.optional(text(500)),
  kind: z.optional(Kind),
  placeId: z.optional(Id),
  nextDate: z.optional(Day),
  nationalId: z.optional(text(40)),
  /** Youth work committee: its name, director, and the further enterprises it covers beside the applicant’s. */
  committee: z.optional(
    z.object({ name: text(80), directorName: text(40), enterpriseIds: z.array(Id).check(z.maxLength(30)) }),
  ),
})
export type Decision = z.infer<typeof Decision>
export const decideCase = defineOperation({
  id: 'decideCase',
  method: 'POST',
  path: '/api/cases/:id/decisions',
  summary: 'Decide: the row is locked, the version compared, exactly one decision wins',
  access: 'officer',
  records: 'ledger',
  params: IdParams,
  body: Decision,
  responses: { 200: CaseView },
})

const Figures = z.object({
  open: z.int(),
  overdue: z.int(),
  soon: z.int(),
  unplaced: z.int(),
  withEnterprise: z.int(),
  established: z.int(),
  library: z.int(),
})
export const readOverview = defineOperation({
  id: 'readOverview',
  method: 'GET',
  path: '/api/overview',
  summary: 'What is open and what is stuck below a place',
  access: 'officer',
  records: 'nothing',
  query: z.object({ placeId: z.optional(IdText) }),
  responses: {
    200: z.object({
      place: Place,
      path: z.array(Place),
      total: Figures,
      children: z.array(z.object({ place: Place, figures: Figures })),
      stuck: z.array(QueueItem),
    }),
  },
})
