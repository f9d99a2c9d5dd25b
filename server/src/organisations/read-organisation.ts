import { Refusal } from '@yijian/shared/errors'
import type { AnswerOf } from '@yijian/shared/operation'
import type { readOrganisation } from '@yijian/shared/organisations/contract'
import { sql } from 'drizzle-orm'
import { enterprisesOf } from '../cases/jurisdiction.ts'
import { firstRow, rows, withTx } from '../db/tx.ts'
import type { Call } from '../http/serve.ts'

type Organisation = AnswerOf<typeof readOrganisation>
type Row = Omit<Organisation, 'secretaryName' | 'enterprises'> & { readonly secretaryNameCipher: string | null }

/**
 * One organisation, for officers of its place, of its upper office, or of an enterprise it covers.
 * @throws Refusal not_found for others
 */
export async function handleReadOrganisation({
  context,
  caller,
  params,
}: Call<typeof readOrganisation>): Promise<Organisation> {
  const { cipher, database } = context
  return withTx(database, caller.scope, async (tx) => {
    const row = await firstRow<Row & Record<string, unknown>>(
      tx,
      sql`select o.id, o.number, o.name, o.kind, o.founded_on as "foundedOn", u.name as "upperOfficeName",
            o.secretary_name_cipher as "secretaryNameCipher", o.national_id as "nationalId"
          from organisation o join office u on u.id = o.upper_office_id
          where o.id = ${params.id} and o.agency = ${caller.office.agency}
            and (o.upper_office_id = ${caller.office.id} or o.place_id = any (${sql.param(caller.places)}::int[])
              or exists (select 1 from organisation_enterprise oe join enterprise e on e.id = oe.enterprise_id
                where oe.organisation_id = o.id and oe.valid_to is null and ${enterprisesOf(caller)}))`,
    )
    if (!row) throw new Refusal('not_found')
    const { secretaryNameCipher, ...organisation } = row
    const enterprises = await rows<Organisation['enterprises'][number]>(
      tx,
      sql`select e.id, e.name, oe.role, oe.valid_from as since
          from organisation_enterprise oe join enterprise e on e.id = oe.enterprise_id
          where oe.organisation_id = ${params.id} and oe.valid_to is null order by oe.role <> 'lead', oe.valid_from, e.id`,
    )
    return {
      ...organisation,
      secretaryName:
        secretaryNameCipher === null ? null : cipher.open('organisation|secretary_name', secretaryNameCipher),
      enterprises,
    }
  })
}
