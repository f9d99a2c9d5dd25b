import type { Page } from '@playwright/test'
import { openSheet, photograph } from './photograph.ts'

/** What the officer of a county opens: the pool, its places, a list of another office, the library's tools. */
export async function county(page: Page, base: string): Promise<void> {
  await page.goto(`${base}/staff/queues/unplaced`)
  await photograph(page, 'staffQueue', 'pool')
  await page.getByRole('main').locator('.queue').getByRole('link').first().click()
  await openSheet(page, '分派街道')
  await photograph(page, 'staffCase', 'assign-sheet')
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('radio').first().check()
  await dialog.getByRole('button', { name: '分派街道' }).click()
  await page.getByRole('dialog', { name: /^企业也归/ }).waitFor()
  await photograph(page, 'staffCase', 'learn-sheet')
  await places(page, base)
  await lists(page, base)
  await library(page, base)
}

async function places(page: Page, base: string): Promise<void> {
  await page.goto(`${base}/staff/desk/places`)
  await photograph(page, 'staffPlaces')
  await page.getByRole('main').locator('.queue').getByRole('link').first().click()
  await openSheet(page, '给这一处定街道')
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('radio').first().check()
  await dialog.getByText('归入范围').waitFor()
  await photograph(page, 'staffPlaces', 'preview-sheet')
  await dialog.getByRole('button', { name: /^确定，归入/ }).click()
  await dialog.waitFor({ state: 'hidden' })
  await page.goto(`${base}/staff/desk/places?show=learned`)
  await page.getByRole('button', { name: '撤回' }).first().waitFor()
  await photograph(page, 'staffPlaces', 'learned')
  await openSheet(page, '撤回')
  await photograph(page, 'staffPlaces', 'revoke-sheet')
}

/** A union's list: some of the library by name and code, one misspelt, one that nobody knows. */
async function lists(page: Page, base: string): Promise<void> {
  const searched = page.waitForResponse((answer) => new URL(answer.url()).pathname === '/api/library')
  await page.goto(`${base}/staff/library`)
  const { items } = (await (await searched).json()) as { items: { name: string; creditCode: string | null }[] }
  await page.goto(`${base}/staff/desk/lists`)
  await photograph(page, 'staffLists', 'empty')
  await page.getByRole('button', { name: '上传名单' }).click()
  await page.getByRole('button', { name: '上传并核对' }).click()
  await page.getByRole('alert').waitFor()
  await photograph(page, 'staffLists', 'error')
  const rows = items.slice(0, 6).map(({ name, creditCode }, at) => `${name},${at === 0 ? '' : (creditCode ?? '')}`)
  const text = ['单位名称,统一社会信用代码', ...rows, '杭州无此一家示例有限公司,'].join('\n')
  const file = { name: '西湖区新建会单位名单.csv', mimeType: 'text/csv', buffer: Buffer.from(text) }
  await page.getByLabel('名单文件').setInputFiles(file)
  await page.getByRole('button', { name: '上传并核对' }).click()
  await page.getByRole('link', { name: '共建清单' }).waitFor()
  await photograph(page, 'staffList')
  await page.getByText(/^读到：/).click()
  await page.getByLabel('单位名称').waitFor()
  await photograph(page, 'staffList', 'columns')
  await page
    .getByRole('button', { name: /^是这家/ })
    .first()
    .click()
  await page.getByText('人工确认').waitFor()
  await page.getByRole('button', { name: '不是这家' }).first().click()
  await page.getByText('人工排除').waitFor()
  await photograph(page, 'staffList', 'decided')
  await page.getByRole('link', { name: '共建清单' }).click()
  await photograph(page, 'staffList', 'together')
  await openSheet(page, '给这些企业加标签')
  await photograph(page, 'staffList', 'tag-sheet')
  await page.goto(`${base}/staff/desk/lists`)
  await photograph(page, 'staffLists')
}

async function library(page: Page, base: string): Promise<void> {
  await page.goto(`${base}/staff/library`)
  for (const [button, state] of [
    ['筛选', 'filter-sheet'],
    ['视图', 'views-sheet'],
    ['标签', 'tags-sheet'],
    ['导出', 'export-sheet'],
  ] as const) {
    await openSheet(page, button)
    await photograph(page, 'staffLibrary', state)
    await page.keyboard.press('Escape')
  }
  await page.getByRole('button', { name: '多选' }).click()
  await page.getByRole('checkbox').first().check()
  await photograph(page, 'staffLibrary', 'picking')
  await openSheet(page, '分派 1 家')
  await photograph(page, 'staffLibrary', 'assign-sheet')
}
