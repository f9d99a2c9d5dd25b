import { parseCreditCode } from '../credit-code.ts'
import { readCode } from '../cross-check/claimed-code.ts'
import type { RegisterField } from '../registry/header.ts'

/** What a column of a list may be read as; the rest of it is kept for the answer and not used. */
export const LIST_FIELDS = [
  'name',
  'creditCode',
  'principal',
  'address',
  'operatingAddress',
  'phone',
  'listId',
] as const satisfies readonly RegisterField[]
export type ListField = (typeof LIST_FIELDS)[number]

export type ListColumns = ReadonlyMap<RegisterField, number>

export type ColumnsProblem = { readonly column: number; readonly problem: 'twice' | 'not_there' } | 'none_names'

/** What is wrong with columns as a person chose them: one of name and code is needed, each field once. */
export function problemOfColumns(
  chosen: readonly { readonly field: ListField; readonly column: number }[],
  width: number,
): ColumnsProblem | undefined {
  for (const [at, { field, column }] of chosen.entries()) {
    if (column >= width) return { column, problem: 'not_there' }
    if (chosen.findIndex((one) => one.field === field) < at) return { column, problem: 'twice' }
  }
  return chosen.some(({ field }) => field === 'name' || field === 'creditCode') ? undefined : 'none_names'
}

/** Endings of what is registered. 依据: 企业名称登记管理规定第十条（组织形式）、个体工商户名称登记管理办法. */
const ORGANISATION =
  /(?:公司|集团|合作社|合伙|合伙企业|厂|店|商行|经营部|服务部|门市部|工作室|事务所|中心|超市|药房|诊所|医院|学校|幼儿园|农场|银行|支行|分行)$/
const CODE_WITHIN = /[0-9A-Z]{18}/g
const REMARK = /[（(][^（()）]*[)）]$/

/** Whether a cell is an enterprise's name, with or without its code beside it. */
export function looksLikeName(cell: string): boolean {
  const text = cell
    .normalize('NFKC')
    .toUpperCase()
    .replace(CODE_WITHIN, '')
    .replace(/[\s,;:|/]/g, '')
  return text.length >= 4 && (ORGANISATION.test(text) || ORGANISATION.test(text.replace(REMARK, '')))
}

export function looksLikeCode(cell: string): boolean {
  return cell.length >= 15 && readCode({ code: cell, name: '' }).ok
}

/**
 * The columns of names and of codes, told by what stands in them: of a list without a header, or with one in words of its
 * own. Columns that are known stay; of the others the one counts of which most cells are what is looked for, and half at least.
 */
export function guessColumns(rows: readonly (readonly string[])[], known: ListColumns = new Map()): ListColumns {
  const columns = new Map(known)
  const tests = [['name', looksLikeName] as const, ['creditCode', looksLikeCode] as const]
  for (const [field, test] of tests) {
    if (columns.has(field)) continue
    const taken = new Set(columns.values())
    const column = fullest(rows, test, taken)
    if (column !== undefined) columns.set(field, column)
  }
  return columns
}

function fullest(
  rows: readonly (readonly string[])[],
  test: (cell: string) => boolean,
  taken: ReadonlySet<number>,
): number | undefined {
  let best: { column: number; hits: number } | undefined
  const width = Math.max(0, ...rows.map((cells) => cells.length))
  for (let column = 0; column < width; column++) {
    if (taken.has(column)) continue
    const cells = rows.map((row) => row[column]?.trim() ?? '').filter((cell) => cell !== '')
    const hits = cells.filter(test).length
    if (hits * 2 >= cells.length && hits > (best?.hits ?? 0)) best = { column, hits }
  }
  return best?.column
}

/** Whether what stands where a header is expected is a row of the list itself. */
export function isRowOfList(cells: readonly string[], columns: ListColumns): boolean {
  const cell = (field: RegisterField) => cells[columns.get(field) ?? -1] ?? ''
  return looksLikeName(cell('name')) || parseCreditCode(cell('creditCode')).ok
}
