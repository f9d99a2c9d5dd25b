import { Refusal } from '@yijian/shared/errors'
import type { TagView } from '@yijian/shared/library/list-contract'
import type { Tier } from '@yijian/shared/vocabulary'
import { type SQL, sql } from 'drizzle-orm'
import { getRootPlace } from '../cases/places-under.ts'
import { firstRow, rows, type Tx } from '../db/tx.ts'
import type { OfficerCaller } from '../identity/caller.ts'

const MOST_TAGS = 200
const MAKERS: readonly Tier[] = ['county', 'city', 'province']

export function makesTags({ office }: OfficerCaller): boolean {
  return MAKERS.includes(office.tier)
}

/** Tags of offices within, around or at what this post covers, its own office's first. */
export async function findTags(tx: Tx, caller: OfficerCaller, only: SQL = sql`true`): Promise<TagView[]> {
  const root = await getRootPlace(tx, caller)
  return rows(
    tx,
    sql`with recursive up as (
          select id, parent_id from division where id = ${root.id}
          union all select d.id, d.parent_id from division d join up on d.id = up.parent_id)
        select t.id, t.name, t.kind, o.name as "officeName", t.office_id = ${caller.office.id} as own
        from tag t join office o on o.id = t.office_id
        where t.agency = ${caller.office.agency} and t.archived_at is null and ${only}
          and (t.place_id in (select id from up) or t.place_id = any (${sql.param(caller.places)}::int[]))
        order by own desc, t.name, t.id limit ${MOST_TAGS}`,
  )
}

/** @throws Refusal not_found for a tag that does not concern this post, tag_not_yours for another office's */
export async function getOwnTag(tx: Tx, caller: OfficerCaller, id: number): Promise<TagView> {
  const [tag] = await findTags(tx, caller, sql`t.id = ${id}`)
  if (!tag) throw new Refusal('not_found')
  if (!tag.own) throw new Refusal('tag_not_yours')
  return tag
}

/** The same name is the same tag, also for two at once. */
export async function insertTag(
  tx: Tx,
  caller: OfficerCaller,
  { name, kind }: Pick<TagView, 'name' | 'kind'>,
  now: Date,
): Promise<number> {
  const root = await getRootPlace(tx, caller)
  const row = await firstRow<{ id: number }>(
    tx,
    sql`insert into tag (agency, office_id, place_id, kind, name, made_by, made_at)
        values (${caller.office.agency}, ${caller.office.id}, ${root.id}, ${kind}, ${name}, ${caller.postId}, ${now.toISOString()})
        on conflict (office_id, name) where archived_at is null do update set kind = excluded.kind returning id`,
  )
  if (!row) throw new Error('a tag was not written')
  return row.id
}

export async function changeTagged(
  tx: Tx,
  caller: OfficerCaller,
  { tagId, ids, take, now }: { tagId: number; ids: readonly number[]; take: boolean; now: Date },
): Promise<number> {
  const enterprises = sql`unnest(${sql.param(ids)}::bigint[])`
  const changed = take
    ? await tx.execute(
        sql`delete from enterprise_tag where tag_id = ${tagId} and enterprise_id in (select ${enterprises})`,
      )
    : await tx.execute(sql`insert into enterprise_tag (tag_id, enterprise_id, given_by, given_at)
        select ${tagId}, id, ${caller.postId}, ${now.toISOString()} from ${enterprises} as id order by id on conflict do nothing`)
  return changed.rowCount ?? 0
}
