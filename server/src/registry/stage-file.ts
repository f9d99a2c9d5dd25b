import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type HeaderMapping, REQUIRED_FIELDS, type RegisterField } from '@yijian/shared/registry/header'
import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import type { Context } from '../context.ts'
import { readPlaceFinder } from '../divisions/read-places.ts'
import { maskNumbers, maskPhoneCell } from './raw-row.ts'
import { openTable } from './read-table.ts'
import type { RegisterSource } from './register-source.ts'
import { STAGED_COLUMNS } from './stage-row.ts'
import { createRowStager, emptyTally, type KnownRow, type ProblemTally, type Tally } from './stage-rows.ts'
import { createStaging, dropStaging, markDuplicates, stagingTable } from './staging-table.ts'
import type { ChosenColumns, Table } from './table.ts'
import { UnreadableRegister } from './unreadable-register.ts'

export type StageOptions = {
  readonly batchId: number
  readonly source: RegisterSource
  /** In place of what the header says, as a person chose it. */
  readonly columns?: ChosenColumns | undefined
  /** Called a few times a second; rows below the header, and bytes of the source that have been taken from it. */
  readonly onProgress?: ((progress: StageProgress) => void) | undefined
  readonly signal?: AbortSignal | undefined
}

export type StageProgress = { readonly rows: number; readonly bytes: number }

/** What reading a file found out about it; nothing of it has to be read from the table again. */
export type StagedFacts = {
  readonly sha256: string
  /** `gb18030, gzip`; `xlsx, 企业名录`. */
  readonly encoding: string
  /** Empty in a workbook. */
  readonly delimiter: string
  /** Cells of the header, and the number of its row. */
  readonly header: readonly string[]
  readonly headerRow: number
  readonly mapping: HeaderMapping
  /** Cells of the first rows below the header, phone numbers masked. */
  readonly samples: readonly (readonly string[])[]
  readonly rows: number
  readonly rejected: number
  readonly duplicate: number
  /** Rows that come in with a remark; duplicates among them count. */
  readonly warned: number
  /** Rows of the file in which the column of a field holds anything. */
  readonly filled: Readonly<Partial<Record<RegisterField, number>>>
  /** Most frequent first, each with the first rows it was met in. */
  readonly problems: readonly ProblemTally[]
}

const SAMPLES = 5
const ROWS_AT_ONCE = 500

/**
 * Reads a file into `registry_staging.batch_<id>`, made anew; see staging-table.ts for its columns. The register is only
 * looked at. The table is there for everybody when this returns, and gone when it throws.
 * @throws UnreadableRegister when the file is no table of enterprises (UnknownHeader when its columns may be chosen),
 * the signal's reason when it was cancelled
 */
export async function stageFile(
  { database, cipher }: Pick<Context, 'database' | 'cipher'>,
  { batchId, source, columns, onProgress, signal }: StageOptions,
): Promise<StagedFacts> {
  const client = await database.pool.connect()
  let broken: Error | undefined
  try {
    await client.query(`set statement_timeout = 0`)
    await createStaging(client, batchId)
    const known = await readKnown(client)
    const findPlace = await readPlaceFinder(client)
    const table = await openTable(source, REQUIRED_FIELDS, columns)
    const tally = emptyTally()
    const samples: string[][] = []
    const stage = createRowStager(
      {
        mapping: table.mapping,
        cipher,
        findPlace,
        findKnown: (code) => known.get(code),
      },
      tally,
    )
    async function* lines() {
      let piece = ''
      for await (const row of table.rows()) {
        if (samples.length < SAMPLES) samples.push(sampleOf(row.cells, table.mapping))
        piece += stage(row)
        if (tally.rows % ROWS_AT_ONCE !== 0) continue
        yield piece
        piece = ''
        onProgress?.({ rows: tally.rows, bytes: 0 })
      }
      yield piece
    }
    const copy = client.query(
      copyFrom(`copy ${stagingTable(batchId)} (${Object.keys(STAGED_COLUMNS).join(', ')}) from stdin`),
    )
    await pipeline(Readable.from(lines()), copy, { ...(signal && { signal }) })
    if (tally.rows === tally.rejected)
      throw new UnreadableRegister(`None of the ${tally.rows} rows could be taken in.`, 'no_row_usable')
    const duplicate = await markDuplicates(client, batchId)
    return factsOf({ table, tally, samples, duplicate })
  } catch (error) {
    await dropStaging(client, batchId).catch((failure: Error) => {
      broken = failure
    })
    throw error
  } finally {
    await client.query('reset statement_timeout').catch((failure: Error) => {
      broken = failure
    })
    client.release(broken)
  }
}

export function sampleOf(cells: readonly string[], mapping: HeaderMapping): string[] {
  const phone = mapping.columns.get('phone')
  return cells.map((cell, column) =>
    (column === phone ? maskPhoneCell(cell) : maskNumbers(cell)).slice(0, SAMPLE_CHARACTERS),
  )
}

const SAMPLE_CHARACTERS = 60

async function readKnown(client: pg.ClientBase): Promise<Map<string, KnownRow>> {
  const { rows } = await client.query<{ code: string; id: number; hash: string }>(
    `select credit_code as code, id, encode(content_hash, 'hex') as hash from enterprise
     where credit_code is not null`,
  )
  return new Map(rows.map(({ code, id, hash }) => [code, { id, contentHash: hash }]))
}

function factsOf(found: { table: Table; tally: Tally; samples: string[][]; duplicate: number }): StagedFacts {
  const { table, tally, samples, duplicate } = found
  const { sha256, encoding, delimiter, header, headerRow, mapping } = table
  return {
    sha256,
    encoding,
    delimiter,
    header,
    headerRow,
    mapping,
    samples,
    duplicate,
    rows: tally.rows,
    rejected: tally.rejected,
    warned: tally.warned,
    filled: Object.fromEntries(tally.filled),
    problems: [...tally.problems.values()].sort((a, b) => b.count - a.count),
  }
}
