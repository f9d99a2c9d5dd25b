import { Refusal } from '@yijian/shared/errors'
import type { createList } from '@yijian/shared/exchange/contract'
import type { AnswerOf } from '@yijian/shared/operation'
import { sql } from 'drizzle-orm'
import { withTx } from '../db/tx.ts'
import type { Call } from '../http/serve.ts'
import { getUpload } from '../uploads/open-upload.ts'
import { findLists, insertList } from './list-repository.ts'
import { readListView } from './present-list.ts'

/** One upload is one list, however often it is asked for. @throws Refusal not_found, upload_incomplete */
export async function handleCreateList({
  context,
  caller,
  body: { uploadId },
}: Call<typeof createList>): Promise<AnswerOf<typeof createList>> {
  const { id: officeId } = caller.office
  return withTx(context.database, caller.scope, async (tx) => {
    const [known] = await findLists(tx, sql`l.upload_id = ${uploadId} and l.office_id = ${officeId}`)
    if (known) return readListView(tx, caller, known.id)
    const upload = await getUpload(tx, { id: uploadId, accountId: caller.accountId, purpose: 'list' })
    const id = await insertList(tx, {
      uploadId,
      officeId,
      officerId: caller.officerId,
      fileName: upload.name,
      now: context.now(),
    })
    if (id !== undefined) {
      await context.queue.send(tx, 'check-list', { listId: id })
      return readListView(tx, caller, id)
    }
    const [other] = await findLists(tx, sql`l.upload_id = ${uploadId} and l.office_id = ${officeId}`)
    if (!other) throw new Refusal('not_found')
    return readListView(tx, caller, other.id)
  })
}
