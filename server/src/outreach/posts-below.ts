import type { Tier } from '@yijian/shared/vocabulary'
import { type SQL, sql } from 'drizzle-orm'
import { enterprisesOf } from '../cases/jurisdiction.ts'
import { containing } from '../db/like.ts'
import { rows, type Tx } from '../db/tx.ts'
import type { OfficerCaller } from '../identity/caller.ts'

export type PostBelow = {
  readonly postId: number
  readonly officerName: string
  readonly officeName: string
  readonly mine: boolean
}

const below: Record<Tier, readonly Tier[]> = {
  street: [],
  county: ['street'],
  city: ['street', 'county'],
  province: ['street', 'county', 'city'],
}

/** Posts held today in this office, and in offices below it that cover part of what it covers; one's own first. */
export async function findPostsBelow(
  tx: Tx,
  caller: OfficerCaller,
  { today, q, postId, limit }: { today: string; q?: string | undefined; postId?: number; limit: number },
): Promise<PostBelow[]> {
  const { id, agency, tier } = caller.office
  const named: SQL =
    q === undefined || q.trim() === ''
      ? sql`true`
      : sql`(o.name like ${containing(q.trim())} or c.name like ${containing(q.trim())})`
  return rows(
    tx,
    sql`select p.id as "postId", o.name as "officerName", c.name as "officeName", p.id = ${caller.postId} as mine
        from post p join officer o on o.id = p.officer_id join account a on a.id = o.account_id join office c on c.id = p.office_id
        where c.agency = ${agency} and c.closed_on is null and a.disabled_at is null and ${named}
          and ${postId === undefined ? sql`true` : sql`p.id = ${postId}`}
          and p.valid_from <= ${today}::date and (p.valid_to is null or p.valid_to > ${today}::date)
          and (c.id = ${id} or (c.tier = any (${sql.param(below[tier])}::text[]) and (
            exists (select 1 from office_place op where op.office_id = c.id and op.division_id = any (${sql.param(caller.places)}::int[]))
            or exists (select 1 from office_enterprise oe join enterprise e on e.id = oe.enterprise_id where oe.office_id = c.id
              and ${enterprisesOf(caller)}))))
        order by mine desc, c.tier = ${tier} desc, c.name, o.name, p.id limit ${limit}`,
  )
}
