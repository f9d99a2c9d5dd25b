import type { Page } from '@playwright/test'
import { completeCreditCode } from '@yijian/shared/credit-code'
import { test } from 'vitest'
import { enterprises } from '../cast.ts'
import {
  answerAndSubmit,
  browserOfFile,
  chooseByCode,
  expect,
  expectSound,
  heading,
  next,
  openPhone,
  photo,
  pickPlace,
  readMessage,
  signIn,
} from '../product.ts'

const browser = browserOfFile()

async function seek(phone: string, text: string): Promise<Page> {
  const page = await openPhone(browser())
  await signIn(page, phone, '/apply/enterprise')
  await page.getByLabel('统一社会信用代码，或企业名称').fill(text)
  await page.getByRole('button', { name: '查找' }).click()
  return page
}

test('a dead enterprise is stopped, and told where to go', async () => {
  const page = await openPhone(browser())
  await signIn(page, enterprises.dead.ownPhone, '/apply/enterprise')
  await chooseByCode(page, enterprises.dead)
  await expect(heading(page, '这家企业现在不能申请')).toBeVisible()
  await expect(page.getByText('登记有误：先到市场监管部门更正')).toBeVisible()
  await expect(page.getByRole('button', { name: /下一步/ })).toHaveCount(0)
  await expectSound(page, 'closed enterprise')
  await page.getByRole('link', { name: '换一家企业' }).last().click()
  await expect(heading(page, '是哪家企业申请？')).toBeVisible()
})

test('an enterprise the register does not have applies with its licence', async () => {
  const phone = '19900024001'
  const creditCode = completeCreditCode('91330106', 'YYYYE900')
  const page = await seek(phone, creditCode)
  await expect(page.getByText('登记名册里没有找到')).toBeVisible()
  await expectSound(page, 'not in the register')
  await page.getByRole('button', { name: '自己填写企业信息' }).click()
  await page.getByLabel('企业全称').fill('杭州蓼汀文化创意有限公司')
  await next(page)
  await expect(page.getByRole('alert')).toContainText('请上传营业执照照片')
  await expectSound(page, 'unlisted with errors')
  await pickPlace(page, '拱墅区', '湖墅街道')
  await page.getByLabel('营业执照照片').setInputFiles(photo)
  await expect(page.getByText('照片已上传')).toBeVisible()
  await next(page)
  const contact = { name: '骆听风', phone }
  const { number } = await answerAndSubmit(page, { staff: 12, youth: 8, members: 3 }, contact)
  const text = await readMessage(phone, 'submitted')
  expect(text).toContain(number)
  expect(text).toContain('拱墅区')
})

test('a wrong credit code is explained, and the right one offered, never taken silently', async () => {
  const { creditCode, name, ownPhone } = enterprises.miswritten
  const wrong = `${creditCode.slice(0, 17)}${creditCode.endsWith('7') ? '8' : '7'}`
  const page = await seek(ownPhone, wrong)
  await expect(page.getByRole('alert')).toContainText('这个代码有一位不对')
  await expectSound(page, 'wrong code')
  await expect(page.getByText(name)).toBeVisible()
  await page.getByRole('button', { name: '用这个代码' }).click()
  await expect(heading(page, '请确认企业信息')).toBeVisible()
  await expect(page.getByText(name)).toBeVisible()
})

test('a part of the name finds it too, and the register’s phone at one tap', async () => {
  const { name, registeredPhone } = enterprises.miswritten
  const page = await seek(registeredPhone, '岫云信息')
  await expect(heading(page, '请确认企业信息').or(page.getByRole('heading', { name: '请点选您的企业' }))).toBeVisible()
  await page.goto(new URL('/apply/enterprise', page.url()).href)
  await page.getByRole('button', { name: new RegExp(name) }).click()
  await expect(heading(page, '请确认企业信息')).toBeVisible()
})
