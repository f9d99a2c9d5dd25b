import type { Agency, Role, Tier } from '@yijian/shared/vocabulary'
import { sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { firstRow } from '../db/tx.ts'
import type { OfficerCaller, SignedIn } from './caller.ts'
import { currentPost } from './session.ts'
import type { AccessClaims } from './tokens.ts'

type Row = {
  account_id: number
  invitation_id: number | null
  has_posts: boolean
  post: PostRow | null
}

type PostRow = {
  officer_id: number
  post_id: number
  role: Role
  name: string
  office_id: number
  agency: Agency
  tier: Tier
  office_name: string
  covers: 'places' | 'enterprises'
  places: number[] | null
  enterprises: number[] | null
}

export type Found = { readonly caller: SignedIn; readonly hasPosts: boolean }

/** Reads session, account and post in one statement; undefined when any of the first two no longer holds. */
export async function findCaller(context: Context, claims: AccessClaims): Promise<Found | undefined> {
  const current = currentPost(context.now())
  const row = await firstRow<Row>(
    context.database.orm,
    sql`select a.id as account_id, f.invitation_id,
          exists (select 1 from officer o join post p on p.officer_id = o.id join office c on c.id = p.office_id
                  where o.account_id = a.id and ${current}) as has_posts,
          (select to_jsonb(x) from (
             select o.id as officer_id, p.id as post_id, p.role, o.name, c.id as office_id, c.agency, c.tier, c.name as office_name, c.covers,
               (with recursive under as (
                  select d.id from office_place l join division d on d.id = l.division_id where l.office_id = c.id and d.valid_to is null
                  union
                  select d.id from division d join under on d.parent_id = under.id where d.valid_to is null)
                select array_agg(id) from under) as places,
               (select array_agg(e.enterprise_id) from office_enterprise e where e.office_id = c.id) as enterprises
             from post p join officer o on o.id = p.officer_id join office c on c.id = p.office_id
             where p.id = f.post_id and o.account_id = a.id and ${current}) x) as post
        from session_family f join account a on a.id = f.account_id
        where f.id = ${claims.family}::uuid and f.ended_at is null
          and a.id = ${Number(claims.sub)} and a.disabled_at is null and a.session_version = ${claims.version}`,
  )
  if (!row) return undefined
  const accountId = row.account_id
  const officer = row.post ? officerOf(accountId, claims.family, row.post) : undefined
  return {
    hasPosts: row.has_posts,
    caller: {
      accountId,
      familyId: claims.family,
      ...(row.invitation_id === null ? {} : { invitationId: row.invitation_id }),
      ...(officer ? { officer } : {}),
      scope: { kind: 'applicant', accountId },
    },
  }
}

function officerOf(accountId: number, familyId: string, post: PostRow): OfficerCaller {
  // An explicit list takes precedence over places: an office has one or the other (ARCHITECTURE §3).
  const places = post.covers === 'places' ? (post.places ?? []) : []
  const enterprises = post.covers === 'enterprises' ? (post.enterprises ?? []) : []
  return {
    accountId,
    familyId,
    officerId: post.officer_id,
    postId: post.post_id,
    role: post.role,
    name: post.name,
    office: { id: post.office_id, agency: post.agency, tier: post.tier, name: post.office_name, covers: post.covers },
    places,
    enterprises,
    scope: { kind: 'officer', accountId, officeId: post.office_id, agency: post.agency, places, enterprises },
  }
}
