import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, type Locator, type Page, expect as playwrightExpect } from '@playwright/test'
import { closeDatabase, openDatabase } from '@yijian/server/db/client'
import { findRunning } from '@yijian/server/db/embedded'
import { drawPaper } from '@yijian/server/demonstration/draw-paper'
import type { SimulatedMessage } from '@yijian/shared/messages/contract'
import type { TemplateId } from '@yijian/shared/messages/templates'
import { afterAll, beforeAll, inject, onTestFailed } from 'vitest'
import { expectAccessible, expectNoOverflow, launchBrowser, openDevice, viewports } from './browser.ts'
import type { Enterprise, Officer } from './cast.ts'

export const base = inject('base')

/** Patient enough for two browsers, a server and its database on two slow cores. */
export const expect = playwrightExpect.configure({ timeout: 15_000 })

/** A phone is sent one code a minute; a journey does not wait for it. */
export async function letAMinutePass(): Promise<void> {
  const database = openDatabase(findRunning(inject('dataDir'))?.databaseUrl ?? '')
  await database.pool.query(`delete from budget where kind = 'code.phone.minute'`)
  await closeDatabase(database)
}

let failures = 0

/** A made-up paper to photograph: a licence, a sealed result. */
export const photo = { name: 'photo.png', mimeType: 'image/png', buffer: drawPaper() }

/** One browser for the tests of a file, there from the first of them on. */
export function browserOfFile(): () => Browser {
  let browser: Browser | undefined
  beforeAll(async () => {
    browser = await launchBrowser()
  })
  afterAll(() => browser?.close())
  return () => {
    if (!browser) throw new Error('the browser is there within tests only')
    return browser
  }
}

/** A fresh device at the common phone's size, on the home page. It shows how it stood when its test fails. */
export async function openPhone(browser: Browser): Promise<Page> {
  const context = await openDevice(browser)
  const page = await context.newPage()
  page.setDefaultTimeout(15_000)
  onTestFailed(async ({ task }) => {
    const path = join(tmpdir(), `yijian-failed-${task.id}-${failures++}.png`)
    await page.screenshot({ path })
    process.stderr.write(`${page.url()} as the test failed: ${path}\n`)
  })
  await page.goto(base)
  return page
}

/** The newest message of a kind that the simulator delivered to a phone, once there are `count` of them. */
export async function readMessage(phone: string, template: TemplateId, count = 1): Promise<string> {
  let found: readonly SimulatedMessage[] = []
  await expect(async () => {
    found = await listMessages(phone, template)
    expect(found.length, `messages ${template} to ${phone}`).toBeGreaterThanOrEqual(count)
  }).toPass({ timeout: 20_000, intervals: [250] })
  return found[0]?.text ?? ''
}

/** What the simulator delivered to a phone, the newest first. */
export async function listMessages(phone: string, template: TemplateId): Promise<readonly SimulatedMessage[]> {
  const answer = await fetch(`${base}/api/demo/inbox?phone=${phone}`)
  const { messages } = (await answer.json()) as { messages: SimulatedMessage[] }
  return messages.filter((message) => message.template === template)
}

/** Signs in through the pages; `page` then is where sign-in leads to. */
export async function signIn(page: Page, phone: string, to = '/sign-in'): Promise<void> {
  await page.goto(base + to)
  await page.getByLabel('手机号码').fill(phone)
  const { length: earlier } = await listMessages(phone, 'sign_in_code')
  await page.getByRole('button', { name: '获取验证码' }).click()
  await enterCode(page, phone, earlier + 1)
  await expect(page.getByLabel('6 位短信验证码')).toBeHidden()
}

/** Types the one-time code that the phone has received, its `count`th. */
export async function enterCode(page: Page, phone: string, count = 1): Promise<void> {
  const field = page.getByLabel('6 位短信验证码')
  await field.waitFor()
  const [code = ''] = /\d{6}/.exec(await readMessage(phone, 'sign_in_code', count)) ?? []
  await field.fill(code)
  await page.getByRole('button', { name: '登录', exact: true }).click()
}

/** An officer at work, on a phone of their own. */
export async function openWorkbench(browser: Browser, { phone }: Officer): Promise<Page> {
  const page = await openPhone(browser)
  await signIn(page, phone)
  await expect(page.getByRole('heading', { name: '今天该办的' })).toBeVisible()
  return page
}

export type Answered = {
  readonly staff: number
  readonly youth: number
  readonly members: number
  readonly women?: number
}

