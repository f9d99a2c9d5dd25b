import { test } from 'vitest'
import { accept, actions, decide, expectState, openCase, recordCall } from '../casework.ts'
import { enterprises, officers } from '../cast.ts'
import {
  applyWalkingIn,
  base,
  browserOfFile,
  expect,
  expectSound,
  heading,
  openWorkbench,
  readMessage,
} from '../product.ts'

const { leading, covered } = enterprises
const browser = browserOfFile()

test('too few members, but young people: a youth work committee over two enterprises', async () => {
  const { id, page } = await applyWalkingIn(browser(), leading, { staff: 14, youth: 6, members: 1 })
  const officer = await openWorkbench(browser(), officers.nanyuan)
  await openCase(officer, id, leading.name)
  await accept(officer)
  await recordCall(officer)
  await expect(actions(officer).getByRole('button', { name: '组建青年工作委员会' })).toBeVisible()
  await decide(officer, '组建青年工作委员会', async (sheet) => {
    await sheet.getByLabel('青年工作委员会名称').fill('听澜路企业青年工作委员会')
    await sheet.getByLabel('主任姓名').fill(leading.contactName)
    await sheet.getByLabel('企业名称或信用代码').fill(covered.name)
    await sheet.getByRole('button', { name: '查找' }).click()
    await sheet.getByRole('button', { name: `加入 ${covered.name}` }).click()
    await expect(sheet.getByRole('button', { name: `移除 ${covered.name}` })).toBeVisible()
    await expectSound(officer, 'committee sheet')
  })
  await expectState(officer, '已成立')
  expect(await readMessage(leading.ownPhone, 'committee_founded')).toContain('青年工作委员会')

  await page.goto(`${base}/applications/${id}`)
  await page.getByRole('link', { name: '青年工作委员会的批复' }).click()
  await expect(page.getByRole('article')).toContainText('听澜路企业青年工作委员会')
  await expect(page.getByRole('article')).toContainText(leading.name)
  await expect(page.getByRole('article')).toContainText(covered.name)

  await officer.goto(`${base}/staff/library?outreach=covered`)
  await officer.getByRole('link', { name: covered.name }).click()
  await expect(heading(officer, covered.name)).toBeVisible()
  await expect(officer.getByText('听澜路企业青年工作委员会')).toBeVisible()
})
