import { Refusal } from '@yijian/shared/errors'
import type { readInvitation } from '@yijian/shared/invitation/contract'
import { maskName } from '@yijian/shared/person-name'
import { sql } from 'drizzle-orm'
import { firstRow } from '../db/tx.ts'
import type { Call } from '../http/serve.ts'
import { findInvitationByCode } from './find-invitation.ts'

type Row = {
  name: string
  credit_code: string | null
  principal_name: string | null
  street_name: string | null
  office_name: string
  officer_name: string
  desk_phone: string | null
}

/**
 * A pure read: previews and scanners fetch links before people do.
 * @throws Refusal not_found, alike for every code that is none
 */
export async function handleReadInvitation({ context, params, address }: Call<typeof readInvitation>) {
  const invitation = await findInvitationByCode(context, params.code, address)
  if (!invitation) throw new Refusal('not_found')
  const row = await firstRow<Row>(
    context.database.orm,
    sql`select e.name, e.credit_code, e.principal_name, case when d.tier = 'street' then d.name end as street_name,
          c.name as office_name, o.name as officer_name, c.desk_phone
        from enterprise e join division d on d.id = e.place_id,
          post p join officer o on o.id = p.officer_id join office c on c.id = p.office_id
        where e.id = ${invitation.enterpriseId} and p.id = ${invitation.invitedByPost}`,
  )
  if (!row) throw new Error('an invitation lacks its enterprise or its post')
  return {
    enterprise: {
      name: row.name,
      creditCode: row.credit_code,
      streetName: row.street_name,
      principalMasked: row.principal_name && maskName(row.principal_name),
    },
    invitedBy: { officeName: row.office_name, officerName: row.officer_name, deskPhone: row.desk_phone },
    phoneMasked: invitation.phoneMasked,
    expiresAt: invitation.expiresAt.toISOString(),
    state: invitation.state,
  }
}
