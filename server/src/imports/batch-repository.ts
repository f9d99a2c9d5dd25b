import type { FailureDetail, Hold, ImportComparison, ImportProfile, ImportState } from '@yijian/shared/imports/contract'
import { type ImportStep, stateAfter, statesBefore } from '@yijian/shared/imports/lifecycle'
import { type SQL, sql } from 'drizzle-orm'
import { firstRow, rows, type Tx } from '../db/tx.ts'

/** A register file as its row in `registry_batch` has it. This file alone writes that table. */
export type Batch = {
  readonly id: number
  readonly state: ImportState
  readonly fileName: string
  readonly fileId: string | null
  readonly fileBytes: number | null
  readonly complete: boolean
  readonly sourceDate: string | null
  readonly officerId: number | null
  readonly encoding: string | null
  readonly header: readonly string[]
  readonly headerRow: number | null
  /** Field → column as the file was read, counted from 0. */
  readonly columns: Readonly<Record<string, number>>
  /** The same as a person or a template chose it; null: as the headers say. */
  readonly chosenColumns: Readonly<Record<string, number>> | null
  readonly fromTemplate: boolean
  readonly samples: readonly (readonly string[])[] | null
  readonly rowCount: number
  readonly counts: BatchCounts
  readonly rowsRead: number
  readonly bytesRead: number
  readonly attempts: number
  readonly readingSince: string | null
  readonly profile: ImportProfile | null
  readonly comparison: ImportComparison | null
  readonly holds: readonly Hold[]
  readonly comparedWith: number | null
  /** The last decision about places that its rows follow. */
  readonly placedUpto: number
  readonly failure: Failure | null
  readonly approvedBy: number | null
  readonly undoneBy: number | null
}

/** A key that the client words; see `ImportView.failure`. */
export type Failure = { readonly key: string; readonly detail: FailureDetail | null }

export type BatchCounts = Readonly<
  Record<'rows' | 'new' | 'changed' | 'unchanged' | 'duplicate' | 'rejected' | 'warned' | 'vanished', number>
>

type Readable = Pick<Tx, 'execute'>

const columns = sql`id, state, file_name as "fileName", file_id as "fileId", file_bytes as "fileBytes", complete,
  to_char(source_date, 'YYYY-MM-DD') as "sourceDate", officer_id as "officerId", encoding, header, header_row as "headerRow", columns,
  chosen_columns as "chosenColumns", from_template as "fromTemplate", samples, row_count as "rowCount",
  jsonb_build_object('rows', row_count, 'new', new_count, 'changed', changed_count, 'unchanged', unchanged_count,
    'duplicate', duplicate_count, 'rejected', rejected_count, 'warned', warned_count, 'vanished', vanished_count) as counts, rows_read as "rowsRead", bytes_read as "bytesRead", attempts, reading_since as "readingSince",
  profile, comparison, holds, compared_with as "comparedWith", placed_upto as "placedUpto", failure, approved_by as "approvedBy", undone_by as "undoneBy"`

export type NewBatch = {
  readonly fileName: string
  /** Null for a file that a command reads where it lies. */
  readonly fileId: string | null
  readonly fileBytes: number | null
  readonly sourceDate: string | null
  readonly complete: boolean
  readonly officerId: number | null
}

/** The batch of an upload, made once however often it is asked for. @returns its id, and whether it is new */
export async function addBatch(tx: Tx, batch: NewBatch, now: Date): Promise<{ id: number; added: boolean }> {
  const added = await firstRow<{ id: number }>(
    tx,
    sql`insert into registry_batch (state, file_name, file_id, file_bytes, source_date, complete, officer_id, started_at)
        values ('received', ${batch.fileName}, ${batch.fileId}, ${batch.fileBytes}, ${batch.sourceDate}, ${batch.complete},
          ${batch.officerId}, ${now.toISOString()})
        on conflict (file_id) where file_id is not null do nothing returning id`,
  )
  if (added) return { id: added.id, added: true }
  const known = await firstRow<{ id: number }>(tx, sql`select id from registry_batch where file_id = ${batch.fileId}`)
  if (!known) throw new Error('the batch was not recorded')
  return { id: known.id, added: false }
}

export async function findBatch(tx: Readable, id: number): Promise<Batch | undefined> {
  return firstRow<Batch>(tx, sql`select ${columns} from registry_batch where id = ${id}`)
}

/** @throws Error when there is none */
export async function getBatch(tx: Readable, id: number): Promise<Batch> {
  const batch = await findBatch(tx, id)
  if (!batch) throw new Error(`no batch ${id}`)
  return batch
}

/**
 * Held until the transaction ends, so that of two who decide at once the second sees what the first decided. What refers
 * to the batch, as a comparison under way does, is not waited for.
 */
