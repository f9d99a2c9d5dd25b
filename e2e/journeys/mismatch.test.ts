import { test } from 'vitest'
import { openCase } from '../casework.ts'
import { enterprises, officers } from '../cast.ts'
import {
  answerAndSubmit,
  browserOfFile,
  chooseByCode,
  expect,
  expectSound,
  openPhone,
  openWorkbench,
  ownContact,
  pickPlace,
  signIn,
} from '../product.ts'

const enterprise = enterprises.mismatched
const browser = browserOfFile()

test('what differs from the register is shown to the officer, both sides beside each other', async () => {
  const page = await openPhone(browser())
  await signIn(page, enterprise.ownPhone, '/apply/enterprise')
  await chooseByCode(page, enterprise)
  await page.getByRole('button', { name: '信息有误' }).click()
  await page.getByLabel(/现在的企业名称/).fill('杭州远汀餐饮管理有限公司')
  await page.getByLabel(/现在的法定代表人/).fill('谭既明')
  await page.getByLabel('在别的街道（乡镇）').check()
  await pickPlace(page, '西湖区', '古荡街道')
  await expectSound(page, 'confirm with corrections')
  await page.getByRole('button', { name: /下一步$/ }).click()
  const { id } = await answerAndSubmit(page, { staff: 20, youth: 10, members: 4 }, ownContact(enterprise))

  const officer = await openWorkbench(browser(), officers.gudang)
  await expect(officer.getByText(/等 \d+ 项要看/)).toBeVisible()
  await openCase(officer, id, enterprise.name)
  const check = (rule: string) => officer.locator('.check', { has: officer.getByRole('heading', { name: rule }) })
  for (const [rule, declared, registered] of [
    ['企业名称', '杭州远汀餐饮管理有限公司', enterprise.name],
    ['法定代表人', '谭既明', enterprise.principal],
    ['所在街道', '古荡街道', '灵隐街道'],
  ] as const) {
    await expect(check(rule)).toContainText('不一致')
    await expect(check(rule)).toContainText(declared)
    await expect(check(rule)).toContainText(registered)
  }
  await expectSound(officer, 'evidence')
})