/** The numbers of a form, by the words at its fields. */
export async function fillNumbers(page: Page | Locator, { staff, youth, members, women = 3 }: Answered): Promise<void> {
  await page.getByLabel('职工总数').fill(String(staff))
  await page.getByLabel('35 周岁以下青年').fill(String(youth))
  await page.getByLabel('团员', { exact: true }).fill(String(members))
  await page.getByLabel('女职工').fill(String(women))
}

/** From the numbers page to the receipt. @returns the number and the id of the application */
export async function answerAndSubmit(page: Page, numbers: Answered, contact: Contact): Promise<Receipt> {
  await answer(page, numbers, contact)
  return submitChecked(page)
}

export type Contact = { readonly name: string; readonly phone: string }

/** From the numbers page to the check page. */
export async function answer(page: Page, numbers: Answered, { name, phone }: Contact): Promise<void> {
  await expect(heading(page, '单位里有多少人？')).toBeVisible()
  await fillNumbers(page, numbers)
  await page.getByRole('group', { name: '单位里有党组织吗？' }).getByLabel('没有').check()
  await next(page)
  await expect(heading(page, '街道联系谁？')).toBeVisible()
  await page.getByLabel('联系人姓名').fill(name)
  await page.getByLabel('手机号码').fill(phone)
  await next(page)
  await expect(heading(page, '请核对后提交')).toBeVisible()
}

export type Receipt = { readonly number: string; readonly id: string }

async function submitChecked(page: Page): Promise<Receipt> {
  await page.getByLabel(/我已看过个人信息保护说明/).check()
  await page.getByRole('button', { name: '提交建团申请' }).click()
  return readReceipt(page)
}

export async function readReceipt(page: Page): Promise<Receipt> {
  await expect(heading(page, '申请已提交')).toBeVisible()
  const number = (await page.locator('.receipt-number').textContent()) ?? ''
  const href = await page.getByRole('link', { name: '查看进度' }).getAttribute('href')
  return { number, id: href?.split('/').at(-1) ?? '' }
}

/** Somebody of the enterprise whom the register does not know applies on their own phone. */
export async function applyWalkingIn(
  browser: Browser,
  enterprise: Enterprise,
  numbers: Answered,
): Promise<Receipt & { readonly page: Page }> {
  const page = await openPhone(browser)
  await signIn(page, enterprise.ownPhone, '/apply/enterprise')
  await chooseByCode(page, enterprise)
  await page.getByRole('button', { name: '信息无误，下一步' }).click()
  return { page, ...(await answerAndSubmit(page, numbers, ownContact(enterprise))) }
}

export function ownContact({ contactName, ownPhone }: Enterprise): Contact {
  return { name: contactName, phone: ownPhone }
}

export async function chooseByCode(page: Page, { creditCode, name }: Enterprise): Promise<void> {
  await page.getByLabel('统一社会信用代码，或企业名称').fill(creditCode)
  await page.getByRole('button', { name: '查找' }).click()
  await expect(page.getByText(name).first()).toBeVisible()
}

/** Two taps, on the names of the county and of one of its streets. */
export async function pickPlace(page: Page, county: string, street: string): Promise<void> {
  const pick = (group: string, name: string) =>
    page.getByRole('group', { name: group, exact: true }).getByLabel(name, { exact: true }).check()
  await pick('区、县（市）', county)
  await pick('街道（乡镇）', street)
}

export async function next(page: Page): Promise<void> {
  await page.getByRole('button', { name: '下一步', exact: true }).click()
}

export function heading(page: Page, name: string | RegExp): Locator {
  return page.getByRole('heading', { level: 1, name })
}

/** A main station of a journey: clean to axe and within the width of the phone. */
export async function expectSound(page: Page, state: string): Promise<void> {
  await page.locator('h1').waitFor()
  await expectAccessible(page, state)
  await expectNoOverflow(page)
}

/** On the smallest phone the action can be tapped without scrolling; the page is then as wide as it was. */
export async function expectReachableOnSmallPhone(page: Page, action: Locator): Promise<void> {
  await page.setViewportSize(viewports.small)
  await page.evaluate(() => scrollTo(0, 0))
  await expect(action).toBeInViewport({ ratio: 1 })
  await action.click({ trial: true })
  await expectNoOverflow(page)
  await page.setViewportSize(viewports.phone)
}

/** All that is kept on this device of what was typed: within milliseconds, which a reload can forestall. */
export function keptOnDevice(page: Page): Promise<string> {
  return page.evaluate(
    () =>
      new Promise<string>((resolve, reject) => {
        const opening = indexedDB.open('yijian-drafts')
        opening.onerror = () => reject(opening.error)
        opening.onsuccess = () => {
          const all = opening.result.transaction('drafts').objectStore('drafts').getAll()
          all.onsuccess = () => resolve(JSON.stringify(all.result))
        }
      }),
  )
}
