import type { readLibraryEnterprise } from '@yijian/shared/library/enterprise-contract'
import type { AnswerOf } from '@yijian/shared/operation'
import { sql } from 'drizzle-orm'
import type { FieldCipher } from '../crypto/field-cipher.ts'
import { isoOf } from '../db/moments.ts'
import { rows, type Tx } from '../db/tx.ts'
import type { OfficerCaller } from '../identity/caller.ts'
import { SPOKE_WITH } from './record-outreach.ts'

type View = AnswerOf<typeof readLibraryEnterprise>
type Contact = View['contacts'][number]
type Move = View['moves'][number]

const MOST = 100

/** Calls, visits and messages exchanged by one's own agency, the newest first. */
export async function listOutreachContacts(
  tx: Tx,
  cipher: FieldCipher,
  { office }: OfficerCaller,
  enterpriseId: number,
): Promise<Contact[]> {
  const found = await rows<Omit<Contact, 'spokeWith'> & { spokeWithCipher: string | null }>(
    tx,
    sql`select c.id, c.recorded_at as "recordedAt", c.happened_on as "happenedOn", c.way, c.outcome, v.reason, v.next_on as "nextOn",
          c.spoke_with_cipher as "spokeWithCipher", c.note, c.officer_name as "officerName", c.office_name as "officeName"
        from outreach_contact c left join outreach_event v on v.contact_id = c.id
        where c.enterprise_id = ${enterpriseId} and c.agency = ${office.agency} order by c.id desc limit ${MOST}`,
  )
  return found.map(({ spokeWithCipher, ...contact }) => ({
    ...contact,
    recordedAt: isoOf(contact.recordedAt),
    spokeWith: spokeWithCipher === null ? null : cipher.open(SPOKE_WITH, spokeWithCipher),
  }))
}

/** What was done with it without being in touch, the newest first. */
export async function listOutreachMoves(tx: Tx, { office }: OfficerCaller, enterpriseId: number): Promise<Move[]> {
  const found = await rows<Move>(
    tx,
    sql`select v.id, v.at, v.action, v.from_state as "from", v.to_state as "to", v.reason, v.next_on as "nextOn", v.note,
          v.officer_name as "officerName", v.office_name as "officeName", v.invitation_id as "invitationId",
          (select o.name from post p join officer o on o.id = p.officer_id where p.id = v.assigned_post_id) as "assignedName"
        from outreach_event v
        where v.enterprise_id = ${enterpriseId} and v.agency = ${office.agency} and v.contact_id is null
        order by v.id desc limit ${MOST}`,
  )
  return found.map((move) => ({ ...move, at: isoOf(move.at) }))
}
