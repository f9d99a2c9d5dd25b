import type { CaseView, ContactRecordView } from '@yijian/shared/application/case-contract'
import type { MeetingResult } from '@yijian/shared/application/contract'
import type { Finding } from '@yijian/shared/application/cross-check'
import type { Numbers } from '@yijian/shared/application/standard'
import type { Agency } from '@yijian/shared/vocabulary'
import { sql } from 'drizzle-orm'
import type * as z from 'zod/mini'
import type { FieldCipher } from '../crypto/field-cipher.ts'
import { isoOf } from '../db/moments.ts'
import { firstRow, rows, type Tx } from '../db/tx.ts'
import { numbersOf } from '../reviews/numbers-of.ts'

type ContactView = z.infer<typeof ContactRecordView>
type ContactRow = Omit<ContactView, 'spokeWith'> & { readonly spokeWithCipher: string | null }

/** Calls and visits, newest first. */
export async function listContacts(tx: Tx, cipher: FieldCipher, applicationId: number): Promise<ContactView[]> {
  const found = await rows<ContactRow>(
    tx,
    sql`select c.id, c.at, c.officer_name as "officerName", c.office_name as "officeName", c.means, c.reached,
          c.spoke_with_cipher as "spokeWithCipher", c.authority_confirmed as "authorityConfirmed",
          case when c.numbers_given then ${numbersOf('c')} end as numbers, c.note
        from contact_record c where c.application_id = ${applicationId} order by c.at desc, c.id desc`,
  )
  return found.map(({ spokeWithCipher, ...contact }) => ({
    ...contact,
    at: isoOf(contact.at),
    spokeWith: spokeWithCipher === null ? null : cipher.open('contact_record|spoke_with', spokeWithCipher),
  }))
}

/** The numbers of the newest call or visit that gave any; null when none did. */
export async function findFoundNumbers(tx: Tx, applicationId: number): Promise<Numbers | null> {
  const row = await firstRow<{ numbers: Numbers }>(
    tx,
    sql`select ${numbersOf('c')} as numbers from contact_record c
        where c.application_id = ${applicationId} and c.numbers_given order by c.at desc, c.id desc limit 1`,
  )
  return row?.numbers ?? null
}

/** What the newest cross-check found, in the order of the rules. */
export async function findFindings(tx: Tx, applicationId: number): Promise<Pick<CaseView, 'findings' | 'findingsAt'>> {
  const found = await rows<Finding & { at: string }>(
    tx,
    sql`select rule, outcome, effect, sentence, declared, registered, taken_at as at from evidence
        where application_id = ${applicationId}
          and taken_at = (select max(taken_at) from evidence where application_id = ${applicationId}) order by id`,
  )
  return {
    findings: found.map(({ at, ...finding }) => finding),
    findingsAt: isoOf(found[0]?.at ?? null),
  }
}

type Note = CaseView['notes'][number]
type NoteRow = Omit<Note, 'contactName'> & { readonly contactNameCipher: string }

/** Further applications for the same enterprise, kept beside this one. */
export async function listNotes(tx: Tx, cipher: FieldCipher, applicationId: number): Promise<Note[]> {
  const found = await rows<NoteRow>(
    tx,
    sql`select a.submitted_at as at, a.contact_name_cipher as "contactNameCipher", a.contact_phone_masked as "contactPhoneMasked",
          ${numbersOf('a')} as numbers, a.proof
        from application a where a.noted_on = ${applicationId} and a.withdrawn_at is null order by a.submitted_at, a.id`,
  )
  return found.map(({ contactNameCipher, ...note }) => ({
    ...note,
    at: isoOf(note.at),
    contactName: cipher.open('application|contact_name', contactNameCipher),
  }))
}

type Result = z.infer<typeof MeetingResult>

/** The result of the members' meeting as last sent. */
export async function findMeetingResult(tx: Tx, cipher: FieldCipher, applicationId: number): Promise<Result | null> {
  const row = await firstRow<Omit<Result, 'secretaryName'> & { secretaryNameCipher: string }>(
    tx,
    sql`select held_on as "heldOn", expected, present, votes_for as "votesFor", secretary_name_cipher as "secretaryNameCipher", paper_id as "paperId"
        from meeting_result where application_id = ${applicationId} order by submitted_at desc, id desc limit 1`,
  )
  if (!row) return null
  const { secretaryNameCipher, ...result } = row
  return { ...result, secretaryName: cipher.open('meeting_result|secretary_name', secretaryNameCipher) }
}

/** Officers who approved a step of this review: they leave the next one to somebody else. */
export async function listApprovers(tx: Tx, applicationId: number, agency: Agency): Promise<number[]> {
  const found = await rows<{ id: number }>(
    tx,
    sql`select distinct officer_id as id from ledger_event
        where application_id = ${applicationId} and agency = ${agency} and action in ('approve', 'found_committee')`,
  )
  return found.map(({ id }) => id)
}
