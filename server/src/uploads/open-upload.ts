import { Readable } from 'node:stream'
import { Refusal } from '@yijian/shared/errors'
import { CHUNK_BYTES } from '@yijian/shared/uploads/contract'
import type { Context } from '../context.ts'
import type { Tx } from '../db/tx.ts'
import type { RegisterSource } from '../registry/tables/register-source.ts'
import { findChunk, findUpload, type Upload, type UploadPurpose } from './upload-repository.ts'

/** An upload whose pieces were deleted, or never came in full. */
export class UploadGone extends Error {}

/** The complete upload of this very account. @throws Refusal not_found, upload_incomplete */
export async function getUpload(
  tx: Pick<Tx, 'execute'>,
  { id, accountId, purpose }: { id: string; accountId: number; purpose: UploadPurpose },
): Promise<Upload> {
  const upload = await findUpload(tx, id)
  if (!upload || upload.accountId !== accountId || upload.purpose !== purpose) throw new Refusal('not_found')
  if (!upload.completedAt) throw new Refusal('upload_incomplete')
  return upload
}

/**
 * A complete upload as a file to read, any number of times. Pieces are fetched and opened one by one, each on a
 * connection of its own for a moment, so that neither memory nor a connection is held by a large file.
 * @throws UploadGone now, or while it is read
 */
export async function openUpload(
  { database, cipher }: Pick<Context, 'database' | 'cipher'>,
  id: string,
): Promise<RegisterSource & { readonly bytes: number }> {
  const upload = await findUpload(database.orm, id)
  if (!upload?.completedAt) throw new UploadGone('the uploaded file is not here')
  const { name, bytes } = upload
  async function* pieces(): AsyncGenerator<Buffer> {
    for (let seq = 0; seq * CHUNK_BYTES < bytes; seq++) {
      const sealed = await findChunk(database.orm, id, seq)
      if (!sealed) throw new UploadGone('a piece of the uploaded file is not here')
      yield cipher.openBytes(chunkContext(id, seq), sealed)
    }
  }
  return { name, bytes, open: () => Readable.from(pieces(), { objectMode: false, highWaterMark: CHUNK_BYTES }) }
}

/** Authenticated with each piece: none can be moved to another file or place. */
export function chunkContext(fileId: string, seq: number): string {
  return `uploaded_chunk|${fileId}|${seq}`
}
