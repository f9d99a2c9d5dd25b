import type { Page } from '@playwright/test'
import { test } from 'vitest'
import { enterprises, officers } from '../cast.ts'
import {
  browserOfFile,
  expect,
  expectReachableOnSmallPhone,
  expectSound,
  heading,
  keptOnDevice,
  openWorkbench,
} from '../product.ts'

const enterprise = enterprises.called
const browser = browserOfFile()
const sheet = (page: Page) => page.getByRole('dialog')
const pick = (page: Page, choice: string) =>
  sheet(page)
    .getByRole('radio', { name: new RegExp(`^${choice}`) })
    .check()
const save = (page: Page) => sheet(page).getByRole('button', { name: '保存', exact: true }).click()
const open = (page: Page, button: string) => page.getByRole('button', { name: button, exact: true }).click()

test('a street officer calls an enterprise, agrees on a day, and finds it among the follow-ups', async () => {
  const page = await openWorkbench(browser(), officers.changhe)
  await openFromLibrary(page)
  await expect(page.getByText('未联系', { exact: true })).toBeVisible()
  await expectSound(page, 'enterprise not contacted')

  await page.getByRole('button', { name: /^拨打/ }).click()
  await expect(sheet(page).getByRole('link', { name: '拨打' })).toHaveAttribute(
    'href',
    `tel:${enterprise.registeredPhone}`,
  )
  await save(page)
  await expect(sheet(page).getByRole('alert')).toContainText('请选择结果')
  await expectSound(page, 'record with errors')
  await pick(page, '没联系上')
  await pick(page, '无人接听')
  await save(page)
  await expect(sheet(page)).toBeHidden()
  await expect(page.getByText('联系不上', { exact: true })).toBeVisible()
  await expect(page.getByText('已有 1 次没联系上')).toBeVisible()

  const colleague = await openWorkbench(browser(), officers.changheSecond)
  await openFromLibrary(colleague)
  await open(colleague, '记录联系')
  await fillNotNow(colleague, '同事也打了')

  await page.context().setOffline(true)
  await open(page, '记录联系')
  await fillNotNow(page, '财务说九月招应届生')
  await save(page)
  await expect(sheet(page).getByRole('alert')).toBeVisible()
  await expect.poll(() => keptOnDevice(page)).toContain('财务说九月招应届生')
  await page.context().setOffline(false)
  await page.reload()
  await open(page, '记录联系')
  await expect(sheet(page).getByText('上次没有保存的内容还在')).toBeVisible()
  await expect(sheet(page).getByLabel('备注')).toHaveValue('财务说九月招应届生')
  await expectSound(page, 'record as it was left')
  await save(page)
  await expect(sheet(page)).toBeHidden()
  await expect(page.getByText('暂不，约定再联系', { exact: true })).toBeVisible()
  await expect(page.getByText('已约定日期再联系，在那之前不发邀请')).toBeVisible()
  await expect(page.getByRole('button', { name: '发送邀请' })).toHaveCount(0)

  // The colleague had the page open as it was before: told so, with everything typed still there.
  await save(colleague)
  await expect(sheet(colleague).getByRole('status')).toContainText('同事刚刚更新了这家企业的联系情况')
  await expect(sheet(colleague).getByRole('status')).toContainText('暂不，约定再联系')
  await expect(sheet(colleague).getByLabel('备注')).toHaveValue('同事也打了')
  await expectSound(colleague, 'overtaken by a colleague')

  await open(page, '我来跟进')
  await expect(page.getByText('由我跟进')).toBeVisible()
  await expectReachableOnSmallPhone(page, page.getByRole('button', { name: '记录联系', exact: true }))
  await page.goto(new URL('/staff/library/follow-ups', page.url()).href)
  await expect(heading(page, '我的跟进')).toBeVisible()
  const card = page.getByRole('listitem').filter({ hasText: enterprise.name })
  await expect(card).toContainText('暂时没有青年')
  await expectSound(page, 'follow-ups')
  await page.getByRole('link', { name: '本单位到期的' }).click()
  await expect(page.getByText('没有到期要联系的企业')).toBeVisible()
})

async function openFromLibrary(page: Page): Promise<void> {
  await page.getByRole('link', { name: '企业库', exact: true }).click()
  await page.getByRole('searchbox').fill(enterprise.name)
  await page.getByRole('searchbox').press('Enter')
  await page.getByRole('link', { name: enterprise.name }).click()
  await expect(heading(page, enterprise.name)).toBeVisible()
}

async function fillNotNow(page: Page, note: string): Promise<void> {
  await pick(page, '电话')
  await pick(page, '暂不，约定日期')
  await pick(page, '暂时没有青年')
  await sheet(page).getByRole('button', { name: '3 个月后' }).click()
  await sheet(page).getByLabel('备注').fill(note)
}
