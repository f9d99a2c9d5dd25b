import { Refusal } from '@yijian/shared/errors'
import type { AnswerOf } from '@yijian/shared/operation'
import { CHUNK_BYTES, type putUploadChunk } from '@yijian/shared/uploads/contract'
import { withTx } from '../db/tx.ts'
import type { Call } from '../http/serve.ts'
import { chunkContext } from './open-upload.ts'
import { completeUpload, findChunk, findUpload, insertChunk, listReceived, lockUpload } from './upload-repository.ts'

/** Keeps one piece, sealed; sent again it changes nothing. @throws Refusal not_found, upload_mismatch */
export async function handlePutUploadChunk({
  context,
  caller,
  params: { id, seq },
  bytes = Buffer.alloc(0),
}: Call<typeof putUploadChunk>): Promise<AnswerOf<typeof putUploadChunk>> {
  const { cipher } = context
  const sealed = cipher.sealBytes(chunkContext(id, seq), bytes)
  return withTx(context.database, caller.scope, async (tx) => {
    const upload = await findUpload(tx, id)
    if (upload?.accountId !== caller.accountId) throw new Refusal('not_found')
    if (bytes.length !== Math.min(CHUNK_BYTES, upload.bytes - seq * CHUNK_BYTES)) throw new Refusal('upload_mismatch')
    if (!(await insertChunk(tx, id, seq, sealed))) {
      const kept = await findChunk(tx, id, seq)
      if (!kept || !cipher.openBytes(chunkContext(id, seq), kept).equals(bytes)) throw new Refusal('upload_mismatch')
    }
    await lockUpload(tx, id)
    const received = await listReceived(tx, id)
    const complete = received.length === Math.ceil(upload.bytes / CHUNK_BYTES)
    if (complete) await completeUpload(tx, id, context.now())
    return { id, received, complete }
  })
}
