import { Refusal } from '@yijian/shared/errors'
import type { AnswerOf } from '@yijian/shared/operation'
import type { correctPlace } from '@yijian/shared/places/contract'
import { sql } from 'drizzle-orm'
import { firstRow, type Tx, withTx } from '../db/tx.ts'
import type { Call } from '../http/serve.ts'
import { findPlaceDecision, recordPlaceDecision } from './place-decisions.ts'
import { type CorrectionPlan, listOpenApplications, lockPlaces, planCorrection } from './plan-correction.ts'

type Answer = AnswerOf<typeof correctPlace>

/**
 * Sets the street of an enterprise and, when it is to teach, moves all others of its building out of the pool in the same
 * transaction. Open applications stay where they are and are named. A person's street stands until the address changes.
 * @throws Refusal preview_changed when other enterprises would follow than were shown
 */
export async function handleCorrectPlace({
  context,
  caller,
  params,
  body,
}: Call<typeof correctPlace>): Promise<Answer> {
  return withTx(context.database, caller.scope, async (tx) => {
    await lockPlaces(tx)
    const content = { enterpriseId: params.id, ...body }
    const done = await findPlaceDecision(tx, body.commandId, content)
    if (done) return answerAgain(tx, caller, done)
    const plan = await planCorrection(tx, caller, { enterpriseId: params.id, placeId: body.placeId, lock: true })
    const teaches = body.teach && plan.building !== null
    const followers = teaches ? plan.followers : []
    if (followers.length !== body.follows) throw new Refusal('preview_changed')
    const decisionId = await recordPlaceDecision(tx, caller, context.now(), {
      commandId: body.commandId,
      content,
      kind: 'correction',
      enterpriseId: plan.enterprise.id,
      from: { placeId: plan.enterprise.place.id, how: plan.enterprise.how },
      placeId: plan.to.id,
      address: plan.enterprise.address,
      note: body.note ?? null,
      movedCount: followers.length,
    })
    const learnedId = teaches ? (plan.knownAs ?? (await learn(tx, plan, decisionId, context.now()))) : null
    await tx.execute(sql`update enterprise e set place_id = ${plan.to.id}, place_how = 'assigned', place_certain = true,
        learned_place_id = null, updated_at = now(),
        community_id = (select c.id from community c where c.id = e.community_id and c.street_id = ${plan.to.id})
      where e.id = ${plan.enterprise.id}`)
    if (followers.length > 0)
      await tx.execute(sql`update enterprise e set place_id = ${plan.to.id}, place_how = 'learned_building', place_certain = true,
          learned_place_id = ${learnedId}, community_id = null, updated_at = now()
        where e.id = any (${sql.param(followers.map(({ id }) => id))}::bigint[])`)
    const moved = [plan.enterprise, ...followers].map(({ id }) => id)
    return {
      place: plan.to,
      moved: followers.length,
      learnedId,
      openApplications: await listOpenApplications(tx, caller, moved, plan.to.id),
    }
  })
}

async function learn(tx: Tx, { building, to, districtNamed }: CorrectionPlan, decisionId: number, now: Date) {
  const row = await firstRow<{ id: number }>(
    tx,
    sql`insert into learned_place (kind, key, place_id, district_named, decision_id, learned_at)
        values (${building?.kind}, ${building?.key}, ${to.id}, ${districtNamed}, ${decisionId}, ${now.toISOString()}) returning id`,
  )
  return row?.id ?? null
}

/** A retried tap gets what the first one got. */
async function answerAgain(
  tx: Tx,
  caller: Parameters<typeof listOpenApplications>[1],
  done: NonNullable<Awaited<ReturnType<typeof findPlaceDecision>>>,
): Promise<Answer> {
  const { place, movedCount, learnedId, enterpriseId } = done
  return {
    place,
    moved: movedCount,
    learnedId,
    openApplications: await listOpenApplications(tx, caller, enterpriseId === null ? [] : [enterpriseId], place.id),
  }
}
