import type { CrossCheckReason, Suggestion, Verdict } from '@yijian/shared/cross-check/cross-check'
import type { ListState, RowDecision, VerdictCounts } from '@yijian/shared/exchange/contract'
import type { ListColumns } from '@yijian/shared/exchange/list-columns'
import type { RegisterField } from '@yijian/shared/registry/header'
import { type SQL, sql } from 'drizzle-orm'
import { firstRow, rows, type Tx } from '../db/tx.ts'

export type List = {
  readonly id: number
  readonly uploadId: string
  readonly officeId: number
  readonly officerName: string
  readonly fileName: string
  readonly state: ListState
  readonly encoding: string | null
  readonly header: readonly string[]
  readonly headerRow: number | null
  readonly columns: Readonly<Partial<Record<RegisterField, number>>>
  readonly rowsRead: number
  readonly counts: VerdictCounts
  /** Rows of sums and remarks, which name no enterprise. */
  readonly leftOut: number
  readonly attempts: number
  readonly failure: string | null
  readonly createdAt: string
  readonly checkedAt: string | null
  readonly failedAgain: {
    readonly failure: string
    readonly at: string
    readonly columns: List['columns']
  } | null
}

/** The failure that a person mends by choosing columns. */
export const COLUMNS_UNKNOWN = 'no_header'

const listColumns = sql`l.id, l.upload_id as "uploadId", l.office_id as "officeId", o.name as "officerName", l.file_name as "fileName", l.state,
  l.encoding, l.header, l.header_row as "headerRow", l.columns, l.rows_read as "rowsRead", l.counts,
  l.left_out as "leftOut", l.attempts, l.failure,
  l.created_at as "createdAt", l.checked_at as "checkedAt", l.failed_again as "failedAgain"`

export async function findLists(tx: Pick<Tx, 'execute'>, where: SQL): Promise<List[]> {
  return rows<List>(
    tx,
    sql`select ${listColumns} from list_exchange l join officer o on o.id = l.officer_id where ${where}`,
  )
}

/** @returns false when this upload has a list already */
export async function insertList(
  tx: Tx,
  list: { uploadId: string; officeId: number; officerId: number; fileName: string; now: Date },
): Promise<number | undefined> {
  const row = await firstRow<{ id: number }>(
    tx,
    sql`insert into list_exchange (upload_id, office_id, officer_id, file_name, created_at)
        values (${list.uploadId}, ${list.officeId}, ${list.officerId}, ${list.fileName}, ${list.now.toISOString()})
        on conflict (upload_id) do nothing returning id`,
  )
  return row?.id
}

/** Takes a list up, also one whose worker was killed. @returns how often it was, undefined when nothing is to be done */
export async function beginCheck(tx: Tx, id: number): Promise<number | undefined> {
  const row = await firstRow<{ attempts: number }>(
    tx,
    sql`update list_exchange set state = 'checking', attempts = attempts + 1
        where id = ${id} and state in ('waiting', 'checking') returning attempts`,
  )
  return row?.attempts
}

export async function describeFile(
  tx: Tx,
  id: number,
  file: { encoding: string; header: readonly string[]; headerRow: number; columns: ListColumns },
): Promise<void> {
  await tx.execute(sql`update list_exchange set encoding = ${file.encoding}, header = ${sql.param(file.header)}::text[],
    header_row = ${file.headerRow}, columns = ${JSON.stringify(Object.fromEntries(file.columns))}::jsonb where id = ${id}`)
}

/** Rows answered anew stand under their numbers below zero until all are, beside those of the `earlier` answer. */
const SIGN = sql`(case when l.earlier is null then 1 else -1 end)`

/** The last row that this check has answered. */
export async function findLastRow(tx: Pick<Tx, 'execute'>, id: number): Promise<number> {
  const row = await firstRow<{ last: number }>(
    tx,
    sql`select coalesce(max(r.row_number * ${SIGN}), 0) as last from list_exchange l join list_exchange_row r on r.list_id = l.id
        where l.id = ${id} and r.row_number * ${SIGN} > 0`,
  )
  return row?.last ?? 0
}

