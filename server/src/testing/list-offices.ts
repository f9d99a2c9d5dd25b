import { randomUUID } from 'node:crypto'
import { lookUpKeys } from '@yijian/shared/cross-check/look-up-keys'
import { nameKey } from '@yijian/shared/enterprise-name'
import type { StatusClass } from '@yijian/shared/enterprise-status'
import type { ListView } from '@yijian/shared/exchange/contract'
import { CHUNK_BYTES } from '@yijian/shared/uploads/contract'
import type { Agency, Tier } from '@yijian/shared/vocabulary'
import { sql } from 'drizzle-orm'
import { systemScope, withTx } from '../db/tx.ts'
import { addOffice } from '../offices/add-office.ts'
import { ensureProcedures } from '../reviews/adopted-procedure.ts'
import type { TestApp } from './app.ts'
import { newCreditCode } from './fixtures.ts'
import { addTestOfficer } from './people.ts'

/** Offices of three agencies in one street and its neighbour, a register of five, and a list of seven rows. */

type Answer<Body> = { readonly status: number; readonly body: Body }
export type ListOfficer = {
  call<Body = ListView>(method: 'GET' | 'POST' | 'PUT', url: string, body?: object): Promise<Answer<Body>>
  download(url: string): Promise<Buffer>
  bring(name: string, bytes: Buffer): Promise<string>
}
export const code = (serial: number) => newCreditCode(70_000 + serial)
const register: readonly Listed[] = [
  { name: '杭州云栖数码科技有限公司', serial: 1, headcount: 40, status: 'live' },
  { name: '杭州青松园林有限公司', serial: 2, headcount: 12, status: 'live' },
  { name: '杭州双生贸易有限公司', serial: 3, headcount: null, status: 'live' },
  { name: '杭州旧日食品有限公司', serial: 4, headcount: 60, status: 'gone' },
  { name: '杭州别处物流有限公司', serial: 5, headcount: 80, status: 'live', place: '330106005' },
]

export async function openListOfficer(app: TestApp, office: string): Promise<ListOfficer> {
  const { phone, postId } = await addTestOfficer(app, office)
  const client = await app.signIn(phone, { postId })
  const headers = { authorization: `Bearer ${client.accessToken}` }
  return {
    call: (method, url, body) => client.call(method, url, body),
    async download(url) {
      const response = await app.inject({ method: 'GET', url, headers })
      if (response.statusCode !== 200) throw new Error(response.body)
      return response.rawPayload
    },
    async bring(name, bytes) {
      const id = randomUUID()
      await client.call('POST', '/api/uploads', { id, purpose: 'list', name, bytes: bytes.length })
      const type = { 'content-type': 'application/octet-stream' }
      for (let seq = 0; seq * CHUNK_BYTES < bytes.length; seq++) {
        const put = await app.inject({
          method: 'PUT',
          url: `/api/uploads/${id}/chunks/${seq}`,
          headers: { ...headers, ...type },
          payload: bytes.subarray(seq * CHUNK_BYTES, (seq + 1) * CHUNK_BYTES),
        })
        if (put.statusCode !== 200) throw new Error(put.body)
      }
      return id
    },
  }
}

export async function addListOffices({ context }: TestApp): Promise<void> {
  await withTx(context.database, systemScope, async (tx) => {
    await ensureProcedures(tx)
    const office = (agency: Agency, tier: Tier, name: string, divisionCode: string) =>
      addOffice(tx, { agency, tier, name, covers: 'places', divisionCodes: [divisionCode] })
    await office('union', 'street', '蒋村街道总工会', '330106109')
    await office('union', 'street', '翠苑街道总工会', '330106005')
    await office('women', 'street', '蒋村街道妇联', '330106109')
    await office('league', 'street', '蒋村街道团工委', '330106109')
  })
  for (const enterprise of register) await addListed({ context }, enterprise)
}

type Listed = {
  readonly name: string
  readonly serial: number
  readonly headcount: number | null
  readonly status: StatusClass
  readonly place?: string
}

/** One more enterprise of the register, in 蒋村 unless told otherwise. */
export async function addListed({ context }: Pick<TestApp, 'context'>, enterprise: Listed): Promise<void> {
  const { name, serial, headcount, status, place = '330106109' } = enterprise
  const keys = sql.param(lookUpKeys([name], '文三路1号大厦3楼'))
  await withTx(context.database, systemScope, (tx) =>
    tx.execute(sql`insert into enterprise (credit_code, name, name_key, lookup_keys, principal_name, address, status_text, status_class,
        headcount, place_id, place_how, place_certain)
      select ${code(serial)}, ${name}, ${nameKey(name)}, ${keys}::int[], '王示例', '杭州市西湖区文三路1号大厦3楼', ${status}, ${status},
        ${headcount}, id, 'street_in_address', true
      from division where code = ${place} and valid_to is null`),
  )
}

export const table = [
  ['工会会员单位名单', '', '', ''],
  ['序号', '单位名称', '统一社会信用代码', '联系电话', '备注'],
  ['1', '杭州云栖数码科技有限公司', code(1), '13800001234', '=HYPERLINK("http://a.example")'],
  ['2', '杭州青松园林有限公司', '', '', '张三 13900005678'],
  ['3', '杭州青松园林有限公司', code(1), '', ''],
  ['4', '杭州从未登记示例有限公司', '', '', ''],
  ['5', '杭州旧日食品有限公司', code(4), '', ''],
  ['6', '杭州双生贸易有限责任公司', code(3), '', ''],
  ['7', '杭州别处物流有限公司', code(5), '', ''],
]
export const csv = () =>
  Buffer.from(table.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\r\n'))
