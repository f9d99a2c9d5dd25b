import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inject, test } from 'vitest'
import { openCase } from '../casework.ts'
import { type Enterprise, enterprises, officers, registerOf } from '../cast.ts'
import { applyWalkingIn, base, browserOfFile, expect, expectSound, heading, openWorkbench } from '../product.ts'
import { takeTurnWithRegister } from '../register-turn.ts'

takeTurnWithRegister()
const browser = browserOfFile()

/** A newer register with one enterprise in it, taken in by command beside the running product. */
function bring(changed: Enterprise): void {
  const dataDir = inject('dataDir')
  const file = join(dataDir, 'newer.csv')
  writeFileSync(file, registerOf([changed]))
  const cli = join(import.meta.dirname, '../../server/src/cli.ts')
  const env = { ...process.env, DATA_DIR: dataDir }
  const done = spawnSync(process.execPath, [cli, 'import', file, '--partial', '--accept-holds', '企业刚刚变更'], {
    env,
    encoding: 'utf8',
  })
  expect(done.status, done.stderr).toBe(0)
}

test('a newer register changes the principal and the street: the officer is told what, acts on it, and it is gone', async () => {
  const { changing } = enterprises
  const { id, number, page: applicant } = await applyWalkingIn(browser(), changing, { staff: 20, youth: 9, members: 4 })
  const changed = { ...changing, principal: '贺新程', address: '浙江省杭州市上城区湖滨街道听澜路9号' }
  bring(changed)

  const officer = await openWorkbench(browser(), officers.wangjiang)
  await expect(officer.getByText(/登记名册更新后有 2 件事要办/)).toBeVisible()
  await expect(officer.getByText('登记有变化')).toBeVisible()
  await expectSound(officer, 'front page with register changes')

  await openCase(officer, id, changing.name)
  const notice = officer.getByRole('region', { name: '登记信息更新后有变化' })
  await expect(notice.getByText(`${changing.principal} · 申请人确认了登记的法定代表人。`)).toBeVisible()
  await expect(notice.getByText(/贺新程\s· .*电话问清/)).toBeVisible()
  await expect(notice.getByText(/湖滨街道\s· /)).toBeVisible()
  await expectSound(officer, 'case with a register change')
  await notice.getByRole('button', { name: '已看过' }).click()
  await expect(notice).toBeHidden()
  await expect(officer.getByText('已记下您看过这些变化')).toBeVisible()

  await officer.goto(`${base}/staff`)
  await expect(officer.getByRole('link', { name: changing.name })).toBeVisible()
  await expect(officer.getByText('登记有变化')).toBeHidden()
  await officer.getByRole('link', { name: '登记变化 2' }).click()
  await expect(heading(officer, '登记变化')).toBeVisible()
  await expect(officer.getByText('登记地由“上城区望江街道”变为“上城区湖滨街道”。')).toBeVisible()
  await officer.getByRole('link', { name: /^负责人变更/ }).click()
  await expect(officer.getByText(`负责人由“${changing.principal}”变更为“贺新程”。`)).toBeVisible()
  await expect(officer.getByText(`申请 ${number}`)).toBeVisible()
  await expectSound(officer, 'register tasks')

  await officer.getByRole('button', { name: '记录办理结果' }).click()
  const sheet = officer.getByRole('dialog', { name: '记录办理结果' })
  await sheet.getByLabel('新负责人不同意，已另行沟通').check()
  await sheet.getByRole('button', { name: '保存' }).click()
  await expect(sheet.getByText('这样办理需要写明情况').first()).toBeVisible()
  await expectSound(officer, 'finishing a task')
  await sheet.getByLabel('已电话确认，申请或团组织照常').check()
  await sheet.getByRole('button', { name: '保存' }).click()
  await expect(sheet).toBeHidden()
  await officer.getByRole('link', { name: '已办结' }).click()
  await expect(officer.getByText(/已电话确认，申请或团组织照常\s· .*岑未央/)).toBeVisible()

  await applicant.goto(`${base}/applications/${id}`)
  await expect(heading(applicant, '申请进度')).toBeVisible()
  await expect(applicant.getByText('登记信息有变化')).toBeHidden()
  bring({ ...changed, status: '注销' })
  await applicant.reload()
  await expect(applicant.getByText(/登记显示该企业已注销/)).toBeVisible()
  await expectSound(applicant, 'application of a closed enterprise')
})
