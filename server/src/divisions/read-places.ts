import { createPlaceFinder, type PlaceFinder, type Places } from '@yijian/shared/division'
import type { Community } from '@yijian/shared/places/community'
import type { LearnedPlace } from '@yijian/shared/places/learned-place'
import { sql } from 'drizzle-orm'
import type { Queryable } from '../db/queryable.ts'
import type { Tx } from '../db/tx.ts'
import { readDivisions } from './read-divisions.ts'

/** All that places are found by as it is known now: some three thousand communities, and what was taught and not revoked. */
export async function readPlaces(db: Queryable): Promise<Places> {
  const { divisions, successions } = await readDivisions(db)
  const communities = await db.query<Community>(`select id, name, street_id as "streetId" from community order by id`)
  const learned = await db.query<LearnedPlace>(
    `select id, key, place_id as "placeId", district_named as "districtNamed" from learned_place where revoked_at is null order by id`,
  )
  return { divisions, successions, communities: communities.rows, learned: learned.rows }
}

export async function readPlaceFinder(db: Queryable): Promise<PlaceFinder> {
  return createPlaceFinder(await readPlaces(db))
}

/** Statements without parameters, inside a transaction. */
export function inTx(tx: Pick<Tx, 'execute'>): Queryable {
  // The overloads of a pool's `query` reduced to the one that reading places uses.
  return { query: (text: string) => tx.execute(sql.raw(text)) } as unknown as Queryable
}
