import { Readable } from 'node:stream'
import { openTable } from '../registry/tables/read-table.ts'

/** A header and two rows of a register, as they are to be read whatever program wrote the workbook. */
export const HEADER = ['统一社会信用代码', '企业名称', '住所', '成立日期', '联系电话']
export const YUNQI = [
  '91330106MA2TE5T01R',
  '杭州云栖数码有限公司',
  '杭州市西湖区转塘街道云栖路1号',
  '2019-01-05',
  '13800138000',
]
export const MORE = [
  '91330103704212343N',
  '杭州乙有限公司',
  '杭州市拱墅区米市巷街道莫干山路1号',
  '2019-01-05',
  '057188000000',
]

/** Each row with its number in front. */
export async function readWorkbook(name: string, bytes: Buffer) {
  const table = await openTable({ name, open: () => Readable.from([bytes]) })
  const rows = []
  for await (const { number, cells } of table.rows()) rows.push([number, ...cells])
  return { table, rows }
}
