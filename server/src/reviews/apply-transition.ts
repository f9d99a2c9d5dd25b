import { type Calendar, dueAfter, localDay, remainingAfterPause } from '@yijian/shared/application/clock'
import {
  type Arrival,
  actingTier,
  move,
  type Position,
  promiseDays,
  ruleOf,
} from '@yijian/shared/application/lifecycle'
import { Refusal } from '@yijian/shared/errors'
import type { TemplateId } from '@yijian/shared/messages/templates'
import { isSmsCapable, normaliseMobile } from '@yijian/shared/mobile'
import type { OrganisationKind, ReturnReason, ReviewAction, Tier } from '@yijian/shared/vocabulary'
import { sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { firstRow, type Tx } from '../db/tx.ts'
import { appendEvent } from '../ledger/append-event.ts'
import { ledgerKeys } from '../ledger/ledger-hash.ts'
import { enqueueMessage } from '../messages/enqueue-message.ts'
import { findListOffice, findResponsibleOffice } from '../offices/find-responsible-office.ts'
import { readCalendar } from './read-calendar.ts'
import { type Review, type ReviewChange, updateReview } from './review-repository.ts'

export type Actor =
  | { readonly kind: 'applicant'; readonly accountId: number }
  | {
      readonly kind: 'officer'
      readonly accountId: number
      readonly officerId: number
      readonly postId: number
      readonly officeId: number
      readonly name: string
      readonly officeName: string
    }
  | { readonly kind: 'system' }

export type Command = {
  readonly action: ReviewAction
  readonly actor: Actor
  /** Client-made id and the content that makes a second sending the same command. */
  readonly commandId: string
  readonly content: unknown
  readonly kind?: OrganisationKind
  readonly reasons?: readonly ReturnReason[]
  readonly note?: string
  readonly applicantText?: string
  readonly payload?: unknown
  readonly place?: { readonly id: number; readonly tier: Tier }
  readonly nextContactOn?: string
}

/**
 * Takes one transition of the table on a locked review: state, clock, ledger and message together.
 * Nothing else writes a review's state.
 * @throws Refusal action_not_allowed when the table has no such transition from here
 */
export async function applyTransition(tx: Tx, context: Context, review: Review, command: Command): Promise<Arrival> {
  const now = context.now()
  const arrival = move(review, command.action, command.kind ?? review.kind)
  if (!arrival) throw new Refusal('action_not_allowed')
  const place = command.place ?? { id: review.placeId, tier: review.placeTier }
  const position: Position = { ...review, ...arrival, placeTier: place.tier }
  const tier = actingTier(position)
  const officeId = tier ? await findListOffice(tx, review.agency, tier, review.enterpriseId) : null
  const calendar = await readCalendar(tx)
  const change: ReviewChange = {
    ...arrival,
    placeId: place.id,
    actingTier: tier,
    actingOfficeId: officeId,
    ...clockAfter(review, position, calendar, now),
    nextContactOn: command.nextContactOn ?? null,
  }
  await updateReview(tx, review, change, now)
  await appendEvent(tx, ledgerKeys(context.config.secrets.ledger), {
    applicationId: review.applicationId,
    at: now,
    agency: review.agency,
    action: command.action,
    fromState: review.state,
    toState: arrival.state,
    fromStep: review.step,
    toStep: arrival.step,
    ...actorColumns(command.actor),
    reasons: command.reasons ?? [],
    note: command.note ?? null,
    applicantText: command.applicantText ?? null,
    payload: command.payload ?? {},
    commandId: command.commandId,
    command: command.content,
  })
  if (arrival.tells) await tell(tx, context, review, change, arrival.tells)
  return arrival
}

/** The columns of an event that say who acted, with the names as they are now. */
export function actorColumns(actor: Actor) {
  const officer = actor.kind === 'officer' ? actor : undefined
  return {
    actorKind: actor.kind,
    accountId: actor.kind === 'system' ? null : actor.accountId,
    officerId: officer?.officerId ?? null,
    postId: officer?.postId ?? null,
    officeId: officer?.officeId ?? null,
    actorName: officer?.name ?? null,
    officeName: officer?.officeName ?? null,
  }
}

type Clock = Pick<ReviewChange, 'clockStartedAt' | 'promiseDays' | 'dueAt' | 'pausedDays'>

/**
 * The clock of the state arrived at. It stands still while the applicant has the case and goes on with
 * what was left; within one kind of clock (assign, transfer) it simply continues.
 */
function clockAfter(review: Review, position: Position, calendar: Calendar, now: Date): Clock {
  const from = ruleOf(review.state)
  const to = ruleOf(position.state)
  const running = review.clockStartedAt !== null && review.promiseDays !== null
  if (
    to.clock !== null &&
    to.clock === from.clock &&
    to.holder === from.holder &&
    position.step === review.step &&
    running
  ) {
    const { clockStartedAt, promiseDays: days, dueAt, pausedDays } = review
    return { clockStartedAt, promiseDays: days, dueAt, pausedDays }
  }
  const pausing = position.state === 'returned' && running && review.clockStartedAt && review.promiseDays
  const pausedDays = pausing
    ? remainingAfterPause(pausing, review.clockStartedAt, now, calendar)
    : position.state === 'dormant'
      ? review.pausedDays
      : null
  const answered = (review.state === 'returned' || review.state === 'dormant') && to.holder === 'office'
  const resuming = answered ? review.pausedDays : null
  const days = to.holder === 'nobody' ? null : (resuming ?? promiseDays(position))
  return days === null
    ? { clockStartedAt: null, promiseDays: null, dueAt: null, pausedDays }
    : { clockStartedAt: now, promiseDays: days, dueAt: dueAfter(now, days, calendar), pausedDays }
}

/** Tells the applicant, in the same transaction. A contact that takes no short messages is called by the street instead. */
export async function tell(
  tx: Tx,
  context: Context,
  review: Pick<Review, 'applicationId' | 'number' | 'agency' | 'enterpriseName' | 'contactPhoneCipher'>,
  change: Pick<ReviewChange, 'actingTier' | 'actingOfficeId' | 'placeId' | 'dueAt' | 'nextContactOn'>,
  template: TemplateId,
): Promise<void> {
  const phone = normaliseMobile(context.cipher.open('application|contact_phone', review.contactPhoneCipher))
  if (!phone || !isSmsCapable(phone)) return
  const office = await findResponsibleOffice(tx, {
    agency: review.agency,
    tier: change.actingTier ?? 'street',
    placeId: change.placeId,
    officeId: change.actingOfficeId,
  })
  const seq = await firstRow<{ seq: number }>(
    tx,
    sql`select ledger_seq as seq from application where id = ${review.applicationId}`,
  )
  const date = change.nextContactOn ?? change.dueAt?.toISOString()
  await enqueueMessage(tx, context, {
    template,
    params: {
      enterprise: review.enterpriseName,
      number: review.number,
      office: office?.name ?? '团组织',
      date: date ? monthAndDay(date) : '近日',
      phone: office?.deskPhone ?? '12355',
    } as never, // every template takes a subset of these; `renderMessage` ignores the rest
    phone,
    dedupeKey: `application:${review.applicationId}:${seq?.seq}:${template}`,
    applicationId: review.applicationId,
  })
}

/** 11月24日, in Hangzhou. */
function monthAndDay(date: string): string {
  const [, month, day] = (date.length === 10 ? date : localDay(new Date(date))).split('-').map(Number)
  return `${month}月${day}日`
}
