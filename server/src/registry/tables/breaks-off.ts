import { cellOf, type HeaderMapping } from '@yijian/shared/registry/header'
import { isSumRow } from '@yijian/shared/registry/sum-row'
import { isFilled } from './table.ts'

const CODE_BEGINS = /^[\s"'=]*[0-9A-HJ-NPQRTUWXY]{2,}/i

const REMARK = /共|合计|[总小]计|注[:：]|备注|说明|制表|导出|打印|机密|内部|来源|截[至止]|以上|测试|忽略/

/**
 * Whether a text that ends without a line end stops within its last row: within a character, or with fewer cells than the
 * rows above it have. A program that leaves out empty cells at the end does so in other rows, too.
 */
export function breaksOff(
  last: { readonly text: string; readonly cells: readonly string[] },
  { mapping, width, others }: { mapping: HeaderMapping; width: number; others: readonly (readonly string[])[] },
): boolean {
  if (last.text.endsWith('\ufffd')) return true
  if (last.cells.length >= Math.min(width, ...others.map(({ length }) => length))) return false
  return beginsRecord(last.cells, mapping)
}

/** Remarks below a list are no rows that break off. */
export function beginsRecord(cells: readonly string[], mapping: HeaderMapping): boolean {
  const code = cellOf(cells, mapping, 'creditCode')
  if (isFilled(code)) return CODE_BEGINS.test(code)
  if (/^\d+$/.test(cellOf(cells, mapping, 'listId').trim())) return true
  const name = cellOf(cells, mapping, 'name')
  if (isSumRow(cells, name)) return false
  return cells.filter(isFilled).length > 2 || (isFilled(name) && cells.every(isFilled) && !REMARK.test(name))
}
