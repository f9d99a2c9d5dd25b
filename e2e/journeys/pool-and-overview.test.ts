import { test } from 'vitest'
import { decide, expectState, openCase } from '../casework.ts'
import { enterprises, officers } from '../cast.ts'
import {
  answerAndSubmit,
  base,
  browserOfFile,
  chooseByCode,
  expect,
  expectSound,
  heading,
  openPhone,
  openWorkbench,
  ownContact,
  readMessage,
  signIn,
} from '../product.ts'

const enterprise = enterprises.pooled
const browser = browserOfFile()

test('without a known street the county assigns; the city sees it from above down to the case', async () => {
  const page = await openPhone(browser())
  await signIn(page, enterprise.ownPhone, '/apply/enterprise')
  await chooseByCode(page, enterprise)
  await page.getByLabel('说不清，请区县分派').check()
  await page.getByRole('button', { name: '信息无误，下一步' }).click()
  const { id } = await answerAndSubmit(page, { staff: 22, youth: 11, members: 5 }, ownContact(enterprise))
  expect(await readMessage(enterprise.ownPhone, 'submitted')).toContain('桐庐县委员会')

  const county = await openWorkbench(browser(), officers.tonglu)
  await county.getByRole('link', { name: /待分派/ }).click()
  await county.getByRole('link', { name: enterprise.name }).click()
  await decide(county, '分派街道', async (sheet) => {
    await sheet.getByLabel('桐君街道', { exact: true }).check()
    await expectSound(county, 'assign sheet')
  })
  // Where its case lies the enterprise is too, and whoever else is at its address: offered as in the pool.
  const offer = county.getByRole('dialog')
  await expect(offer.getByRole('heading', { name: '企业也归桐君街道？' })).toBeVisible()
  await expect(offer.getByRole('radio', { name: /^同一处的都归入/ })).toBeChecked()
  await expectSound(county, 'offer to learn the address')
  await offer.getByRole('button', { name: '确定，归入 1 家' }).click()
  await expect(offer).toBeHidden()
  await expectState(county, '待受理')

  const street = await openWorkbench(browser(), officers.tongjun)
  await street.getByRole('link', { name: /待受理/ }).click()
  await expect(street.getByRole('link', { name: enterprise.name })).toBeVisible()

  const city = await openWorkbench(browser(), officers.overview)
  await city.getByRole('link', { name: '统计' }).click()
  await expect(heading(city, '杭州市办理情况')).toBeVisible()
  await expectSound(city, 'city overview')
  await city.getByRole('table').getByRole('link', { name: '桐庐县' }).click()
  await expect(heading(city, '桐庐县办理情况')).toBeVisible()
  await city.getByRole('table').getByRole('link', { name: '桐君街道' }).click()
  await expect(heading(city, '桐君街道办理情况')).toBeVisible()
  await expectSound(city, 'street overview')
  await city.getByRole('link', { name: '查看全部申请' }).click()
  await city.getByRole('link', { name: enterprise.name }).click()
  await expect(heading(city, enterprise.name)).toBeVisible()
  await expect(city).toHaveURL(`${base}/staff/cases/${id}`)
  await openCase(city, id, enterprise.name)
  await expect(city.getByText(/现在由共青团桐庐县桐君街道工作委员会办理/)).toBeVisible()
})
