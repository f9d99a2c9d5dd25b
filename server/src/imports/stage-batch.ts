import { localDay } from '@yijian/shared/application/clock'
import type { ImportState } from '@yijian/shared/imports/contract'
import { fillsSheet, findHolds } from '@yijian/shared/imports/import-holds'
import type { RegisterField } from '@yijian/shared/registry/header'
import type { Context } from '../context.ts'
import { clientOf, systemScope, withTx } from '../db/tx.ts'
import { lastPlaceDecision } from '../places/place-again.ts'
import { inspectFile } from '../registry/staging/read-in-threads.ts'
import { type StagedFacts, sampleOf, stageFile } from '../registry/staging/stage-file.ts'
import { dropStaging } from '../registry/staging/staging-table.ts'
import type { RegisterSource } from '../registry/tables/register-source.ts'
import { type ChosenColumns, UnknownHeader } from '../registry/tables/table.ts'
import { UnreadableRegister } from '../registry/tables/unreadable-register.ts'
import { UploadGone } from '../uploads/open-upload.ts'
import {
  type Batch,
  beginStaging,
  type Failure,
  failBatch,
  finishStaging,
  getBatch,
  newestApplied,
  newestDay,
  recordTable,
} from './batch-repository.ts'
import { compareStaged } from './compare-staged.ts'
import { type HeldBatch, holdBatch } from './hold-batch.ts'
import { profileOf, readFilledBefore } from './profile-staged.ts'
import { anyTemplate, findTemplate } from './templates.ts'
import { troubleOf } from './trouble-of.ts'
import { type StagingProgress, watchStaging } from './watch-staging.ts'

/** A file that ended this many workers is given up. */
const MAX_ATTEMPTS = 5

type StageContext = Pick<Context, 'database' | 'cipher' | 'now'>

export type StageRun = {
  readonly batchId: number
  readonly source: RegisterSource
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: StagingProgress) => void
  /** Told what is wrong with a file that cannot be read. */
  readonly onUnreadable?: (error: UnreadableRegister) => void
}

/** Another process is at it; later there may be nothing left to do. */
export class BatchInOtherHands extends Error {}

/**
 * Reads a file into its staging table, profiles it, and compares it with the register, which stays as it is. What an
 * earlier attempt left is read anew.
 * @returns the state it came to: staged, failed, or cancelled by somebody meanwhile
 * @throws BatchInOtherHands, the signal's reason, and what may go better at another time
 */
export async function stageBatch(context: StageContext, run: StageRun): Promise<ImportState> {
  const held = await holdBatch(context.database, run.batchId)
  if (!held) throw new BatchInOtherHands('the file is being read elsewhere')
  try {
    return await stageHeld(context, held, run)
  } finally {
    await held.release()
  }
}

/** The same for a file that this process holds. */
export async function stageHeld(context: StageContext, held: HeldBatch, run: StageRun): Promise<ImportState> {
  if (!(await beginStaging(held.progress, run.batchId, context.now()))) return await stateOf(held, run.batchId)
  const batch = await getBatch(held.progress, run.batchId)
  if (batch.attempts > MAX_ATTEMPTS) await fail(context, batch, { key: 'gave_up', detail: null })
  else await readAndCompare(context, held, batch, run).catch((error) => giveUpLast(context, batch, error))
  return stateOf(held, run.batchId)
}

/** After the last attempt a person is told what the server lacks. @throws whatever else it is */
async function giveUpLast(context: StageContext, batch: Batch, error: unknown): Promise<void> {
  const key = batch.attempts < MAX_ATTEMPTS ? undefined : troubleOf(error)
  if (!key) throw error
  await fail(context, batch, { key, detail: null })
}

async function stateOf({ progress }: HeldBatch, batchId: number): Promise<ImportState> {
  return (await getBatch(progress, batchId)).state
}

