import type { Agency, OrganisationKind } from '@yijian/shared/vocabulary'
import { sql } from 'drizzle-orm'
import { firstRow, type Tx } from '../db/tx.ts'

export type NewOrganisation = {
  readonly agency: Agency
  readonly kind: OrganisationKind
  readonly name: string
  readonly upperOfficeId: number
  readonly placeId: number
  readonly foundedOn: string
  readonly secretaryCipher: string | null
  readonly applicationId: number
  readonly lead: number
  readonly members: readonly number[]
}

/** Founds a body over its lead enterprise and any further ones. @returns its id */
export async function insertOrganisation(tx: Tx, o: NewOrganisation): Promise<number> {
  const row = await firstRow<{ id: number }>(
    tx,
    sql`insert into organisation (number, agency, kind, name, upper_office_id, place_id, founded_on, secretary_name_cipher, application_id)
        values ('T' || left(${o.foundedOn}, 4) || '-' || lpad(nextval('organisation_number')::text, 6, '0'), ${o.agency}, ${o.kind}, ${o.name},
          ${o.upperOfficeId}, ${o.placeId}, ${o.foundedOn}, ${o.secretaryCipher}, ${o.applicationId})
        returning id`,
  )
  if (!row) throw new Error('an organisation was not written')
  const enterprises = [o.lead, ...o.members]
  await tx.execute(sql`
    insert into organisation_enterprise (organisation_id, enterprise_id, role, valid_from)
    select ${row.id}, id, case when n = 1 then 'lead' else 'member' end, ${o.foundedOn}::date
    from unnest(${sql.param(enterprises)}::bigint[]) with ordinality as e (id, n)`)
  return row.id
}

export type NewReply = {
  readonly applicationId: number
  readonly paper: 'formation' | 'result' | 'committee'
  readonly office: { readonly id: number; readonly name: string }
  readonly issuedOn: string
  readonly organisationId: number | null
  readonly organisationName: string
  readonly kind: OrganisationKind
  readonly filedWith: readonly string[]
  readonly secretaryCipher: string | null
}

/** Issues a reply under the office's next number of the year, without gaps: the counter moves with the paper. */
export async function insertReply(tx: Tx, reply: NewReply): Promise<void> {
  const year = Number(reply.issuedOn.slice(0, 4))
  const counter = await firstRow<{ last: number }>(
    tx,
    sql`insert into reply_counter (office_id, year, last) values (${reply.office.id}, ${year}, 1)
        on conflict (office_id, year) do update set last = reply_counter.last + 1 returning last`,
  )
  await tx.execute(sql`
    insert into reply (application_id, kind, number, issued_on, office_id, office_name, organisation_id, organisation_name,
      organisation_kind, filed_with, secretary_name_cipher)
    values (${reply.applicationId}, ${reply.paper}, ${`${shortName(reply.office.name)}团批〔${year}〕${counter?.last}号`}, ${reply.issuedOn},
      ${reply.office.id}, ${reply.office.name}, ${reply.organisationId}, ${reply.organisationName}, ${reply.kind},
      ${sql.param(reply.filedWith)}::text[], ${reply.secretaryCipher})`)
}

/** 共青团杭州市西湖区蒋村街道工作委员会 → 蒋村街道, the mark of an office on its papers. */
function shortName(officeName: string): string {
  const bare = officeName.replace(/^共青团/, '').replace(/(工作)?委员会$/, '')
  return bare.replace(/^(?:浙江省)?杭州市(?=.)/, '').replace(/^.{2,3}[区县市](?=.{2,}$)/, '') || bare
}
