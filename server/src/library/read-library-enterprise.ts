import { localDay } from '@yijian/shared/application/clock'
import type { StatusClass } from '@yijian/shared/enterprise-status'
import { Refusal } from '@yijian/shared/errors'
import type { SendingRules } from '@yijian/shared/invitation/sending-rules'
import { whyNotInvited } from '@yijian/shared/invitation/why-not-invited'
import type { readLibraryEnterprise } from '@yijian/shared/library/enterprise-contract'
import { scoreOf } from '@yijian/shared/library/score'
import type { AnswerOf } from '@yijian/shared/operation'
import type { TypeClass } from '@yijian/shared/registry/enterprise-type'
import { industrySection } from '@yijian/shared/registry/industry'
import { sql } from 'drizzle-orm'
import { enterprisesOf, seenBy } from '../cases/jurisdiction.ts'
import { isoOf } from '../db/moments.ts'
import { firstRow, rows, type Tx, withTx } from '../db/tx.ts'
import type { Call } from '../http/serve.ts'
import type { OfficerCaller } from '../identity/caller.ts'
import { findReceiver, wasUnsendable } from '../invitations/find-receiver.ts'
import { getSendingRules } from '../invitations/sending-rules.ts'
import { deadMark, optedOut } from '../outreach/number-marks.ts'
import { listOutreachContacts, listOutreachMoves } from '../outreach/outreach-history.ts'
import { getOutreach, presentOutreach } from '../outreach/outreach-repository.ts'
import { placesAny } from '../places/place-area.ts'
import { registerDay } from '../registry/register-day.ts'
import { findProvenance } from './enterprise-provenance.ts'

type View = AnswerOf<typeof readLibraryEnterprise>
type Facts = Omit<
  View,
  | 'phones'
  | 'invitations'
  | 'notInvited'
  | 'sending'
  | 'applications'
  | 'organisations'
  | 'outreach'
  | 'contacts'
  | 'moves'
  | 'provenance'
  | 'vanished'
  | 'history'
  | 'score'
  | 'mayPlace'
> & { readonly statusClass: StatusClass; readonly typeClass: TypeClass }

/** One enterprise of the library. @throws Refusal not_found outside the post's jurisdiction */
export async function handleReadLibraryEnterprise({
  context,
  caller,
  params,
}: Call<typeof readLibraryEnterprise>): Promise<View> {
  const { id } = params
  const now = context.now()
  const today = localDay(now)
  return withTx(context.database, caller.scope, async (tx) => {
    const found = await findFacts(tx, caller, id)
    if (!found) throw new Refusal('not_found')
    const { typeClass, ...facts } = found
    const outreach = await getOutreach(tx, caller, id, today)
    const rules = await getSendingRules(tx, now)
    const phones = await listPhones(tx, id, rules, now)
    const { score, reasons } = scoreOf({
      ...facts,
      typeClass,
      industrySection: industrySection(facts.industry),
      reachable: phones.some(takesMessages),
    })
    const invitations = await listInvitations(tx, id, now)
    const { daysBetweenPerNumber, perEnterprise, validDays } = rules
    const receiver = await findReceiver(tx, id, rules, now)
    return {
      ...facts,
      mayPlace: placesAny(caller),
      ...(await findProvenance(tx, id)),
      score: { score, reasons: [...reasons] },
      phones,
      outreach: presentOutreach(outreach, caller, today),
      contacts: await listOutreachContacts(tx, context.cipher, caller, id),
      moves: await listOutreachMoves(tx, caller, id),
      invitations,
      sending: { daysBetweenPerNumber, perEnterprise, validDays },
      notInvited: whyNotInvited(
        {
          ...outreach,
          statusClass: facts.statusClass,
          publicBody: facts.nature === 'public',
          invited: invitations.some(({ state }) => state === 'live'),
          noReceiver: typeof receiver === 'string' ? receiver : null,
        },
        today,
      ),
      applications: await listApplications(tx, caller, id),
      organisations: await listOrganisations(tx, caller, id),
    }
  })
}

function takesMessages({ smsCapable, proxy, dead, optedOut }: View['phones'][number]): boolean {
  return smsCapable && !proxy && dead === null && !optedOut
}

async function findFacts(tx: Tx, caller: OfficerCaller, id: number): Promise<Facts | undefined> {
  return firstRow<Facts & Record<string, unknown>>(
    tx,
    sql`select e.id, e.name, e.former_names as "formerNames", e.credit_code as "creditCode", e.principal_name as "principalName",
          e.principal_role as "principalRole", e.type_text as "typeText", e.type_class as "typeClass", e.status_text as "statusText", e.status_class as "statusClass",
          e.established_on as "establishedOn", e.capital_text as "capitalText", e.address, e.operating_address as "operatingAddress",
          coalesce((select jsonb_agg(jsonb_build_object('id', t.id, 'name', t.name) order by t.name, t.id)
            from enterprise_tag et join tag t on t.id = et.tag_id
            where et.enterprise_id = e.id and t.agency = ${caller.office.agency} and t.archived_at is null), '[]') as tags,
          e.industry, e.scope, e.headcount, e.nature, e.provisional,
          jsonb_build_object('id', d.id, 'name', d.name, 'tier', d.tier) as place, e.place_how as "placeHow", e.place_certain as "placeCertain",
          ${registerDay()} as "registerDate"
        from enterprise e join division d on d.id = e.place_id left join registry_batch b on b.id = e.batch_id
        where e.id = ${id} and ${enterprisesOf(caller)}`,
  )
}

/** As they are offered: first the one that an invitation would go to. */
async function listPhones(tx: Tx, id: number, rules: SendingRules, now: Date): Promise<View['phones']> {
  return rows(
    tx,
    sql`select c.id, c.phone_masked as masked, c.sms_capable as "smsCapable", c.proxy, c.source, ${deadMark} as dead, ${optedOut} as "optedOut"
        from enterprise_contact c where c.enterprise_id = ${id}
        order by ${deadMark} is not null, ${wasUnsendable(rules, now)}, c.rank, c.id`,
  )
}

type InvitationRow = Omit<View['invitations'][number], 'state'> & {
  endedBecause: Exclude<View['invitations'][number]['state'], 'live' | 'over'> | 'expired' | null
}

/** The newest first; at most twenty. */
async function listInvitations(tx: Tx, id: number, now: Date): Promise<View['invitations']> {
  const found = await rows<InvitationRow>(
    tx,
    sql`select i.id, i.created_at as "sentAt", i.expires_at as "expiresAt", i.ended_at as "endedAt", o.name as "officeName",
          i.phone_masked as "phoneMasked", i.ended_because as "endedBecause", i.decline_reason as "declineReason", i.decline_note as "declineNote"
        from invitation i join post p on p.id = i.invited_by join office o on o.id = p.office_id
        where i.enterprise_id = ${id} order by i.created_at desc, i.id desc limit 20`,
  )
  return found.map(({ endedBecause, ...invitation }) => {
    const over = endedBecause === 'expired' || new Date(invitation.expiresAt) <= now
    return {
      ...invitation,
      sentAt: isoOf(invitation.sentAt),
      expiresAt: isoOf(invitation.expiresAt),
      endedAt: isoOf(invitation.endedAt),
      state: endedBecause !== null && endedBecause !== 'expired' ? endedBecause : over ? 'over' : 'live',
    }
  })
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
