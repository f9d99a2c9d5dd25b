import { readCode } from '@yijian/shared/cross-check/claimed-code'
import type { CrossCheck, Suggestion } from '@yijian/shared/cross-check/cross-check'
import { MAX_LIST_ROWS } from '@yijian/shared/exchange/contract'
import type { ListColumns } from '@yijian/shared/exchange/list-columns'
import { maskedPhoneCell, withoutPhones } from '@yijian/shared/exchange/masked-text'
import type { RegisterField } from '@yijian/shared/registry/header'
import { isSumRow } from '@yijian/shared/registry/sum-row'
import { sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { crossCheckClaims } from '../cross-check/cross-check-claims.ts'
import { claimIn, type ListedClaim } from '../cross-check/read-claims.ts'
import { systemScope, type Tx, withTx } from '../db/tx.ts'
import { type TableRow, UnknownHeader } from '../registry/tables/table.ts'
import { UnreadableRegister } from '../registry/tables/unreadable-register.ts'
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
import { type OpenList, openList } from './open-list.ts'
import { CELLS_CONTEXT, readKeptRows } from './read-kept-rows.ts'

/** What the check looks up together. */
const ROWS_AT_ONCE = 250
const MAX_ATTEMPTS = 5
/** Of a cell that the check uses; whatever is longer is no name, code or address. */
const MAX_USED = 500
const MAX_CELL = 2000

type Work = Pick<Context, 'database' | 'cipher' | 'now' | 'log'>

/**
 * Answers an uploaded list row by row. A killed worker's list is taken up behind the last row that was answered; a list
 * that was cancelled gets no further row. The file is deleted with the last answer: read as other columns later, the list
 * is answered from the cells that were kept.
 */
export async function checkList(context: Work, listId: number): Promise<void> {
  const { database } = context
  const system = <T>(run: (tx: Tx) => Promise<T>) => withTx(database, systemScope, run)
  const attempts = await system((tx) => beginCheck(tx, listId))
  const [list] = await system((tx) => findLists(tx, sql`l.id = ${listId}`))
  if (attempts === undefined || !list) return
  const fail = (failure: string) =>
    system((tx) => endCheck(tx, listId, { state: 'failed', at: context.now(), failure }))
  if (attempts > MAX_ATTEMPTS) return void (await fail('broken'))
  try {
    const answered = await answerRows(context, list)
    if (answered) await system((tx) => endCheck(tx, listId, { state: 'checked', at: context.now(), ...answered }))
  } catch (error) {
    const failure = failureOf(error)
    if (failure === undefined) throw error
    // With its header a person may say which columns the names and codes are in.
    if (error instanceof UnknownHeader)
      await system((tx) => describeFile(tx, listId, { ...fitting(error.table), columns: new Map() }))
    await fail(failure)
  }
}

class TooManyRows extends Error {}

function failureOf(error: unknown): string | undefined {
  if (error instanceof UnreadableRegister) return error.key
  if (error instanceof UploadGone) return 'file_gone'
  return error instanceof TooManyRows ? 'too_many_rows' : undefined
}

/** @returns undefined when the list was given up meanwhile, or is in other hands */
async function answerRows(context: Work, list: List): Promise<{ leftOut: number } | undefined> {
  const { database } = context
  const opened = await openToAnswer(context, list)
  try {
    // Rows that were changed lately wait in a list that every look-up would read.
    await database.pool.query('select settle_enterprise_indexes()')
    const last = await withTx(database, systemScope, (tx) => findLastRow(tx, list.id))
    let answered = list.rowsRead
    let count = 0
    let leftOut = 0
    const answer = async (group: readonly TableRow[]) => {
      const claims = group.map((row) => claimIn(opened.columns, row))
      const answers = await crossCheckClaims(database.pool, claims)
      const checked = group.map((row, i) => checkedRow(context, opened.columns, row, answers[i]))
      const added = await withTx(database, systemScope, (tx) => addRows(tx, list, { answered, checked }))
      answered += group.length
      return added
    }
    let group: TableRow[] = []
    for await (const row of opened.rows()) {
      if (++count > MAX_LIST_ROWS) throw new TooManyRows()
      if (opened.fresh && namesNobody(claimIn(opened.columns, row), row)) {
        leftOut++
        continue
      }
      if (row.number <= last) continue
      if (group.push(row) < ROWS_AT_ONCE) continue
      if (!(await answer(group))) return undefined
      group = []
    }
    if (count === leftOut) throw new UnreadableRegister('The list has no rows.', 'no_row_usable')
    return group.length === 0 || (await answer(group)) ? { leftOut } : undefined
  } finally {
    await opened.close()
  }
}

/** A row of sums, or a remark below the list: it is left out, so that nobody looks for an enterprise of that name. */
function namesNobody(claim: ListedClaim, { cells }: TableRow): boolean {
  return isSumRow(cells, claim.name) && !readCode(claim).ok
}

/** The uploaded file; once that is gone, what was kept of it. @throws UploadGone when there is neither */
async function openToAnswer(
  context: Work,
  list: List,
): Promise<Pick<OpenList, 'columns' | 'rows' | 'close'> & { readonly fresh: boolean }> {
  const columns = columnsOf(list)
  const upload = await openUpload(context, list.uploadId).catch((error: unknown) => {
    if (error instanceof UploadGone && list.header.length > 0) return undefined
    throw error
  })
  if (!upload) return { columns, fresh: false, rows: () => readKeptRows(context, list.id), close: async () => {} }
  const opened = await openList(upload, columns.size > 0 ? columns : undefined)
  await withTx(context.database, systemScope, (tx) => describeFile(tx, list.id, fitting(opened)))
  return { ...opened, fresh: true }
}

function columnsOf({ columns }: List): ListColumns {
  // Only fields of a register row are ever written there.
  return new Map(Object.entries(columns) as [RegisterField, number][])
}

function fitting<T extends { encoding: string; header: readonly string[] }>(file: T): T {
  const header = file.header.map((cell) => kept(withoutPhones(cell), MAX_CELL))
  return { ...file, encoding: kept(file.encoding, MAX_USED), header }
}

function checkedRow(
  { cipher }: Pick<Context, 'cipher'>,
  columns: ListColumns,
  { number, cells }: TableRow,
  found: CrossCheck | undefined,
): CheckedRow {
  if (!found) throw new Error('a row went without an answer')
  const claim = claimIn(columns, { number, cells })
  const phones = columns.get('phone')
  const codes = columns.get('creditCode')
  const masked = cells.map((cell, column) => {
    if (column === phones) return kept(maskedPhoneCell(cell), MAX_CELL)
    return kept(column === codes || ENTERPRISE_CODE.test(cell) ? codeCell(cell) : withoutPhones(cell), MAX_CELL)
  })
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

/** No identity number begins with 9: the column may be read as that of the codes later. */
const ENTERPRISE_CODE = /^\s*9[0-9A-Z]{17}\s*$/i

/** A credit code of digits alone may look like another number. */
function codeCell(cell: string): string {
  return readCode({ code: cell, name: '' }).ok ? cell : withoutPhones(cell)
}

function keptEnterprise({ enterprise, reasons }: Suggestion): KeptEnterprise {
  const { id, name, code, address, statusText, statusClass } = enterprise
  return { id, name, creditCode: code, address, statusText, statusClass, reasons }
}

/** What PostgreSQL stores: no NUL, no half characters. */
function kept(text: string, most: number): string {
  return text.slice(0, most).replaceAll('\0', '').toWellFormed()
}