/** What is kept of a suggestion: public facts, as they were when the list was checked. */
export type KeptEnterprise = {
  readonly id: number
  readonly name: string
  readonly creditCode: string | null
  readonly address?: string | null
  readonly statusText: string | null
  readonly statusClass: Suggestion['enterprise']['statusClass']
  readonly reasons: readonly CrossCheckReason[]
}

export type CheckedRow = {
  readonly row: number
  readonly name: string
  readonly code: string
  readonly address: string
  readonly principal: string
  readonly sealed: string
  readonly verdict: Verdict
  readonly reasons: readonly CrossCheckReason[]
  readonly enterpriseId: number | null
  readonly suggestions: readonly KeptEnterprise[]
}

/**
 * Adds answered rows behind those that are `answered` and counts them.
 * @returns false when the list was given up meanwhile, or another worker is at it: nothing is written then
 */
export async function addRows(
  tx: Tx,
  list: Pick<List, 'id'>,
  { answered, checked }: { readonly answered: number; readonly checked: readonly CheckedRow[] },
): Promise<boolean> {
  const going = await firstRow(
    tx,
    sql`select 1 from list_exchange where id = ${list.id} and state = 'checking' and rows_read = ${answered} for update`,
  )
  if (!going) return false
  await tx.execute(sql`
    with added as (
      insert into list_exchange_row (list_id, office_id, row_number, name, code, address, principal, cells_sealed, verdict, reasons, enterprise_id, suggestions)
      select l.id, l.office_id, "row" * ${SIGN}, r.name, r.code, r.address, r.principal, sealed, verdict, reasons, "enterpriseId", suggestions
      from list_exchange l, jsonb_to_recordset(${JSON.stringify(checked)}::jsonb) as r ("row" int, name text, code text, address text,
        principal text, sealed text, verdict text, reasons text[], "enterpriseId" bigint, suggestions jsonb)
      where l.id = ${list.id}
      returning verdict),
    more as (select count(*) as n, count(*) filter (where verdict = 'agree') as agree, count(*) filter (where verdict = 'review') as review,
      count(*) filter (where verdict = 'conflict') as conflict, count(*) filter (where verdict = 'absent') as absent from added)
    update list_exchange l set rows_read = rows_read + n, counts = counts || jsonb_build_object(
      'agree', (counts ->> 'agree')::int + agree, 'review', (counts ->> 'review')::int + review,
      'conflict', (counts ->> 'conflict')::int + conflict, 'absent', (counts ->> 'absent')::int + absent)
    from more where l.id = ${list.id}`)
  return true
}

export type CheckEnd =
  | { state: 'checked'; at: Date; leftOut: number }
  | { state: 'cancelled' }
  | { state: 'failed'; at: Date; failure: string }

/**
 * Ends a list that is waiting or being checked. The file goes with it: what the answer needs of it is in the rows. One whose
 * columns a person has still to choose is kept for that. One that had an answer before has that again, unless it was checked,
 * and says why there is no newer one.
 */
export async function endCheck(tx: Tx, id: number, end: CheckEnd): Promise<boolean> {
  const going = await firstRow<{ uploadId: string; again: boolean }>(
    tx,
    sql`select upload_id as "uploadId", earlier is not null as again from list_exchange
        where id = ${id} and state in ('waiting', 'checking') for update`,
  )
  if (!going) return false
  if (end.state === 'checked') await endChecked(tx, id, end)
  else if (going.again) await backToEarlier(tx, id, end)
  else await endWithout(tx, id, end)
  if (!(end.state === 'failed' && end.failure === COLUMNS_UNKNOWN))
    await tx.execute(sql`delete from uploaded_file where id = ${going.uploadId}`)
  return true
}

/** Rows that were answered anew take the place of what they were, and are open again. */
async function endChecked(tx: Tx, id: number, { at, leftOut }: Extract<CheckEnd, { state: 'checked' }>): Promise<void> {
  await tx.execute(sql`
    update list_exchange set state = 'checked', checked_at = ${at.toISOString()}, left_out = left_out + ${leftOut}, earlier = null
    where id = ${id}`)
  await tx.execute(sql`
    update list_exchange_row r set version = earlier.version + 1 from list_exchange_row earlier
    where r.list_id = ${id} and r.row_number < 0 and earlier.list_id = ${id} and earlier.row_number = -r.row_number`)
  await tx.execute(sql`
    delete from list_exchange_row where list_id = ${id} and row_number > 0
      and exists (select from list_exchange_row where list_id = ${id} and row_number < 0)`)
  await tx.execute(sql`update list_exchange_row set row_number = -row_number where list_id = ${id} and row_number < 0`)
}

