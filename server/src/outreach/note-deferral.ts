import { sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { firstRow, type Tx } from '../db/tx.ts'
import type { OfficerCaller } from '../identity/caller.ts'
import type { Review } from '../reviews/review-repository.ts'
import { carryOutOutreach } from './carry-out-outreach.ts'

/**
 * “Not yet” on an application puts the enterprise back into the library until the day agreed. The register may place it
 * with a colleague, when it works elsewhere than it is registered; the colleague has to know of the day too.
 * 依据: DOMAIN §8.10 第10条
 */
export async function noteDeferral(
  tx: Tx,
  context: Context,
  caller: OfficerCaller,
  { applicationId, enterpriseId }: Pick<Review, 'applicationId' | 'enterpriseId'>,
  { commandId, nextOn }: { readonly commandId: string; readonly nextOn: string },
): Promise<void> {
  const home = await firstRow<{ placeId: number }>(
    tx,
    sql`select place_id as "placeId" from enterprise where id = ${enterpriseId}`,
  )
  if (!home) throw new Error('an application without its enterprise')
  const places = [...caller.places, home.placeId]
  await setPlaces(tx, places)
  await carryOutOutreach(
    tx,
    context,
    { ...caller, places },
    {
      enterpriseId,
      commandId,
      content: { applicationId, commandId, nextOn },
      action: 'defer',
      given: { reason: 'conditions', nextOn },
      applicationId,
    },
  )
  await setPlaces(tx, caller.places)
}

async function setPlaces(tx: Tx, places: readonly number[]): Promise<void> {
  await tx.execute(sql`select set_config('yijian.places', ${`{${places.join(',')}}`}, true)`)
}
