import { createHash, randomUUID } from 'node:crypto'
import type { readAttachment, uploadAttachment } from '@yijian/shared/application/contract'
import { Refusal } from '@yijian/shared/errors'
import { sql } from 'drizzle-orm'
import { spend } from '../budgets/spend.ts'
import { firstRow, withTx } from '../db/tx.ts'
import { type Call, type FileAnswer, fileAnswer } from '../http/serve.ts'
import { stripMetadata } from './strip-metadata.ts'

const DAILY_PHOTOS = { kind: 'photos', limit: 30, windowSeconds: 86_400 }

/** Keeps a photo for an application of this account. @throws Refusal unsupported_file, too_many_requests */
export async function handleUploadAttachment({
  context,
  caller,
  query,
  file,
}: Call<typeof uploadAttachment>): Promise<{ id: string }> {
  if (!file) throw new Refusal('unsupported_file')
  const photo = stripMetadata(file.bytes)
  const id = randomUUID()
  await withTx(context.database, { kind: 'applicant', accountId: caller.accountId }, async (tx) => {
    if (!(await spend(tx, DAILY_PHOTOS, context.cipher.index('account', String(caller.accountId)), context.now()))) {
      throw new Refusal('too_many_requests', { retryAfter: 3600 })
    }
    const sha256 = createHash('sha256').update(photo.bytes).digest('hex')
    await tx.execute(sql`insert into attachment (id, account_id, kind, media_type, bytes, sha256, created_at)
      values (${id}, ${caller.accountId}, ${query.kind}, ${photo.type}, ${photo.bytes}, ${sha256}, ${context.now().toISOString()})`)
  })
  return { id }
}

/** The photo itself, to its sender and to officers of the place. @throws Refusal not_found */
export async function handleReadAttachment({
  context,
  caller,
  params,
}: Call<typeof readAttachment>): Promise<FileAnswer> {
  const scope = caller.officer?.scope ?? { kind: 'applicant' as const, accountId: caller.accountId }
  return withTx(context.database, scope, async (tx) => {
    const photo = await firstRow<{ type: string; bytes: Buffer }>(
      tx,
      sql`select media_type as type, bytes from attachment where id = ${params.id}`,
    )
    if (!photo) throw new Refusal('not_found')
    return fileAnswer(photo.type, photo.bytes)
  })
}
