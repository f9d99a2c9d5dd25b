import { randomUUID } from 'node:crypto'
import { relationOf } from '@yijian/shared/application/authority'
import type { Decision } from '@yijian/shared/application/case-contract'
import { localDay } from '@yijian/shared/application/clock'
import { type Arrival, openStates } from '@yijian/shared/application/lifecycle'
import { routeOf } from '@yijian/shared/application/procedure'
import { isDead, type StatusClass } from '@yijian/shared/enterprise-status'
import { Refusal } from '@yijian/shared/errors'
import type { OrganisationKind, ReviewState } from '@yijian/shared/vocabulary'
import { sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { firstRow, rows, type Tx } from '../db/tx.ts'
import type { OfficerCaller } from '../identity/caller.ts'
import { findResponsibleOffice } from '../offices/find-responsible-office.ts'
import { type Actor, applyTransition } from '../reviews/apply-transition.ts'
import { lockEnterprises } from '../reviews/lock-enterprises.ts'
import { lockReview, type Review } from '../reviews/review-repository.ts'
import { insertOrganisation, insertReply } from './organisation-repository.ts'

/** What the founding of a youth work committee needs to know; kept in the ledger with the director's name sealed. */
export type CommitteePlan = {
  readonly name: string
  readonly directorCipher: string
  readonly enterpriseIds: readonly number[]
}

const DIRECTOR = 'organisation|secretary_name'

/** Holds every enterprise of a committee, its lead included, before anything is asked or locked. */
export async function lockCommittee(tx: Tx, applicationId: number, others: readonly number[]): Promise<void> {
  const lead = await firstRow<{ id: number }>(
    tx,
    sql`select enterprise_id as id from application where id = ${applicationId}`,
  )
  await lockEnterprises(tx, lead ? [lead.id, ...others] : others)
}

/**
 * Checks the further enterprises of a youth work committee: in this office's places, alive, without an
 * organisation, and either without an application or with one that this office is verifying.
 * @throws Refusal invalid_input naming the enterprise that does not fit
 */
export async function prepareCommittee(
  tx: Tx,
  context: Context,
  caller: OfficerCaller,
  review: Review,
  body: Decision,
): Promise<CommitteePlan> {
  const plan = body.committee
  if (!plan) throw new Refusal('invalid_input', { fields: [{ path: 'committee', message: 'needed' }] })
  const others = [...new Set(plan.enterpriseIds)].filter((id) => id !== review.enterpriseId)
  // Before the papers are written: whoever decides on one of them alone holds it, and wants the paper's number next.
  await tx.execute(sql`select 1 from review where agency = ${review.agency} and enterprise_id = any(${sql.param(others)}::bigint[])
    order by application_id for update`)
  const found = await rows<{
    id: number
    placeId: number
    status: StatusClass
    organised: boolean
    applied: boolean
    state: ReviewState | null
  }>(
    tx,
    sql`select e.id, e.place_id as "placeId", e.status_class as status,
          exists (select 1 from organisation_enterprise oe join organisation o on o.id = oe.organisation_id
            where oe.enterprise_id = e.id and oe.valid_to is null and o.dissolved_on is null and o.agency = ${review.agency}) as organised,
          other_open_application(${review.agency}, e.id, null, null, ${context.now().toISOString()}) is not null as applied,
          (select r.state from review r where r.enterprise_id = e.id and r.agency = ${review.agency}
            and r.state = any (${sql.param(openStates)}::text[])) as state
        from enterprise e where e.id = any(${sql.param(others)}::bigint[])`,
  )
  const wrong = others.filter((id) => {
    const one = found.find((enterprise) => enterprise.id === id)
    const covered = one && (caller.places.includes(one.placeId) || caller.enterprises.includes(id))
    return !covered || isDead(one.status) || one.organised || (one.applied && one.state !== 'verifying')
  })
  if (wrong.length > 0) {
    throw new Refusal('invalid_input', {
      fields: wrong.map((id) => ({ path: `committee.enterpriseIds.${id}`, message: 'cannot_be_covered' })),
    })
  }
  return { name: plan.name, directorCipher: context.cipher.seal(DIRECTOR, plan.directorName), enterpriseIds: others }
}

/**
 * What an arrival issues: the reply on formation; the reply on the result, with which the organisation
 * exists; or a committee with its reply at once. 依据: DOMAIN §4.3 (两次批复，第二次批复之日为成立日)
 */
export async function carryOutFounding(
  tx: Tx,
  context: Context,
  caller: OfficerCaller,
  review: Review,
  arrival: Arrival,
  actor: Actor,
): Promise<void> {
  const kind = arrival.kind
  if (!kind || !arrival.issues) return
  const issuedOn = localDay(context.now())
  const filedWith = await filings(tx, review, kind)
  const office = { id: caller.office.id, name: caller.office.name }
  const base = { applicationId: review.applicationId, office, issuedOn, kind, filedWith }
  if (arrival.issues === 'formation') {
    await insertReply(tx, {
      ...base,
      paper: 'formation',
      organisationId: null,
      organisationName: formalName(review.enterpriseName, kind),
      secretaryCipher: null,
    })
    return
  }
  if (arrival.issues === 'result') {
    const name = formalName(review.enterpriseName, kind)
    const secretary = await secretaryOf(tx, context, review)
    const organisationId = await insertOrganisation(tx, {
      agency: review.agency,
      kind,
      name,
      upperOfficeId: office.id,
      placeId: review.placeId,
      foundedOn: issuedOn,
      secretaryCipher: secretary ? context.cipher.seal('organisation|secretary_name', secretary) : null,
      applicationId: review.applicationId,
      lead: review.enterpriseId,
      members: [],
    })
    const secretaryCipher = secretary ? context.cipher.seal('reply|secretary_name', secretary) : null
    await insertReply(tx, { ...base, paper: 'result', organisationId, organisationName: name, secretaryCipher })
    return
  }
  const plan = await getCommitteePlan(tx, review)
  const organisationId = await insertOrganisation(tx, {
    agency: review.agency,
    kind,
    name: plan.name,
    upperOfficeId: office.id,
    placeId: review.placeId,
    foundedOn: issuedOn,
    secretaryCipher: plan.directorCipher,
    applicationId: review.applicationId,
    lead: review.enterpriseId,
    members: plan.enterpriseIds,
  })
  const director = context.cipher.open(DIRECTOR, plan.directorCipher)
  await insertReply(tx, {
    ...base,
    paper: 'committee',
    organisationId,
    organisationName: plan.name,
    secretaryCipher: context.cipher.seal('reply|secretary_name', director),
  })
  await closeCoveredApplications(tx, context, caller, review, plan, actor)
}

/** Members of the committee that had applied themselves arrive with it. */
async function closeCoveredApplications(
  tx: Tx,
  context: Context,
  caller: OfficerCaller,
  lead: Review,
  plan: CommitteePlan,
  actor: Actor,
): Promise<void> {
  const open = await rows<{ id: number }>(
    tx,
    sql`select application_id as id from review where agency = ${lead.agency} and state = 'verifying'
          and enterprise_id = any(${sql.param(plan.enterpriseIds)}::bigint[]) order by application_id`,
  )
  for (const { id } of open) {
    const review = await lockReview(tx, id, lead.agency)
    if (review?.state !== 'verifying' || relationOf(caller, review) !== 'handles') {
      throw new Refusal('invalid_input', {
        fields: [{ path: 'committee.enterpriseIds', message: 'cannot_be_covered' }],
      })
    }
    await applyTransition(tx, context, review, {
      action: 'found_committee',
      actor,
      commandId: randomUUID(),
      content: { coveredBy: lead.applicationId },
      payload: { coveredBy: lead.applicationId },
    })
  }
}

async function getCommitteePlan(tx: Tx, review: Review): Promise<CommitteePlan> {
  const row = await firstRow<{ plan: CommitteePlan | null }>(
    tx,
    sql`select payload -> 'committee' as plan from ledger_event
        where application_id = ${review.applicationId} and action = 'found_committee' order by seq desc limit 1`,
  )
  if (!row?.plan) throw new Error(`application ${review.applicationId} founds a committee without a plan`)
  return row.plan
}

async function secretaryOf(tx: Tx, context: Context, review: Review): Promise<string | null> {
  const row = await firstRow<{ cipher: string }>(
    tx,
    sql`select secretary_name_cipher as cipher from meeting_result where application_id = ${review.applicationId} order by id desc limit 1`,
  )
  return row ? context.cipher.open('meeting_result|secretary_name', row.cipher) : null
}

/** Names of the offices that are told (备案). */
async function filings(tx: Tx, review: Review, kind: OrganisationKind): Promise<string[]> {
  const names: string[] = []
  for (const tier of routeOf(review.procedure, kind).filings) {
    const office = await findResponsibleOffice(tx, {
      agency: review.agency,
      tier,
      placeId: review.placeId,
      officeId: null,
    })
    if (office) names.push(office.name)
  }
  return names
}

/** 共青团<单位全称>支部委员会, and so on. 依据: DOMAIN §4.2 命名 */
function formalName(enterpriseName: string, kind: OrganisationKind): string {
  const endings: Record<OrganisationKind, string> = {
    branch: '支部委员会',
    joint_branch: '联合支部委员会',
    general_branch: '总支部委员会',
    committee: '委员会',
    youth_work_committee: '青年工作委员会',
  }
  return `共青团${enterpriseName}${endings[kind]}`
}
