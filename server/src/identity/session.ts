import type { Me, Post, Session } from '@yijian/shared/identity/contract'
import type { Agency, Role, Tier } from '@yijian/shared/vocabulary'
import { type SQL, sql } from 'drizzle-orm'
import type { FastifyInstance } from 'fastify'
import type { Context } from '../context.ts'
import { firstRow, rows, type Tx } from '../db/tx.ts'
import { issueAccessToken } from './tokens.ts'

/** The calendar day where the offices are; posts and divisions are dated by it. */
function todaySql(now: Date): SQL {
  return sql`(${now.toISOString()}::timestamptz at time zone 'Asia/Shanghai')::date`
}

/** That post `p` of office `c` is held on the day: from its first day until the day before its last date. */
export function currentPost(now: Date): SQL {
  const today = todaySql(now)
  return sql`(p.valid_from <= ${today} and (p.valid_to is null or p.valid_to > ${today}) and (c.closed_on is null or c.closed_on > ${today}))`
}

type PostRow = { id: number; role: Role; office_name: string; agency: Agency; tier: Tier }

/** Posts the account may act in today, the widest office first. */
export async function listPosts(tx: Pick<Tx, 'execute'>, accountId: number, now: Date): Promise<Post[]> {
  const found = await rows<PostRow>(
    tx,
    sql`select p.id, p.role, c.name as office_name, c.agency, c.tier
        from officer o join post p on p.officer_id = o.id join office c on c.id = p.office_id
        where o.account_id = ${accountId} and ${currentPost(now)}
        order by array_position(array['province', 'city', 'county', 'street'], c.tier), c.name, p.id`,
  )
  return found.map(({ id, role, office_name, agency, tier }) => ({ id, role, officeName: office_name, agency, tier }))
}

type FamilyRow = {
  account_id: number
  phone_cipher: string
  phone_masked: string
  session_version: number
  post_id: number | null
}

async function findFamily(tx: Pick<Tx, 'execute'>, familyId: string): Promise<FamilyRow | undefined> {
  return firstRow<FamilyRow>(
    tx,
    sql`select a.id as account_id, a.phone_cipher, a.phone_masked, a.session_version, f.post_id
        from session_family f join account a on a.id = f.account_id
        where f.id = ${familyId} and f.ended_at is null and a.disabled_at is null`,
  )
}

/** Who the session is; undefined when it or its account has ended. */
export async function describeSession(
  tx: Pick<Tx, 'execute'>,
  context: Pick<Context, 'cipher' | 'now'>,
  familyId: string,
): Promise<Me | undefined> {
  const family = await findFamily(tx, familyId)
  return family && describe(tx, context, family)
}

/** The same with a fresh access token. */
export async function openSession(
  tx: Tx,
  context: Context,
  app: FastifyInstance,
  familyId: string,
): Promise<Session | undefined> {
  const now = context.now()
  const family = await findFamily(tx, familyId)
  if (!family) return undefined
  const claims = { sub: String(family.account_id), family: familyId, version: family.session_version }
  return { ...issueAccessToken(app, now, claims), ...(await describe(tx, context, family)) }
}

async function describe(
  tx: Pick<Tx, 'execute'>,
  context: Pick<Context, 'cipher' | 'now'>,
  family: FamilyRow,
): Promise<Me> {
  const posts = await listPosts(tx, family.account_id, context.now())
  return {
    account: { phone: context.cipher.open('account|phone', family.phone_cipher), phoneMasked: family.phone_masked },
    posts,
    post: posts.find(({ id }) => id === family.post_id) ?? null,
  }
}

/** Ends a family; one that has ended keeps its first reason. */
export async function endFamily(
  tx: Pick<Tx, 'execute'>,
  familyId: string,
  because: 'signed_out' | 'token_reused' | 'revoked' | 'expired',
  now: Date,
): Promise<void> {
  await tx.execute(sql`update session_family set ended_at = ${now.toISOString()}, ended_because = ${because}
    where id = ${familyId} and ended_at is null`)
}
