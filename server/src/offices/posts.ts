import type { Role } from '@yijian/shared/vocabulary'
import { type SQL, sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { firstRow, rows, type Tx } from '../db/tx.ts'
import { getOfficerId } from './add-officer.ts'
import { SetUpError } from './set-up-error.ts'

export type NewPost = {
  readonly phone: string
  readonly officeName: string
  readonly role: Role
  /** First day, `YYYY-MM-DD`. */
  readonly from: string
  /** First day on which it is no longer held. */
  readonly to?: string | undefined
}

/**
 * @returns the id of the post
 * @throws SetUpError for an unknown officer or office, or a post that the officer holds then already
 */
export async function addPost(tx: Tx, context: Pick<Context, 'cipher'>, post: NewPost): Promise<number> {
  const officerId = await getOfficerId(tx, context, post.phone)
  const office = await firstRow<{ id: number }>(
    tx,
    sql`select id from office where name = ${post.officeName} and closed_on is null`,
  )
  if (!office) throw new SetUpError(`No open office is named ${post.officeName}.`)
  const to = post.to ?? null
  const added = await firstRow<{ id: number }>(
    tx,
    sql`insert into post (officer_id, office_id, role, valid_from, valid_to)
        select ${officerId}, ${office.id}, ${post.role}, ${post.from}::date, ${to}::date
        where not exists (select 1 from post p where p.officer_id = ${officerId} and p.office_id = ${office.id} and p.role = ${post.role}
          and daterange(p.valid_from, p.valid_to) && daterange(${post.from}::date, ${to}::date))
        returning id`,
  )
  if (!added) throw new SetUpError('The officer holds this post in that time already.')
  return added.id
}

/**
 * Ends the posts of an officer at an office from a day on. The officer's access tokens are refused at once.
 * @throws SetUpError when there is nothing to end
 */
export async function endPost(
  tx: Tx,
  context: Pick<Context, 'cipher'>,
  { phone, officeName, on }: { phone: string; officeName: string; on: string },
): Promise<void> {
  const officerId = await getOfficerId(tx, context, phone)
  const ended = await rows<{ id: number }>(
    tx,
    sql`update post p set valid_to = greatest(p.valid_from, ${on}::date) from office c
        where c.id = p.office_id and c.name = ${officeName} and p.officer_id = ${officerId} and (p.valid_to is null or p.valid_to > ${on}::date)
        returning p.id`,
  )
  if (ended.length === 0) throw new SetUpError(`The officer holds no post at ${officeName} to end.`)
  await renewRights(tx, sql`id = (select account_id from officer where id = ${officerId})`)
}

/**
 * Ends every session of an officer's account and keeps it from signing in again.
 * @throws SetUpError when there is no officer with this phone
 */
export async function disableAccount(tx: Tx, context: Pick<Context, 'cipher' | 'now'>, phone: string): Promise<void> {
  const officerId = await getOfficerId(tx, context, phone)
  const now = context.now().toISOString()
  const theirs = sql`(select account_id from officer where id = ${officerId})`
  await tx.execute(sql`update account set disabled_at = ${now} where id = ${theirs} and disabled_at is null`)
  await tx.execute(sql`update session_family set ended_at = ${now}, ended_because = 'revoked'
    where ended_at is null and account_id = ${theirs}`)
  await renewRights(tx, sql`id = ${theirs}`)
}

async function renewRights(tx: Tx, which: SQL): Promise<void> {
  await tx.execute(sql`update account set session_version = session_version + 1 where ${which}`)
}
