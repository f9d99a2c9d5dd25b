import type { listPlaces } from '@yijian/shared/library/contract'
import type { AnswerOf } from '@yijian/shared/operation'
import type { Place } from '@yijian/shared/values'
import { sql } from 'drizzle-orm'
import { rows } from '../db/tx.ts'
import type { Call } from '../http/serve.ts'

/** The city of today with its counties and their streets, in the official order of their codes. */
export async function handleListPlaces({ context }: Call<typeof listPlaces>): Promise<AnswerOf<typeof listPlaces>> {
  const places = await rows<Place & { parentId: number | null }>(
    context.database.orm,
    sql`select id, name, tier, parent_id as "parentId" from division where valid_to is null and tier <> 'province' order by code`,
  )
  const city = places.find(({ tier }) => tier === 'city')
  if (!city) throw new Error('no standing city among the divisions')
  const below = (id: number) => places.filter(({ parentId }) => parentId === id).map(toPlace)
  return {
    city: toPlace(city),
    counties: below(city.id).map((county) => ({ county, streets: below(county.id) })),
  }
}

function toPlace({ id, name, tier }: Place): Place {
  return { id, name, tier }
}
