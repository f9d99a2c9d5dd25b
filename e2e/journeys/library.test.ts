import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { test } from 'vitest'
import { viewports } from '../browser.ts'
import { enterprises, officers } from '../cast.ts'
import {
  base,
  browserOfFile,
  expect,
  expectReachableOnSmallPhone,
  expectSound,
  heading,
  openWorkbench,
} from '../product.ts'

const { keyed } = enterprises
const browser = browserOfFile()
const sheet = (page: Page) => page.getByRole('dialog')
const tap = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()
const card = (page: Page) => page.getByRole('listitem').filter({ hasText: keyed.name })

async function search(page: Page, text: string): Promise<void> {
  await page.getByRole('searchbox').fill(text)
  await page.getByRole('searchbox').press('Enter')
  await expect(card(page)).toBeVisible()
  await expect(page.getByText('共 1 家')).toBeVisible()
}

test('a county officer finds an enterprise by pinyin, tags a key list, assigns it and takes it out as a masked file', async () => {
  const page = await openWorkbench(browser(), officers.shangchengSecond)
  await page.getByRole('link', { name: '企业库', exact: true }).click()
  await expect(heading(page, '企业库')).toBeVisible()
  await expectSound(page, 'library')
  await search(page, 'liaohuaxinxi')
  await search(page, `${keyed.principal} 清波`)
  await search(page, 'hzlhxx')
  await search(page, 'liao hua xin xi')
  // Another character of the same sound: what sounds like it is offered, and no more is said to match.
  await page.getByRole('searchbox').fill(keyed.name.replace('蓼花', '蓼化'))
  await page.getByRole('searchbox').press('Enter')
  await expect(page.getByText('共 0 家')).toBeVisible()
  await expect(page.getByText('没有完全对上的，名称相近的有这些')).toBeVisible()
  await expect(card(page)).toBeVisible()
  await page.goto(`${base}/staff/library/none-such`)
  await expect(page.getByText('没有找到这一件')).toBeVisible()
  await page.goto(`${base}/staff/library`)
  await search(page, 'hzlhxx')
  await card(page)
    .getByText(/^建团可能 \d+ 分$/)
    .click()
  await expect(card(page).getByText('行业青年多少')).toBeVisible()
  await expectSound(page, 'why it has its score')

  await tap(page, '筛选')
  await sheet(page).getByLabel('街道（乡镇）').selectOption({ label: '清波街道' })
  await sheet(page).getByLabel('从业人数').selectOption({ label: '没有登记人数' })
  await expectSound(page, 'filters')
  await tap(page, '查看结果')
  await expect(page.getByRole('link', { name: /清波街道.*去掉/ })).toBeVisible()
  await expect(card(page)).toBeVisible()
  await tap(page, '视图')
  await sheet(page).getByLabel('名称').fill('清波待联系')
  await tap(page, '保存')
  await expect(sheet(page).getByRole('button', { name: '清波待联系' })).toBeVisible()
  // The same name for another view: nothing is replaced unasked.
  await sheet(page).getByText('保存现在的筛选').click()
  await sheet(page).getByLabel('名称').fill('清波待联系')
  await sheet(page).getByRole('checkbox', { name: '同单位的同事也能看到' }).check()
  const answered = Promise.withResolvers<void>()
  await page.route('**/api/library/views', (route) => answered.promise.then(() => route.continue()), { times: 1 })
  await tap(page, '保存')
  await expect(sheet(page).getByRole('button', { name: '正在处理…' })).toBeVisible()
  answered.resolve()
  await expect(sheet(page).getByText('已有名为“清波待联系”的视图')).toBeVisible()
  await expectSound(page, 'a view of a taken name')
  await tap(page, '两个都留')
  await expect(sheet(page).getByRole('button', { name: /^清波待联系 2/ })).toBeVisible()
  await expect(sheet(page).getByRole('button', { name: '清波待联系', exact: true })).toBeVisible()
  await expectSound(page, 'saved views')
  await tap(page, '关闭')

  await tap(page, '标签')
  await sheet(page).getByLabel('名称').fill('重点软件企业')
  await tap(page, '新建')
  await sheet(page).getByLabel('粘贴信用代码').fill(`${keyed.creditCode.toLowerCase()}\n91330106MA2TE5T01R`)
  await tap(page, '加上标签')
  await expect(sheet(page).getByText('91330106MA2TE5T01R').first()).toBeVisible()
  await expectSound(page, 'a pasted list')
  await tap(page, '关闭')
  await expect(card(page).getByText('重点软件企业')).toBeVisible()

  await tap(page, '多选')
  await page.getByRole('checkbox', { name: `选择${keyed.name}` }).check()
  await expectReachableOnSmallPhone(page, page.getByRole('button', { name: '分派 1 家' }))
  await expectSound(page, 'picking several')
  await tap(page, '分派 1 家')
  await sheet(page).getByRole('radio', { name: /本人/ }).check()
  await expect(sheet(page).getByText('还没有人跟进')).toBeVisible()
  await tap(page, '确认分派 1 家')
  await expect(sheet(page).getByText('已分派 1 家')).toBeVisible()
  await expect(card(page).getByText('已分派')).toBeVisible()
  await expectSound(page, 'assigned')
  await tap(page, '撤回这次分派')
  await expect(card(page).getByText('未联系')).toBeVisible()

  await tap(page, '导出')
  await sheet(page).getByRole('radio', { name: 'CSV' }).check()
  await expect(sheet(page).getByText(/按现在的筛选导出 [\d,]+ 家/)).toBeVisible()
  const [told] = /\d[\d,]*/.exec(
    (await sheet(page)
      .getByText(/按现在的筛选导出/)
      .textContent()) ?? '',
  ) ?? ['']
  await expectSound(page, 'export')
  const download = page.waitForEvent('download')
  // It may take minutes, and says all the while that it is at work.
  const [go, come] = [Promise.withResolvers<void>(), '**/api/library/exports']
  await page.route(come, (route) => go.promise.then(() => route.continue()))
  await sheet(page).getByRole('button', { name: '导出', exact: true }).click()
  await expect(sheet(page).getByRole('button', { name: '正在处理…' })).toBeVisible()
  go.resolve()
  const text = readFileSync(await (await download).path(), 'utf8')
  expect(text.split('\r\n').map((line) => line.split(',')[0])).toContain(keyed.name)
  // As many as were told before, and the last line says so.
  expect(text).toContain(`共 ${told.replaceAll(',', '')} 家`)
  expect(text.trim().split('\r\n')).toHaveLength(Number(told.replaceAll(',', '')) + 2)
  expect(text).not.toContain(keyed.registeredPhone)
  expect(text).toContain('重点软件企业')

  await page.setViewportSize(viewports.desk)
  await expect(page.getByRole('table').getByText('重点软件企业')).toBeVisible()
  await expectSound(page, 'library at a desk')
})
