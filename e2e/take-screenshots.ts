import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { type Browser, expect, type Page } from '@playwright/test'
import type { DemonstrationAccount, SimulatedMessage } from '@yijian/shared/messages/contract'
import { paths } from '../client/src/app/paths.ts'
import { launchBrowser, openDevice } from './browser.ts'
import { folder, openSheet, photograph, shown } from './photograph.ts'
import { county } from './photograph-county.ts'
import { register } from './photograph-register.ts'
import { type Product, startSampleProduct } from './start-product.ts'

/** `npm run screenshots`: every page of the product with its sample, at every size and in two text sizes. */

async function inbox(base: string, phone = ''): Promise<readonly SimulatedMessage[]> {
  const answer = await fetch(`${base}/api/demo/inbox${phone && `?phone=${phone}`}`)
  return ((await answer.json()) as { messages: SimulatedMessage[] }).messages
}

/** The newest message of a kind, as soon as there is one. */
async function waitForMessage(base: string, template: SimulatedMessage['template'], phone?: string): Promise<string> {
  let text = ''
  await expect(async () => {
    text = (await inbox(base, phone)).find((message) => message.template === template)?.text ?? ''
    expect(text).not.toBe('')
  }).toPass({ timeout: 20_000 })
  return text
}

/** A device of one of the demonstration's people, signed in by their code. */
async function openAs(browser: Browser, base: string, account: DemonstrationAccount): Promise<Page> {
  const context = await openDevice(browser)
  const page = await context.newPage()
  await page.goto(`${base}/sign-in`)
  await page.getByRole('button', { name: account.labelZh }).click()
  await page.getByRole('button', { name: '获取验证码' }).click()
  await page.getByLabel('6 位短信验证码').waitFor()
  const code = /\d{6}/.exec(await waitForMessage(base, 'sign_in_code', account.phone))?.[0] ?? ''
  await page.getByLabel('6 位短信验证码').fill(code)
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await expect(page).not.toHaveURL(/sign-in/)
  return page
}

async function follow(page: Page, link: string | RegExp): Promise<void> {
  await page.getByRole('link', { name: link }).first().click()
}

const next = (page: Page) => page.getByRole('button', { name: /下一步$/ }).click()

async function visitor(browser: Browser, base: string): Promise<void> {
  const page = await (await openDevice(browser)).newPage()
  const open = (path: string) => page.goto(base + path)
  await open('/')
  await photograph(page, 'home')
  await open('/no-such-page')
  await photograph(page, 'home', 'not-found')
  await open('/sign-in')
  await photograph(page, 'signIn')
  await page.getByRole('button', { name: '获取验证码' }).click()
  await photograph(page, 'signIn', 'error')
  await page.getByLabel('手机号码').fill('19900024900')
  await page.getByRole('button', { name: '获取验证码' }).click()
  await page.getByLabel('6 位短信验证码').waitFor()
  await photograph(page, 'signIn', 'code')
  await open('/i')
  await page.getByRole('button', { name: '打开邀请' }).click()
  await photograph(page, 'invitationEntry')
  await open('/privacy')
  await photograph(page, 'privacy')
  await open('/demo/inbox')
  await photograph(page, 'demoInbox')
  await page.context().close()
}

async function invited(browser: Browser, base: string): Promise<void> {
  const code = /输入([0-9A-Z]{10})/.exec(await waitForMessage(base, 'invitation'))?.[1]
  const page = await (await openDevice(browser)).newPage()
  await page.goto(`${base}/i/${code}`)
  await photograph(page, 'invitation')
  await openSheet(page, '信息有误，或不是我单位')
  await photograph(page, 'invitation', 'sheet')
  await page.context().close()
}