async function backToEarlier(tx: Tx, id: number, end: Exclude<CheckEnd, { state: 'checked' }>): Promise<void> {
  const why = end.state === 'failed' ? JSON.stringify({ failure: end.failure, at: end.at.toISOString() }) : null
  await tx.execute(sql`delete from list_exchange_row where list_id = ${id} and row_number < 0`)
  await tx.execute(sql`
    update list_exchange set state = 'checked', failed_again = ${why}::jsonb || jsonb_build_object('columns', columns), checked_at = (earlier ->> 'checkedAt')::timestamptz, columns = earlier -> 'columns',
      rows_read = (earlier -> 'rows')::int, counts = earlier -> 'counts', left_out = (earlier -> 'leftOut')::int, earlier = null
    where id = ${id}`)
}

async function endWithout(tx: Tx, id: number, end: Exclude<CheckEnd, { state: 'checked' }>): Promise<void> {
  await tx.execute(sql`delete from list_exchange_row where list_id = ${id}`)
  await tx.execute(sql`
    update list_exchange set state = ${end.state}, failure = ${end.state === 'failed' ? end.failure : null}, rows_read = 0, counts = default,
      left_out = 0
    where id = ${id}`)
}

/** Has a list that has ended answered again, read as these columns. @returns false when it has not ended, or has nothing to read */
export async function checkAgain(tx: Tx, id: number, columns: ListColumns): Promise<boolean> {
  const row = await firstRow(
    tx,
    sql`update list_exchange set state = 'waiting', columns = ${JSON.stringify(Object.fromEntries(columns))}::jsonb, attempts = 0,
          rows_read = 0, failure = null, failed_again = null, checked_at = null, counts = default,
          earlier = case when state = 'checked' then
            jsonb_build_object('columns', columns, 'checkedAt', checked_at, 'rows', rows_read, 'counts', counts, 'leftOut', left_out) end
        where id = ${id} and (state = 'checked' or (state = 'failed' and failure = ${COLUMNS_UNKNOWN} and header <> '{}')) returning 1 as done`,
  )
  return row !== undefined
}

export type KeptRow = Omit<CheckedRow, 'sealed'> & {
  readonly sealed: string
  readonly decision: RowDecision
  readonly confirmedId: number | null
  readonly decidedById: number | null
  readonly decidedBy: string | null
  readonly version: number
}

/** Rows `r` of a list in their order. */
export async function findRows(tx: Pick<Tx, 'execute'>, where: SQL, limit: number): Promise<KeptRow[]> {
  return rows<KeptRow>(
    tx,
    sql`select r.row_number as row, r.name, r.code, r.address, r.principal, r.cells_sealed as sealed, r.verdict, r.reasons,
          r.enterprise_id as "enterpriseId", r.suggestions, r.decision, r.confirmed_id as "confirmedId", r.decided_by as "decidedById",
          o.name as "decidedBy", r.version
        from list_exchange_row r left join officer o on o.id = r.decided_by
        where ${where} order by r.row_number limit ${limit}`,
  )
}

/** Compare-and-set: only the version that was seen is decided on. */
export async function decideRow(
  tx: Tx,
  at: { listId: number; row: number; version: number },
  {
    decision,
    enterpriseId,
    officerId,
    now,
  }: { decision: RowDecision; enterpriseId: number | null; officerId: number; now: Date },
): Promise<boolean> {
  const decided = await firstRow(
    tx,
    sql`update list_exchange_row set decision = ${decision}, confirmed_id = ${enterpriseId}, decided_by = ${officerId},
          decided_at = ${now.toISOString()}, version = version + 1
        where list_id = ${at.listId} and row_number = ${at.row} and version = ${at.version} returning 1 as done`,
  )
  return decided !== undefined
}

/** Lists older than the moment, with their rows and what may be left of their files. */
export async function deleteListsBefore(tx: Tx, moment: string): Promise<void> {
  await tx.execute(sql`
    with gone as (delete from list_exchange where created_at < ${moment} returning upload_id)
    delete from uploaded_file where id in (select upload_id from gone)`)
}
