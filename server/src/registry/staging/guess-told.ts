import { Readable } from 'node:stream'
import { constants, gunzipSync } from 'node:zlib'
import { REQUIRED_FIELDS } from '@yijian/shared/registry/header'
import type pg from 'pg'
import { isXls } from '../tables/foreign-kind.ts'
import { openTable } from '../tables/read-table.ts'
import { isZip, type RegisterSource } from '../tables/register-source.ts'
import type { ChosenColumns } from '../tables/table.ts'
import { type Told, toldBy, untoldColumns } from './told-facts.ts'

/** Enough to see the header and how long rows are. */
const HEAD_BYTES = 64 * 1024
/** Enterprises that are looked at for what the register knows. */
const LOOKED_AT = 1000
/** Of those: fewer that know more than the file tells may well be compared one by one. */
const FEW = 0.1
/** Hashing what the register holds of an enterprise takes a tenth of what comparing a row one by one does. */
const WORTH = 0.1

/**
 * What a text tells, going by its first lines, when that is worth knowing: it lacks a column of which the register knows
 * something, so that no row would look like what the register holds, and it lists enough of it. A wrong guess costs time only.
 */
export async function guessTold(
  client: pg.ClientBase,
  source: RegisterSource,
  chosen: ChosenColumns | undefined,
): Promise<Told | undefined> {
  const head = await readHead(source)
  if (!head) return undefined
  const { bytes, share } = head
  const table = await openTable(
    { name: source.name, open: () => Readable.from([bytes]) },
    REQUIRED_FIELDS,
    chosen,
  ).catch(() => undefined)
  const untold = table ? untoldColumns(table.mapping.columns) : []
  if (!table || untold.length === 0) return undefined
  const known = untold.filter((column) => !column.startsWith('phone')).map((column) => `count(e.${column})`)
  if (!table.mapping.columns.has('phone'))
    known.push(
      `count(*) filter (where exists (select from enterprise_contact c where c.enterprise_id = e.id and c.source = 'register'))`,
    )
  const { rows } = await client.query<{ all: number; known: number; looked: number }>(
    `select (select count(*) from enterprise where credit_code is not null) as all, greatest(${known.join(', ')}) as known, count(*) as looked
     from (select * from enterprise where content_hash is not null limit ${LOOKED_AT}) e`,
  )
  const [found = { all: 0, known: 0, looked: 0 }] = rows
  const lines = bytes.reduce((count, byte) => count + (byte === 0x0a ? 1 : 0), 0) / share
  return found.known > FEW * found.looked && lines > WORTH * found.all ? toldBy(table.mapping.columns) : undefined
}

/** Whole lines from the beginning of a text, and which share of it they are, about. */
async function readHead(source: RegisterSource): Promise<{ bytes: Buffer; share: number } | undefined> {
  if (!source.bytes) return undefined
  const chunks: Buffer[] = []
  let size = 0
  const opened = source.open()
  for await (const chunk of opened) {
    chunks.push(chunk)
    size += chunk.length
    if (size >= HEAD_BYTES) break
  }
  const packed = Buffer.concat(chunks).subarray(0, HEAD_BYTES)
  if (isZip(packed) || isXls(packed)) return undefined
  const gzip = packed[0] === 0x1f && packed[1] === 0x8b
  const bytes = gzip ? gunzipped(packed) : packed
  const end = bytes.lastIndexOf(0x0a) + 1
  return end > 0 ? { bytes: bytes.subarray(0, end), share: packed.length / source.bytes } : undefined
}

/** As much as its beginning gives. */
function gunzipped(packed: Buffer): Buffer {
  try {
    return gunzipSync(packed, { finishFlush: constants.Z_SYNC_FLUSH })
  } catch {
    return Buffer.alloc(0)
  }
}
