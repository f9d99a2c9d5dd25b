import { Readable } from 'node:stream'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { importRegister } from '../../imports/import-register.ts'
import { codeOf, openRegister, registerRow, registerText } from '../../testing/register-file.ts'
import { generateRegisterRows } from '../sample-register.ts'
import { rawCsvLine } from '../tables/csv-line.ts'

let register: Awaited<ReturnType<typeof openRegister>>
beforeAll(async () => {
  register = await openRegister()
})
afterAll(() => register.close())

const code = codeOf(1)
const known = registerRow({ 统一社会信用代码: code, 联系电话: '13900000001' })
const columns = `name, address, principal_name, type_text, type_class, status_text, status_class, established_on::text, capital_text, scope,
  standard_score, search_text, (select array_agg(phone_masked) from enterprise_contact c where c.enterprise_id = e.id) as phones`
const read = () => register.first(`select ${columns} from enterprise e where credit_code = $1`, [code])

it('a file without a column leaves what the register knows of it; an empty cell takes it away', async () => {
  await register.take(registerText(known))
  const before = await read()
  expect(before).toMatchObject({ principal_name: '张明', status_class: 'live', phones: ['139****0001'] })

  await register.take(`统一社会信用代码,企业名称,住所\r\n${code},杭州云栖数码有限公司,杭州市西湖区转塘街道云栖路1号`)
  expect(await read()).toEqual(before)

  await register.take(`统一社会信用代码,企业名称,住所\r\n${code},杭州云栖数码有限公司,杭州市西湖区三墩镇金蓬街1号`)
  expect(await read()).toMatchObject({
    ...before,
    address: '杭州市西湖区三墩镇金蓬街1号',
    search_text: expect.any(String),
  })
  const told = await register.first('select changes from enterprise_revision order by id desc limit 1')
  expect(Object.keys(told.changes)).toEqual(['address'])

  await register.take(registerText(registerRow({ 统一社会信用代码: code, 法定代表人: '' })))
  expect(await read()).toMatchObject({ principal_name: null, phones: null, status_class: 'live' })
})

/** Sample rows, `later` some with another principal, address, phone or former name, and without some columns. */
function without(headers: readonly string[], later = true): Buffer {
  const [header = [], ...rows] = generateRegisterRows({ count: 400, seed: 7 })
  const at = (name: string) => header.indexOf(name)
  const changed = rows.map((row, number) => {
    const cells = header.map((_, column) => row[column] ?? '')
    if (!later) return cells
    if (number % 17 === 3) return cells.with(at('法定代表人'), '新负责人')
    if (number % 17 === 7) return cells.with(at('住所'), '杭州市西湖区三墩镇金蓬街1号')
    if (number % 17 === 11) return cells.with(at('联系电话'), `139000${10_000 + number}`)
    return number % 17 === 13 ? cells.with(at('曾用名'), `杭州旧名${number}有限公司`) : cells
  })
  const kept = header.flatMap((name, column) => (headers.includes(name) ? [] : column))
  return Buffer.from(
    [header, ...changed].map((cells) => rawCsvLine(kept.map((column) => cells[column] ?? ''))).join(''),
  )
}

it.each([
  ['its phones', ['联系电话']],
  ['its scope and its type', ['经营范围', '企业类型']],
  ['when it was founded', ['成立日期']],
  [
    'all but what identifies and places it',
    [
      '注册号',
      '曾用名',
      '企业类型',
      '法定代表人',
      '成立日期',
      '核准日期',
      '注册资本',
      '登记状态',
      '联系电话',
      '从业人数',
      '行业门类',
      '经营范围',
    ],
  ],
])('a list that does not tell %s means the same, told by hashes or row by row', async (_, headers) => {
  const bytes = without(headers)
  const outcomes = []
  for (const size of [{ bytes: bytes.length }, {}]) {
    const here = await openRegister()
    try {
      await here.take(without([], false))
      // What only people know.
      await here.db.owner.query(`update enterprise set place_how = 'assigned' where id % 29 = 0`)
      const source = { name: 'register.csv', open: () => Readable.from([bytes]), ...size }
      const {
        new: added,
        changed,
        unchanged,
        rejected,
        duplicate,
      } = await importRegister(here.context, { source, complete: false })
      const { rows } = await here.db.owner.query(
        `select e.credit_code, to_jsonb(e) - '{id,batch_id,created_batch_id,updated_at,created_at,raw,row_number,content_hash}'::text[] as facts,
           (select array_agg(c.phone_index order by c.rank, c.id) from enterprise_contact c where c.enterprise_id = e.id) as phones,
           (select array_agg(r.changes order by r.id) from enterprise_revision r where r.enterprise_id = e.id) as changes
         from enterprise e order by credit_code`,
      )
      outcomes.push({ added, changed, unchanged, rejected, duplicate, rows })
    } finally {
      await here.close()
    }
  }
  expect(outcomes[0]).toEqual(outcomes[1])
  expect(outcomes[0]?.unchanged).toBeGreaterThan(250)
})