/** Through the form from its first page to the receipt; what the form leads on to is behind the two addresses of its start. */
async function applicant(page: Page, base: string): Promise<void> {
  await page.goto(`${base}/applications`)
  await photograph(page, 'applications', 'empty')
  await page.goto(`${base}/apply/enterprise`)
  await photograph(page, 'applyEnterprise')
  await page.getByLabel('统一社会信用代码，或企业名称').fill('91330106YYYYY90005')
  await page.getByRole('button', { name: '查找' }).click()
  await page.getByRole('alert').waitFor()
  await photograph(page, 'applyEnterprise', 'error')
  await page.getByLabel('统一社会信用代码，或企业名称').fill('杭州蓼汀渔火有限公司')
  await page.getByRole('button', { name: '查找' }).click()
  await page.getByRole('button', { name: '自己填写企业信息' }).click()
  await next(page)
  await photograph(page, 'applyUnlisted', 'error')
  await page.goto(`${base}/apply/enterprise`)
  await page
    .getByRole('button', { name: /^杭州.+公司/ })
    .first()
    .click()
  await page.getByRole('heading', { name: '请确认企业信息' }).waitFor()
  await photograph(page, 'applyConfirm')
  await next(page)
  await page.getByRole('heading', { name: '单位里有多少人？' }).waitFor()
  shown.add('apply').add('applyInvited')
  await photograph(page, 'applyNumbers')
  await next(page)
  await page.getByRole('alert').waitFor()
  await photograph(page, 'applyNumbers', 'error')
  await page.getByLabel('职工总数').fill('36')
  await page.getByLabel('35 周岁以下青年').fill('18')
  await page.getByLabel('团员', { exact: true }).fill('8')
  await page.getByLabel('女职工').fill('15')
  await page.getByRole('group', { name: '单位里有党组织吗？' }).getByLabel('没有').check()
  await next(page)
  await page.getByLabel('联系人姓名').fill('林书遥')
  await page.getByLabel('手机号码').fill('19900010021')
  await photograph(page, 'applyContact')
  await next(page)
  await page.getByRole('heading', { name: '请核对后提交' }).waitFor()
  await photograph(page, 'applyCheck')
  await openSheet(page, '看看说明全文')
  await photograph(page, 'applyCheck', 'sheet')
  await page.keyboard.press('Escape')
  await page.getByLabel(/我已看过个人信息保护说明/).check()
  await page.getByRole('button', { name: '提交建团申请' }).click()
  await page.locator('.receipt-number').waitFor()
  await photograph(page, 'applyCheck', 'receipt')
}

async function followOwn(page: Page, base: string, state: string): Promise<void> {
  await page.goto(`${base}/applications`)
  await photograph(page, 'applications', state)
  await page.getByRole('main').locator('.queue').getByRole('link').first().click()
  await page.getByRole('heading', { name: '办理进度' }).waitFor()
  await photograph(page, 'application', state)
}

async function returned(page: Page, base: string): Promise<void> {
  await followOwn(page, base, 'returned')
  await openSheet(page, '撤回申请')
  await photograph(page, 'application', 'sheet')
  await page.keyboard.press('Escape')
  await follow(page, '去修改')
  await photograph(page, 'correction')
}

async function meeting(page: Page, base: string): Promise<void> {
  await followOwn(page, base, 'meeting')
  await follow(page, '填报选举结果')
  await photograph(page, 'result')
  await page.getByRole('button', { name: '报送选举结果' }).click()
  await page.getByRole('alert').waitFor()
  await photograph(page, 'result', 'error')
}

async function established(page: Page, base: string): Promise<void> {
  await followOwn(page, base, 'established')
  await follow(page, '选举结果的批复')
  await page.getByRole('article').waitFor()
  await photograph(page, 'reply')
}

