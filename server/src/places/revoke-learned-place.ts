import { createPlaceFinder, type PlaceFinder } from '@yijian/shared/division'
import { Refusal } from '@yijian/shared/errors'
import type { AnswerOf } from '@yijian/shared/operation'
import type { revokeLearnedPlace } from '@yijian/shared/places/contract'
import { sql } from 'drizzle-orm'
import { firstRow, type Tx, withTx } from '../db/tx.ts'
import { inTx, readPlaces } from '../divisions/read-places.ts'
import type { Call } from '../http/serve.ts'
import { POOLS } from './place-area.ts'
import { findPlaceDecision, recordPlaceDecision } from './place-decisions.ts'
import { type Located, lockPlaces, readLocated } from './plan-correction.ts'

type Answer = AnswerOf<typeof revokeLearnedPlace>

/**
 * Takes a lesson back: what it moved goes where its address says without it. Where it contradicted another lesson, that one
 * counts from now on, also for what waits in the pool. The enterprise it was learned from keeps the street a person gave it.
 * @throws Refusal not_found for a lesson outside the post's places or revoked before
 */
export async function handleRevokeLearnedPlace({
  context,
  caller,
  params,
  body,
}: Call<typeof revokeLearnedPlace>): Promise<Answer> {
  return withTx(context.database, caller.scope, async (tx) => {
    await lockPlaces(tx)
    const content = { learnedId: params.id, ...body }
    const done = await findPlaceDecision(tx, body.commandId, content)
    if (done) return { movedBack: done.movedCount, movedOn: done.movedOnCount }
    const lesson = await firstRow<{ key: string; placeId: number }>(
      tx,
      sql`select key, place_id as "placeId" from learned_place where id = ${params.id}::bigint and revoked_at is null
          and place_id = any (${sql.param(caller.office.agency === 'league' ? caller.places : [])}::int[])`,
    )
    if (!lesson) throw new Refusal('not_found')
    const places = await readPlaces(inTx(tx))
    const findPlace = createPlaceFinder({ ...places, learned: places.learned.filter(({ id }) => id !== params.id) })
    const moved = await readLocated(tx, sql`e.learned_place_id = ${params.id} order by e.id for update of e`)
    const waiting = await readLocated(
      tx,
      sql`e.building_key = ${lesson.key} and e.place_how in ${POOLS} order by e.id for update of e`,
    )
    const on = waiting.filter((one) => placed(findPlace, one).learnedId !== null)
    await place(tx, findPlace, [...moved, ...on])
    const now = context.now()
    const decisionId = await recordPlaceDecision(tx, caller, now, {
      commandId: body.commandId,
      content,
      kind: 'revocation',
      enterpriseId: null,
      from: null,
      placeId: lesson.placeId,
      address: null,
      note: body.note ?? null,
      movedCount: moved.length,
      movedOnCount: on.length,
    })
    await tx.execute(
      sql`update learned_place set revoked_by = ${decisionId}, revoked_at = ${now.toISOString()} where id = ${params.id}`,
    )
    return { movedBack: moved.length, movedOn: on.length }
  })
}

function placed(findPlace: PlaceFinder, { address, writtenAfter }: Located) {
  return findPlace(address ?? '', { writtenAfter })
}

async function place(tx: Tx, findPlace: PlaceFinder, enterprises: readonly Located[]): Promise<void> {
  const answers = enterprises.map((one) => ({ id: one.id, ...placed(findPlace, one) }))
  if (answers.length === 0) return
  const column = <K extends keyof (typeof answers)[number]>(key: K) => sql.param(answers.map((one) => one[key]))
  await tx.execute(sql`
    update enterprise e set place_id = a.place_id, place_how = a.how, place_certain = a.certain, community_id = a.community_id,
      learned_place_id = a.learned_id, updated_at = now()
    from unnest(${column('id')}::bigint[], ${column('placeId')}::int[], ${column('how')}::text[], ${column('certain')}::boolean[],
      ${column('communityId')}::int[], ${column('learnedId')}::int[]) as a (id, place_id, how, certain, community_id, learned_id)
    where e.id = a.id`)
}
