import type { Finding } from '@yijian/shared/application/cross-check'
import type { Numbers, Thresholds } from '@yijian/shared/application/standard'
import type { Agency, Proof } from '@yijian/shared/vocabulary'
import { sql } from 'drizzle-orm'
import { rows, type Tx } from '../db/tx.ts'
import { numbersOf } from '../reviews/numbers-of.ts'
import type { Review } from '../reviews/review-repository.ts'
import { type CheckResult, type CheckSubject, gatherCrossChecks } from './gather-cross-check.ts'

/** What of a review the check of its application needs. */
export type Rechecked = {
  readonly applicationId: number
  readonly enterpriseId: number
  readonly agency: Agency
  readonly proof: Proof
  readonly thresholds: Thresholds
}

type Row = {
  readonly id: number
  readonly declaredName: string | null
  readonly declaredPrincipal: string | null
  readonly operatingPlaceId: number | null
  readonly numbers: Numbers
  readonly licenceGiven: boolean
  readonly invited: boolean
  readonly phoneIndex: Buffer
  /** Findings of the submission on which the applicant's word stands. */
  readonly submitted: Pick<Finding, 'rule' | 'sentence' | 'declared' | 'registered'>[]
}

/** Runs the cross-check of an application as it stands now, for a correction or a decision. */
export async function recheck(tx: Tx, now: Date, review: Review): Promise<CheckResult> {
  const [result] = await recheckAll(tx, now, [{ ...review, thresholds: review.procedure.thresholds }])
  if (!result) throw new Error(`no application ${review.applicationId} to check again`)
  return result
}

/** The same for many applications, with two statements; results in the order of `reviews`. */
export async function recheckAll(tx: Tx, now: Date, reviews: readonly Rechecked[]): Promise<CheckResult[]> {
  const found = await rows<Row>(
    tx,
    sql`select a.id, a.declared_name as "declaredName", a.declared_principal as "declaredPrincipal",
          a.operating_place_id as "operatingPlaceId", a.licence_id is not null as "licenceGiven", a.invitation_id is not null as invited,
          ${numbersOf('a')} as numbers,
          a.contact_phone_index as "phoneIndex",
          (select coalesce(jsonb_agg(jsonb_build_object('rule', v.rule, 'sentence', v.sentence, 'declared', v.declared, 'registered', v.registered)), '[]')
            from evidence v where v.application_id = a.id and v.occasion = 'submit' and v.rule in ('C3', 'C5', 'C6', 'C12')) as submitted
        from application a where a.id = any (${sql.param(reviews.map(({ applicationId }) => applicationId))}::bigint[])`,
  )
  const byId = new Map(found.map((row) => [row.id, row]))
  const subjects = reviews.map((review) => {
    const row = byId.get(review.applicationId)
    if (!row) throw new Error(`no application ${review.applicationId} to check again`)
    return subjectOf(review, row)
  })
  return gatherCrossChecks(tx, now, subjects)
}

function subjectOf(review: Rechecked, row: Row): CheckSubject {
  const submitted = (rule: Finding['rule']) => row.submitted.find((finding) => finding.rule === rule)
  const [name, principal, place] = [submitted('C3'), submitted('C5'), submitted('C6')]
  return {
    ...review,
    declared: {
      name: row.declaredName,
      principal: row.declaredPrincipal,
      placeId: row.operatingPlaceId,
      numbers: row.numbers,
    },
    // What an applicant confirmed is the register of that day; the name of an enterprise it did not have was told by hand.
    confirmed: {
      name:
        name?.sentence === 'name_confirmed'
          ? name.registered
          : name?.sentence === 'name_not_checked'
            ? name.declared
            : null,
      principal: principal?.sentence === 'principal_confirmed' ? principal.registered : null,
      placeName: place?.sentence === 'place_confirmed' ? place.registered : null,
    },
    licenceGiven: row.licenceGiven,
    invitation: row.invited ? 'live' : submitted('C12')?.sentence === 'invitation_over' ? 'over' : 'none',
    contactPhoneIndex: row.phoneIndex,
  }
}
