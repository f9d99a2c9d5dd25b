import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createPlaceFinder, type PlaceFinder } from '@yijian/shared/division'
import type { HeaderMapping } from '@yijian/shared/registry/header'
import { type RegisterRow, readRegisterRow } from '@yijian/shared/registry/register-row'
import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import type { Context } from '../context.ts'
import type { FieldCipher } from '../crypto/field-cipher.ts'
import { readDivisions } from '../divisions/read-divisions.ts'
import { applyStagedRows, type BatchCounts, createStaging, writeBatch } from './apply-staged-rows.ts'
import { openTable } from './read-table.ts'
import type { RegisterSource } from './register-source.ts'
import { contentHash, STAGED_COLUMNS, stageFacts, stageRejected, stageRow, stageUnchanged } from './stage-row.ts'
import type { Table, TableRow } from './table.ts'
import { UnreadableRegister } from './unreadable-register.ts'

export type ImportOptions = {
  readonly source: RegisterSource
  /** The day the export speaks of, `YYYY-MM-DD`. */
  readonly sourceDate?: string | null
  readonly officerId?: number | null
  readonly onProgress?: (rows: number) => void
  readonly signal?: AbortSignal
}

export type ImportReport = BatchCounts & { readonly batch: number; readonly seconds: number }

/** Another import holds the register. */
export class ImportUnderWay extends Error {}

/** Rows whose hashes are looked up together. In between, whatever else the process serves gets its turn. */
const ROWS_AT_ONCE = 500

/**
 * Takes a register file in, whole or not at all: one transaction, so readers see the register before or after it. Every
 * row is accounted for: new + changed + unchanged + duplicate + rejected = rows. The same file again changes nothing.
 * @throws UnreadableRegister when the file is no table of enterprises, ImportUnderWay when another import is running
 */
export async function importRegister(
  { database, cipher, now }: Pick<Context, 'database' | 'cipher' | 'now'>,
  options: ImportOptions,
): Promise<ImportReport> {
  const startedAt = now()
  const clock = performance.now()
  const table = await openTable(options.source)
  const client = await database.pool.connect()
  let broken: Error | undefined
  try {
    await begin(client)
    const { divisions, successions } = await readDivisions(client)
    const findPlace = createPlaceFinder(divisions, successions)
    await createStaging(client)
    const findHashes = await hashReader(database.pool, client)
    const lines = stage(table.rows(), {
      mapping: table.mapping,
      cipher,
      findPlace,
      findHashes,
      onProgress: options.onProgress,
    })
    const copy = client.query(copyFrom(`copy staged (${Object.keys(STAGED_COLUMNS).join(', ')}) from stdin`))
    await pipeline(Readable.from(lines), copy, { ...(options.signal && { signal: options.signal }) })
    const counts = await applyStagedRows(client)
    if (counts.rows === counts.rejected)
      throw new UnreadableRegister(`None of the ${counts.rows} rows could be taken in.`)
    const batch = await insertBatch(client, { options, table, counts, startedAt })
    await writeBatch(client, batch)
    await client.query('commit')
    return { batch, ...counts, seconds: Math.round(performance.now() - clock) / 1000 }
  } catch (error) {
    await client.query('rollback').catch((failure: Error) => {
      broken = failure
    })
    throw error
  } finally {
    client.release(broken)
  }
}

async function begin(client: pg.PoolClient): Promise<void> {
  await client.query('begin')
  await client.query(`select set_config('yijian.system', 'on', true), set_config('statement_timeout', '0', true),
    set_config('idle_in_transaction_session_timeout', '0', true), set_config('work_mem', '64MB', true),
    set_config('maintenance_work_mem', '128MB', true), set_config('gin_pending_list_limit', '32MB', true)`)
  const { rows } = await client.query<{ free: boolean }>(
    `select pg_try_advisory_xact_lock(hashtext('yijian.import')) as free`,
  )
  if (!rows[0]?.free) throw new ImportUnderWay('Another import is running; wait until it has ended.')
}

type Staging = {
  readonly mapping: HeaderMapping
  readonly cipher: FieldCipher
  readonly findPlace: PlaceFinder
  readonly findHashes: (codes: readonly string[]) => Promise<ReadonlyMap<string, Buffer>>
  readonly onProgress?: ((rows: number) => void) | undefined
}

async function* stage(rows: AsyncIterable<TableRow>, staging: Staging): AsyncGenerator<string> {
  let waiting: TableRow[] = []
  let done = 0
  for await (const row of rows) {
    if (waiting.push(row) < ROWS_AT_ONCE) continue
    yield await stageAll(waiting, staging)
    done += waiting.length
    staging.onProgress?.(done)
    waiting = []
  }
  yield await stageAll(waiting, staging)
  staging.onProgress?.(done + waiting.length)
}

async function stageAll(
  rows: readonly TableRow[],
  { mapping, cipher, findPlace, findHashes }: Staging,
): Promise<string> {
  const readings = rows.map(({ number, cells }) => ({ number, reading: readRegisterRow(cells, mapping) }))
  const known = await findHashes(readings.flatMap(({ reading }) => (reading.ok ? [reading.row.creditCode] : [])))
  return readings
    .map(({ number, reading }) => {
      if (!reading.ok) return stageRejected(number, reading.problem)
      const { row, warnings } = reading
      const phoneIndexes = row.phones.map((phone) => cipher.index('phone', phone.number))
      const facts = stageFacts(row)
      const hash = contentHash(row, facts, phoneIndexes)
      if (known.get(row.creditCode)?.equals(hash)) return stageUnchanged(number, row, warnings)
      return stageRow(number, row, { facts, hash, phoneIndexes, place: placeOf(row, findPlace), warnings, cipher })
    })
    .join('')
}

function placeOf(row: RegisterRow, findPlace: PlaceFinder) {
  // Where it works comes before where it is registered. 依据: 属地 is the operating address.
  return findPlace(row.operatingAddress ?? row.address ?? '', { writtenAfter: row.establishedOn })
}

/** Looks hashes up on a second connection, since the first is busy copying; an empty register needs no look. */
async function hashReader(pool: pg.Pool, client: pg.PoolClient): Promise<Staging['findHashes']> {
  const { rows } = await client.query('select 1 from enterprise limit 1')
  if (rows.length === 0) return async () => new Map()
  return async (codes) => {
    const known = await pool.query<{ credit_code: string; content_hash: Buffer }>(
      'select credit_code, content_hash from enterprise where credit_code = any ($1) and content_hash is not null and not provisional',
      [codes],
    )
    return new Map(known.rows.map((row) => [row.credit_code, row.content_hash]))
  }
}

type BatchFacts = {
  options: ImportOptions
  table: Table
  counts: BatchCounts
  startedAt: Date
}

async function insertBatch(client: pg.PoolClient, { options, table, counts, startedAt }: BatchFacts): Promise<number> {
  const { rows } = await client.query<{ id: number }>(
    `insert into registry_batch (file_name, sha256, encoding, delimiter, mapping, source_date, officer_id, row_count, new_count,
       changed_count, unchanged_count, duplicate_count, rejected_count, warned_count, started_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) returning id`,
    [
      options.source.name,
      table.sha256,
      table.encoding,
      table.delimiter,
      JSON.stringify(table.mapping.headers),
      options.sourceDate ?? null,
      options.officerId ?? null,
      counts.rows,
      counts.new,
      counts.changed,
      counts.unchanged,
      counts.duplicate,
      counts.rejected,
      counts.warned,
      startedAt,
    ],
  )
  const [batch] = rows
  if (!batch) throw new Error('the batch was not recorded')
  return batch.id
}
