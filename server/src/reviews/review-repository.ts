import type { Position } from '@yijian/shared/application/lifecycle'
import { Procedure } from '@yijian/shared/application/procedure'
import type { Numbers } from '@yijian/shared/application/standard'
import type { Agency, OrganisationKind, Proof, ReviewState, Tier } from '@yijian/shared/vocabulary'
import { sql } from 'drizzle-orm'
import * as z from 'zod/mini'
import { firstRow, type Tx } from '../db/tx.ts'

/** A review with its row locked, and the facts of its application that every decision looks at. */
export type Review = Position & {
  readonly id: number
  readonly applicationId: number
  readonly number: string
  readonly agency: Agency
  readonly enterpriseId: number
  readonly enterpriseName: string
  readonly accountId: number
  readonly placeId: number
  readonly actingTier: Tier | null
  readonly actingOfficeId: number | null
  readonly version: number
  readonly clockStartedAt: Date | null
  readonly promiseDays: number | null
  readonly dueAt: Date | null
  readonly pausedDays: number | null
  readonly claimedBy: number | null
  readonly claimedUntil: Date | null
  readonly proof: Proof
  readonly numbers: Numbers
  readonly contactPhoneCipher: string
  readonly contactNameCipher: string
  readonly approvedBy: readonly number[]
}

type Row = Record<string, unknown> & {
  doc: unknown
  originState: ReviewState | null
  originStep: number | null
  clockStartedAt: string | null
  dueAt: string | null
  claimedUntil: string | null
  staff: number | null
  youth: number | null
  members: number | null
  women: number | null
  partyBranch: boolean | null
}

/** Locks a review and its application, in that order everywhere. Undefined when there is none in scope. */
export async function lockReview(tx: Tx, applicationId: number, agency: Agency): Promise<Review | undefined> {
  const row = await firstRow<Row>(
    tx,
    sql`select r.id, r.application_id as "applicationId", a.number, r.agency, r.enterprise_id as "enterpriseId", e.name as "enterpriseName",
          r.account_id as "accountId", r.place_id as "placeId", d.tier as "placeTier", pv.doc, r.state, r.step, r.kind,
          r.origin_state as "originState", r.origin_step as "originStep", r.acting_tier as "actingTier",
          r.acting_office_id as "actingOfficeId", r.version, r.clock_started_at as "clockStartedAt",
          r.promise_days as "promiseDays", r.due_at as "dueAt", r.paused_days as "pausedDays",
          r.claimed_by as "claimedBy", r.claimed_until as "claimedUntil", a.proof, a.staff, a.youth, a.members, a.women,
          a.party_branch as "partyBranch", a.contact_phone_cipher as "contactPhoneCipher",
          a.contact_name_cipher as "contactNameCipher",
          coalesce((select array_agg(distinct l.officer_id) from ledger_event l
            where l.application_id = a.id and l.agency = r.agency and l.action in ('approve', 'found_committee')), '{}') as "approvedBy"
        from review r
        join application a on a.id = r.application_id
        join division d on d.id = r.place_id
        join procedure_version pv on pv.id = r.procedure_version_id
        join enterprise e on e.id = r.enterprise_id
        where r.application_id = ${applicationId} and r.agency = ${agency}
        for update of r, a`,
  )
  return row && toReview(row)
}

function toReview(row: Row): Review {
  const { doc, originState, originStep, staff, youth, members, women, partyBranch, ...rest } = row
  const moment = (value: string | null) => (value === null ? null : new Date(value))
  return {
    ...(rest as unknown as Review), // the statement above selects exactly these columns under these names
    procedure: z.parse(Procedure, doc),
    origin: originState === null || originStep === null ? null : { state: originState, step: originStep },
    clockStartedAt: moment(row.clockStartedAt),
    dueAt: moment(row.dueAt),
    claimedUntil: moment(row.claimedUntil),
    numbers: { staff, youth, members, women, partyBranch },
  }
}

/** What a transition writes; everything that the state implies, in one statement. */
export type ReviewChange = {
  readonly state: ReviewState
  readonly step: number
  readonly kind: OrganisationKind | null
  readonly origin: Position['origin']
  readonly placeId: number
  readonly actingTier: Tier | null
  readonly actingOfficeId: number | null
  readonly clockStartedAt: Date | null
  readonly promiseDays: number | null
  readonly dueAt: Date | null
  readonly pausedDays: number | null
  readonly nextContactOn: string | null
}

export type NewReview = ReviewChange & {
  readonly applicationId: number
  readonly agency: Agency
  readonly enterpriseId: number
  readonly accountId: number
  readonly procedureVersionId: number
}

export async function insertReview(tx: Tx, review: NewReview, at: Date): Promise<void> {
  await tx.execute(sql`
    insert into review (application_id, agency, enterprise_id, account_id, place_id, procedure_version_id, state, step, kind,
      acting_tier, acting_office_id, clock_started_at, promise_days, due_at, updated_at)
    values (${review.applicationId}, ${review.agency}, ${review.enterpriseId}, ${review.accountId}, ${review.placeId},
      ${review.procedureVersionId}, ${review.state}, ${review.step}, ${review.kind}, ${review.actingTier}, ${review.actingOfficeId},
      ${iso(review.clockStartedAt)}, ${review.promiseDays}, ${iso(review.dueAt)}, ${at.toISOString()})`)
}

/** Writes a transition of a locked review. A claim ends with the step it was for. */
export async function updateReview(tx: Tx, review: Review, change: ReviewChange, at: Date): Promise<void> {
  const written = await firstRow<{ id: number }>(
    tx,
    sql`update review set state = ${change.state}, step = ${change.step}, kind = ${change.kind},
          origin_state = ${change.origin?.state ?? null}, origin_step = ${change.origin?.step ?? null},
          place_id = ${change.placeId}, acting_tier = ${change.actingTier}, acting_office_id = ${change.actingOfficeId},
          clock_started_at = ${iso(change.clockStartedAt)}, promise_days = ${change.promiseDays}, due_at = ${iso(change.dueAt)},
          paused_days = ${change.pausedDays}, next_contact_on = ${change.nextContactOn}, version = version + 1, updated_at = ${at.toISOString()},
          claimed_by = case when ${change.actingTier} = acting_tier and ${change.state} in ('verifying', 'awaiting_acceptance') then claimed_by end,
          claimed_until = case when ${change.actingTier} = acting_tier and ${change.state} in ('verifying', 'awaiting_acceptance') then claimed_until end
        where id = ${review.id} and version = ${review.version} returning id`,
  )
  if (!written) throw new Error(`review ${review.id} changed although its row was locked`)
  if (change.placeId !== review.placeId) {
    await tx.execute(sql`update application set place_id = ${change.placeId} where id = ${review.applicationId}`)
  }
}

function iso(at: Date | null): string | null {
  return at?.toISOString() ?? null
}
