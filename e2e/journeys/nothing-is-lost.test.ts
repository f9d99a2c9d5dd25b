import { test } from 'vitest'
import { enterprises } from '../cast.ts'
import {
  answer,
  base,
  browserOfFile,
  chooseByCode,
  expect,
  fillNumbers,
  heading,
  keptOnDevice,
  letAMinutePass,
  listMessages,
  openPhone,
  ownContact,
  readReceipt,
  signIn,
} from '../product.ts'

const browser = browserOfFile()

test('answers survive a reload, and go on in another browser', async () => {
  const enterprise = enterprises.interrupted
  const page = await openPhone(browser())
  await signIn(page, enterprise.ownPhone, '/apply/enterprise')
  await chooseByCode(page, enterprise)
  await page.getByRole('button', { name: '信息无误，下一步' }).click()
  await expect(heading(page, '单位里有多少人？')).toBeVisible()
  const kept = page.waitForResponse(
    (answer) => answer.url().endsWith('/api/draft') && answer.request().method() === 'PUT',
  )
  await fillNumbers(page, { staff: 41, youth: 17, members: 6 })
  await expect.poll(() => keptOnDevice(page)).toContain('"women":{"typed":"3"')
  await page.reload()
  await expect(page.getByLabel('职工总数')).toHaveValue('41')
  await expect(page.getByLabel('团员', { exact: true })).toHaveValue('6')
  await page.getByLabel('女职工').fill('19')
  await kept

  await letAMinutePass()
  const other = await openPhone(browser())
  await signIn(other, enterprise.ownPhone, '/apply')
  await expect(heading(other, '单位里有多少人？')).toBeVisible()
  await expect(other.getByLabel('职工总数')).toHaveValue('41')
  await expect(other.getByLabel('女职工')).toHaveValue('19')
})

test('answers that come back say so, of which day they are, and make way for a new beginning that can be taken back', async () => {
  const enterprise = enterprises.interrupted
  await letAMinutePass()
  const page = await openPhone(browser())
  await signIn(page, enterprise.ownPhone, '/apply')
  await expect(heading(page, '单位里有多少人？')).toBeVisible()
  await expect(page.getByText(/\d+月\d+日填的都还在/)).toBeVisible()
  // It stays while somebody types, so that nothing moves under the finger.
  await page.getByLabel('女职工').fill('20')
  await expect(page.getByText(/填的都还在/)).toBeVisible()
  await page.getByRole('button', { name: '重新填写' }).click()
  await expect(heading(page, '是哪家企业申请？')).toBeVisible()
  await page.getByRole('button', { name: '还是接着填原来的' }).click()
  await expect(page.getByLabel('职工总数')).toHaveValue('41')
  await expect(page.getByLabel('女职工')).toHaveValue('20')
  await expect(page.getByText(/已经清空|填的都还在/)).toBeHidden()
})

test('a double tap and the back button submit once', async () => {
  const enterprise = enterprises.hurried
  const page = await openPhone(browser())
  await signIn(page, enterprise.ownPhone, '/apply/enterprise')
  await chooseByCode(page, enterprise)
  await page.getByRole('button', { name: '信息无误，下一步' }).click()
  await answer(page, { staff: 18, youth: 9, members: 4 }, ownContact(enterprise))
  let submissions = 0
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().endsWith('/api/applications')) submissions += 1
  })
  await page.getByLabel(/我已看过个人信息保护说明/).check()
  await page.getByRole('button', { name: '提交建团申请' }).dblclick()
  const { number } = await readReceipt(page)
  expect(submissions).toBe(1)

  await page.goBack()
  await page.goForward()
  await page.goto(`${base}/apply/check`)
  await expect(page.locator('.receipt-number')).toHaveText(number)
  await page.reload()
  await expect(page.locator('.receipt-number')).toHaveText(number)
  await page.goto(`${base}/applications`)
  await expect(page.getByRole('link', { name: enterprise.name })).toHaveCount(1)
  expect(submissions).toBe(1)
  expect(await listMessages(enterprise.ownPhone, 'submitted')).toHaveLength(1)
})
