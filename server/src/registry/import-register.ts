import type pg from 'pg'
import type { Context } from '../context.ts'
import { applyStaged, type BatchCounts } from './apply-staged.ts'
import type { RegisterSource } from './register-source.ts'
import { type StagedFacts, stageFile } from './stage-file.ts'
import { dropStaging } from './staging-table.ts'

export type ImportOptions = {
  readonly source: RegisterSource
  /** The day the export speaks of, `YYYY-MM-DD`. */
  readonly sourceDate?: string | null
  readonly officerId?: number | null
  /** It lists every enterprise of what it covers: those it does not list have vanished. False unless told. */
  readonly complete?: boolean
  readonly onProgress?: (rows: number) => void
  readonly signal?: AbortSignal
}

export type ImportReport = BatchCounts & { readonly batch: number; readonly seconds: number }

/** Another import holds the register. */
export class ImportUnderWay extends Error {}

/**
 * Takes a register file in with nobody asked, whole or not at all: staged, then applied in one transaction, so readers
 * see the register before or after it. The same file again changes nothing. A batch that fails leaves no trace.
 * @throws UnreadableRegister when the file is no table of enterprises, ImportUnderWay when another import is running
 */
export async function importRegister(
  context: Pick<Context, 'database' | 'cipher' | 'now'>,
  options: ImportOptions,
): Promise<ImportReport> {
  const { source, signal, onProgress } = options
  const clock = performance.now()
  const client = await context.database.pool.connect()
  let broken: Error | undefined
  const batch = { id: 0 }
  try {
    await takeTurn(client)
    batch.id = await openBatch(client, options, context.now())
    const facts = await stageFile(context, {
      batchId: batch.id,
      source,
      signal,
      onProgress: ({ rows }) => onProgress?.(rows),
    })
    await client.query('begin')
    const counts = await applyStaged(client, { batchId: batch.id, complete: options.complete ?? false })
    await closeBatch(client, { batchId: batch.id, facts, counts })
    await dropStaging(client, batch.id)
    await client.query('commit')
    return { batch: batch.id, ...counts, seconds: Math.round(performance.now() - clock) / 1000 }
  } catch (error) {
    await client
      .query('rollback')
      .then(() => dropStaging(client, batch.id))
      .then(() => client.query('delete from registry_batch where id = $1', [batch.id]))
      .catch((failure: Error) => {
        broken = failure
      })
    throw error
  } finally {
    await client.query(`select pg_advisory_unlock(hashtext('yijian.import'))`).catch((failure: Error) => {
      broken = failure
    })
    client.release(broken)
  }
}

/** Held by the connection, so that a process that dies lets go of it. */
async function takeTurn(client: pg.PoolClient): Promise<void> {
  const { rows } = await client.query<{ free: boolean }>(
    `select pg_try_advisory_lock(hashtext('yijian.import')) as free`,
  )
  if (!rows[0]?.free) throw new ImportUnderWay('Another import is running; wait until it has ended.')
}

async function openBatch(client: pg.ClientBase, options: ImportOptions, startedAt: Date): Promise<number> {
  const { rows } = await client.query<{ id: number }>(
    `insert into registry_batch (file_name, sha256, encoding, delimiter, mapping, source_date, officer_id, complete, state, started_at)
     values ($1, repeat('0', 64), '', '', '{}', $2, $3, $4, 'staging', $5) returning id`,
    [options.source.name, options.sourceDate ?? null, options.officerId ?? null, options.complete ?? false, startedAt],
  )
  const [batch] = rows
  if (!batch) throw new Error('the batch was not recorded')
  return batch.id
}

type Applied = { batchId: number; facts: StagedFacts; counts: BatchCounts }

async function closeBatch(client: pg.ClientBase, { batchId, facts, counts }: Applied): Promise<void> {
  await client.query(
    `update registry_batch set state = 'applied', applied_at = now(), staged_at = now(), sha256 = $2, encoding = $3, delimiter = $4,
       mapping = $5, header = $6, header_row = $7, row_count = $8, rows_read = $8, new_count = $9, changed_count = $10,
       unchanged_count = $11, duplicate_count = $12, rejected_count = $13, warned_count = $14, vanished_count = $15
     where id = $1`,
    [
      batchId,
      facts.sha256,
      facts.encoding,
      facts.delimiter,
      JSON.stringify(facts.mapping.headers),
      facts.header,
      facts.headerRow,
      counts.rows,
      counts.new,
      counts.changed,
      counts.unchanged,
      counts.duplicate,
      counts.rejected,
      counts.warned,
      counts.vanished,
    ],
  )
}
