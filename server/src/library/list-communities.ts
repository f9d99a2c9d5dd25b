import type { listCommunities } from '@yijian/shared/library/list-contract'
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
