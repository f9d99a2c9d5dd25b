import { localDay } from '@yijian/shared/application/clock'
import { Refusal } from '@yijian/shared/errors'
import type { createImport, ImportView } from '@yijian/shared/imports/contract'
import { withTx } from '../db/tx.ts'
import type { Call } from '../http/serve.ts'
import { assertCityLeague } from '../identity/city-league.ts'
import { getUpload } from '../uploads/open-upload.ts'
import { addBatch } from './batch-repository.ts'
import { readImportView } from './read-import.ts'

/** Has an uploaded file read; nothing of the register changes yet. @throws Refusal city_league_only, not_found, upload_incomplete */
export async function handleCreateImport({ context, caller, body }: Call<typeof createImport>): Promise<ImportView> {
  assertCityLeague(caller)
  const now = context.now()
  if (body.sourceDate !== null && body.sourceDate > localDay(now))
    throw new Refusal('invalid_input', { fields: [{ path: 'sourceDate', message: 'check_this' }] })
  return withTx(context.database, caller.scope, async (tx) => {
    const upload = await getUpload(tx, { id: body.uploadId, accountId: caller.accountId, purpose: 'register' })
    const { id, added } = await addBatch(
      tx,
      {
        fileName: upload.name,
        fileId: upload.id,
        fileBytes: upload.bytes,
        sourceDate: body.sourceDate,
        complete: body.complete,
        officerId: caller.officerId,
      },
      now,
    )
    if (added) await context.queue.send(tx, 'stage-import', { batchId: id })
    return readImportView(tx, context, caller, id)
  })
}
