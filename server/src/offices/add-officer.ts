import { isSmsCapable, type Mobile, normaliseMobile } from '@yijian/shared/mobile'
import { sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { firstRow, type Tx } from '../db/tx.ts'
import { getOrAddAccount } from '../identity/get-or-add-account.ts'
import { SetUpError } from './set-up-error.ts'

/**
 * Names the person behind a phone, anew if the phone is an officer's already.
 * @returns the id of the officer
 * @throws SetUpError for a phone that takes no messages
 */
export async function addOfficer(
  tx: Tx,
  context: Pick<Context, 'cipher' | 'now'>,
  officer: { phone: string; name: string },
): Promise<number> {
  const accountId = await getOrAddAccount(tx, context, readMobile(officer.phone))
  const added = await firstRow<{ id: number }>(
    tx,
    sql`insert into officer (account_id, name) values (${accountId}, ${officer.name})
        on conflict (account_id) do update set name = excluded.name returning id`,
  )
  if (!added) throw new Error('an officer was neither found nor made')
  return added.id
}

/** @throws SetUpError when there is no officer with this phone */
export async function getOfficerId(tx: Tx, context: Pick<Context, 'cipher'>, phone: string): Promise<number> {
  const found = await firstRow<{ id: number }>(
    tx,
    sql`select o.id from officer o join account a on a.id = o.account_id where a.phone_index = ${context.cipher.index('phone', readMobile(phone))}`,
  )
  if (!found) throw new SetUpError('No officer has this phone: add the officer first.')
  return found.id
}

function readMobile(text: string): Mobile {
  const phone = normaliseMobile(text)
  if (!phone || !isSmsCapable(phone)) throw new SetUpError('An officer needs a mainland mobile that takes messages.')
  return phone
}
