import { test } from 'vitest'
import { accept, expectState, openCase, openDecision } from '../casework.ts'
import { enterprises, officers } from '../cast.ts'
import { applyWalkingIn, base, browserOfFile, expect, expectSound, openWorkbench } from '../product.ts'

const enterprise = enterprises.contested
const browser = browserOfFile()

test('another street finds nothing; the slower of two officers is told what happened and keeps his words', async () => {
  const { id } = await applyWalkingIn(browser(), enterprise, { staff: 25, youth: 12, members: 5 })

  const stranger = await openWorkbench(browser(), officers.ningwei)
  await stranger.goto(`${base}/staff/cases/${id}`)
  await expect(stranger.getByText('没有找到这一件')).toBeVisible()
  await expect(stranger.getByText(enterprise.name)).toHaveCount(0)
  await expectSound(stranger, 'outside the jurisdiction')
  await stranger.goto(`${base}/staff/cases?q=${encodeURIComponent(enterprise.name)}`)
  await expect(stranger.getByText('没有符合条件的申请')).toBeVisible()

  const first = await openWorkbench(browser(), officers.beigan)
  const second = await openWorkbench(browser(), officers.beiganSecond)
  await openCase(first, id, enterprise.name)
  await openCase(second, id, enterprise.name)
  const words = '请补充营业执照照片，并写明实际经营地址。'
  const sheet = await openDecision(second, '退回补正')
  await sheet.getByLabel('请补交营业执照照片').check()
  await sheet.getByLabel('写给企业的话').fill(words)
  await accept(first)

  const send = sheet.getByRole('button', { name: '退回补正', exact: true })
  await send.click()
  await expect(sheet.getByRole('heading', { name: '这件申请刚刚有了变化' })).toBeVisible()
  await expect(sheet.getByText('现在的状态：核实中')).toBeVisible()
  await expect(sheet.getByLabel('写给企业的话')).toHaveValue(words)
  await expect(sheet.getByLabel('请补交营业执照照片')).toBeChecked()
  await expectSound(second, 'stale decision')
  // Having read what is new, he may still decide so.
  await send.click()
  await expect(sheet).toBeHidden()
  await expectState(second, '待补正')
})