export async function lockBatch(tx: Tx, id: number): Promise<Batch | undefined> {
  return firstRow<Batch>(tx, sql`select ${columns} from registry_batch where id = ${id} for no key update`)
}

/** Of the files whose changes stand in the register the one that was applied last; null while there is none. */
export async function newestApplied(tx: Readable): Promise<number | null> {
  const row = await firstRow<{ id: number }>(
    tx,
    sql`select id from registry_batch where state in ('applied', 'undoing')
        order by applied_number desc nulls last, id desc limit 1`,
  )
  return row?.id ?? null
}

/** The newest day that a file which stands in the register speaks of; null while none names one. */
export async function newestDay(tx: Readable): Promise<string | null> {
  const row = await firstRow<{ day: string | null }>(
    tx,
    sql`select to_char(max(source_date), 'YYYY-MM-DD') as day from registry_batch where state in ('applied', 'undoing')`,
  )
  return row?.day ?? null
}

/** Takes one step of the lifecycle, or none when another has been taken meanwhile. */
async function take(tx: Readable, id: number, step: ImportStep, set: SQL): Promise<boolean> {
  const from = statesBefore(step)
  const [first] = from
  const to = first && stateAfter(first, step)
  if (!to) throw new Error(`no state allows ${step}`)
  const moved = await rows<{ id: number }>(
    tx,
    sql`update registry_batch set state = ${to}, ${set} where id = ${id} and state = any (${sql.param(from)}::text[]) returning id`,
  )
  return moved.length > 0
}

const nothingRead = sql`rows_read = 0, bytes_read = 0, row_count = 0, new_count = 0, changed_count = 0, unchanged_count = 0,
  duplicate_count = 0, rejected_count = 0, warned_count = 0, vanished_count = 0, profile = null, comparison = null, holds = '[]',
  compared_with = null, accepted_holds = '{}', approved_by = null, approval_note = null, approved_at = null`

export async function beginStaging(tx: Readable, id: number, now: Date): Promise<boolean> {
  return take(
    tx,
    id,
    'begin_staging',
    sql`${nothingRead}, attempts = attempts + 1, reading_since = ${now.toISOString()}`,
  )
}

export type FoundTable = {
  readonly sha256: string | null
  readonly encoding: string
  readonly delimiter: string | null
  readonly header: readonly string[]
  readonly headerRow: number
  /** Field → header. */
  readonly mapping: Readonly<Partial<Record<string, string>>>
  readonly columns: Readonly<Record<string, number>>
  readonly chosenColumns: Readonly<Record<string, number>> | null
  readonly fromTemplate: boolean
  readonly samples: readonly (readonly string[])[]
}

/** What the file was found to be. */
export async function recordTable(tx: Readable, id: number, table: FoundTable): Promise<void> {
  await tx.execute(sql`update registry_batch set sha256 = coalesce(${table.sha256}, sha256), encoding = ${table.encoding},
    delimiter = ${table.delimiter}, header = ${sql.param(table.header)}::text[], header_row = ${table.headerRow},
    mapping = ${JSON.stringify(table.mapping)}::jsonb, samples = ${JSON.stringify(table.samples)}::jsonb,
    columns = ${JSON.stringify(table.columns)}::jsonb,
    chosen_columns = ${table.chosenColumns && JSON.stringify(table.chosenColumns)}::jsonb, from_template = ${table.fromTemplate} where id = ${id}`)
}

/** @returns the state, which somebody may have changed meanwhile */
export async function recordProgress(
  tx: Readable,
  id: number,
  { rows, bytes, since }: { rows: number; bytes: number; since: Date },
): Promise<ImportState | undefined> {
  const row = await firstRow<{ state: ImportState }>(
    tx,
    sql`update registry_batch set rows_read = ${rows}, bytes_read = ${bytes}, reading_since = ${since.toISOString()} where id = ${id} returning state`,
  )
  return row?.state
}

export type Staged = {
  readonly counts: BatchCounts
  readonly profile: ImportProfile
  readonly comparison: ImportComparison
  readonly holds: readonly Hold[]
  readonly comparedWith: number | null
  readonly placedUpto: number
}

export async function finishStaging(tx: Tx, id: number, staged: Staged, now: Date): Promise<boolean> {
  return take(
    tx,
    id,
    'finish_staging',
    sql`${countsOf(staged.counts)}, rows_read = ${staged.counts.rows}, bytes_read = coalesce(file_bytes, bytes_read), attempts = 0,
      profile = ${JSON.stringify(staged.profile)}::jsonb, comparison = ${JSON.stringify(staged.comparison)}::jsonb,
      holds = ${JSON.stringify(staged.holds)}::jsonb, compared_with = ${staged.comparedWith}, placed_upto = ${staged.placedUpto},
      staged_at = ${now.toISOString()}`,
  )
}

