import type { Locator, Page } from '@playwright/test'
import { type Answered, base, expect, fillNumbers } from './product.ts'

/** What officers do with a case, through its page. */

export async function openCase(page: Page, id: string, enterpriseName: string): Promise<void> {
  await page.goto(`${base}/staff/cases/${id}`)
  await expect(page.getByRole('heading', { level: 1, name: enterpriseName })).toBeVisible()
}

export function actions(page: Page): Locator {
  return page.getByRole('region', { name: '本页操作' })
}

export async function claim(page: Page): Promise<void> {
  await page.getByRole('button', { name: '认领', exact: true }).click()
  await expect(page.getByText('您已认领')).toBeVisible()
}

export async function accept(page: Page): Promise<void> {
  await actions(page).getByRole('button', { name: '受理', exact: true }).click()
  await expectState(page, '核实中')
}

export async function expectState(page: Page, state: string): Promise<void> {
  await expect(page.getByRole('main').locator('.tags').first().getByText(state, { exact: true })).toBeVisible()
}

/** A call that reached somebody who may speak for the enterprise, with the numbers as found. */
export async function recordCall(page: Page, found?: Answered): Promise<void> {
  await page.getByRole('button', { name: '记录核实' }).click()
  const sheet = page.getByRole('dialog', { name: '核实记录' })
  await sheet.getByLabel('电话', { exact: true }).check()
  await sheet.getByLabel('联系上了', { exact: true }).check()
  await sheet.getByLabel('对方确认由其代表企业申请').check()
  if (found) await fillNumbers(sheet, found)
  await sheet.getByRole('button', { name: '保存记录' }).click()
  await expect(sheet).toBeHidden()
  await expect(page.getByText('已保存核实记录')).toBeVisible()
}

/** Opens the sheet of a decision, from the main button or from 更多办理. */
export async function openDecision(page: Page, action: string): Promise<Locator> {
  const main = actions(page).getByRole('button', { name: action, exact: true })
  if (await main.isVisible()) await main.click()
  else {
    await actions(page).getByRole('button', { name: '更多办理' }).click()
    await page.getByRole('dialog').getByRole('button', { name: action, exact: true }).click()
  }
  const sheet = page.getByRole('dialog', { name: action })
  await expect(sheet).toBeVisible()
  return sheet
}

export async function decide(
  page: Page,
  action: string,
  fill: (sheet: Locator) => Promise<void> = async () => {},
): Promise<void> {
  const sheet = await openDecision(page, action)
  await fill(sheet)
  await sheet.getByRole('button', { name: action, exact: true }).click()
  await expect(sheet).toBeHidden()
}

export async function approveAs(page: Page, kind: string): Promise<void> {
  await decide(page, '同意', (sheet) => sheet.getByLabel(new RegExp(`^${kind}`)).check())
}
