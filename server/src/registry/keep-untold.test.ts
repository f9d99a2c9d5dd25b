import { afterAll, beforeAll, expect, it } from 'vitest'
import { codeOf, openRegister, registerRow, registerText } from '../testing/register-file.ts'

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
