import { Refusal } from '@yijian/shared/errors'
import type { AnswerOf } from '@yijian/shared/operation'
import type { readReply } from '@yijian/shared/organisations/contract'
import { sql } from 'drizzle-orm'
import { seenBy } from '../cases/jurisdiction.ts'
import { firstRow, withTx } from '../db/tx.ts'
import type { Call } from '../http/serve.ts'

type Reply = AnswerOf<typeof readReply>
type Row = Omit<Reply, 'secretaryName'> & { readonly secretaryNameCipher: string | null }

/** A reply for the applicant whom it answers and for officers of the place. @throws Refusal not_found for anybody else */
export async function handleReadReply({ context, caller, params }: Call<typeof readReply>): Promise<Reply> {
  const { officer } = caller
  const seen = officer
    ? sql`exists (select 1 from review r where r.application_id = a.id and ${seenBy(officer)})`
    : sql`false`
  const row = await withTx(context.database, officer?.scope ?? caller.scope, (tx) =>
    firstRow<Row & Record<string, unknown>>(
      tx,
      sql`select p.id, p.kind, p.number, p.issued_on as "issuedOn", p.office_name as "officeName",
            p.organisation_name as "organisationName", p.organisation_kind as "organisationKind", e.name as addressee,
            coalesce((select array_agg(m.name order by oe.role <> 'lead', m.id) from organisation_enterprise oe
              join enterprise m on m.id = oe.enterprise_id
              where oe.organisation_id = p.organisation_id and oe.valid_from <= p.issued_on
                and (oe.valid_to is null or oe.valid_to > p.issued_on)), array[e.name]) as enterprises,
            p.secretary_name_cipher as "secretaryNameCipher", p.filed_with as "filedWith", coalesce(a.number, '') as "applicationNumber"
          from reply p left join application a on a.id = p.application_id
          left join organisation_enterprise lead on lead.organisation_id = p.organisation_id and lead.role = 'lead'
          join enterprise e on e.id = coalesce(a.enterprise_id, lead.enterprise_id)
          where p.id = ${params.id} and (${seen} or a.account_id = ${caller.accountId} or exists (
            select 1 from organisation_enterprise oe join application own on own.enterprise_id = oe.enterprise_id
            where oe.organisation_id = p.organisation_id and own.account_id = ${caller.accountId} and own.noted_on is null))`,
    ),
  )
  if (!row) throw new Refusal('not_found')
  const { secretaryNameCipher, ...reply } = row
  return {
    ...reply,
    secretaryName:
      secretaryNameCipher === null ? null : context.cipher.open('reply|secretary_name', secretaryNameCipher),
  }
}
