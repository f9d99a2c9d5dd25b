import type { Page } from '@playwright/test'
import { test } from 'vitest'
import { enterprises, officers } from '../cast.ts'
import {
  answerAndSubmit,
  base,
  browserOfFile,
  enterCode,
  expect,
  expectReachableOnSmallPhone,
  expectSound,
  heading,
  openPhone,
  openWorkbench,
  readMessage,
} from '../product.ts'

const enterprise = enterprises.invited
const browser = browserOfFile()

test('an invited principal applies with the register filled in', async () => {
  const officer = await openWorkbench(browser(), officers.beishan)
  await inviteFromLibrary(officer)
  const text = await readMessage(enterprise.registeredPhone, 'invitation')
  expect(text).toContain(`${base}/i输入`)
  const code = /输入([0-9A-Z]{10})/.exec(text)?.[1] ?? ''

  // Messengers and scanners open links many times before a person does.
  for (let opened = 0; opened < 20; opened += 1) {
    expect((await fetch(`${base}/i/${code}`)).status).toBe(200)
    const { state } = (await (await fetch(`${base}/api/invitations/${code}`)).json()) as { state: string }
    expect(state).toBe('live')
  }

  const page = await openPhone(browser())
  await page.goto(`${base}/i`)
  await page.getByLabel('邀请码').fill(code.toLowerCase())
  await page.getByRole('button', { name: '打开邀请' }).click()
  await expect(heading(page, '邀请贵单位建立共青团组织')).toBeVisible()
  await expect(page.getByText(enterprise.name)).toBeVisible()
  await expect(page.getByText(officers.beishan.office).first()).toBeVisible()
  await expect(page.getByText(enterprise.principal)).toHaveCount(0)
  await expect(page.getByText(enterprise.registeredPhone)).toHaveCount(0)
  await expectSound(page, 'invitation')
  const start = page.getByRole('button', { name: '信息无误，开始申请' })
  await expectReachableOnSmallPhone(page, start)

  await start.click()
  await expect(heading(page, '验证登记手机')).toBeVisible()
  await expectSound(page, 'code')
  await enterCode(page, enterprise.registeredPhone)

  // The enterprise is settled by the invitation: the first question is about people.
  await expect(heading(page, '单位里有多少人？')).toBeVisible()
  await expectSound(page, 'numbers')
  await expectReachableOnSmallPhone(page, page.getByRole('button', { name: '下一步', exact: true }))
  const contact = { name: enterprise.principal, phone: enterprise.registeredPhone }
  const { number } = await answerAndSubmit(page, { staff: 38, youth: 20, members: 5 }, contact)
  await expectSound(page, 'receipt')
  expect(await readMessage(enterprise.registeredPhone, 'submitted')).toContain(number)

  await page.goto(`${base}/i/${code}`)
  await expect(heading(page, '这份邀请已经用过了')).toBeVisible()
  await officer.goto(`${base}/staff/queues/acceptance`)
  await officer.getByRole('link', { name: enterprise.name }).click()
  await expect(officer.getByText('受邀手机号')).toBeVisible()
})

async function inviteFromLibrary(page: Page): Promise<void> {
  await page.getByRole('link', { name: '企业库', exact: true }).click()
  await page.getByRole('searchbox').fill(enterprise.name)
  await page.getByRole('searchbox').press('Enter')
  await page.getByRole('link', { name: enterprise.name }).click()
  await expect(heading(page, enterprise.name)).toBeVisible()
  await expectSound(page, 'enterprise of the library')
  await page.getByRole('button', { name: '发送邀请', exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: '确认发送' }).click()
  await expect(page.getByRole('dialog')).toBeHidden()
}
