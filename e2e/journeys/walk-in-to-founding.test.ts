import type { Locator, Page } from '@playwright/test'
import { localDay } from '@yijian/shared/application/clock'
import { test } from 'vitest'
import { accept, actions, approveAs, claim, decide, expectState, openCase, recordCall } from '../casework.ts'
import { enterprises, officers } from '../cast.ts'
import {
  answerAndSubmit,
  base,
  browserOfFile,
  chooseByCode,
  expect,
  expectReachableOnSmallPhone,
  expectSound,
  heading,
  openPhone,
  openWorkbench,
  ownContact,
  photo,
  readMessage,
  signIn,
} from '../product.ts'

const enterprise = enterprises.walkIn
const phone = enterprise.ownPhone
const browser = browserOfFile()

test('from a walk-in to an established branch, with one return on the way', async () => {
  const page = await openPhone(browser())
  await expectReachableOnSmallPhone(page, page.getByRole('link', { name: '开始申请' }))
  await signIn(page, phone, '/apply/enterprise')
  await chooseByCode(page, enterprise)
  await expectSound(page, 'confirm')
  const confirm = page.getByRole('button', { name: '信息无误，下一步' })
  await expectReachableOnSmallPhone(page, confirm)
  await confirm.click()
  const numbers = { staff: 30, youth: 15, members: 9 }
  const { id, number } = await answerAndSubmit(page, numbers, ownContact(enterprise))
  expect(await readMessage(phone, 'submitted')).toContain(number)

  const street = await openWorkbench(browser(), officers.cuiyuan)
  await expectSound(street, 'queue')
  await street.getByRole('link', { name: enterprise.name }).click()
  await claim(street)
  const accepting = actions(street).getByRole('button', { name: '受理', exact: true })
  await expectReachableOnSmallPhone(street, accepting)
  await expectSound(street, 'case to accept')
  await accept(street)
  expect(await readMessage(phone, 'accepted')).toContain(number)

  // Self-declared: until somebody of the enterprise has been reached, the next step is the call.
  await expect(actions(street).getByRole('button', { name: '电话联系' })).toBeVisible()
  await recordCall(street)
  await decide(street, '退回补正', async (sheet) => {
    await expectSound(street, 'return sheet')
    await sheet.getByLabel('人数需要重新填写').check()
    await sheet.getByLabel('写给企业的话').fill('团员人数请按花名册填写。')
  })
  await expectState(street, '待补正')
  expect(await readMessage(phone, 'returned')).toContain(number)

  await correct(page, id)
  expect(await readMessage(phone, 'resubmitted')).toContain(number)

  await openCase(street, id, enterprise.name)
  await expectState(street, '核实中')
  await expectReachableOnSmallPhone(street, actions(street).getByRole('button', { name: '同意', exact: true }))
  await approveAs(street, '团支部')
  expect(await readMessage(phone, 'forwarded')).toContain('西湖区')

  const county = await openWorkbench(browser(), officers.xihu)
  await openCase(county, id, enterprise.name)
  await decide(county, '同意')
  await expectState(county, '待开会选举')
  expect(await readMessage(phone, 'formation_approved')).toContain(number)

  await reportMeeting(page, id)
  expect(await readMessage(phone, 'result_received')).toContain(number)

  await openCase(county, id, enterprise.name)
  await decide(county, '批复选举结果', async (sheet) => {
    await expect(sheet.getByRole('img', { name: '盖章的会议结果照片' })).toBeVisible()
    await expect(sheet.getByText(enterprise.contactName)).toBeVisible()
    await expectSound(county, 'result sheet')
  })
  await expectState(county, '已成立')
  await expectSound(county, 'established case')
  expect(await readMessage(phone, 'established')).toContain('祝贺')

  await page.goto(`${base}/applications/${id}`)
  await expect(page.getByText('团组织已经成立，祝贺！')).toBeVisible()
  await expectSound(page, 'established')
  await expectPrintable(page, page.getByRole('link', { name: '同意成立的批复' }))
  await page.goBack()
  await expectPrintable(page, page.getByRole('link', { name: '选举结果的批复' }))

  await openCase(street, id, enterprise.name)
  await decide(street, '登记智慧团建编号', (sheet) => sheet.getByLabel('智慧团建组织编号').fill('示例-900001'))
  await expectState(street, '已录入智慧团建')
})

/** Only the numbers were marked: nothing else is asked again. */
async function correct(page: Page, id: string): Promise<void> {
  await page.goto(`${base}/applications/${id}`)
  await expect(page.getByText('团员人数请按花名册填写。', { exact: true })).toBeVisible()
  await expectSound(page, 'returned')
  await page.getByRole('link', { name: '去修改' }).click()
  await expect(heading(page, '修改后重新提交')).toBeVisible()
  await expect(page.getByLabel('联系人姓名')).toHaveCount(0)
  await expect(page.getByLabel('职工总数')).toHaveValue('30')
  await expectSound(page, 'correction')
  await page.getByLabel('团员', { exact: true }).fill('8')
  await page.getByRole('button', { name: '重新提交' }).click()
  await expect(page.getByText('经办人会打电话或上门核实')).toBeVisible()
}

async function reportMeeting(page: Page, id: string): Promise<void> {
  await page.goto(`${base}/applications/${id}`)
  await expectSound(page, 'meeting')
  await page.getByRole('link', { name: '填报选举结果' }).click()
  const send = page.getByRole('button', { name: '报送选举结果' })
  await send.click()
  await expect(page.getByRole('alert')).toBeFocused()
  await expectSound(page, 'result with errors')
  await page.getByLabel('开会日期').fill(localDay(new Date()))
  await page.getByLabel('应到团员').fill('8')
  await page.getByLabel('实到团员').fill('7')
  await page.getByLabel('当选书记姓名').fill(enterprise.contactName)
  await page.getByLabel('书记得赞成票').fill('7')
  await page.getByLabel('盖章的选举结果照片').setInputFiles(photo)
  await expect(page.getByText('照片已上传')).toBeVisible()
  await send.click()
  await expect(page.getByText('选举结果已收到，正在批复。')).toBeVisible()
}

/** On paper there is the reply and nothing of the page around it. */
async function expectPrintable(page: Page, link: Locator): Promise<void> {
  await link.click()
  const paper = page.getByRole('article')
  await expect(paper.getByRole('heading')).toContainText(/^关于.+的批复$/)
  await expectSound(page, 'reply')
  await page.emulateMedia({ media: 'print' })
  await expect(paper).toBeVisible()
  await expect(page.getByRole('button', { name: '打印' })).toBeHidden()
  await expect(page.getByRole('banner')).toBeHidden()
  await page.emulateMedia({ media: 'screen' })
}
