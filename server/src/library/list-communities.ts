import type { listCommunities, listLibraryPlaces } from '@yijian/shared/library/list-contract'
import type { AnswerOf } from '@yijian/shared/operation'
import { sql } from 'drizzle-orm'
import { getPlacesUnder } from '../cases/places-under.ts'
import { rows, withTx } from '../db/tx.ts'
import type { Call } from '../http/serve.ts'

/** No street has more than about sixty. */
const MOST = 300

/** @throws Refusal not_found for a place outside the post's places */
export async function handleListCommunities({
  context,
  caller,
  query,
}: Call<typeof listCommunities>): Promise<AnswerOf<typeof listCommunities>> {
  return withTx(context.database, caller.scope, async (tx) => {
    await getPlacesUnder(tx, caller, query.placeId)
    return {
      items: await rows(
        tx,
        sql`select id, name from community where street_id = ${query.placeId} order by code limit ${MOST}`,
      ),
    }
  })
}

/** Counties and streets of the post's jurisdiction; a county of which it has but streets is named as well. */
export async function handleListLibraryPlaces({
  context,
  caller,
}: Call<typeof listLibraryPlaces>): Promise<AnswerOf<typeof listLibraryPlaces>> {
  const covered =
    caller.office.covers === 'places'
      ? sql`select unnest(${sql.param(caller.places)}::int[])`
      : sql`select e.place_id from enterprise e where e.id = any (${sql.param(caller.enterprises)}::bigint[])`
  return withTx(context.database, caller.scope, async (tx) => ({
    counties: await rows(
      tx,
      sql`with covered as (select id, name, tier, parent_id, code from division where id in (${covered}))
          select jsonb_build_object('id', c.id, 'name', c.name, 'tier', c.tier) as county,
            coalesce((select jsonb_agg(jsonb_build_object('id', s.id, 'name', s.name, 'tier', s.tier) order by s.code)
              from covered s where s.parent_id = c.id), '[]') as streets
          from division c where c.tier = 'county' and (c.id in (select id from covered) or c.id in (select parent_id from covered))
          order by c.code`,
    ),
  }))
}
