import * as z from 'zod/mini'
import { defineOperation } from '../operation.ts'
import { CommandId, Day, Id, IdText, Moment, Place, text, Uuid, Version } from '../values.ts'
import { keysOf, organisationKinds, proofs, returnReasons, reviewActions, reviewStates, tiers } from '../vocabulary.ts'
import { noticeVersion } from './notice-version.ts'
import { Numbers, Thresholds } from './standard.ts'

export const State = z.enum(keysOf(reviewStates))
export const Action = z.enum(keysOf(reviewActions))
export const Kind = z.enum(keysOf(organisationKinds))
export const ProofName = z.enum(keysOf(proofs))
export const Reason = z.enum(keysOf(returnReasons))
export const TierName = z.enum(keysOf(tiers))

export const Contact = z.object({ name: text(40), phone: text(20) })
export type Contact = z.infer<typeof Contact>

/** Version of the one-page notice that was read; sharing is a separate tick per recipient (个人信息保护法第23条). */
const Consent = z.object({
  noticeVersion: z.literal(noticeVersion, { error: 'notice_changed' }),
  shareUnion: z.boolean(),
  shareWomen: z.boolean(),
})

export { noticeVersion }

const KnownEnterprise = z.object({ known: z.literal(true), enterpriseId: Id })
/** Not in the register (newly registered, another city, a social organisation): told by hand, with the licence. */
const UnknownEnterprise = z.object({
  known: z.literal(false),
  creditCode: text(18),
  name: text(120),
  placeId: Id,
  licenceId: Uuid,
})

export const Submission = z.object({
  commandId: CommandId,
  enterprise: z.discriminatedUnion('known', [KnownEnterprise, UnknownEnterprise]),
  /** Only what the sender says differs from the register. */
  declaredName: z.optional(text(120)),
  declaredPrincipal: z.optional(text(40)),
  /** The street where the enterprise really works; absent when it is the one shown. */
  operatingPlaceId: z.optional(Id),
  numbers: Numbers,
  contact: Contact,
  licenceId: z.optional(Uuid),
  consent: Consent,
})
export type Submission = z.infer<typeof Submission>

export const Receipt = z.object({
  applicationId: Id,
  number: z.string(),
  /** `noted`: the enterprise has an application under way, this one was added to it; told to proven senders only. */
  result: z.enum(['submitted', 'noted']),
})
export type Receipt = z.infer<typeof Receipt>

const IdParams = z.object({ id: IdText })

/** Half-filled answers, kept per account so that another browser continues; the shape belongs to the form. */
const DraftBody = z.object({ form: z.string().check(z.maxLength(8000)) })
export const getDraft = defineOperation({
  id: 'getDraft',
  method: 'GET',
  path: '/api/draft',
  summary: 'The half-filled application of this account',
  access: 'signed-in',
  records: 'nothing',
  responses: { 200: z.object({ form: z.nullable(z.string()), savedAt: z.nullable(Moment) }) },
})
export const saveDraft = defineOperation({
  id: 'saveDraft',
  method: 'PUT',
  path: '/api/draft',
  summary: 'Keep the half-filled application; an empty form removes it',
  access: 'signed-in',
  records: 'draft',
  body: DraftBody,
  responses: { 200: z.object({ savedAt: Moment }) },
})

export const submitApplication = defineOperation({
  id: 'submitApplication',
  method: 'POST',
  path: '/api/applications',
  summary: 'Apply for a league organisation; twice is once',
  access: 'signed-in',
  records: 'ledger',
  body: Submission,
  responses: { 201: Receipt },
})

/** Who has it, until when, whom to call. */
export const Holder = z.object({
  who: z.enum(['office', 'applicant', 'nobody']),
  officeName: z.nullable(z.string()),
  deskPhone: z.nullable(z.string()),
  officerName: z.nullable(z.string()),
  dueAt: z.nullable(Moment),
  promiseDays: z.nullable(z.int()),
})
export const StepView = z.object({
  name: z.enum(['submit', 'verify', 'decide', 'meeting', 'result', 'established']),
  tier: z.nullable(TierName),
  phase: z.enum(['done', 'now', 'later']),
})
export const PublicEvent = z.object({
  at: Moment,
  action: Action,
  state: State,
  by: z.string(),
  text: z.nullable(z.string()),
  reasons: z.array(Reason),
})
export const ReplyRef = z.object({
  id: Id,
  kind: z.enum(['formation', 'result', 'committee']),
  number: z.string(),
  issuedOn: Day,
})
export const OrganisationRef = z.object({ id: Id, name: z.string(), kind: Kind, number: z.string(), foundedOn: Day })

export const Answers = z.object({
  declaredName: z.nullable(z.string()),
  declaredPrincipal: z.nullable(z.string()),
  operatingPlace: z.nullable(Place),
  numbers: Numbers,
  contactName: z.string(),
  contactPhoneMasked: z.string(),
  licenceId: z.nullable(Uuid),
})

