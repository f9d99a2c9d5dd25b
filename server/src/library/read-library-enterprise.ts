import { openStates } from '@yijian/shared/application/lifecycle'
import { isDead, type StatusClass } from '@yijian/shared/enterprise-status'
import { Refusal } from '@yijian/shared/errors'
import type { readLibraryEnterprise } from '@yijian/shared/library/contract'
import type { AnswerOf } from '@yijian/shared/operation'
import type { ReviewState } from '@yijian/shared/vocabulary'
import { sql } from 'drizzle-orm'
import { enterprisesOf, seenBy } from '../cases/jurisdiction.ts'
import { isoOf } from '../db/moments.ts'
import { firstRow, rows, type Tx, withTx } from '../db/tx.ts'
import type { Call } from '../http/serve.ts'
import type { OfficerCaller } from '../identity/caller.ts'

type View = AnswerOf<typeof readLibraryEnterprise>
type Facts = Omit<View, 'phones' | 'invitation' | 'canInvite' | 'applications' | 'organisations'> & {
  readonly statusClass: StatusClass
  readonly nature: 'private' | 'public'
}

/** One enterprise of the library. @throws Refusal not_found outside the post's jurisdiction */
export async function handleReadLibraryEnterprise({
  context,
  caller,
  params,
}: Call<typeof readLibraryEnterprise>): Promise<View> {
  return withTx(context.database, caller.scope, async (tx) => {
    const found = await findFacts(tx, caller, params.id)
    if (!found) throw new Refusal('not_found')
    const { nature, ...facts } = found
    const phones = await listPhones(tx, params.id)
    const invitation = await findInvitation(tx, params.id, context.now())
    const applications = await listApplications(tx, caller, params.id)
    const organisations = await listOrganisations(tx, caller, params.id)
    const busy = applications.some(({ state }) => (openStates as readonly ReviewState[]).includes(state))
    const canInvite =
      !isDead(facts.statusClass) &&
      nature === 'private' &&
      invitation?.state !== 'live' &&
      !busy &&
      organisations.length === 0 &&
      phones.some(({ smsCapable, proxy }) => smsCapable && !proxy)
    return { ...facts, phones, invitation, canInvite, applications, organisations }
  })
}

async function findFacts(tx: Tx, caller: OfficerCaller, id: number): Promise<Facts | undefined> {
  return firstRow<Facts & Record<string, unknown>>(
    tx,
    sql`select e.id, e.name, e.former_names as "formerNames", e.credit_code as "creditCode", e.principal_name as "principalName",
          e.type_text as "typeText", e.status_text as "statusText", e.status_class as "statusClass", e.established_on as "establishedOn",
          e.capital_text as "capitalText", e.address, e.scope, e.headcount, e.nature,
          jsonb_build_object('id', d.id, 'name', d.name, 'tier', d.tier) as place, e.place_how as "placeHow", e.place_certain as "placeCertain",
          to_char(coalesce(b.source_date, (b.applied_at at time zone 'Asia/Shanghai')::date), 'YYYY-MM-DD') as "registerDate"
        from enterprise e join division d on d.id = e.place_id left join registry_batch b on b.id = e.batch_id
        where e.id = ${id} and ${enterprisesOf(caller)}`,
  )
}

async function listPhones(tx: Tx, id: number): Promise<View['phones']> {
  return rows(
    tx,
    sql`select phone_masked as masked, sms_capable as "smsCapable", proxy from enterprise_contact
        where enterprise_id = ${id} order by rank, id`,
  )
}

type InvitationRow = {
  sentAt: string
  expiresAt: string
  officeName: string
  endedBecause: 'used' | 'declined' | 'expired' | null
}

async function findInvitation(tx: Tx, id: number, now: Date): Promise<View['invitation']> {
  const row = await firstRow<InvitationRow>(
    tx,
    sql`select i.created_at as "sentAt", i.expires_at as "expiresAt", o.name as "officeName", i.ended_because as "endedBecause"
        from invitation i join post p on p.id = i.invited_by join office o on o.id = p.office_id
        where i.enterprise_id = ${id} order by i.created_at desc, i.id desc limit 1`,
  )
  if (!row) return null
  const { endedBecause, ...invitation } = row
  const over = endedBecause === 'expired' || new Date(row.expiresAt) <= now
  return {
    ...invitation,
    sentAt: isoOf(row.sentAt),
    expiresAt: isoOf(row.expiresAt),
    state: endedBecause === 'used' || endedBecause === 'declined' ? endedBecause : over ? 'over' : 'live',
  }
}

async function listApplications(tx: Tx, caller: OfficerCaller, id: number): Promise<View['applications']> {
  const found = await rows<View['applications'][number]>(
    tx,
    sql`select a.id, a.number, r.state, r.kind, a.submitted_at as "submittedAt"
        from review r join application a on a.id = r.application_id
        where r.enterprise_id = ${id} and ${seenBy(caller)} order by a.submitted_at desc, a.id desc limit 50`,
  )
  return found.map((row) => ({ ...row, submittedAt: isoOf(row.submittedAt) }))
}

async function listOrganisations(tx: Tx, caller: OfficerCaller, id: number): Promise<View['organisations']> {
  return rows(
    tx,
    sql`select o.id, o.name, o.kind, o.number, o.founded_on as "foundedOn"
        from organisation_enterprise oe join organisation o on o.id = oe.organisation_id
        where oe.enterprise_id = ${id} and oe.valid_to is null and o.dissolved_on is null and o.agency = ${caller.office.agency}
        order by o.founded_on, o.id`,
  )
}
