import { Readable } from 'node:stream'
import { completeCreditCode } from '@yijian/shared/credit-code'
import { createFieldCipher } from '../crypto/field-cipher.ts'
import { type ImportReport, importRegister } from '../imports/import-register.ts'
import { cloneDatabase } from './database.ts'

export const registerCipher = createFieldCipher([{ kid: 'k1', secret: Buffer.alloc(32, 1) }], Buffer.alloc(32, 2))

const HEADER = [
  '统一社会信用代码',
  '注册号',
  '企业名称',
  '企业类型',
  '法定代表人',
  '成立日期',
  '核准日期',
  '注册资本',
  '登记状态',
  '住所',
  '联系电话',
  '经营范围',
]
const USUAL: Readonly<Record<string, string>> = {
  企业名称: '杭州云栖数码有限公司',
  企业类型: '有限责任公司',
  法定代表人: '张明',
  成立日期: '2019-01-05',
  注册资本: '100万元',
  登记状态: '存续',
  住所: '杭州市西湖区转塘街道云栖路1号',
  经营范围: '软件开发',
}

/** A valid code of nobody; the same number makes the same one. `head`: who issued it to whom. */
export function codeOf(number: number, head = '91330106'): string {
  return completeCreditCode(head, `YJ${String(number).padStart(6, '0')}`)
}

/** Cells below the usual header: a good enterprise, changed where told. */
export function registerRow(change: Readonly<Record<string, string>> = {}): string[] {
  return HEADER.map((header) => change[header] ?? USUAL[header] ?? '')
}

export function registerText(...rows: readonly (readonly string[])[]): string {
  const quoted = (cell: string) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)
  return [HEADER, ...rows].map((row) => row.map(quoted).join(',')).join('\r\n')
}

/** A register of its own, and what stands in it after files were taken in. */
export async function openRegister() {
  const db = await cloneDatabase()
  const context = { database: db.database, cipher: registerCipher, now: () => new Date() }
  const first = async (statement: string, values: unknown[] = []) => (await db.owner.query(statement, values)).rows[0]
  return {
    db,
    context,
    take(content: string | Buffer, complete = false): Promise<ImportReport> {
      const whole = Buffer.from(content as string) // both kinds make bytes
      const source = { name: 'register.csv', bytes: whole.length, open: () => Readable.from([whole]) }
      return importRegister(context, { source, complete })
    },
    enterprise: (code: string) =>
      first(
        `select e.*, d.name as place_name, d.tier as place_tier from enterprise e join division d on d.id = e.place_id
         where credit_code = $1`,
        [code],
      ),
    contacts: async (code: string) =>
      (
        await db.owner.query(
          `select c.phone_masked as masked, c.sms_capable as sms, c.proxy from enterprise_contact c
           join enterprise e on e.id = c.enterprise_id where e.credit_code = $1 order by c.rank`,
          [code],
        )
      ).rows,
    /** Rejections and remarks of a batch, as the report shows them. */
    problems: async ({ batch }: ImportReport) =>
      (
        await db.owner.query(
          `select row_number as row, field, reason, value, warning from registry_rejection where batch_id = $1 order by row_number, field`,
          [batch],
        )
      ).rows,
    changes: async (code: string) =>
      (
        await first(
          `select changes from enterprise_revision r join enterprise e on e.id = r.enterprise_id
           where e.credit_code = $1 order by r.id desc limit 1`,
          [code],
        )
      )?.changes,
    first,
    close: () => db.drop(),
  }
}
