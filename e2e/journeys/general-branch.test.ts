import { test } from 'vitest'
import { accept, actions, approveAs, decide, expectState, openCase, recordCall } from '../casework.ts'
import { enterprises, officers } from '../cast.ts'
import { applyWalkingIn, base, browserOfFile, expect, openWorkbench, readMessage } from '../product.ts'

const enterprise = enterprises.general
const browser = browserOfFile()

test('a general branch goes through street, county and city, three people', async () => {
  const { id, number, page } = await applyWalkingIn(browser(), enterprise, { staff: 90, youth: 50, members: 36 })
  const street = await openWorkbench(browser(), officers.hubin)
  await openCase(street, id, enterprise.name)
  await accept(street)
  await recordCall(street)
  await approveAs(street, '团总支')
  await expectState(street, '待审批')
  await expect(street.getByText('现在由共青团杭州市上城区委员会办理')).toBeVisible()
  await expect(actions(street)).toHaveCount(0)
  expect(await readMessage(enterprise.ownPhone, 'forwarded')).toContain('上城区')

  const county = await openWorkbench(browser(), officers.shangcheng)
  await county.getByRole('link', { name: /待审批/ }).click()
  await county.getByRole('link', { name: enterprise.name }).click()
  await decide(county, '同意')
  await expect(county.getByText('现在由共青团杭州市委员会办理')).toBeVisible()
  expect(await readMessage(enterprise.ownPhone, 'forwarded', 2)).toContain('共青团杭州市委员会')

  const city = await openWorkbench(browser(), officers.city)
  await openCase(city, id, enterprise.name)
  await decide(city, '同意')
  await expectState(city, '待开会选举')
  expect(await readMessage(enterprise.ownPhone, 'formation_approved')).toContain(number)
  await page.goto(`${base}/applications/${id}`)
  await page.getByRole('link', { name: '同意成立的批复' }).click()
  await expect(page.getByRole('article')).toContainText('总支部委员会')
  await expect(page.getByRole('article')).toContainText('共青团杭州市委员会')
})
