import { Refusal } from '@yijian/shared/errors'
import { sql } from 'drizzle-orm'
import { firstRow, type Tx } from '../db/tx.ts'
import { recheckTouched } from './recheck-touched.ts'

type Match = {
  readonly agency: string
  readonly batchId: number
  readonly told: number
  readonly registered: number | null
  readonly applicationId: number | null
}

/**
 * An enterprise entered by hand is one of the register: what was applied for or founded under it goes on under the registered
 * one, and the application is checked against it. The entry by hand stays as it was told. 依据: DOMAIN §8.10 第1条
 * @throws Refusal enterprise_has_application when the registered one has an application under way itself
 */
export async function adoptRegistered(tx: Tx, now: Date, { agency, batchId, told, registered, applicationId }: Match) {
  const known = await firstRow<{ taken: boolean }>(
    tx,
    sql`select other_open_application(${agency}, id, null, ${applicationId}, ${now.toISOString()}) is not null as taken
        from enterprise where id = ${registered} and not provisional`,
  )
  if (!known) throw new Refusal('not_found')
  if (known.taken || registered === null) throw new Refusal('enterprise_has_application')
  await tx.execute(sql`update application set enterprise_id = ${registered} where enterprise_id = ${told}`)
  await tx.execute(
    sql`update review set enterprise_id = ${registered}, version = version + 1 where enterprise_id = ${told}`,
  )
  await tx.execute(sql`update organisation_enterprise set enterprise_id = ${registered} where enterprise_id = ${told}`)
  await recheckTouched(tx, now, batchId, [registered])
}
