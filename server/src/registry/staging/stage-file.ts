import { pipeline } from 'node:stream/promises'
import type { StatusMet } from '@yijian/shared/enterprise-status'
import type { FailureDetail } from '@yijian/shared/imports/contract'
import type { HeaderMapping, RegisterField } from '@yijian/shared/registry/header'
import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import type { Context } from '../../context.ts'
import { readPlaces } from '../../divisions/read-places.ts'
import type { RegisterSource } from '../tables/register-source.ts'
import { findSmallText } from '../tables/small-source.ts'
import type { ChosenColumns } from '../tables/table.ts'
import { UnreadableRegister } from '../tables/unreadable-register.ts'
import { findCodesOf } from './codes-of-old-numbers.ts'
import { COPY_END, COPY_START } from './copy-writer.ts'
import { guessTold } from './guess-told.ts'
import { keepUntold } from './keep-untold.ts'
import { readKnownTable } from './known-table.ts'
import { maskNumbers, maskPhoneCell } from './raw-row.ts'
import { readHere } from './read-here.ts'
import { readInThreads } from './read-in-threads.ts'
import { readStatusWords } from './read-status-words.ts'
import { STAGED_COLUMNS } from './stage-row.ts'
import type { ProblemTally, Tally } from './stage-rows.ts'
import { createStaging, dropStaging, markDuplicates, stagingTable } from './staging-table.ts'
import type { TableFacts } from './thread-messages.ts'

export type StageOptions = {
  readonly batchId: number
  readonly source: RegisterSource
  /** In place of what the header says, as a person chose it. */
  readonly columns?: ChosenColumns | undefined
  /** Called a few times a second; rows below the header, and bytes of the source that have been taken from it. */
  readonly onProgress?: ((progress: StageProgress) => void) | undefined
  readonly signal?: AbortSignal | undefined
}

export type StageProgress = {
  readonly rows: number
  readonly bytes: number
  /** How many rows there will be, going by those that were read; of a workbook nobody knows. */
  readonly expected?: number
  /** All are read; what follows is done with them together. */
  readonly all?: boolean
}

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
  /** What stood for a status, by the word; what people said of words was asked before the first row. */
  readonly statuses: ReadonlyMap<string, StatusMet>
}

/** How often a watcher is told, in milliseconds. */
const TOLD_EVERY = 200

/**
 * Reads a file into `registry_staging.batch_<id>`, made anew; see staging-table.ts for its columns. The register is only
 * looked at. The table is there for everybody when this returns, and gone when it throws.
 * @throws UnreadableRegister when the file is no table of enterprises (UnknownHeader when its columns may be chosen),
 * an AbortError when it was cancelled
 */
export async function stageFile(
  { database, cipher }: Pick<Context, 'database' | 'cipher'>,
  { batchId, source, columns, onProgress, signal }: StageOptions,
): Promise<StagedFacts> {
  const client = await database.pool.connect()
  const closing: (() => unknown)[] = []
  let broken: Error | undefined
  try {
    // Duplicates are found by a table of all codes, which is to fit into memory.
    await client.query(`set statement_timeout = 0; set work_mem = '64MB'`)
    await createStaging(client, batchId)
    const places = await readPlaces(client)
    const told = await guessTold(client, source, columns)
    const known = await readKnownTable(client, told)
    const statusWords = await readStatusWords(client)
    const small = await findSmallText(source, signal)
    const rowData = { keys: cipher.keys, places, known, statusWords }
    const reading = small ? readHere({ source: small, columns, rowData }) : readInThreads({ source, columns, rowData })
    closing.push(() => reading.stop())
    const timer = setInterval(() => onProgress?.({ ...reading.progress }), TOLD_EVERY)
    closing.push(() => clearInterval(timer))
    const copy = client.query(
      copyFrom(`copy ${stagingTable(batchId)} (${Object.keys(STAGED_COLUMNS).join(', ')}) from stdin (format binary)`),
    )
    // A pipeline that ends waits for the next lines; a slow source may keep them.
    const given = () => reading.fail(signal?.reason)
    signal?.addEventListener('abort', given, { once: true })
    closing.push(() => signal?.removeEventListener('abort', given))
    if (signal?.aborted) given()
    copy.once('error', reading.fail)
    await pipeline(copied(reading.lines()), copy, { ...(signal && { signal }) })
    clearInterval(timer)
    onProgress?.({ ...reading.progress, all: true })
    const { table, tally } = reading.result()
    if (tally.rows === 0) throw new UnreadableRegister('There is nothing below the header.', 'empty')
    if (tally.rows === tally.rejected)
      throw new UnreadableRegister(`None of the ${tally.rows} rows could be taken in.`, 'no_row_usable', worst(tally))
    signal?.throwIfAborted()
    // Rows of one code are told apart by what they say themselves.
    const duplicate = await markDuplicates(client, batchId)
    await keepUntold(client, batchId, table.mapping, told)
    return factsOf(table, await withCodes(client, tally), duplicate)
  } catch (error) {
    await dropStaging(client, batchId).catch((failure: Error) => {
      broken = failure
    })
    throw error
  } finally {
    for (const close of closing) await close()
    await client.query('reset statement_timeout; reset work_mem').catch((failure: Error) => {
      broken = failure
    })
    client.release(broken)
  }
}

/** Where the register knows whose an old number is, the example of it says the code: `330282602082220 = 9133…`. */
async function withCodes(client: pg.ClientBase, tally: Tally): Promise<Tally> {
  const problems = new Map(tally.problems)
  for (const [key, met] of problems) {
    if (met.reason !== 'only_registration_number') continue
    const codes = await findCodesOf(
      client,
      met.examples.map(({ value }) => value),
    )
    const examples = met.examples.map(({ row, value }) => ({
      row,
      value: [value, codes.get(value) ?? []].flat().join(' = '),
    }))
    problems.set(key, { ...met, examples })
  }
  return { ...tally, problems }
}

async function* copied(rows: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield COPY_START
  yield* rows
  yield COPY_END
}

/** The problem that most rows have, as its first row shows it. */
function worst({ problems }: Tally): Partial<FailureDetail> {
  const [most] = [...problems.values()].filter(({ warning }) => !warning).sort((a, b) => b.count - a.count)
  const [first] = most?.examples ?? []
  return most ? { field: most.field, row: first?.row ?? null, found: first?.value || null } : {}
}

function factsOf({ first, ...table }: TableFacts, tally: Tally, duplicate: number): StagedFacts {
  const { rows, rejected, warned, filled, problems, statuses } = tally
  return {
    ...table,
    samples: first.map((cells) => sampleOf(cells, table.mapping)),
    rows,
    rejected,
    duplicate,
    warned,
    filled: Object.fromEntries(filled),
    problems: [...problems.values()].sort((a, b) => b.count - a.count),
    statuses,
  }
}

const SAMPLE_CHARACTERS = 60

/** Cells to show what a column holds, phone numbers masked. */
export function sampleOf(cells: readonly string[], mapping: Pick<HeaderMapping, 'columns'>): string[] {
  const phone = mapping.columns.get('phone')
  const masked = cells.map((cell, column) => (column === phone ? maskPhoneCell(cell) : maskNumbers(cell)))
  return masked.map((cell) => cell.slice(0, SAMPLE_CHARACTERS))
}
