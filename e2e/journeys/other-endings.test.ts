import { localDay } from '@yijian/shared/application/clock'
import { test } from 'vitest'
import { accept, actions, decide, expectState, openCase, recordCall } from '../casework.ts'
import { enterprises, officers } from '../cast.ts'
import {
  answerAndSubmit,
  applyWalkingIn,
  base,
  browserOfFile,
  chooseByCode,
  expect,
  expectSound,
  openPhone,
  openWorkbench,
  readMessage,
  signIn,
} from '../product.ts'

const browser = browserOfFile()
const numbers = { staff: 20, youth: 9, members: 4 }

test('no young people yet: a next date is agreed', async () => {
  const { deferred } = enterprises
  const none = { staff: 8, youth: 0, members: 0 }
  const { id, number, page } = await applyWalkingIn(browser(), deferred, none)
  const officer = await openWorkbench(browser(), officers.fuchun)
  await openCase(officer, id, deferred.name)
  await accept(officer)
  await recordCall(officer)
  const nextDay = localDay(new Date(Date.now() + 60 * 86_400_000))
  await expect(actions(officer).getByRole('button', { name: '暂不具备，约定下次' })).toBeVisible()
  await decide(officer, '暂不具备，约定下次', async (sheet) => {
    await sheet.getByLabel('下次联系日期').fill(nextDay)
    await sheet.getByLabel('写给企业的话').fill('招到年轻同事后我们再来。')
  })
  await expectState(officer, '暂不具备')
  expect(await readMessage(deferred.ownPhone, 'not_yet')).toContain(number)
  await page.goto(`${base}/applications/${id}`)
  await expect(page.getByText(/下次联系：/)).toBeVisible()
  await expect(page.getByRole('link', { name: '重新申请' })).toBeVisible()
  await expectSound(page, 'deferred')
})

test('an applicant withdraws, and may apply again', async () => {
  const { withdrawn } = enterprises
  const { id, number, page } = await applyWalkingIn(browser(), withdrawn, numbers)
  await page.goto(`${base}/applications/${id}`)
  await page.getByRole('button', { name: '撤回申请' }).click()
  const sheet = page.getByRole('dialog', { name: '撤回这份申请？' })
  await expectSound(page, 'withdraw sheet')
  await sheet.getByRole('button', { name: '确认撤回' }).click()
  await expect(page.getByText('您已撤回这份申请')).toBeVisible()
  expect(await readMessage(withdrawn.ownPhone, 'withdrawn')).toContain(number)
  await page.getByRole('link', { name: '重新申请' }).click()
  await expect(page).toHaveURL(/\/apply/)
})

test('a stranger learns nothing about the application under way; the officer finds it as a note on it', async () => {
  const { second } = enterprises
  const proven = await openPhone(browser())
  await signIn(proven, second.registeredPhone, '/apply/enterprise')
  await chooseByCode(proven, second)
  await proven.getByRole('button', { name: '信息无误，下一步' }).click()
  const contact = { name: second.principal, phone: second.registeredPhone }
  const { id } = await answerAndSubmit(proven, numbers, contact)

  const other = await applyWalkingIn(browser(), second, numbers)
  await expect(other.page.getByText('已有一份申请')).toHaveCount(0)
  expect(other.id).not.toBe(id)
  await other.page.goto(`${base}/applications/${other.id}`)
  await expect(other.page.getByText(other.number).first()).toBeVisible()
  await expect(other.page.getByText('已并案')).toHaveCount(0)
  expect(await readMessage(second.ownPhone, 'submitted')).toContain(other.number)

  const officer = await openPhone(browser())
  await signIn(officer, officers.fuchunSecond.phone)
  await officer.getByRole('link', { name: /待受理/ }).click()
  await expect(officer.getByRole('link', { name: second.name })).toHaveCount(1)
  await openCase(officer, id, second.name)
  await expect(officer.getByRole('heading', { name: '其他人也提交过' })).toBeVisible()
})
