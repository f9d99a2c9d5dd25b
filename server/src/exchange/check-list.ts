import { MAX_LIST_ROWS } from '@yijian/shared/exchange/contract'
import { maskedPhoneCell, withoutPhones } from '@yijian/shared/exchange/masked-text'
import { readCode } from '@yijian/shared/registry/claimed-code'
import type { CrossCheck, Suggestion } from '@yijian/shared/registry/cross-check'
import type { RegisterField } from '@yijian/shared/registry/header'
import { sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { systemScope, type Tx, withTx } from '../db/tx.ts'
import { crossCheckClaims } from '../registry/cross-check-claims.ts'
import { claimIn } from '../registry/read-claims.ts'
import { openTable } from '../registry/read-table.ts'
import type { Table, TableRow } from '../registry/table.ts'
import { UnreadableRegister } from '../registry/unreadable-register.ts'
import { openUpload, UploadGone } from '../uploads/open-upload.ts'
import {
  addRows,
  beginCheck,
  type CheckedRow,
  describeFile,
  endCheck,
  findLastRow,
  findLists,
  type KeptEnterprise,
  type List,
} from './list-repository.ts'

export const CELLS_CONTEXT = 'list_exchange_row|cells'

const ROWS_AT_ONCE = 100
const MAX_ATTEMPTS = 5
/** Of a cell that the check uses; whatever is longer is no name, code or address. */
const MAX_USED = 500
const MAX_CELL = 2000

type Work = Pick<Context, 'database' | 'cipher' | 'now' | 'log'>

/**
 * Answers an uploaded list row by row. A killed worker's list is taken up behind the last row that was answered; a list
 * that was cancelled gets no further row. The file is deleted with the last answer.
 */
export async function checkList(context: Work, listId: number): Promise<void> {
  const { database } = context
  const system = <T>(run: (tx: Tx) => Promise<T>) => withTx(database, systemScope, run)
  const attempts = await system((tx) => beginCheck(tx, listId))
  const [list] = await system((tx) => findLists(tx, sql`l.id = ${listId}`))
  if (attempts === undefined || !list) return
  const fail = (failure: string) => system((tx) => endCheck(tx, listId, { state: 'failed', failure }))
  if (attempts > MAX_ATTEMPTS) return void (await fail('broken'))
  try {
    const done = await answerRows(context, list)
    if (done) await system((tx) => endCheck(tx, listId, { state: 'checked', at: context.now() }))
  } catch (error) {
    const failure = failureOf(error)
    if (failure === undefined) throw error
    await fail(failure)
  }
}

class TooManyRows extends Error {}

function failureOf(error: unknown): string | undefined {
  if (error instanceof UnreadableRegister) return error.key
  if (error instanceof UploadGone) return 'file_gone'
  return error instanceof TooManyRows ? 'too_many_rows' : undefined
}

/** @returns false when the list was given up meanwhile */
async function answerRows(context: Work, list: List): Promise<boolean> {
  const { database } = context
  const table = await openTable(await openUpload(context, list.uploadId), ['name'])
  const last = await withTx(database, systemScope, async (tx) => {
    const columns: Partial<Record<RegisterField, number>> = Object.fromEntries(table.mapping.columns)
    const header = table.header.map((cell) => kept(cell, MAX_CELL))
    await describeFile(tx, list.id, { encoding: table.encoding, header, headerRow: table.headerRow, columns })
    return findLastRow(tx, list.id)
  })
  // Rows that were changed lately wait in a list that every look-up would read.
  await database.pool.query('select settle_enterprise_indexes()')
  let count = 0
  let group: TableRow[] = []
  const answer = async () => {
    const answers = await crossCheckClaims(
      database.pool,
      group.map((row) => claimIn(table, row)),
    )
    const checked = group.map((row, i) => checkedRow(context, table, row, answers[i]))
    group = []
    return withTx(database, systemScope, (tx) => addRows(tx, list, checked))
  }
  for await (const row of table.rows()) {
    if (++count > MAX_LIST_ROWS) throw new TooManyRows()
    if (row.number <= last) continue
    if (group.push(row) === ROWS_AT_ONCE && !(await answer())) return false
  }
  if (count === 0) throw new UnreadableRegister('The list has no rows.', 'no_row_usable')
  return group.length === 0 || answer()
}

function checkedRow(
  { cipher }: Pick<Context, 'cipher'>,
  table: Table,
  { number, cells }: TableRow,
  found: CrossCheck | undefined,
): CheckedRow {
  if (!found) throw new Error('a row went without an answer')
  const claim = claimIn(table, { number, cells })
  const phones = table.mapping.columns.get('phone')
  const codes = table.mapping.columns.get('creditCode')
  const masked = cells.map((cell, column) =>
    kept(column === phones ? maskedPhoneCell(cell) : column === codes ? codeCell(cell) : withoutPhones(cell), MAX_CELL),
  )
  return {
    row: number,
    name: kept(withoutPhones(claim.name), MAX_USED),
    code: kept(codeCell(claim.code), MAX_USED),
    address: kept(withoutPhones(claim.address), MAX_USED),
    principal: kept(withoutPhones(claim.principal), MAX_USED),
    sealed: cipher.seal(CELLS_CONTEXT, JSON.stringify(masked)),
    verdict: found.verdict,
    reasons: found.reasons,
    enterpriseId: found.enterprise?.id ?? null,
    suggestions: found.suggestions.map(keptEnterprise),
  }
}

/** A credit code of digits alone may look like another number. */
function codeCell(cell: string): string {
  return readCode({ code: cell, name: '' }).ok ? cell : withoutPhones(cell)
}

function keptEnterprise({ enterprise, reasons }: Suggestion): KeptEnterprise {
  const { id, name, code, statusText, statusClass } = enterprise
  return { id, name, creditCode: code, statusText, statusClass, reasons }
}

/** What PostgreSQL stores: no NUL, no half characters. */
function kept(text: string, most: number): string {
  return text.slice(0, most).replaceAll('\0', '').toWellFormed()
}
