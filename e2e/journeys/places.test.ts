import { test } from 'vitest'
import { viewports } from '../browser.ts'
import { enterprises, officers } from '../cast.ts'
import { base, browserOfFile, expect, expectSound, heading, openWorkbench } from '../product.ts'

const { sharing, sharingToo, apart, doubtful, doubtfulToo } = enterprises
const browser = browserOfFile()

test('the street of one enterprise is set, all at its place follow, and it can be taken back', async () => {
  const page = await openWorkbench(browser(), officers.jiande)
  await page.goto(`${base}/staff/desk/places`)
  await expect(heading(page, '地址归属')).toBeVisible()
  await page.getByLabel('按地址、楼宇或企业名称查').fill('望舒路')
  await page.getByRole('button', { name: '查找' }).click()
  await expect(page.getByText('共 3 家待定')).toBeVisible()
  await expectSound(page, 'pool by building')
  await page.getByRole('link', { name: '望舒路18号' }).click()
  await expect(page.getByText(sharingToo.name)).toBeVisible()
  await expectSound(page, 'one building')

  await page.getByRole('button', { name: '给这一处定街道' }).click()
  await page.getByRole('button', { name: '确定', exact: true }).click()
  await expect(page.getByText('请选择街道').first()).toBeVisible()
  await page.getByLabel('新安江街道', { exact: true }).check()
  await expect(page.getByLabel(/同一处的都归入（另有 1 家）/)).toBeChecked()
  await expectSound(page, 'preview of a correction')
  // Closed and opened again nothing is chosen any more, on screen or behind it.
  await page.getByRole('dialog').getByRole('button', { name: '关闭' }).click()
  await page.getByRole('button', { name: '给这一处定街道' }).click()
  await expect(page.getByRole('button', { name: '确定', exact: true })).toBeVisible()
  await expect(page.getByLabel('新安江街道', { exact: true })).not.toBeChecked()
  await page.getByLabel('新安江街道', { exact: true }).check()
  await page.getByRole('button', { name: '确定，归入 2 家' }).click()
  await expect(page.getByText('已归入新安江街道，共 2 家')).toBeVisible()
  await expect(page.getByText('这里的企业都已经归入街道')).toBeVisible()

  await page.goto(`${base}/staff/desk/places?q=望舒路`)
  await expect(page.getByText('共 1 家待定')).toBeVisible()
  await expect(page.getByRole('link', { name: '望舒路20号' })).toBeVisible()
  await page.goto(`${base}/staff/library?q=${encodeURIComponent(sharingToo.name)}`)
  await page.getByRole('link', { name: sharingToo.name }).click()
  await expect(page.getByText('新安江街道').first()).toBeVisible()

  await page.setViewportSize(viewports.desk)
  await page.goto(`${base}/staff/desk/places?show=learned`)
  const lesson = page.getByRole('row', { name: /望舒路18号/ })
  await expect(lesson).toContainText('建德市新安江街道')
  await expectSound(page, 'known addresses')
  await lesson.getByRole('button', { name: '撤回' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '撤回' }).click()
  await expect(page.getByText('已撤回：1 家重新待定，0 家按另一种说法归入')).toBeVisible()
  await page.goto(`${base}/staff/desk/places?q=望舒路`)
  await expect(page.getByText('共 2 家待定')).toBeVisible()
  await expect(page.getByRole('row', { name: /望舒路18号/ })).toContainText(sharingToo.address)
  await expect(page.getByText(apart.address)).toBeVisible()
  await expect(page.getByText(sharing.address, { exact: true })).toBeHidden()

  // A street that was set, or read from the address, can be set right from the enterprise's own page.
  await page.goto(`${base}/staff/library?q=${encodeURIComponent(sharing.name)}`)
  await page.getByRole('link', { name: sharing.name }).click()
  await page.getByRole('button', { name: '更正属地' }).click()
  await expect(page.getByLabel('新安江街道', { exact: true })).toHaveCount(0)
  await page.getByLabel('洋溪街道', { exact: true }).check()
  await page.getByLabel(/只归这一家/).check()
  await page.getByRole('button', { name: '确定，归入 1 家' }).click()
  await expect(page.getByText('已归入洋溪街道，共 1 家')).toBeVisible()
  await expect(page.locator('main')).toContainText('洋溪街道由工作人员确认')
})

test('streets found with doubts are listed and confirmed one after another', async () => {
  const page = await openWorkbench(browser(), officers.jiandeSecond)
  await page.goto(`${base}/staff/library?q=${encodeURIComponent('观澜路')}`)
  await page.getByRole('button', { name: '筛选', exact: true }).click()
  await page.getByRole('checkbox', { name: '只看街道待确认的' }).check()
  await expectSound(page, 'filter of doubtful streets')
  await page.getByRole('button', { name: '查看结果' }).click()
  await expect(page.getByRole('link', { name: /只看街道待确认的.*去掉/ })).toBeVisible()
  await expect(page.getByText('共 2 家')).toBeVisible()
  const names = [doubtful, doubtfulToo].map(({ name }) => name)
  const first =
    (await page
      .getByRole('link', { name: doubtful.name })
      .or(page.getByRole('link', { name: doubtfulToo.name }))
      .first()
      .textContent()) ?? ''
  const [one, other] = first.includes(doubtful.name) ? [doubtful, doubtfulToo] : [doubtfulToo, doubtful]
  expect(names).toContain(one.name)
  await page.getByRole('link', { name: one.name }).click()
  await expect(page.locator('main')).toContainText('街道待确认')
  await page.getByRole('button', { name: '更正属地' }).click()
  await page.getByLabel(one === doubtful ? '新安江街道' : '洋溪街道', { exact: true }).check()
  await page.getByLabel(/只归这一家/).check()
  await page.getByRole('button', { name: '确定，归入 1 家' }).click()
  await expect(page.locator('main')).toContainText('由工作人员确认')
  await page.getByRole('link', { name: '下一家待确认' }).scrollIntoViewIfNeeded()
  await page.waitForTimeout(300)
  await expectSound(page, 'on to the next doubtful street')
  await page.getByRole('link', { name: '下一家待确认' }).click()
  await expect(heading(page, other.name)).toBeVisible()
  await expect(page.getByRole('link', { name: '下一家待确认' })).toHaveCount(0)
  await page.getByRole('link', { name: '返回企业库' }).click()
  await expect(page.getByText('共 1 家')).toBeVisible()
  await expect(page.getByRole('link', { name: other.name })).toBeVisible()
})
