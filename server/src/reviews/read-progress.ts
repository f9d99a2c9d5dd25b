import { Procedure } from '@yijian/shared/application/procedure'
import type { Numbers } from '@yijian/shared/application/standard'
import type { StatusClass } from '@yijian/shared/enterprise-status'
import type { Place } from '@yijian/shared/values'
import type { Agency, OrganisationKind, Proof, ReviewState, Tier } from '@yijian/shared/vocabulary'
import { sql } from 'drizzle-orm'
import * as z from 'zod/mini'
import { firstRow, type Tx } from '../db/tx.ts'
import { registerDay } from '../registry/register-day.ts'
import { numbersOf } from './numbers-of.ts'

/** An application with its enterprise and place, as anybody who may see it sees it. Moments are as the driver gives them. */
export type Progress = {
  readonly id: number
  readonly number: string
  readonly accountId: number
  readonly submittedAt: string
  readonly proof: Proof
  readonly numbers: Numbers
  readonly declaredName: string | null
  readonly declaredPrincipal: string | null
  readonly operatingPlace: Place | null
  readonly contactNameCipher: string
  readonly contactPhoneMasked: string
  readonly licenceId: string | null
  readonly place: Place
  readonly enterprise: {
    readonly id: number
    readonly name: string
    readonly creditCode: string | null
    readonly principalName: string | null
    readonly statusText: string | null
    readonly statusClass: StatusClass
    readonly typeText: string | null
    readonly establishedOn: string | null
    readonly address: string | null
    readonly headcount: number | null
    readonly provisional: boolean
  }
  readonly placeHow: string
  readonly placeCertain: boolean
  readonly registerDate: string | null
  /** When its sender withdrew an application that was noted on another one. */
  readonly withdrawnAt: string | null
  /** Null for an application that is noted on another one, also when it had a review before. */
  readonly review: ReviewFacts | null
}

export type ReviewFacts = {
  readonly version: number
  readonly state: ReviewState
  readonly step: number
  readonly kind: OrganisationKind | null
  readonly originState: ReviewState | null
  readonly originStep: number | null
  readonly actingTier: Tier | null
  readonly actingOfficeId: number | null
  readonly clockStartedAt: string | null
  readonly dueAt: string | null
  readonly promiseDays: number | null
  readonly claimedBy: number | null
  readonly claimedByName: string | null
  readonly claimedUntil: string | null
  readonly nextContactOn: string | null
  readonly procedure: Procedure
}

type Row = Omit<Progress, 'review'> & { readonly review: (Omit<ReviewFacts, 'procedure'> & { doc: unknown }) | null }

/** Undefined when there is no such application in the scope of the transaction. */
export async function findProgress(tx: Tx, applicationId: number, agency: Agency): Promise<Progress | undefined> {
  const row = await firstRow<Row & Record<string, unknown>>(
    tx,
    sql`select a.id, a.number, a.account_id as "accountId", a.submitted_at as "submittedAt", a.proof,
          ${numbersOf('a')} as numbers,
          a.declared_name as "declaredName", a.declared_principal as "declaredPrincipal",
          (select jsonb_build_object('id', d.id, 'name', d.name, 'tier', d.tier) from division d where d.id = a.operating_place_id) as "operatingPlace",
          a.contact_name_cipher as "contactNameCipher", a.contact_phone_masked as "contactPhoneMasked", a.licence_id as "licenceId", a.withdrawn_at as "withdrawnAt",
          (select jsonb_build_object('id', d.id, 'name', d.name, 'tier', d.tier) from division d where d.id = coalesce(r.place_id, a.place_id)) as place,
          jsonb_build_object('id', e.id, 'name', e.name, 'creditCode', e.credit_code, 'principalName', e.principal_name,
            'statusText', e.status_text, 'statusClass', e.status_class, 'typeText', e.type_text, 'establishedOn', e.established_on,
            'address', e.address, 'headcount', e.headcount, 'provisional', e.provisional) as enterprise,
          e.place_how as "placeHow", e.place_certain as "placeCertain",
          (select ${registerDay()}
            from registry_batch b where b.id = e.batch_id) as "registerDate",
          case when r.id is not null and a.noted_on is null then jsonb_build_object('version', r.version, 'state', r.state, 'step', r.step, 'kind', r.kind,
            'originState', r.origin_state, 'originStep', r.origin_step, 'actingTier', r.acting_tier, 'actingOfficeId', r.acting_office_id,
            'clockStartedAt', r.clock_started_at, 'dueAt', r.due_at, 'promiseDays', r.promise_days, 'claimedBy', r.claimed_by,
            'claimedByName', (select name from officer where id = r.claimed_by), 'claimedUntil', r.claimed_until,
            'nextContactOn', r.next_contact_on, 'doc', (select doc from procedure_version where id = r.procedure_version_id)) end as review
        from application a
        join enterprise e on e.id = a.enterprise_id
        left join review r on r.application_id = a.id and r.agency = ${agency}
        where a.id = ${applicationId}`,
  )
  if (!row) return undefined
  const { review, ...progress } = row
  if (!review) return { ...progress, review: null }
  const { doc, ...facts } = review
  return { ...progress, review: { ...facts, procedure: z.parse(Procedure, doc) } }
}
