import { CHUNK_BYTES } from '@yijian/shared/uploads/contract'
import { sql } from 'drizzle-orm'
import { firstRow, rows, type Tx } from '../db/tx.ts'

export type UploadPurpose = 'register' | 'list'

/** A file as it was announced; `completedAt` once every piece is here. */
export type Upload = {
  readonly id: string
  readonly accountId: number
  readonly purpose: UploadPurpose
  readonly name: string
  readonly bytes: number
  readonly completedAt: string | null
}

const columns = sql`id, account_id as "accountId", purpose, name, byte_count as bytes, completed_at as "completedAt"`

/** Announced twice at once, it is one upload. @returns the upload under this id, whoever's it is */
export async function insertUpload(tx: Tx, upload: Omit<Upload, 'completedAt'>, now: Date): Promise<Upload> {
  await tx.execute(sql`
    insert into uploaded_file (id, account_id, purpose, name, byte_count, chunk_bytes, created_at)
    values (${upload.id}, ${upload.accountId}, ${upload.purpose}, ${upload.name}, ${upload.bytes}, ${CHUNK_BYTES}, ${now.toISOString()})
    on conflict (id) do nothing`)
  const found = await findUpload(tx, upload.id)
  if (!found) throw new Error('the upload was not recorded')
  return found
}

export async function findUpload(tx: Pick<Tx, 'execute'>, id: string): Promise<Upload | undefined> {
  return firstRow<Upload>(tx, sql`select ${columns} from uploaded_file where id = ${id}`)
}

/** @returns false when a piece with this number is here already */
export async function insertChunk(tx: Tx, fileId: string, seq: number, sealed: Buffer): Promise<boolean> {
  const added = await firstRow<{ seq: number }>(
    tx,
    sql`insert into uploaded_chunk (file_id, seq, sealed) values (${fileId}, ${seq}, ${sealed}) on conflict do nothing returning seq`,
  )
  return added !== undefined
}

export async function findChunk(tx: Pick<Tx, 'execute'>, fileId: string, seq: number): Promise<Buffer | undefined> {
  const row = await firstRow<{ sealed: Buffer }>(
    tx,
    sql`select sealed from uploaded_chunk where file_id = ${fileId} and seq = ${seq}`,
  )
  return row?.sealed
}

export async function listReceived(tx: Tx, fileId: string): Promise<number[]> {
  const found = await rows<{ seq: number }>(
    tx,
    sql`select seq from uploaded_chunk where file_id = ${fileId} order by seq`,
  )
  return found.map(({ seq }) => seq)
}

/**
 * Two last pieces at once: the second waits here and then sees both. A piece that was just kept holds its file's key, which
 * this lock leaves alone: otherwise both would wait for each other.
 */
export async function lockUpload(tx: Tx, id: string): Promise<void> {
  await tx.execute(sql`select 1 from uploaded_file where id = ${id} for no key update`)
}

export async function completeUpload(tx: Tx, id: string, now: Date): Promise<void> {
  await tx.execute(
    sql`update uploaded_file set completed_at = ${now.toISOString()} where id = ${id} and completed_at is null`,
  )
}
