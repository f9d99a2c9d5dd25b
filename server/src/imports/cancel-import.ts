import { Refusal } from '@yijian/shared/errors'
import type { cancelImport, ImportView } from '@yijian/shared/imports/contract'
import { clientOf, withTx } from '../db/tx.ts'
import type { Call } from '../http/serve.ts'
import { assertCityLeague } from '../identity/city-league.ts'
import { dropStaging } from '../registry/staging/staging-table.ts'
import { cancelBatch, lockBatch } from './batch-repository.ts'
import { readImportView } from './read-import.ts'

/** Gives a file up that has not changed the register. @throws Refusal city_league_only, not_found, import_not_allowed */
export async function handleCancelImport({ context, caller, params }: Call<typeof cancelImport>): Promise<ImportView> {
  assertCityLeague(caller)
  return withTx(context.database, caller.scope, async (tx) => {
    const batch = await lockBatch(tx, params.id)
    if (!batch) throw new Refusal('not_found')
    if (batch.state !== 'cancelled') {
      if (!(await cancelBatch(tx, batch.id))) throw new Refusal('import_not_allowed')
      // Whoever is reading it notices within a second and drops the table then.
      if (batch.state === 'staged') await dropStaging(clientOf(tx), batch.id)
    }
    return readImportView(tx, context, caller, params.id)
  })
}