async function readAndCompare(context: StageContext, held: HeldBatch, batch: Batch, run: StageRun): Promise<void> {
  const { orm } = context.database
  const watch = watchStaging(held, batch, run, context.now)
  // As the register is now, before a row is looked up in it.
  const comparedWith = await newestApplied(orm)
  const placedUpto = await lastPlaceDecision(orm)
  let columns: Readonly<Record<string, number>> | null = batch.chosenColumns
  let fromTemplate = false
  try {
    if (!columns && (await anyTemplate(orm))) {
      columns = (await findTemplate(orm, await readHeader(watch.source))) ?? null
      fromTemplate = columns !== null
    }
    const { signal, onProgress } = watch
    const facts = await stageFile(context, {
      batchId: batch.id,
      source: watch.source,
      columns: chosenColumns(columns),
      onProgress,
      signal,
    })
    await recordTable(orm, batch.id, {
      ...facts,
      mapping: facts.mapping.headers,
      columns: Object.fromEntries(facts.mapping.columns),
      chosenColumns: columns,
      fromTemplate,
    })
    await finish(context, batch, { facts, comparedWith, placedUpto })
  } catch (error) {
    if (watch.stopped()) return
    await explain(context, batch, { error, run, columns })
  } finally {
    await watch.end()
  }
}

async function readHeader(source: RegisterSource): Promise<readonly string[]> {
  try {
    return (await inspectFile(source)).header
  } catch (error) {
    if (error instanceof UnknownHeader) return error.table.header
    throw error
  }
}

function chosenColumns(columns: Readonly<Record<string, number>> | null): ChosenColumns | undefined {
  // Only fields of a register row are ever remembered.
  return columns ? new Map(Object.entries(columns) as [RegisterField, number][]) : undefined
}

async function finish(
  context: StageContext,
  batch: Batch,
  { facts, ...known }: { facts: StagedFacts; comparedWith: number | null; placedUpto: number },
): Promise<void> {
  await withTx(context.database, systemScope, async (tx) => {
    const client = clientOf(tx)
    const compared = await compareStaged(client, {
      batchId: batch.id,
      complete: batch.complete,
      rows: facts.rows,
    })
    const profile = profileOf(facts, await readFilledBefore(client))
    const { rows, rejected, duplicate } = facts
    const unusual = {
      ...compared.facts,
      complete: batch.complete,
      rows,
      rejected,
      cutOff: facts.problems.find(({ reason }) => reason === 'cut_off')?.count ?? (fillsSheet(facts) ? 1 : 0),
      day: batch.sourceDate,
      newestDay: await newestDay(tx),
      columns: profile.columns,
    }
    const holds = findHolds(unusual, localDay(context.now()))
    const counts = { ...compared.counts, rows, rejected, duplicate }
    const { comparison } = compared
    const done = await finishStaging(tx, batch.id, { counts, profile, comparison, holds, ...known }, context.now())
    if (!done) await dropStaging(client, batch.id)
  })
}

type Trouble = {
  readonly error: unknown
  readonly run: StageRun
  readonly columns: Readonly<Record<string, number>> | null
}

/** Tells a file that cannot be read, which stays so, from trouble that may pass. @throws the latter */
async function explain(context: StageContext, batch: Batch, trouble: Trouble): Promise<void> {
  const { error, run, columns } = trouble
  if (error instanceof UploadGone) return fail(context, batch, { key: 'file_gone', detail: null })
  if (!(error instanceof UnreadableRegister)) throw error
  run.onUnreadable?.(error)
  // With header and first rows a person may choose other columns.
  if (error instanceof UnknownHeader) {
    const nothing = {
      sha256: null,
      delimiter: null,
      mapping: {},
      columns: {},
      chosenColumns: null,
      fromTemplate: false,
    }
    const samples = error.table.first.map((cells) => sampleOf(cells, { columns: new Map() }))
    await recordTable(context.database.orm, batch.id, { ...nothing, ...error.table, samples })
  } else if (error.key === 'no_row_usable') {
    const table = await inspectFile(run.source, chosenColumns(columns))
    const { headers, columns: read } = table.mapping
    const samples = table.first.map((cells) => sampleOf(cells, table.mapping))
    const found = { mapping: headers, columns: Object.fromEntries(read), chosenColumns: columns, fromTemplate: false }
    await recordTable(context.database.orm, batch.id, { ...table, ...found, samples })
  }
  await fail(context, batch, { key: error.key, detail: error.detail })
}

async function fail(context: StageContext, batch: Batch, failure: Failure): Promise<void> {
  await withTx(context.database, systemScope, async (tx) => {
    await failBatch(tx, batch.id, failure)
    await dropStaging(clientOf(tx), batch.id)
  })
}