export const ApplicationView = z.object({
  id: Id,
  number: z.string(),
  version: Version,
  submittedAt: Moment,
  enterprise: z.object({ name: z.string(), creditCode: z.nullable(z.string()) }),
  /** Told while the application is under way: the register now shows the enterprise closed, with which none could be submitted. */
  enterpriseClosed: z.boolean(),
  state: State,
  kind: z.nullable(Kind),
  place: Place,
  holder: Holder,
  steps: z.array(StepView),
  history: z.array(PublicEvent),
  correct: z.nullable(
    z.object({ reasons: z.array(Reason), fields: z.array(z.string()), text: z.nullable(z.string()) }),
  ),
  nextContactOn: z.nullable(Day),
  answers: Answers,
  replies: z.array(ReplyRef),
  organisation: z.nullable(OrganisationRef),
  actions: z.array(Action),
})
export type ApplicationView = z.infer<typeof ApplicationView>

/** What the form says at once about the numbers must follow the procedure that is adopted today. */
export const readStandard = defineOperation({
  id: 'readStandard',
  method: 'GET',
  path: '/api/standard',
  summary: 'The thresholds and the first promise under which a new application would be handled',
  access: 'anyone',
  records: 'nothing',
  responses: { 200: z.object({ thresholds: Thresholds, acceptanceDays: z.int() }) },
})

export const listMyApplications = defineOperation({
  id: 'listMyApplications',
  method: 'GET',
  path: '/api/applications',
  summary: 'The applications of this account, newest first',
  access: 'signed-in',
  records: 'nothing',
  responses: {
    200: z.object({
      items: z.array(
        z.object({
          id: Id,
          number: z.string(),
          enterpriseName: z.string(),
          state: State,
          submittedAt: Moment,
          yourTurn: z.boolean(),
        }),
      ),
    }),
  },
})
export const readApplication = defineOperation({
  id: 'readApplication',
  method: 'GET',
  path: '/api/applications/:id',
  summary: 'Progress of one application for its sender',
  access: 'signed-in',
  records: 'nothing',
  params: IdParams,
  responses: { 200: ApplicationView },
})

export const Correction = z.object({
  commandId: CommandId,
  version: Version,
  numbers: z.optional(Numbers),
  contact: z.optional(Contact),
  operatingPlaceId: z.optional(Id),
  declaredName: z.optional(text(120)),
  declaredPrincipal: z.optional(text(40)),
  licenceId: z.optional(Uuid),
  note: z.optional(text(500)),
})
export type Correction = z.infer<typeof Correction>
export const resubmitApplication = defineOperation({
  id: 'resubmitApplication',
  method: 'POST',
  path: '/api/applications/:id/resubmit',
  summary: 'Answer a return: only what was marked changes',
  access: 'signed-in',
  records: 'ledger',
  params: IdParams,
  body: Correction,
  responses: { 200: ApplicationView },
})
export const withdrawApplication = defineOperation({
  id: 'withdrawApplication',
  method: 'POST',
  path: '/api/applications/:id/withdraw',
  summary: 'Withdraw, until the organisation exists',
  access: 'signed-in',
  records: 'ledger',
  params: IdParams,
  body: z.object({ commandId: CommandId, version: Version, note: z.optional(text(500)) }),
  responses: { 200: ApplicationView },
})

/** Result of the members' meeting: persons and votes. 依据: DOMAIN §4.3 第4–5步 */
export const MeetingResult = z.object({
  heldOn: Day,
  expected: z.int().check(z.gte(1)),
  present: z.int().check(z.gte(1)),
  votesFor: z.int().check(z.gte(0)),
  secretaryName: text(40),
  paperId: Uuid,
})
export type MeetingResult = z.infer<typeof MeetingResult>
export const MeetingResultView = z.extend(MeetingResult, { secretaryName: z.string() })
export const submitMeetingResult = defineOperation({
  id: 'submitMeetingResult',
  method: 'POST',
  path: '/api/applications/:id/result',
  summary: 'Send the result of the members’ meeting',
  access: 'signed-in',
  records: 'ledger',
  params: IdParams,
  body: z.object({ commandId: CommandId, version: Version, result: MeetingResult }),
  responses: { 200: ApplicationView },
})

export const uploadAttachment = defineOperation({
  id: 'uploadAttachment',
  method: 'POST',
  path: '/api/attachments',
  summary: 'A photo (JPEG or PNG, 8 MB at most) as the raw body; place and camera data are removed',
  access: 'signed-in',
  records: 'attachment',
  query: z.object({ kind: z.enum(['licence', 'meeting_result']) }),
  responses: { 201: z.object({ id: Uuid }) },
})
export const readAttachment = defineOperation({
  id: 'readAttachment',
  method: 'GET',
  path: '/api/attachments/:id',
  summary: 'The photo, as an image, to its sender and to officers of the place',
  access: 'signed-in',
  records: 'nothing',
  params: z.object({ id: Uuid }),
  responses: { 200: z.any() },
})
