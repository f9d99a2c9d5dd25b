import { Refusal } from '@yijian/shared/errors'
import type { AnswerOf } from '@yijian/shared/operation'
import { MAX_LIST_BYTES, type startUpload } from '@yijian/shared/uploads/contract'
import { spend } from '../budgets/spend.ts'
import { withTx } from '../db/tx.ts'
import type { Call } from '../http/serve.ts'
import { assertCityLeague } from '../identity/city-league.ts'
import { findUpload, insertUpload, listReceived } from './upload-repository.ts'

const DAILY_UPLOADS = { kind: 'uploads', limit: 100, windowSeconds: 86_400 }

/** Announces a file, or tells what has arrived of it. @throws Refusal city_league_only, too_large, command_reused, not_found, too_many_requests */
export async function handleStartUpload({
  context,
  caller,
  body,
}: Call<typeof startUpload>): Promise<AnswerOf<typeof startUpload>> {
  if (body.purpose === 'register') assertCityLeague(caller)
  else if (body.bytes > MAX_LIST_BYTES) throw new Refusal('file_too_large')
  const now = context.now()
  return withTx(context.database, caller.scope, async (tx) => {
    let upload = await findUpload(tx, body.id)
    if (!upload) {
      if (!(await spend(tx, DAILY_UPLOADS, context.cipher.index('account', String(caller.accountId)), now)))
        throw new Refusal('too_many_requests', { retryAfter: 3600 })
      upload = await insertUpload(tx, { ...body, accountId: caller.accountId }, now)
    }
    if (upload.accountId !== caller.accountId) throw new Refusal('not_found')
    if (upload.purpose !== body.purpose || upload.name !== body.name || upload.bytes !== body.bytes)
      throw new Refusal('upload_mismatch')
    return { id: upload.id, received: await listReceived(tx, upload.id), complete: upload.completedAt !== null }
  })
}