async function clerk(page: Page, base: string): Promise<void> {
  await page.goto(`${base}/staff`)
  await photograph(page, 'staff')
  await page.goto(`${base}/staff/queues/verifying`)
  await photograph(page, 'staffQueue')
  await page.goto(`${base}/staff/queues/decision`)
  await photograph(page, 'staffQueue', 'empty')
  await page.goto(`${base}/staff/cases`)
  await photograph(page, 'staffCases')
  await page.goto(`${base}/staff/queues/verifying`)
  await page.getByRole('main').locator('.queue').getByRole('link').first().click()
  await page.getByRole('heading', { name: '核验单' }).waitFor()
  await photograph(page, 'staffCase')
  await openSheet(page, '记录核实')
  await page.getByLabel('联系上了', { exact: true }).check()
  await photograph(page, 'staffCase', 'contact-sheet')
  await page.keyboard.press('Escape')
  await openSheet(page, '更多办理')
  await photograph(page, 'staffCase', 'more-sheet')
  await page.getByRole('dialog').getByRole('button', { name: '退回补正' }).click()
  await page.getByRole('dialog').locator('.sheet-foot').getByRole('button').first().click()
  await page.getByRole('alert').waitFor()
  await photograph(page, 'staffCase', 'sheet-error')
  await page.goto(`${base}/staff/cases/999999`)
  await page.getByText('没有找到这一件').waitFor()
  await photograph(page, 'staffCase', 'not-found')
  await page.goto(`${base}/staff/library?outreach=new`)
  await photograph(page, 'staffLibrary')
  for (let at = 0; ; at += 1) {
    await page.getByRole('main').locator('.queue').getByRole('link').nth(at).click()
    const invite = page.getByRole('button', { name: '发送邀请', exact: true })
    await page.getByRole('heading', { name: '联系情况' }).waitFor()
    if (await invite.isVisible()) break
    await page.goBack()
  }
  await photograph(page, 'staffEnterprise')
  await openSheet(page, '发送邀请')
  await photograph(page, 'staffEnterprise', 'sheet')
  await page.getByRole('dialog').getByRole('button', { name: '确认发送' }).click()
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
  await openSheet(page, '记录联系')
  await page.getByRole('radio', { name: /^暂不/ }).check()
  await page.getByRole('button', { name: '保存', exact: true }).click()
  await page.getByRole('alert').waitFor()
  await photograph(page, 'staffEnterprise', 'record-error')
  await page.getByRole('radio', { name: '电话', exact: true }).check()
  await page.getByRole('radio', { name: '暂时没有青年' }).check()
  await page.getByRole('button', { name: '3 个月后' }).click()
  await page.getByRole('button', { name: '保存', exact: true }).click()
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
  await page.getByRole('button', { name: '我来跟进' }).click()
  await page.getByText('由我跟进').waitFor()
  await photograph(page, 'staffEnterprise', 'agreed-later')
  await page.goto(`${base}/staff/library/follow-ups`)
  await photograph(page, 'staffFollowUps')
  await page.goto(`${base}/staff/tasks`)
  await page.getByRole('button', { name: '记录办理结果' }).first().waitFor()
  await photograph(page, 'staffTasks')
  await openSheet(page, '记录办理结果')
  await photograph(page, 'staffTasks', 'sheet')
  await page.keyboard.press('Escape')
  await page.goto(`${base}/staff/tasks?kind=closed`)
  await page.getByText('还没有办结的').waitFor()
  await photograph(page, 'staffTasks', 'empty')
  await page.goto(`${base}/staff/me`)
  await photograph(page, 'staffMe')
}

async function city(page: Page, base: string): Promise<void> {
  await page.goto(`${base}/staff/overview`)
  await photograph(page, 'staffOverview')
  await page.getByRole('table').getByRole('link', { name: '西湖区' }).click()
  await page.getByRole('heading', { level: 1, name: /西湖区/ }).waitFor()
  await photograph(page, 'staffOverviewPlace')
  await register(page, base)
}

async function twoPosts(page: Page, base: string): Promise<void> {
  await page.goto(`${base}/staff/post`)
  await photograph(page, 'staffPost')
}

/** What each of the demonstration's people opens; whoever is not named sees where signing in leads. */
const walks: Readonly<Record<string, (page: Page, base: string) => Promise<void>>> = {
  '19900010001': clerk,
  '19900010003': county,
  '19900010004': city,
  '19900010005': twoPosts,
  '19900010021': applicant,
  '19900010022': returned,
  '19900010023': meeting,
  '19900010024': established,
}

async function photographStart(page: Page): Promise<void> {
  await page.getByRole('heading', { name: '今天该办的' }).waitFor()
  await photograph(page, 'staff', 'secretary')
}

async function photographAll({ base }: Product, browser: Browser): Promise<void> {
  await visitor(browser, base)
  const answer = await fetch(`${base}/api/demo/accounts`)
  const { accounts } = (await answer.json()) as { accounts: DemonstrationAccount[] }
  for (const account of accounts) {
    const page = await openAs(browser, base, account)
    await (walks[account.phone] ?? photographStart)(page, base)
    await page.context().close()
  }
  await invited(browser, base)
}

rmSync(folder, { recursive: true, force: true })
mkdirSync(folder, { recursive: true })
const product = await startSampleProduct()
const browser = await launchBrowser()
try {
  await photographAll(product, browser)
} finally {
  await browser.close()
  await product.stop()
}

const missing = Object.keys(paths).filter((name) => !shown.has(name))
process.stdout.write(`${readdirSync(folder).length} screenshots in ${folder}\n`)
if (missing.length > 0) process.stderr.write(`Not photographed: ${missing.join(', ')}\n`)
// What the browser's driver leaves open would keep the command from ending.
process.exit(missing.length > 0 ? 1 : 0)
