import { actionsOfOfficer, refusalFor, relationOf } from '@yijian/shared/application/authority'
import type { CaseView, Decision, decideCase } from '@yijian/shared/application/case-contract'
import { localDay } from '@yijian/shared/application/clock'
import { type Need, transitionOf } from '@yijian/shared/application/lifecycle'
import { allowedKinds, bestKnown, type Numbers } from '@yijian/shared/application/standard'
import { Refusal } from '@yijian/shared/errors'
import type { OrganisationKind } from '@yijian/shared/vocabulary'
import { sql } from 'drizzle-orm'
import { storeEvidence } from '../applications/gather-cross-check.ts'
import { recheck } from '../applications/recheck.ts'
import type { Context } from '../context.ts'
import { firstRow, type Scope, type Tx, withTx } from '../db/tx.ts'
import { findStreet, type Street } from '../divisions/find-street.ts'
import type { Call } from '../http/serve.ts'
import type { OfficerCaller } from '../identity/caller.ts'
import { carryOutFounding, lockCommittee, prepareCommittee } from '../organisations/carry-out-founding.ts'
import { noteDeferral } from '../outreach/note-deferral.ts'
import { type Actor, applyTransition } from '../reviews/apply-transition.ts'
import { refuseStale, wasCarriedOut } from '../reviews/refuse-stale.ts'
import { lockReview, type Review } from '../reviews/review-repository.ts'
import { findFoundNumbers } from './case-record.ts'
import { getCase } from './read-case.ts'

/**
 * One officer's decision. The review is locked, then in this order: the jurisdiction (404), the version
 * that was seen (409, with the state as it is now), tier, role and four eyes (403), a colleague's claim,
 * what the action needs, the register once more; then state, ledger, papers and message in one transaction.
 */
export async function handleDecideCase({ context, caller, params, body }: Call<typeof decideCase>): Promise<CaseView> {
  return withTx(context.database, scopeFor(caller, body), async (tx) => {
    if (body.action === 'found_committee') await lockCommittee(tx, params.id, body.committee?.enterpriseIds ?? [])
    const review = await lockReview(tx, params.id, caller.office.agency)
    if (!review) throw new Refusal('not_found')
    const content = { applicationId: params.id, ...body }
    if (!(await wasCarriedOut(tx, body.commandId, content))) {
      if (relationOf(caller, review) === 'outside') throw new Refusal('not_found')
      refuseStale(review, body.version, actionsOfOfficer(caller, review))
      const refusal = refusalFor(caller, review, body.action)
      if (refusal) throw new Refusal(refusal)
      refuseClaimed(review, caller, context.now())
      await carryOut(tx, context, caller, review, body, content)
    }
    // A retried transfer shows what the first one showed, and no longer once the other street has acted.
    const handedOn = body.action === 'transfer' && review.version <= body.version + 1
    return getCase(tx, context, caller, params.id, { handedOn })
  })
}

/** A transfer ends outside the officer's places: row-level security lets this one transaction see where to. */
function scopeFor(caller: OfficerCaller, { action, placeId }: Decision): Scope {
  const { scope } = caller
  return action === 'transfer' && placeId !== undefined && scope.kind === 'officer'
    ? { ...scope, places: [...scope.places, placeId] }
    : scope
}

async function carryOut(
  tx: Tx,
  context: Context,
  caller: OfficerCaller,
  review: Review,
  body: Decision,
  content: unknown,
) {
  const transition = transitionOf(review.state, body.action)
  const needs: readonly Need[] = transition?.needs ?? []
  refuseMissing(needs, body, context.now())
  const found = needs.includes('contact') ? await requireContact(tx, review) : review.numbers
  const kind =
    needs.includes('kind') || body.action === 'found_committee' ? requireKind(review, body, found) : review.kind
  const place = needs.includes('place') ? await requirePlace(tx, caller, review, body) : undefined
  if (transition?.live) await requireLive(tx, context, review)
  const committee =
    body.action === 'found_committee' ? await prepareCommittee(tx, context, caller, review, body) : undefined
  const actor = actorOf(caller)
  const arrival = await applyTransition(tx, context, review, {
    action: body.action,
    actor,
    commandId: body.commandId,
    content,
    ...(kind ? { kind } : {}),
    ...(body.reasons ? { reasons: body.reasons } : {}),
    ...(body.note ? { note: body.note } : {}),
    ...(body.applicantText ? { applicantText: body.applicantText } : {}),
    ...(place ? { place } : {}),
    ...(body.nextDate ? { nextContactOn: body.nextDate } : {}),
    payload: {
      found,
      ...(kind ? { kind } : {}),
      ...(committee ? { committee } : {}),
      ...(body.nationalId ? { nationalId: body.nationalId } : {}),
    },
  })
  if (arrival.issues) await carryOutFounding(tx, context, caller, review, arrival, actor)
  if (body.action === 'defer' && body.nextDate) {
    await noteDeferral(tx, context, caller, review, { commandId: body.commandId, nextOn: body.nextDate })
  }
  if (body.nationalId)
    await tx.execute(
      sql`update organisation set national_id = ${body.nationalId} where application_id = ${review.applicationId}`,
    )
}