function countsOf(counts: BatchCounts): SQL {
  return sql`row_count = ${counts.rows}, new_count = ${counts.new}, changed_count = ${counts.changed},
    unchanged_count = ${counts.unchanged}, duplicate_count = ${counts.duplicate}, rejected_count = ${counts.rejected},
    warned_count = ${counts.warned}, vanished_count = ${counts.vanished}`
}

export async function failBatch(
  tx: Readable,
  id: number,
  failure: Failure,
  profile: ImportProfile | null = null,
): Promise<boolean> {
  return take(
    tx,
    id,
    'fail',
    sql`failure = ${JSON.stringify(failure)}::jsonb, profile = ${profile && JSON.stringify(profile)}::jsonb`,
  )
}

export async function cancelBatch(tx: Readable, id: number): Promise<boolean> {
  return take(tx, id, 'cancel', sql`holds = '[]'`)
}

/** Nothing is left of a file that changed nothing. */
export async function forgetBatch(tx: Tx, id: number): Promise<void> {
  await tx.execute(sql`delete from registry_difference where batch_id = ${id}`)
  await tx.execute(sql`delete from registry_batch where id = ${id} and applied_at is null`)
}

/** The file is to be read once more, with other columns or against the register as it is now. */
export async function readAgain(
  tx: Tx,
  id: number,
  step: 'change_mapping' | 'compare_again' | 'read_again',
  chosen: Readonly<Record<string, number>> | null,
): Promise<boolean> {
  return take(
    tx,
    id,
    step,
    sql`${nothingRead}, failure = null, attempts = 0, from_template = false, chosen_columns = ${chosen && JSON.stringify(chosen)}::jsonb`,
  )
}

export type Approval = {
  readonly officerId: number | null
  readonly acceptedHolds: readonly Hold['kind'][]
  readonly note: string | null
}

export async function approveBatch(tx: Tx, id: number, approval: Approval, now: Date): Promise<boolean> {
  return take(
    tx,
    id,
    'approve',
    sql`approved_by = ${approval.officerId}, accepted_holds = ${sql.param(approval.acceptedHolds)}::text[],
      approval_note = ${approval.note}, approved_at = ${now.toISOString()}, attempts = 0, failure = null`,
  )
}

/** @returns how often it was begun, this time included */
export async function countAttempt(tx: Readable, id: number): Promise<number> {
  const row = await firstRow<{ attempts: number }>(
    tx,
    sql`update registry_batch set attempts = attempts + 1 where id = ${id} returning attempts`,
  )
  return row?.attempts ?? 0
}

export async function finishApplying(
  tx: Tx,
  id: number,
  { counts, placedUpto }: { counts: BatchCounts; placedUpto: number },
  now: Date,
): Promise<boolean> {
  return take(
    tx,
    id,
    'finish_applying',
    sql`${countsOf(counts)}, placed_upto = ${placedUpto}, applied_at = ${now.toISOString()}, failure = null,
      applied_number = (select coalesce(max(applied_number), 0) + 1 from registry_batch)`,
  )
}

/** Why it came no further so far, or is being read once more; told as long as nothing better comes of it. */
export async function noteFailure(tx: Readable, id: number, failure: Failure): Promise<void> {
  await tx.execute(sql`update registry_batch set failure = ${JSON.stringify(failure)}::jsonb
    where id = ${id} and state in ('received', 'applying', 'undoing')`)
}

/** It could not change the register, which is as it was; the approval is void. */
export async function putBack(tx: Readable, id: number, failure: Failure): Promise<boolean> {
  return take(
    tx,
    id,
    'put_back',
    sql`failure = ${JSON.stringify(failure)}::jsonb, approved_by = null, approval_note = null, approved_at = null, accepted_holds = '{}'`,
  )
}

/** It is to be taken back; until that is done its changes stand. */
export async function beginUndoing(
  tx: Tx,
  id: number,
  { officerId, reason }: { officerId: number | null; reason: string },
): Promise<boolean> {
  return take(tx, id, 'undo', sql`undone_by = ${officerId}, undo_reason = ${reason}, attempts = 0, failure = null`)
}

export async function finishUndoing(tx: Tx, id: number, now: Date): Promise<boolean> {
  return take(tx, id, 'finish_undoing', sql`undone_at = ${now.toISOString()}, failure = null`)
}

/** It could not be taken back: its changes stand as they did. */
export async function leaveApplied(tx: Readable, id: number, failure: Failure): Promise<boolean> {
  return take(
    tx,
    id,
    'leave_applied',
    sql`failure = ${JSON.stringify(failure)}::jsonb, undone_by = null, undo_reason = null`,
  )
}
