import { Refusal } from '@yijian/shared/errors'
import type { ImportSummary, ImportView, listImports, readImport } from '@yijian/shared/imports/contract'
import { allowedSteps } from '@yijian/shared/imports/lifecycle'
import { secondsToApply } from '@yijian/shared/imports/time-to-apply'
import type { AnswerOf } from '@yijian/shared/operation'
import { type SQL, sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { readIdCursor } from '../db/cursor.ts'
import { isoOf } from '../db/moments.ts'
import { firstRow, rows, type Tx, withTx } from '../db/tx.ts'
import type { Call } from '../http/serve.ts'
import type { OfficerCaller } from '../identity/caller.ts'
import { assertCityLeague } from '../identity/city-league.ts'
import { findFollowUp } from '../tasks/follow-up-import.ts'
import { type Batch, findBatch, newestApplied } from './batch-repository.ts'
import { viewStatusWords } from './status-words.ts'

const PAGE = 30

/** @throws Refusal city_league_only, malformed_request */
export async function handleListImports({
  context,
  caller,
  query,
}: Call<typeof listImports>): Promise<AnswerOf<typeof listImports>> {
  assertCityLeague(caller)
  const before = query.cursor === undefined ? sql`true` : sql`b.id < ${readIdCursor(query.cursor)}`
  return withTx(context.database, caller.scope, async (tx) => {
    const items = await listSummaries(tx, sql`${before} order by b.id desc limit ${PAGE + 1}`)
    const page = items.slice(0, PAGE)
    return { items: page, next: items.length > PAGE ? String(page.at(-1)?.id) : null }
  })
}

/** @throws Refusal city_league_only, not_found */
export async function handleReadImport({
  context,
  caller,
  params,
}: Call<typeof readImport>): Promise<AnswerOf<typeof readImport>> {
  assertCityLeague(caller)
  return withTx(context.database, caller.scope, (tx) => readImportView(tx, context, caller, params.id))
}

/** One register file as this person may see and handle it now. @throws Refusal not_found */
export async function readImportView(tx: Tx, context: Context, caller: OfficerCaller, id: number): Promise<ImportView> {
  const [batch, [summary], details] = [
    await findBatch(tx, id),
    await listSummaries(tx, sql`b.id = ${id}`),
    await readDetails(tx, id),
  ]
  if (!batch || !summary || !details) throw new Refusal('not_found')
  const secondPersonNeeded = context.config.production
  return {
    ...summary,
    ...details,
    complete: batch.complete,
    encoding: batch.encoding,
    headerRow: batch.headerRow,
    columns: columnsOf(batch),
    fromTemplate: batch.fromTemplate,
    progress: progressOf(batch, details.approvedAt, context.now()),
    profile: batch.profile,
    statusWords: await viewStatusWords(tx, batch.profile?.statusWords ?? []),
    comparison: batch.comparison,
    heldBy: [...batch.holds],
    failure: batch.failure,
    followUp: await findFollowUp(tx, id),
    secondPersonNeeded,
    actions: allowedSteps(await standingOf(tx, batch, { officerId: caller.officerId, secondPersonNeeded })),
  }
}

/** What decides about the steps that a person may take. */
export async function standingOf(
  tx: Pick<Tx, 'execute'>,
  batch: Batch,
  { officerId, secondPersonNeeded }: { officerId: number | null; secondPersonNeeded: boolean },
) {
  const newest = await newestApplied(tx)
  return {
    state: batch.state,
    fileKept: batch.fileId !== null,
    failure: batch.failure?.key ?? null,
    headerKnown: batch.header.length > 0,
    outdated: batch.comparedWith !== newest,
    newestApplied: newest === batch.id,
    // Whoever started the command that read the file is not known: nobody here brought it.
    broughtByCaller: batch.officerId !== null && batch.officerId === officerId,
    secondPersonNeeded,
  }
}

/** Of a batch (`b`) the other one with the same bytes that a person should know of; see `ImportSummary.sameFile`. */
const SAME_FILE = sql`
  select jsonb_build_object('id', s.id, 'state', s.state, 'broughtBy', so.name, 'startedAt', s.started_at, 'appliedAt', s.applied_at) as file
  from registry_batch s left join officer so on so.id = s.officer_id
  where s.sha256 = b.sha256 and s.id <> b.id and s.state not in ('cancelled', 'failed')
    and (b.state in ('received', 'staging', 'staged') or (b.state not in ('cancelled', 'failed') and s.applied_number < b.applied_number))
  order by s.state in ('applied', 'undoing') desc, s.state = 'undone', s.id limit 1`

type SummaryRow = Omit<ImportSummary, 'counts'> & ImportSummary['counts'] & { readonly count: number }

async function listSummaries(tx: Tx, which: SQL): Promise<ImportSummary[]> {
  const found = await rows<SummaryRow>(
    tx,
    sql`select b.id, b.file_name as "fileName", b.state, to_char(b.source_date, 'YYYY-MM-DD') as "sourceDate", o.name as "broughtBy",
          b.started_at as "startedAt", b.applied_at as "appliedAt", b.row_count as rows, b.new_count as new, b.changed_count as changed,
          b.unchanged_count as unchanged, b.duplicate_count as duplicate, b.rejected_count as rejected, b.warned_count as warned,
          b.vanished_count as vanished, jsonb_array_length(b.holds) as holds, same.file as "sameFile"
        from registry_batch b left join officer o on o.id = b.officer_id left join lateral (${SAME_FILE}) same on true where ${which}`,
  )
  return found.map((row) => {
    const { id, fileName, state, sourceDate, broughtBy, holds, sameFile } = row
    const { rows: count, new: added, changed, unchanged, duplicate, rejected, warned, vanished } = row
    return {
      id,
      fileName,
      state,
      sourceDate,
      broughtBy,
      startedAt: isoOf(row.startedAt),
      appliedAt: isoOf(row.appliedAt),
      counts: { rows: count, new: added, changed, unchanged, duplicate, rejected, warned, vanished },
      holds,
      sameFile: sameFile && {
        ...sameFile,
        startedAt: isoOf(sameFile.startedAt),
        appliedAt: isoOf(sameFile.appliedAt),
      },
    }
  })
}

type Details = Pick<ImportView, 'approvedBy' | 'approvedAt' | 'approvalNote' | 'undoneBy' | 'undoneAt' | 'undoReason'>

async function readDetails(tx: Tx, id: number): Promise<Details | undefined> {
  const row = await firstRow<Details>(
    tx,
    sql`select a.name as "approvedBy", b.approved_at as "approvedAt", b.approval_note as "approvalNote", u.name as "undoneBy",
          b.undone_at as "undoneAt", b.undo_reason as "undoReason"
        from registry_batch b left join officer a on a.id = b.approved_by left join officer u on u.id = b.undone_by where b.id = ${id}`,
  )
  return (
    row && {
      ...row,
      approvedAt: isoOf(row.approvedAt),
      undoneAt: isoOf(row.undoneAt),
    }
  )
}

function columnsOf({ header, columns, samples }: Batch): ImportView['columns'] {
  const fields = new Map(Object.entries(columns).map(([field, column]) => [column, field]))
  return header.map((cell, column) => ({
    header: cell,
    field: fields.get(column) ?? null,
    samples: (samples ?? []).map((cells) => cells[column] ?? ''),
  }))
}

function progressOf(batch: Batch, approvedAt: string | null, now: Date): ImportView['progress'] {
  const { state, rowsRead, bytesRead, readingSince } = batch
  const bytes = batch.fileBytes ?? 0
  const since = state === 'staging' ? readingSince : state === 'applying' ? approvedAt : null
  const spent = since === null ? null : Math.max(0, (now.getTime() - new Date(since).getTime()) / 1000)
  const paced = state === 'staging' && spent !== null && spent >= 1 && rowsRead > 0 && bytesRead < bytes
  return {
    rowsRead,
    rowsExpected: bytesRead > 0 ? Math.max(rowsRead, Math.round((rowsRead * bytes) / bytesRead)) : null,
    bytesRead,
    bytes,
    rowsPerSecond: paced ? Math.round(rowsRead / spent) : null,
    secondsLeft: paced ? leftToRead(bytesRead, bytes, spent) : state === 'applying' ? leftToApply(batch, spent) : null,
    seconds: spent === null ? null : Math.round(spent),
  }
}

function leftToRead(bytesRead: number, bytes: number, spent: number): number | null {
  return bytesRead > 0 ? Math.ceil(((bytes - bytesRead) / bytesRead) * spent) : null
}

/** Null once it takes longer than such a file should: then nobody knows. */
function leftToApply({ counts }: Batch, spent: number | null): number | null {
  const left = Math.ceil(secondsToApply(counts) - (spent ?? 0))
  return left > 0 ? left : null
}
