import { localDay } from '@yijian/shared/application/clock'
import { test } from 'vitest'
import { officers } from '../cast.ts'
import { base, browserOfFile, expect, expectSound, heading, letAMinutePass, openWorkbench } from '../product.ts'

const browser = browserOfFile()

test('rules published for a later day are withdrawn before it, with a reason that stays to be read', async () => {
  await letAMinutePass()
  const page = await openWorkbench(browser(), officers.importer)
  await page.goto(`${base}/staff/desk`)
  await page.getByRole('link', { name: '邀请短信规则' }).click()
  await expect(heading(page, '邀请短信规则')).toBeVisible()
  await page.getByRole('button', { name: '拟定新规则' }).click()
  await page.getByLabel('从哪天起').fill(localDay(new Date(Date.now() + 30 * 86_400_000)))
  await page.getByLabel('到几点止').fill('18')
  await page.getByLabel('依据').fill('办公会纪要〔2026〕3号')
  await page.getByRole('button', { name: '保存', exact: true }).click()
  await page.getByRole('button', { name: '发布', exact: true }).click()
  await expect(page.getByRole('heading', { name: '将要生效' })).toBeVisible()
  await expectSound(page, 'rules to come')

  await page.getByRole('button', { name: '撤回，不让它生效' }).click()
  const sheet = page.getByRole('dialog', { name: '撤回将要生效的规则' })
  await sheet.getByRole('button', { name: '确认撤回' }).click()
  await expect(sheet.getByRole('alert')).toContainText('请写明为什么撤回')
  await expectSound(page, 'withdrawal without a reason')
  await sheet.getByLabel('为什么撤回').fill('等省里的文件')
  await sheet.getByRole('button', { name: '确认撤回' }).click()
  await expect(page.getByRole('heading', { name: '将要生效' })).toHaveCount(0)
  await page.getByText('撤回的规则').click()
  await expect(page.getByText(/撤回：等省里的文件/)).toBeVisible()
  await expectSound(page, 'withdrawn rules')
})
