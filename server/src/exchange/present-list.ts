import { Refusal } from '@yijian/shared/errors'
import {
  type FailedAgain,
  LIST_DAYS,
  type ListRow,
  type ListSummary,
  type ListView,
} from '@yijian/shared/exchange/contract'
import { LIST_FIELDS } from '@yijian/shared/exchange/list-columns'
import { sql } from 'drizzle-orm'
import { isoOf } from '../db/moments.ts'
import { firstRow, type Tx } from '../db/tx.ts'
import type { OfficerCaller } from '../identity/caller.ts'
import { COLUMNS_UNKNOWN, findLists, type KeptRow, type List } from './list-repository.ts'

const DAY_MS = 86_400_000

/** A list of this very office. @throws Refusal not_found */
export async function getList(tx: Tx, caller: OfficerCaller, id: number): Promise<List> {
  const [list] = await findLists(tx, sql`l.id = ${id} and l.office_id = ${caller.office.id}`)
  if (!list) throw new Refusal('not_found')
  return list
}

/** @throws Refusal not_found, list_not_checked */
export async function getCheckedList(tx: Tx, caller: OfficerCaller, id: number): Promise<List> {
  const list = await getList(tx, caller, id)
  if (list.state !== 'checked') throw new Refusal('list_not_checked')
  return list
}

/** A list that was answered, or one of which nobody knows yet which columns hold names and codes. */
export function mayChoose({ state, failure, header }: List): boolean {
  return header.length > 0 && (state === 'checked' || (state === 'failed' && failure === COLUMNS_UNKNOWN))
}

export function presentSummary(list: List): ListSummary {
  const { id, fileName, state, officerName, createdAt, checkedAt, rowsRead, counts } = list
  return {
    id,
    fileName,
    state,
    broughtBy: officerName,
    broughtAt: isoOf(createdAt),
    checkedAt: isoOf(checkedAt),
    keptUntil: new Date(Date.parse(isoOf(createdAt)) + LIST_DAYS * DAY_MS).toISOString(),
    rows: rowsRead,
    counts,
    failedAgain: list.failedAgain && presentFailedAgain(list.failedAgain),
  }
}

function presentFailedAgain({ failure, at, columns }: NonNullable<List['failedAgain']>): FailedAgain {
  const chosen = LIST_FIELDS.flatMap((field) => {
    const column = columns[field]
    return column === undefined ? [] : [{ field, column }]
  })
  return { failure, at, columns: chosen }
}

export async function readListView(tx: Tx, caller: OfficerCaller, id: number): Promise<ListView> {
  const list = await getList(tx, caller, id)
  const decided = await firstRow<{ confirmed: number; rejected: number }>(
    tx,
    sql`select count(*) filter (where decision = 'confirmed') as confirmed, count(*) filter (where decision = 'rejected') as rejected
        from list_exchange_row where list_id = ${id} and row_number > 0`,
  )
  const fieldOf = new Map(Object.entries(list.columns).map(([field, column]) => [column, field]))
  return {
    ...presentSummary(list),
    encoding: list.encoding,
    headerRow: list.headerRow,
    columns: list.header.map((header, column) => ({ header, field: fieldOf.get(column) ?? null })),
    mayChoose: mayChoose(list),
    confirmed: decided?.confirmed ?? 0,
    rejected: decided?.rejected ?? 0,
    leftOut: list.leftOut,
    failure: list.failure,
  }
}

export function presentRow(row: KeptRow): ListRow {
  const { sealed: _cells, enterpriseId, decidedById: _id, suggestions, reasons, ...rest } = row
  const meant = suggestions.find(({ id }) => id === enterpriseId)
  return {
    ...rest,
    reasons: [...reasons],
    suggestions: suggestions.map((one) => ({ ...one, reasons: [...one.reasons] })),
    enterprise: meant ? { ...meant, reasons: [...meant.reasons] } : null,
  }
}
