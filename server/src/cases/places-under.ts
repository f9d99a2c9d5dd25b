import { Refusal } from '@yijian/shared/errors'
import type { Place } from '@yijian/shared/values'
import { sql } from 'drizzle-orm'
import { firstRow, rows, type Tx } from '../db/tx.ts'
import type { OfficerCaller } from '../identity/caller.ts'

/**
 * The smallest place that contains everything the post's office covers: a street for most, a county for an office over
 * several streets, the common place of its enterprises for an office over a list.
 */
export async function getRootPlace(tx: Tx, caller: OfficerCaller): Promise<Place> {
  const covered =
    caller.office.covers === 'places'
      ? sql`select unnest(${sql.param(caller.places)}::int[]) as id`
      : sql`select e.place_id as id from enterprise e where e.id = any (${sql.param(caller.enterprises)}::bigint[])`
  const root = await firstRow<Place>(
    tx,
    sql`with recursive covered as (select distinct id from (${covered}) x),
          up as (
            select c.id as origin, d.id, d.parent_id, 0 as height from covered c join division d on d.id = c.id
            union all
            select up.origin, d.id, d.parent_id, up.height + 1 from up join division d on d.id = up.parent_id),
          common as (select id, min(height) as height from up group by id having count(distinct origin) = (select count(*) from covered))
        select d.id, d.name, d.tier from common join division d on d.id = common.id order by common.height limit 1`,
  )
  if (root) return root
  const city = await firstRow<Place>(
    tx,
    sql`select id, name, tier from division where tier = 'city' and valid_to is null order by code limit 1`,
  )
  if (!city) throw new Error('no standing city among the divisions')
  return city
}

/** From the root of the post's jurisdiction down to a place. @throws Refusal not_found for a place outside it */
export async function getPath(tx: Tx, root: Place, placeId: number): Promise<Place[]> {
  const up = await rows<Place & { parentId: number | null }>(
    tx,
    sql`with recursive up as (
          select id, name, tier, parent_id, 0 as height from division where id = ${placeId} and valid_to is null
          union all select d.id, d.name, d.tier, d.parent_id, up.height + 1 from division d join up on d.id = up.parent_id)
        select id, name, tier from up order by height`,
  )
  const top = up.findIndex((place) => place.id === root.id)
  if (top === -1) throw new Refusal('not_found')
  return up
    .slice(0, top + 1)
    .reverse()
    .map(({ id, name, tier }) => ({ id, name, tier }))
}

/** A place within the post's jurisdiction and all places below it. @throws Refusal not_found outside */
export async function getPlacesUnder(tx: Tx, caller: OfficerCaller, placeId: number): Promise<number[]> {
  const found = await rows<{ id: number }>(
    tx,
    sql`with recursive under as (
          select id from division where id = ${placeId} and valid_to is null
          union all select d.id from division d join under on d.parent_id = under.id where d.valid_to is null)
        select id from under`,
  )
  const ids = found.map(({ id }) => id)
  if (caller.office.covers === 'enterprises') await getPath(tx, await getRootPlace(tx, caller), placeId)
  else if (!ids.some((id) => caller.places.includes(id))) throw new Refusal('not_found')
  return ids
}
