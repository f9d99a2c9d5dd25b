import { actionsOfOfficer, relationOf, type Subject } from '@yijian/shared/application/authority'
import type { CaseView, readCase } from '@yijian/shared/application/case-contract'
import { urgency } from '@yijian/shared/application/clock'
import { allowedKinds, bestKnown, standing } from '@yijian/shared/application/standard'
import { stepsOf } from '@yijian/shared/application/steps'
import { isDead } from '@yijian/shared/enterprise-status'
import { Refusal } from '@yijian/shared/errors'
import type { Context } from '../context.ts'
import { isoOf } from '../db/moments.ts'
import { type Tx, withTx } from '../db/tx.ts'
import type { Call } from '../http/serve.ts'
import type { OfficerCaller } from '../identity/caller.ts'
import { findOutcome } from '../reviews/find-outcome.ts'
import { type EventRow, listEvents, stoppedAt } from '../reviews/list-events.ts'
import { presentAnswers, presentHolder } from '../reviews/present-progress.ts'
import { findProgress, type Progress, type ReviewFacts } from '../reviews/read-progress.ts'
import { findRegisterChange } from '../tasks/find-register-change.ts'
import { findFindings, findMeetingResult, listApprovers, listContacts, listNotes } from './case-record.ts'

/** @throws Refusal not_found outside the post's jurisdiction */
export async function handleReadCase({ context, caller, params }: Call<typeof readCase>): Promise<CaseView> {
  return withTx(context.database, caller.scope, (tx) => getCase(tx, context, caller, params.id))
}

/**
 * Everything about one case, with what this post may do now.
 * @param handedOn shown once more to the officer who has just handed it to another street
 * @throws Refusal not_found outside the post's jurisdiction
 */
export async function getCase(
  tx: Tx,
  context: Context,
  caller: OfficerCaller,
  applicationId: number,
  { handedOn = false } = {},
): Promise<CaseView> {
  const { agency } = caller.office
  const progress = await findProgress(tx, applicationId, agency)
  const review = progress?.review
  if (!progress || !review) throw new Refusal('not_found')
  const subject = subjectOf(caller, progress, review, await listApprovers(tx, applicationId, agency))
  const relation = relationOf(caller, subject)
  if (relation === 'outside' && !handedOn) throw new Refusal('not_found')
  const { cipher } = context
  const now = context.now()
  const contacts = await listContacts(tx, cipher, applicationId)
  const found = contacts.find(({ numbers }) => numbers !== null)?.numbers ?? null
  const numbers = bestKnown(progress.numbers, found)
  const { thresholds } = review.procedure
  const can = standing(numbers, thresholds)
  const events = await listEvents(tx, applicationId, agency)
  const answers = presentAnswers(cipher, progress)
  const origin =
    review.originState && review.originStep !== null ? { state: review.originState, step: review.originStep } : null
  return {
    id: progress.id,
    number: progress.number,
    version: review.version,
    submittedAt: isoOf(progress.submittedAt),
    state: review.state,
    kind: review.kind,
    actingTier: review.actingTier,
    relation: relation === 'handles' ? 'handles' : 'sees',
    place: progress.place,
    placeHow: progress.placeHow,
    placeCertain: progress.placeCertain,
    holder: await presentHolder(tx, agency, { ...review, placeId: progress.place.id }, now),
    urgency:
      review.dueAt && review.clockStartedAt
        ? urgency(new Date(review.clockStartedAt), new Date(review.dueAt), now)
        : 'in_time',
    steps: stepsOf({
      ...review,
      kind: review.kind ?? (can.result === 'can' ? can.kind : null),
      origin,
      stoppedAt: stoppedAt(events),
    }),
    claim: presentClaim(caller, review, now),
    enterprise: progress.enterprise,
    proof: progress.proof,
    answers,
    found: found && numbers,
    allowedKinds: allowedKinds(numbers, thresholds),
    standing: can.result,
    ...(await findFindings(tx, applicationId)),
    registerChange: await findRegisterChange(tx, applicationId, agency),
    registerDate: progress.registerDate,
    contacts,
    history: events.map((event) => presentEvent(event, answers.contactName)),
    notes: await listNotes(tx, cipher, applicationId),
    result: await findMeetingResult(tx, cipher, applicationId),
    ...(await findOutcome(tx, applicationId)),
    nextContactOn: review.nextContactOn,
    actions: presentActions(caller, subject, progress),
  }
}

function subjectOf(
  caller: OfficerCaller,
  progress: Progress,
  review: ReviewFacts,
  approvedBy: readonly number[],
): Subject {
  const { state, step, kind, procedure, actingTier, actingOfficeId } = review
  return {
    agency: caller.office.agency,
    state,
    step,
    kind,
    procedure,
    actingTier,
    actingOfficeId,
    placeId: progress.place.id,
    enterpriseId: progress.enterprise.id,
    approvedBy,
  }
}

/** Founding anything for an enterprise that the register shows dead is not offered. */
function presentActions(caller: OfficerCaller, subject: Subject, { enterprise }: Progress): CaseView['actions'] {
  return actionsOfOfficer(caller, subject)
    .filter(({ transition }) => !(transition.live && isDead(enterprise.statusClass)))
    .map(({ action, transition }) => ({
      action,
      needs: [...(transition.needs ?? [])],
      primary: transition.primary === true,
    }))
}

function presentClaim(
  caller: OfficerCaller,
  { claimedBy, claimedByName, claimedUntil }: ReviewFacts,
  now: Date,
): CaseView['claim'] {
  if (claimedUntil === null || claimedByName === null || new Date(claimedUntil) <= now) return null
  return { officerName: claimedByName, until: isoOf(claimedUntil), mine: claimedBy === caller.officerId }
}

/** `by` is the officer or the applicant's contact; empty for what the clock did. */
function presentEvent(event: EventRow, contactName: string): CaseView['history'][number] {
  const { seq, action, reasons, note, applicantText, actorKind, actorName } = event
  return {
    seq,
    at: isoOf(event.at),
    action,
    from: event.fromState,
    to: event.toState,
    by: actorKind === 'applicant' ? contactName : (actorName ?? ''),
    office: event.officeName,
    reasons,
    note,
    applicantText,
  }
}
