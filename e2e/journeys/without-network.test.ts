import { test } from 'vitest'
import { base, browserOfFile, expect, heading, keptOnDevice, openPhone, signIn } from '../product.ts'

const browser = browserOfFile()

/** Of the sample: a clerk of a street, and somebody whose application was returned for its numbers. */
const clerk = '19900010001'
const returned = '19900010022'
/** Of the same street, and somebody who is to report a meeting. */
const secretary = '19900010002'
const meeting = '19900010023'
const DAY_MS = 86_400_000

test('what an officer wrote on a visit without a network is there when the page comes back, and not once it is saved', async () => {
  const page = await openPhone(browser())
  await signIn(page, clerk)
  await page.goto(`${base}/staff/queues/verifying`)
  await page.locator('.queue-card a').last().click()
  const open = () => page.getByRole('button', { name: '记录核实' }).click()
  await open()
  const sheet = page.getByRole('dialog', { name: '核实记录' })
  await page.context().setOffline(true)
  await sheet.getByLabel('上门', { exact: true }).check()
  await sheet.getByLabel('没有联系上', { exact: true }).check()
  await sheet.getByLabel('备注').fill('门锁着，邻居说搬到五楼')
  await sheet.getByRole('button', { name: '保存记录' }).click()
  // Nothing in the form is wrong, and nothing says so.
  await expect(sheet.getByRole('alert')).toContainText('没有成功')
  await expect(sheet.getByRole('alert')).toContainText('没有连上服务器')

  await expect.poll(() => keptOnDevice(page)).toContain('门锁着，邻居说搬到五楼')
  await page.context().setOffline(false)
  await page.reload()
  await open()
  await expect(sheet.getByLabel('上门', { exact: true })).toBeChecked()
  await expect(sheet.getByLabel('备注')).toHaveValue('门锁着，邻居说搬到五楼')
  await sheet.getByRole('button', { name: '保存记录' }).click()
  await expect(sheet).toBeHidden()
  await expect(page.getByText('门锁着，邻居说搬到五楼')).toBeVisible()
  await expect.poll(() => keptOnDevice(page)).not.toContain('门锁着，邻居说搬到五楼')
  await page.reload()
  await open()
  await expect(sheet.getByLabel('备注')).toHaveValue('')
})

test('an application returned for its numbers is not sent in again unchanged by a tap', async () => {
  const page = await openPhone(browser())
  await signIn(page, returned, '/applications')
  await page.locator('.queue-card a').first().click()
  await expect(page.getByText(/请在.+前改好/)).toBeVisible()
  await page.getByRole('link', { name: '去修改' }).click()
  await page.getByRole('button', { name: '重新提交' }).click()
  await expect(page.getByRole('alert')).toContainText('人数和上次填的一样')
  await page.getByRole('link', { name: /人数和上次填的一样/ }).click()
  await expect(page.getByLabel('给经办人的说明')).toBeFocused()
  await page.getByLabel('团员', { exact: true }).fill('9')
  await page
    .getByRole('group', { name: '单位里有党组织吗？' })
    .getByLabel(/不清楚/)
    .check()
  await expect.poll(() => keptOnDevice(page)).toContain('unknown')
  await page.reload()
  await expect(page.getByLabel('团员', { exact: true })).toHaveValue('9')
  await expect(page.getByRole('group', { name: '单位里有党组织吗？' }).getByLabel(/不清楚/)).toBeChecked()
  await page.getByRole('button', { name: '重新提交' }).click()
  await expect(heading(page, '申请进度')).toBeVisible()
  await expect(page.getByText('核实中').first()).toBeVisible()
})

test('of what somebody typed who left without signing out nothing stays for whoever signs in next, nor anything for more than a month', async () => {
  const page = await openPhone(browser())
  await signIn(page, secretary)
  await page.goto(`${base}/staff/queues/verifying`)
  await page.locator('.queue-card a').last().click()
  await page.getByRole('button', { name: '记录核实' }).click()
  await page.getByRole('dialog', { name: '核实记录' }).getByLabel('备注').fill('电话里说下周再来')
  await expect.poll(() => keptOnDevice(page)).toContain('电话里说下周再来')
  await page.evaluate(
    (monthAgo) => {
      const opening = indexedDB.open('yijian-drafts')
      opening.onsuccess = () =>
        opening.result
          .transaction('drafts', 'readwrite')
          .objectStore('drafts')
          .put({ savedAt: monthAgo, answers: '上个月写的' }, 'case 1')
    },
    Date.now() - 31 * DAY_MS,
  )
  await expect.poll(() => keptOnDevice(page)).toContain('上个月写的')
  await page.reload()
  await expect.poll(() => keptOnDevice(page)).not.toContain('上个月写的')
  expect(await keptOnDevice(page)).toContain('电话里说下周再来')
  // The session ran out.
  await page.context().clearCookies()
  await signIn(page, meeting, '/applications')
  await expect.poll(() => keptOnDevice(page)).not.toContain('电话里说下周再来')
})
