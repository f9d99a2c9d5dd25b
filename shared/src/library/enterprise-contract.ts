import * as z from 'zod/mini'
import { Kind, OrganisationRef, State } from '../application/contract.ts'
import { notInvitedReasons } from '../invitation/why-not-invited.ts'
import { defineOperation } from '../operation.ts'
import {
  OutreachActionName,
  OutreachReasonName,
  OutreachStateName,
  OutreachView,
  OutreachWayName,
} from '../outreach/contract.ts'
import { contactOutcomes } from '../outreach/lifecycle.ts'
import { Day, Id, IdText, Moment, Place } from '../values.ts'
import { TagRef } from './list-contract.ts'
import { scoreReasons } from './score.ts'

/** Facts of the register that a batch may change one by one, as `enterprise_revision` names them. */
export const RegisterChange = z.object({
  field: z.string(),
  before: z.nullable(z.string()),
  after: z.nullable(z.string()),
})

/** The file that a fact came with: day of the export where it is known, day of the import otherwise. */
export const BatchRef = z.object({ id: Id, fileName: z.string(), date: Day, undone: z.boolean() })

const LibraryPhone = z.object({
  id: Id,
  masked: z.string(),
  smsCapable: z.boolean(),
  proxy: z.boolean(),
  source: z.enum(['register', 'applicant', 'officer']),
  /** Why nobody can be reached on it, as somebody found out: it is offered last and gets no message. */
  dead: z.nullable(z.enum(['out_of_service', 'wrong_number'])),
  /** Whoever has it wants no invitations. */
  optedOut: z.boolean(),
})

export const readLibraryEnterprise = defineOperation({
  id: 'readLibraryEnterprise',
  method: 'GET',
  path: '/api/library/:id',
  summary:
    'One enterprise of the library: facts with where they come from, contacts (masked), outreach, invitations, applications, organisation',
  access: 'officer',
  records: 'nothing',
  params: z.object({ id: IdText }),
  responses: {
    200: z.object({
      id: Id,
      name: z.string(),
      formerNames: z.array(z.string()),
      creditCode: z.nullable(z.string()),
      principalName: z.nullable(z.string()),
      principalRole: z.nullable(z.string()),
      typeText: z.nullable(z.string()),
      statusText: z.nullable(z.string()),
      statusClass: z.string(),
      establishedOn: z.nullable(Day),
      capitalText: z.nullable(z.string()),
      address: z.nullable(z.string()),
      operatingAddress: z.nullable(z.string()),
      industry: z.nullable(z.string()),
      scope: z.nullable(z.string()),
      headcount: z.nullable(z.int()),
      nature: z.enum(['private', 'public']),
      provisional: z.boolean(),
      place: Place,
      placeHow: z.string(),
      placeCertain: z.boolean(),
      /** This post may say that it lies in another street. */
      mayPlace: z.boolean(),
      registerDate: z.nullable(Day),
      /** The complete list in which it was missing. */
      vanished: z.nullable(BatchRef),
      provenance: z.nullable(
        z.object({
          /** The file that last spoke of it, and in which row. */
          batch: BatchRef,
          rowNumber: z.nullable(z.int()),
          firstSeen: z.nullable(BatchRef),
          /** Field → since which file it is as it is; what is not named is so since the first. */
          since: z.record(z.string(), BatchRef),
          /** The row as the file has it, phone numbers masked. */
          raw: z.array(z.object({ header: z.string(), value: z.string() })),
        }),
      ),
      /** What files changed, the newest first; at most fifty. */
      history: z.array(z.object({ batch: BatchRef, changes: z.array(RegisterChange) })),
      /** How likely the standard is met, and what that is made of. */
      score: z.object({
        score: z.int(),
        reasons: z.array(z.object({ reason: z.enum(scoreReasons), value: z.string(), points: z.int(), most: z.int() })),
      }),
      tags: z.array(TagRef),
      phones: z.array(LibraryPhone),
      outreach: OutreachView,
      /** Calls, visits and messages exchanged, the newest first; at most a hundred. */
      contacts: z.array(
        z.object({
          id: Id,
          recordedAt: Moment,
          happenedOn: Day,
          way: OutreachWayName,
          outcome: z.enum(contactOutcomes),
          reason: z.nullable(OutreachReasonName),
          nextOn: z.nullable(Day),
          spokeWith: z.nullable(z.string()),
          note: z.nullable(z.string()),
          officerName: z.string(),
          officeName: z.string(),
        }),
      ),
      /** What else was done with it, the newest first; at most a hundred. */
      moves: z.array(
        z.object({
          id: Id,
          at: Moment,
          action: OutreachActionName,
          from: OutreachStateName,
          to: OutreachStateName,
          reason: z.nullable(OutreachReasonName),
          nextOn: z.nullable(Day),
          note: z.nullable(z.string()),
          /** Null for what the enterprise itself answered to an invitation. */
          officerName: z.nullable(z.string()),
          officeName: z.nullable(z.string()),
          assignedName: z.nullable(z.string()),
          invitationId: z.nullable(Id),
        }),
      ),
      invitations: z.array(
        z.object({
          id: Id,
          sentAt: Moment,
          expiresAt: Moment,
          endedAt: z.nullable(Moment),
          officeName: z.string(),
          phoneMasked: z.string(),
          /** What ended it; `over` when its days did. */
          state: z.enum([
            'live',
            'used',
            'over',
            'declined',
            'principal_changed',
            'opted_out',
            'number_dead',
            'not_sent',
          ]),
          declineReason: z.nullable(z.string()),
          declineNote: z.nullable(z.string()),
        }),
      ),
      /** Null when it can be invited; otherwise why not. */
      notInvited: z.nullable(z.enum(notInvitedReasons)),
      /** How often it may be invited, and for how many days an invitation holds, as it is today. */
      sending: z.object({
        daysBetweenPerNumber: z.int(),
        perEnterprise: z.object({ times: z.int(), days: z.int() }),
        validDays: z.int(),
      }),
      applications: z.array(
        z.object({ id: Id, number: z.string(), state: State, kind: z.nullable(Kind), submittedAt: Moment }),
      ),
      organisations: z.array(OrganisationRef),
    }),
  },
})
