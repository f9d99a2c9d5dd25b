import type { PlacePreview, previewPlaceCorrection } from '@yijian/shared/places/contract'
import { withTx } from '../db/tx.ts'
import type { Call } from '../http/serve.ts'
import { listOpenApplications, planCorrection } from './plan-correction.ts'

const EXAMPLES = 5

/** What setting the street of an enterprise would teach and move; nothing is changed. */
export async function handlePreviewPlaceCorrection({
  context,
  caller,
  params,
  query,
}: Call<typeof previewPlaceCorrection>): Promise<PlacePreview> {
  return withTx(context.database, caller.scope, async (tx) => {
    const plan = await planCorrection(tx, caller, { enterpriseId: params.id, placeId: query.placeId })
    const { enterprise, to, building, followers, contradicts } = plan
    const { id, name, address, place, how } = enterprise
    return {
      enterprise: { id, name, address, place, how },
      to,
      teaches: building,
      follows: followers.length,
      examples: followers.slice(0, EXAMPLES).map((one) => ({ id: one.id, name: one.name, address: one.address })),
      contradicts,
      openApplications: await listOpenApplications(tx, caller, [id, ...followers.map((one) => one.id)], to.id),
    }
  })
}