function actorOf(caller: OfficerCaller): Actor {
  const { accountId, officerId, postId, name, office } = caller
  return { kind: 'officer', accountId, officerId, postId, officeId: office.id, name, officeName: office.name }
}

/** A colleague's live claim holds; my own, an ended one, or none does not hinder. */
function refuseClaimed(review: Review, caller: OfficerCaller, now: Date): void {
  const claimed = review.claimedBy !== null && review.claimedUntil !== null && review.claimedUntil > now
  if (claimed && review.claimedBy !== caller.officerId) throw new Refusal('claimed_by_other')
}

function refuseMissing(needs: readonly Need[], body: Decision, now: Date): void {
  const missing = needs.filter((need) => {
    if (need === 'reasons') return !body.reasons?.length
    if (need === 'note') return !body.note && !body.applicantText
    if (need === 'kind') return !body.kind
    if (need === 'place') return !body.placeId
    if (need === 'next_date') return !body.nextDate || body.nextDate <= localDay(now)
    if (need === 'members') return !body.committee
    if (need === 'national_id') return !body.nationalId
    return false
  })
  if (missing.length > 0)
    throw new Refusal('invalid_input', { fields: missing.map((need) => ({ path: fieldOf[need], message: 'needed' })) })
}

const fieldOf: Record<Need, string> = {
  reasons: 'reasons',
  note: 'applicantText',
  contact: 'contact',
  kind: 'kind',
  place: 'placeId',
  next_date: 'nextDate',
  members: 'committee',
  result: 'result',
  national_id: 'nationalId',
}

/**
 * The street has spoken with the enterprise, and a self-declared sender's authority is confirmed or his
 * licence is there. 依据: DOMAIN §8.3–8.4 (实地或电话核实), C11
 * @returns the numbers as found, for those not found the declared ones
 */
async function requireContact(tx: Tx, review: Review): Promise<Numbers> {
  const contact = await firstRow<{ reached: boolean; confirmed: boolean; licence: boolean }>(
    tx,
    sql`select coalesce(bool_or(c.reached), false) as reached, coalesce(bool_or(c.authority_confirmed), false) as confirmed,
          (select licence_id is not null from application where id = ${review.applicationId}) as licence
        from contact_record c where c.application_id = ${review.applicationId}`,
  )
  if (!contact?.reached) throw new Refusal('contact_first')
  if (review.proof === 'self_declared' && !contact.confirmed && !contact.licence) throw new Refusal('proof_needed')
  return bestKnown(review.numbers, await findFoundNumbers(tx, review.applicationId))
}

/** @throws Refusal numbers_do_not_allow */
function requireKind(review: Review, body: Decision, found: Numbers): OrganisationKind {
  const kind = body.action === 'found_committee' ? 'youth_work_committee' : body.kind
  const allowed = allowedKinds(found, review.procedure.thresholds)
  // A committee is founded with its members and director, by its own action.
  const fits = kind && allowed.includes(kind) && (kind !== 'youth_work_committee' || body.action === 'found_committee')
  if (!fits) throw new Refusal('numbers_do_not_allow')
  return kind
}

/**
 * Where a case goes: from a pool to a street below it; from a street to any street of the city, since the
 * operating address may be anywhere.
 */
async function requirePlace(tx: Tx, caller: OfficerCaller, review: Review, body: Decision): Promise<Street> {
  const place = body.placeId === undefined ? undefined : await findStreet(tx, body.placeId)
  const allowed =
    place && place.id !== review.placeId && (body.action === 'transfer' || caller.places.includes(place.id))
  if (!allowed) throw new Refusal('invalid_input', { fields: [{ path: 'placeId', message: 'check_this' }] })
  return place
}

/**
 * Checks the register once more; what it said is kept with the decision that follows. A self-declared application may
 * come in for an enterprise that has an organisation, since its sender is not told: it ends here.
 * @throws Refusal enterprise_not_live, already_organised
 */
async function requireLive(tx: Tx, context: Context, review: Review): Promise<void> {
  const check = await recheck(tx, context.now(), review)
  await storeEvidence(tx, review.applicationId, 'decision', check, context.now())
  if (check.findings.some(({ rule, effect }) => rule === 'C4' && effect === 'stop'))
    throw new Refusal('enterprise_not_live')
  if (check.findings.some(({ rule, outcome }) => rule === 'C7' && outcome === 'differs'))
    throw new Refusal('already_organised')
}
