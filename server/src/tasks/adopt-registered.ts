import { Refusal } from '@yijian/shared/errors'
import { sql } from 'drizzle-orm'
import { firstRow, type Tx } from '../db/tx.ts'
import { rootCause, stringProperty } from '../log.ts'
import { adoptOutreach } from '../outreach/adopt-outreach.ts'
import { recheckTouched } from './recheck-touched.ts'

const FOREIGN_KEY_VIOLATION = '23503'

type Match = {
  readonly agency: string
  readonly batchId: number
  readonly told: number
  readonly registered: number | null
  readonly applicationId: number | null
}

/**
 * An enterprise entered by hand is one of the register: what was said, applied for or founded under it goes on under the registered
 * one, and the application is checked against it. The entry by hand goes, unless something else still refers to it. 依据: DOMAIN §8.10 第1条
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
  await tx.execute(sql`update task set enterprise_id = ${registered} where enterprise_id = ${told} and state <> 'open'`)
  await adoptOutreach(tx, told, registered, now)
  await removeUnlessNeeded(tx, told)
  await recheckTouched(tx, now, batchId, [registered])
}

/** Also what this officer cannot see may refer to it; the database knows. */
async function removeUnlessNeeded(tx: Tx, told: number): Promise<void> {
  await tx.execute(sql`savepoint told`)
  try {
    await tx.execute(sql`delete from enterprise_contact where enterprise_id = ${told}`)
    await tx.execute(sql`delete from enterprise where id = ${told} and provisional`)
  } catch (error) {
    if (stringProperty(rootCause(error), 'code') !== FOREIGN_KEY_VIOLATION) throw error
    await tx.execute(sql`rollback to savepoint told`)
  }
}
