import { randomUUID } from 'node:crypto'
import { dueAfter } from '@yijian/shared/application/clock'
import type { Receipt, Submission, submitApplication } from '@yijian/shared/application/contract'
import { stops } from '@yijian/shared/application/cross-check'
import { actingTier, promiseDays, transitionOf } from '@yijian/shared/application/lifecycle'
import { standing } from '@yijian/shared/application/standard'
import type { Claim } from '@yijian/shared/cross-check/cross-check'
import { Refusal } from '@yijian/shared/errors'
import { maskPhone } from '@yijian/shared/mobile'
import type { OrganisationKind, Tier } from '@yijian/shared/vocabulary'
import { sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { firstRow, systemScope, type Tx, withTx } from '../db/tx.ts'
import type { Call } from '../http/serve.ts'
import type { SignedIn } from '../identity/caller.ts'
import { markInvitationUsed } from '../invitations/end-invitation.ts'
import { appendEvent, digestOf } from '../ledger/append-event.ts'
import { ledgerKeys } from '../ledger/ledger-hash.ts'
import { findListOffice } from '../offices/find-responsible-office.ts'
import { getAdoptedProcedure } from '../reviews/adopted-procedure.ts'
import { actorColumns, applyTransition, tell } from '../reviews/apply-transition.ts'
import { lockEnterprises } from '../reviews/lock-enterprises.ts'
import { readCalendar } from '../reviews/read-calendar.ts'
import { insertReview, lockReview, type NewReview } from '../reviews/review-repository.ts'
import { askWhetherRegistered, findLikelyMeant } from '../tasks/ask-whether-registered.ts'
import { addProvisionalEnterprise } from './add-provisional-enterprise.ts'
import {
  findOpenApplication,
  findSubmission,
  insertApplication,
  isOwnFreshAttachment,
  nextApplicationNumber,
  type OpenApplication,
} from './application-repository.ts'
import { gatherCrossCheck, storeEvidence } from './gather-cross-check.ts'
import { type Belonging, isProven, proveBelonging } from './prove-belonging.ts'
import { getStreet, readContactPhone, refuseContradictions } from './read-answers.ts'

/**
 * Submits an application to the league. Twice is once: a retried command gets its receipt, and a second
 * application for the same enterprise becomes a note on the one under way.
 *
 * Runs in the system scope, since it must know of applications that the sender may not see; what it
 * answers about them depends on the sender's proof.
 * @throws Refusal invalid_input, enterprise_not_live, already_organised, command_reused
 */
export async function handleSubmitApplication({
  context,
  caller,
  body,
}: Call<typeof submitApplication>): Promise<Receipt> {
  refuseContradictions(body.numbers)
  const phone = readContactPhone(body.contact)
  return withTx(context.database, systemScope, async (tx) => {
    await lockEnterprises(tx, [body.enterprise.known ? body.enterprise.enterpriseId : body.enterprise.creditCode])
    const repeated = await findSubmission(tx, body.commandId)
    if (repeated) {
      if (repeated.accountId !== caller.accountId || !repeated.digest.equals(digestOf(body)))
        throw new Refusal('command_reused')
      return { applicationId: repeated.id, number: repeated.number, result: 'submitted' as const }
    }
    await refuseForeignLicence(tx, caller, body)
    const meant = body.enterprise.known ? undefined : await findLikelyMeant(tx, claimOf(body.enterprise, body))
    const enterpriseId = body.enterprise.known
      ? body.enterprise.enterpriseId
      : await addProvisionalEnterprise(tx, body.enterprise)
    await lockEnterprises(tx, [enterpriseId])
    const belonging = await proveBelonging(tx, caller, enterpriseId, context.now())
    const open = await findOpenApplication(tx, enterpriseId, 'league')
    if (open && open.accountId === caller.accountId)
      return { applicationId: open.id, number: open.number, result: 'submitted' as const }
    const receipt = await place(tx, context, caller, body, { enterpriseId, belonging, phone, open })
    if (meant !== undefined)
      await askWhetherRegistered(tx, { applicationId: receipt.applicationId, registered: meant, now: context.now() })
    return receipt
  })
}

function claimOf(
  { name, creditCode }: Extract<Submission['enterprise'], { known: false }>,
  { declaredPrincipal = '' }: Submission,
): Claim {
  return { name, code: creditCode, address: '', principal: declaredPrincipal }
}

type Prepared = { enterpriseId: number; belonging: Belonging; phone: string; open: OpenApplication | undefined }

async function place(
  tx: Tx,
  context: Context,
  caller: SignedIn,
  body: Submission,
  prepared: Prepared,
): Promise<Receipt> {
  const { enterpriseId, belonging, phone, open } = prepared
  const now = context.now()
  const { id: procedureVersionId, procedure } = await getAdoptedProcedure(tx, 'league', now)
  const where = await placeOf(tx, enterpriseId, body)
  const contactPhoneIndex = context.cipher.index('phone', phone)
  const check = await gatherCrossCheck(tx, now, {
    enterpriseId,
    agency: 'league',
    declared: {
      name: body.declaredName ?? null,
      principal: body.declaredPrincipal ?? null,
      placeId: body.operatingPlaceId ?? null,
      numbers: body.numbers,
    },
    proof: belonging.proof,
    licenceGiven: body.licenceId !== undefined || !body.enterprise.known,
    invitation: belonging.invitation,
    applicationId: null,
    contactPhoneIndex,
    thresholds: procedure.thresholds,
  })
  refuseStops(check.findings)
  if (await foundedBy(tx, caller, enterpriseId)) throw new Refusal('already_organised')
  const superseded = open && isProven(belonging.proof) && gives(open)
  const notedOn = open && !superseded ? open.id : null
  if (superseded) await mergeAway(tx, context, open.id)
  const number = await nextApplicationNumber(tx, now)
  const applicationId = await insertApplication(tx, {
    number,
    accountId: caller.accountId,
    enterpriseId,
    placeId: where.id,
    commandId: body.commandId,
    commandDigest: digestOf(body),
    proof: belonging.proof,
    invitationId: belonging.invitationId,
    declaredName: body.declaredName ?? null,
    declaredPrincipal: body.declaredPrincipal ?? null,
    operatingPlaceId: body.operatingPlaceId ?? null,
    numbers: body.numbers,
    contactNameCipher: context.cipher.seal('application|contact_name', body.contact.name),
    contactPhoneCipher: context.cipher.seal('application|contact_phone', phone),
    contactPhoneIndex,
    contactPhoneMasked: maskPhone(phone),
    licenceId: body.licenceId ?? (body.enterprise.known ? null : body.enterprise.licenceId),
    noticeVersion: body.consent.noticeVersion,
    shareUnion: body.consent.shareUnion,
    shareWomen: body.consent.shareWomen,
    submittedAt: now,
    notedOn,
  })
  if (superseded) await tx.execute(sql`update application set noted_on = ${applicationId} where id = ${open.id}`)
  await storeEvidence(tx, applicationId, 'submit', check, now)
  await tx.execute(sql`delete from draft where account_id = ${caller.accountId}`)
  if (notedOn !== null) {
    await tellNoted(tx, context, applicationId, where)
    // The better-proven sender is told of the application under way; nobody else learns that there is one.
    return { applicationId, number, result: isProven(belonging.proof) ? 'noted' : 'submitted' }
  }
  const can = standing(body.numbers, procedure.thresholds)
  await openReview(tx, context, caller, body, {
    applicationId,
    agency: 'league',
    enterpriseId,
    accountId: caller.accountId,
    procedureVersionId,
    procedure,
    placeId: where.id,
    placeTier: where.tier,
    now,
    kind: can.result === 'can' ? can.kind : null,
  })
  if (belonging.invitationId !== null) await markInvitationUsed(tx, belonging.invitationId, now)
  return { applicationId, number, result: 'submitted' }
}

/** A self-declared application that nobody has worked on yet gives way to a better-proven one. */
function gives(open: OpenApplication): boolean {
  return !isProven(open.proof) && !open.contacted && transitionOf(open.state, 'merge') !== undefined
}

/** The same message as to everybody: it must not give away that another application is under way. */
async function tellNoted(tx: Tx, context: Context, applicationId: number, where: { id: number }): Promise<void> {
  const row = await firstRow<{ number: string; enterpriseName: string; contactPhoneCipher: string }>(
    tx,
    sql`select a.number, e.name as "enterpriseName", a.contact_phone_cipher as "contactPhoneCipher"
        from application a join enterprise e on e.id = a.enterprise_id where a.id = ${applicationId}`,
  )
  if (!row) return
  const now = context.now()
  const { procedure } = await getAdoptedProcedure(tx, 'league', now)
  const dueAt = dueAfter(now, procedure.acceptanceDays, await readCalendar(tx))
  const change = { actingTier: 'street' as const, actingOfficeId: null, placeId: where.id, dueAt, nextContactOn: null }
  await tell(tx, context, { ...row, applicationId, agency: 'league' }, change, 'submitted')
}

type Opening = Pick<
  NewReview,
  'applicationId' | 'agency' | 'enterpriseId' | 'accountId' | 'procedureVersionId' | 'placeId'
> & {
  procedure: Parameters<typeof promiseDays>[0]['procedure']
  placeTier: Tier
  /** The moment of submission: every row of it carries the same. */
  now: Date
  kind: OrganisationKind | null
}

/** Opens the league's review where the application lands: at its street, or in the pool of its county or city. */
async function openReview(
  tx: Tx,
  context: Context,
  caller: SignedIn,
  body: Submission,
  opening: Opening,
): Promise<void> {
  const { now } = opening
  const position = {
    state: opening.placeTier === 'street' ? ('awaiting_acceptance' as const) : ('unplaced' as const),
    step: 0,
    kind: opening.kind,
    procedure: opening.procedure,
    placeTier: opening.placeTier,
  }
  const tier = actingTier(position)
  const days = promiseDays(position)
  const dueAt = days === null ? null : dueAfter(now, days, await readCalendar(tx))
  const actingOfficeId = tier ? await findListOffice(tx, opening.agency, tier, opening.enterpriseId) : null
  const { procedure, placeTier, ...columns } = opening
  await insertReview(
    tx,
    {
      ...columns,
      ...position,
      origin: null,
      actingTier: tier,
      actingOfficeId,
      clockStartedAt: now,
      promiseDays: days,
      dueAt,
      pausedDays: null,
      nextContactOn: null,
    },
    now,
  )
  await appendEvent(tx, ledgerKeys(context.config.secrets.ledger), {
    applicationId: opening.applicationId,
    at: now,
    agency: opening.agency,
    action: 'submit',
    fromState: null,
    toState: position.state,
    fromStep: null,
    toStep: 0,
    ...actorColumns({ kind: 'applicant', accountId: caller.accountId }),
    reasons: [],
    note: null,
    applicantText: null,
    payload: { numbers: body.numbers, procedureVersion: opening.procedureVersionId, notice: body.consent },
    commandId: body.commandId,
    command: body,
  })
  const review = await lockReview(tx, opening.applicationId, opening.agency)
  if (review) await tell(tx, context, review, { ...review, nextContactOn: null }, 'submitted')
}

async function refuseForeignLicence(tx: Tx, caller: SignedIn, body: Submission): Promise<void> {
  const licenceId = body.enterprise.known ? body.licenceId : body.enterprise.licenceId
  if (licenceId && !(await isOwnFreshAttachment(tx, licenceId, caller.accountId, 'licence'))) {
    throw new Refusal('invalid_input', { fields: [{ path: 'licenceId', message: 'check_this' }] })
  }
}

/** Whoever's own application founded the organisation knows of it, however weakly they were known when they applied. */
async function foundedBy(tx: Tx, caller: SignedIn, enterpriseId: number): Promise<boolean> {
  const founded = await firstRow(
    tx,
    sql`select 1 from organisation o join application a on a.id = o.application_id
        join organisation_enterprise oe on oe.organisation_id = o.id and oe.enterprise_id = ${enterpriseId} and oe.valid_to is null
        where a.account_id = ${caller.accountId} and o.dissolved_on is null limit 1`,
  )
  return founded !== undefined
}

function refuseStops(findings: Parameters<typeof stops>[0]): void {
  const [stop] = stops(findings)
  if (stop) throw new Refusal(stop.rule === 'C7' ? 'already_organised' : 'enterprise_not_live')
}

/** The declared operating street, else where the register's address leads: a street, or the pool of a county or city. */
async function placeOf(tx: Tx, enterpriseId: number, body: Submission): Promise<{ id: number; tier: Tier }> {
  if (body.operatingPlaceId !== undefined) return getStreet(tx, body.operatingPlaceId, 'operatingPlaceId')
  const row = await firstRow<{ id: number; tier: Tier }>(
    tx,
    sql`select d.id, d.tier from enterprise e join division d on d.id = e.place_id where e.id = ${enterpriseId}`,
  )
  if (!row) throw new Refusal('not_found')
  return row
}

/** A self-declared application never blocks a better-proven one: it becomes a note on the new one. */
async function mergeAway(tx: Tx, context: Context, applicationId: number): Promise<void> {
  const review = await lockReview(tx, applicationId, 'league')
  if (review)
    await applyTransition(tx, context, review, {
      action: 'merge',
      actor: { kind: 'system' },
      commandId: randomUUID(),
      content: { applicationId },
    })
}
