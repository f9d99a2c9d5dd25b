import { localDay } from '@yijian/shared/application/clock'
import { openStates } from '@yijian/shared/application/lifecycle'
import type { Numbers } from '@yijian/shared/application/standard'
import type { Agency, Proof, ReviewState } from '@yijian/shared/vocabulary'
import { sql } from 'drizzle-orm'
import { firstRow, type Tx } from '../db/tx.ts'

export type NewApplication = {
  readonly number: string
  readonly accountId: number
  readonly enterpriseId: number
  readonly placeId: number
  readonly commandId: string
  readonly commandDigest: Buffer
  readonly proof: Proof
  readonly invitationId: number | null
  readonly declaredName: string | null
  readonly declaredPrincipal: string | null
  readonly operatingPlaceId: number | null
  readonly numbers: Numbers
  readonly contactNameCipher: string
  readonly contactPhoneCipher: string
  readonly contactPhoneIndex: Buffer
  readonly contactPhoneMasked: string
  readonly licenceId: string | null
  readonly noticeVersion: string
  readonly shareUnion: boolean
  readonly shareWomen: boolean
  readonly submittedAt: Date
  readonly notedOn: number | null
}

export async function insertApplication(tx: Tx, a: NewApplication): Promise<number> {
  const row = await firstRow<{ id: number }>(
    tx,
    sql`insert into application (number, account_id, enterprise_id, place_id, command_id, command_digest, proof, invitation_id,
          declared_name, declared_principal, operating_place_id, staff, youth, members, women, party_branch, contact_name_cipher,
          contact_phone_cipher, contact_phone_index, contact_phone_masked, licence_id, notice_version, share_union, share_women,
          submitted_at, noted_on)
        values (${a.number}, ${a.accountId}, ${a.enterpriseId}, ${a.placeId}, ${a.commandId}, ${a.commandDigest}, ${a.proof}, ${a.invitationId},
          ${a.declaredName}, ${a.declaredPrincipal}, ${a.operatingPlaceId}, ${a.numbers.staff}, ${a.numbers.youth}, ${a.numbers.members},
          ${a.numbers.women}, ${a.numbers.partyBranch}, ${a.contactNameCipher}, ${a.contactPhoneCipher}, ${a.contactPhoneIndex},
          ${a.contactPhoneMasked}, ${a.licenceId}, ${a.noticeVersion}, ${a.shareUnion}, ${a.shareWomen}, ${a.submittedAt.toISOString()}, ${a.notedOn})
        returning id`,
  )
  if (!row) throw new Error('an application was not written')
  if (a.licenceId) await tx.execute(sql`update attachment set application_id = ${row.id} where id = ${a.licenceId}`)
  return row.id
}

/** `2026-000123`: the year in Hangzhou and a running number, easy to read out on the telephone. */
export async function nextApplicationNumber(tx: Tx, now: Date): Promise<string> {
  const row = await firstRow<{ n: number }>(tx, sql`select nextval('application_number') as n`)
  return `${localDay(now).slice(0, 4)}-${String(row?.n).padStart(6, '0')}`
}

export type KnownSubmission = {
  readonly id: number
  readonly number: string
  readonly accountId: number
  readonly digest: Buffer
  readonly proof: Proof
}

export async function findSubmission(tx: Tx, commandId: string): Promise<KnownSubmission | undefined> {
  return firstRow(
    tx,
    sql`select id, number, account_id as "accountId", command_digest as digest, proof from application where command_id = ${commandId}`,
  )
}

export type OpenApplication = {
  readonly id: number
  readonly number: string
  readonly accountId: number
  readonly proof: Proof
  readonly state: ReviewState
  readonly contacted: boolean
}

/** The application that occupies an enterprise at one agency, if any. */
export async function findOpenApplication(
  tx: Tx,
  enterpriseId: number,
  agency: Agency,
): Promise<OpenApplication | undefined> {
  return firstRow(
    tx,
    sql`select a.id, a.number, a.account_id as "accountId", a.proof, r.state,
          exists (select 1 from contact_record c where c.application_id = a.id and c.reached) as contacted
        from review r join application a on a.id = r.application_id
        where r.enterprise_id = ${enterpriseId} and r.agency = ${agency}
          and r.state = any (${sql.param(openStates)}::text[])`,
  )
}

/** Checks that a photo is the sender's own and not used yet. */
export async function isOwnFreshAttachment(
  tx: Tx,
  id: string,
  accountId: number,
  kind: 'licence' | 'meeting_result',
): Promise<boolean> {
  const row = await firstRow(
    tx,
    sql`select 1 from attachment where id = ${id} and account_id = ${accountId} and kind = ${kind}`,
  )
  return row !== undefined
}
