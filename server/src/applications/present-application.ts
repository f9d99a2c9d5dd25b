import { actionsOfApplicant } from '@yijian/shared/application/authority'
import { dueAfter } from '@yijian/shared/application/clock'
import type { ApplicationView, PublicEvent } from '@yijian/shared/application/contract'
import { actingTier, openStates, promiseDays, transitionOf } from '@yijian/shared/application/lifecycle'
import { entryTier } from '@yijian/shared/application/procedure'
import { standing } from '@yijian/shared/application/standard'
import { stepsOf } from '@yijian/shared/application/steps'
import { isDead } from '@yijian/shared/enterprise-status'
import { type Agency, fieldsToCorrect } from '@yijian/shared/vocabulary'
import type * as z from 'zod/mini'
import type { Context } from '../context.ts'
import { isoOf } from '../db/moments.ts'
import type { Tx } from '../db/tx.ts'
import { findListOffice } from '../offices/find-responsible-office.ts'
import { getAdoptedProcedure } from '../reviews/adopted-procedure.ts'
import { findOutcome } from '../reviews/find-outcome.ts'
import { type EventRow, listEvents, stoppedAt } from '../reviews/list-events.ts'
import { presentAnswers, presentHolder } from '../reviews/present-progress.ts'
import { readCalendar } from '../reviews/read-calendar.ts'
import type { Progress, ReviewFacts } from '../reviews/read-progress.ts'

/** An application as its sender sees it. */
export async function presentApplication(
  tx: Tx,
  context: Context,
  agency: Agency,
  progress: Progress,
): Promise<ApplicationView> {
  const noted = progress.review === null
  const review = progress.review ?? (await freshReview(tx, agency, progress))
  const events = noted ? [] : await listEvents(tx, progress.id, agency)
  const outcome = await findOutcome(tx, progress.id)
  const can = standing(progress.numbers, review.procedure.thresholds)
  const { state, kind, procedure, step } = review
  const actions = actionsOfApplicant(state).map(({ action }) => action)
  return {
    id: progress.id,
    number: progress.number,
    version: review.version,
    submittedAt: isoOf(progress.submittedAt),
    enterprise: { name: progress.enterprise.name, creditCode: progress.enterprise.creditCode },
    enterpriseClosed: isDead(progress.enterprise.statusClass) && openStates.some((open) => open === state),
    state,
    kind,
    place: progress.place,
    holder: await presentHolder(tx, agency, { ...review, placeId: progress.place.id }, context.now()),
    steps: stepsOf({
      state,
      step,
      procedure,
      kind: kind ?? (can.result === 'can' ? can.kind : null),
      origin:
        review.originState && review.originStep !== null
          ? { state: review.originState, step: review.originStep }
          : null,
      stoppedAt: stoppedAt(events),
    }),
    history: noted ? notedHistory(progress) : publicEvents(events, progress),
    correct: whatToCorrect(review, events),
    nextContactOn: review.nextContactOn,
    answers: presentAnswers(context.cipher, progress),
    ...outcome,
    actions,
  }
}

/**
 * An application that was noted on another one has no review. Its sender sees it as it looked on arrival, so that nobody
 * learns from it that the enterprise has an application under way.
 */
async function freshReview(
  tx: Tx,
  agency: Agency,
  { place, numbers, submittedAt, enterprise, withdrawnAt }: Progress,
): Promise<ReviewFacts> {
  const at = new Date(submittedAt)
  const { procedure } = await getAdoptedProcedure(tx, agency, at)
  const can = standing(numbers, procedure.thresholds)
  const state = place.tier === entryTier(procedure) ? ('awaiting_acceptance' as const) : ('unplaced' as const)
  const position = { state, step: 0, kind: can.result === 'can' ? can.kind : null, procedure, placeTier: place.tier }
  const days = promiseDays(position)
  const tier = actingTier(position)
  return {
    ...position,
    ...(withdrawnAt === null ? {} : { state: 'withdrawn' as const }),
    version: withdrawnAt === null ? 1 : 2,
    originState: null,
    originStep: null,
    actingTier: withdrawnAt === null ? tier : null,
    actingOfficeId: tier && (await findListOffice(tx, agency, tier, enterprise.id)),
    clockStartedAt: submittedAt,
    promiseDays: days,
    dueAt: days === null || withdrawnAt !== null ? null : dueAfter(at, days, await readCalendar(tx)).toISOString(),
    claimedBy: null,
    claimedByName: null,
    claimedUntil: null,
    nextContactOn: null,
  }
}

type Told = z.infer<typeof PublicEvent>

/** Events meant for the applicant: their own, and those that a message told or that were written for them. */
function publicEvents(events: readonly EventRow[], progress: Progress): Told[] {
  return events
    .filter((event) => event.actorKind !== 'officer' || event.applicantText !== null || isTold(event))
    .map((event) => ({
      at: isoOf(event.at),
      action: event.action,
      state: event.toState,
      by: event.actorKind === 'applicant' ? progress.enterprise.name : (event.officeName ?? ''),
      text: event.applicantText,
      reasons: event.reasons,
    }))
}

function isTold({ fromState, action }: EventRow): boolean {
  const transition = fromState && transitionOf(fromState, action)
  return Boolean(transition && (transition.tells || transition.to === 'next' || action === 'enter_national'))
}

/** A note tells what any fresh application would: that it was sent, and perhaps taken back. */
function notedHistory({ submittedAt, withdrawnAt, enterprise, place }: Progress): Told[] {
  const sent = place.tier === 'street' ? ('awaiting_acceptance' as const) : ('unplaced' as const)
  const own = { by: enterprise.name, text: null, reasons: [] }
  return [
    { at: isoOf(submittedAt), action: 'submit', state: sent, ...own },
    ...(withdrawnAt
      ? [{ at: isoOf(withdrawnAt), action: 'withdraw' as const, state: 'withdrawn' as const, ...own }]
      : []),
  ]
}

/** What the applicant is asked to mend: the marked fields after a return, the result after its return. */
function whatToCorrect({ state }: ReviewFacts, events: readonly EventRow[]): ApplicationView['correct'] {
  if (state === 'returned' || state === 'dormant') {
    const returned = events.findLast(({ action }) => action === 'return')
    if (!returned) return null
    const fields = new Set(returned.reasons.flatMap((reason): readonly string[] => fieldsToCorrect[reason]))
    return { reasons: returned.reasons, fields: [...fields], text: returned.applicantText }
  }
  const last = events.at(-1)
  if (state === 'formation_approved' && last?.action === 'return_result') {
    return { reasons: [], fields: ['result'], text: last.applicantText }
  }
  return null
}
