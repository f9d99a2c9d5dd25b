import { type Language, Refusal } from '@yijian/shared/errors'
import type { downloadRejectedRows, ImportState } from '@yijian/shared/imports/contract'
import type { RowProblem } from '@yijian/shared/registry/register-row'
import { rowReasons } from '@yijian/shared/registry/words'
import { bareFileName } from '@yijian/shared/uploads/file-name'
import type { Context } from '../context.ts'
import { clientOf, systemScope, withTx } from '../db/tx.ts'
import type { Call, FileAnswer } from '../http/serve.ts'
import { assertCityLeague } from '../identity/city-league.ts'
import { findCodesOf } from '../registry/staging/codes-of-old-numbers.ts'
import { REJECTED_CONTEXT } from '../registry/staging/stage-rows.ts'
import { stagingTable } from '../registry/staging/staging-table.ts'
import { createRowSplitter } from '../registry/tables/split-rows.ts'
import type { Sheet } from '../spreadsheets/sheet.ts'
import { tableFile } from '../spreadsheets/table-file.ts'
import { type Batch, findBatch } from './batch-repository.ts'

/** Heads the column of reasons. It is no header of a register, so the mended file is read as if it were not there. */
const PROBLEM_HEADERS = { 'zh-CN': '问题', en: 'Problem' } as const satisfies Record<Language, string>
const ROWS_AT_ONCE = 1000

/**
 * The rejected rows, phone numbers and all, as a file to mend and bring again. Who takes it is recorded before the first
 * row leaves. @throws Refusal city_league_only, not_found
 */
export async function handleDownloadRejectedRows({
  context,
  caller,
  params,
  language,
}: Call<typeof downloadRejectedRows>): Promise<FileAnswer> {
  assertCityLeague(caller)
  const { sheet, batch } = await rejectedRows(context, params.id, { officerId: caller.officerId, language })
  const name = bareFileName(batch.fileName)
  return tableFile('csv', `${name}-${language === 'en' ? 'rejected' : '退回'}`, sheet)
}

/** @throws Refusal not_found when there is no such batch, or none of its rows was rejected */
export async function rejectedRows(
  context: Context,
  batchId: number,
  { officerId, language }: { officerId: number | null; language: Language },
): Promise<{ sheet: Sheet; batch: Batch }> {
  const batch = await withTx(context.database, systemScope, async (tx) => {
    const found = await findBatch(tx, batchId)
    const kept: readonly ImportState[] = ['staged', 'applied', 'undoing', 'undone']
    if (!found || !kept.includes(found.state) || found.counts.rejected === 0) throw new Refusal('not_found')
    await clientOf(tx).query(
      'insert into registry_rejected_download (batch_id, officer_id, row_count, downloaded_at) values ($1, $2, $3, $4)',
      [batchId, officerId, found.counts.rejected, context.now()],
    )
    return found
  })
  const known: readonly string[] = Object.values(PROBLEM_HEADERS)
  // A file that was mended once has a column of reasons already; it gets the new ones.
  const columns = [...batch.header.keys()].filter((column) => !known.includes((batch.header[column] ?? '').trim()))
  const header = [...columns.map((column) => batch.header[column] ?? ''), PROBLEM_HEADERS[language]]
  const rows = async function* () {
    for await (const row of readRejected(context, batch)) {
      const cells = openRow(context, row.sealed)
      const beyond = cells.slice(batch.header.length)
      yield [...columns.map((column) => cells[column] ?? ''), reasonOf(row, language), ...beyond]
    }
  }
  return { batch, sheet: { title: batch.fileName, header, rows: rows() } }
}

type RejectedRow = {
  readonly number: number
  readonly sealed: string
  readonly reason: RowProblem['reason']
  readonly value: string
  /** Which enterprise of the register carried the old number that the row has in place of a code. */
  readonly code?: string | undefined
}

/** A page at a time, so that neither memory nor a connection is held while a slow reader takes them. */
async function* readRejected({ database }: Context, { id, state }: Batch): AsyncGenerator<RejectedRow> {
  const statement =
    state === 'staged'
      ? `select row_number as number, sealed, problems -> 0 ->> 'reason' as reason, problems -> 0 ->> 'value' as value from ${stagingTable(id)}
         where credit_code is null and sealed is not null and row_number > $1 order by row_number limit ${ROWS_AT_ONCE}`
      : `select r.row_number as number, r.sealed, p.reason, p.value from registry_rejected_row r
         left join registry_rejection p on p.batch_id = r.batch_id and p.row_number = r.row_number and not p.warning
         where r.batch_id = ${Number(id)} and r.row_number > $1 order by r.row_number limit ${ROWS_AT_ONCE}`
  for (let after = 0; ; ) {
    const { rows } = await database.pool.query<RejectedRow>(statement, [after])
    const codes = await findCodesOf(
      database.pool,
      rows.filter(({ reason }) => reason === 'only_registration_number').map(({ value }) => value),
    )
    yield* rows.map((row) => ({ ...row, code: codes.get(row.value) }))
    const last = rows.at(-1)
    if (!last || rows.length < ROWS_AT_ONCE) return
    after = last.number
  }
}

function openRow({ cipher }: Context, sealed: string): readonly string[] {
  const splitter = createRowSplitter(',')
  const line = cipher.open(REJECTED_CONTEXT, sealed)
  return [...splitter.push(line), ...splitter.end()][0] ?? []
}

function reasonOf({ number, reason, code }: RejectedRow, language: Language): string {
  const words = Object.hasOwn(rowReasons, reason) ? rowReasons[reason] : undefined
  if (language === 'en')
    return `Row ${number}: ${words?.en ?? reason}${code ? `; in the register that number is of ${code}` : ''}`
  return `第${number}行：${words?.zh ?? reason}${code ? `；登记库里这个注册号对应${code}` : ''}`
}
