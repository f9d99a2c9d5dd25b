import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import type { Page } from '@playwright/test'
import { openTable } from '@yijian/server/registry/read-table'
import { fileSource } from '@yijian/server/registry/register-source'
import { workbookStream } from '@yijian/server/spreadsheets/workbook-stream'
import { afterAll, beforeAll, inject, test } from 'vitest'
import { viewports } from '../browser.ts'
import { enterprises, type Officer } from '../cast.ts'
import { browserOfFile, expect, expectSound, heading, openPhone, signIn } from '../product.ts'

const { listed, misspelt } = enterprises
const office = '滨江区浦沿街道总工会'
const officer: Officer = { name: '闻溪', phone: '19900024901', office, role: 'clerk' }
const browser = browserOfFile()

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'yijian-list-'))
  const yijian = (...command: string[]) => {
    const env = { ...process.env, DATA_DIR: inject('dataDir') }
    const cli = join(import.meta.dirname, '../../server/src/cli.ts')
    const done = spawnSync(process.execPath, [cli, ...command], { env, encoding: 'utf8' })
    if (done.status !== 0) throw new Error(`yijian ${command[0]}: ${done.stderr}`)
  }
  yijian('office', 'add', '--agency', 'union', '--tier', 'street', '--name', office, '--divisions', '330108003')
  yijian('officer', 'add', '--phone', officer.phone, '--name', officer.name)
  yijian('post', 'add', '--phone', officer.phone, '--office', office, '--from', '2026-01-01')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** A union's list as it has it: a title, a phone beside every name, one name misspelt, one that nobody knows. */
async function membersList(): Promise<string> {
  const rows = [
    ['序号', '单位名称', '统一社会信用代码', '地址', '联系电话'],
    ['1', listed.name, listed.creditCode, '', listed.registeredPhone],
    ['2', misspelt.name.replace('信息', '信习'), '', misspelt.address, misspelt.registeredPhone],
    ['3', '杭州无此一家示例有限公司', '', '', ''],
  ]
  const path = join(folder, '建会单位.xlsx')
  writeFileSync(path, await buffer(workbookStream({ title: '建会单位', header: ['浦沿街道建会单位名单'], rows })))
  return path
}

const card = (page: Page, name: string) =>
  page.getByRole('listitem').filter({ has: page.getByRole('heading', { name }) })

test('a union officer brings a list, sees who is meant, confirms one and takes the answers away', async () => {
  const page = await openPhone(browser())
  await signIn(page, officer.phone)
  await page.getByRole('link', { name: '我的', exact: true }).click()
  await page.getByRole('link', { name: '工作台工具' }).click()
  await page.getByRole('link', { name: '清单互换' }).click()
  await expect(heading(page, '清单互换')).toBeVisible()
  await page.getByRole('button', { name: '上传名单' }).click()
  await page.getByRole('button', { name: '上传并核对' }).click()
  await expect(page.getByRole('link', { name: '请选择文件' })).toBeVisible()
  await expectSound(page, 'list form with an error')
  await page.getByLabel('名单文件').setInputFiles(await membersList())
  await page.getByRole('button', { name: '上传并核对' }).click()

  await expect(heading(page, '建会单位.xlsx')).toBeVisible()
  await expect(card(page, listed.name).getByText('相符', { exact: true })).toBeVisible()
  const unsure = card(page, misspelt.name.replace('信息', '信习'))
  await expect(unsure.getByText('需核对', { exact: true })).toBeVisible()
  await expect(unsure.getByText('地址一致').first()).toBeVisible()
  await expect(card(page, '杭州无此一家示例有限公司').getByText('名册未收录')).toBeVisible()
  await expectSound(page, 'rows of a list')
  expect(await page.content()).not.toContain(listed.registeredPhone)

  await page.getByRole('link', { name: /需核对 1/ }).click()
  await unsure.getByRole('button', { name: new RegExp(`是这家.*${misspelt.name}`) }).click()
  await expect(unsure.getByText('人工确认')).toBeVisible()

  await page.getByRole('link', { name: '共建清单' }).click()
  await expect(page.getByRole('link', { name: misspelt.name })).toBeVisible()
  await expect(page.getByRole('link', { name: listed.name })).toBeVisible()
  await expect(card(page, listed.name).getByText('需了解人数')).toBeVisible()
  await page.getByText('按街道').click()
  await expect(page.getByText(office).last()).toBeVisible()
  await expectSound(page, 'co-building list')
  await page.setViewportSize(viewports.desk)
  await expect(page.getByRole('table').getByText(office)).toBeVisible()
  await expectSound(page, 'co-building list on a desk')

  await page.getByRole('link', { name: /全部 3/ }).click()
  await expect(card(page, listed.name)).toBeVisible()
  await expectSound(page, 'rows of a list on a desk')
  const saved = page.waitForEvent('download')
  await page.getByRole('button', { name: '下载 Excel' }).click()
  const path = join(folder, 'answers.xlsx')
  await (await saved).saveAs(path)
  expect(readFileSync(path).length).toBeGreaterThan(1000)
  const table = await openTable(fileSource(path), ['name'])
  expect(table.header.slice(-6)).toEqual(['结论', '统一社会信用代码', '登记名称', '登记状态', '理由', '建议'])
  const rows = (await Array.fromAsync(table.rows())).map(({ cells }) => cells)
  expect(rows.map((cells) => cells.slice(5, 7))).toEqual([
    ['相符', listed.creditCode],
    ['人工确认', misspelt.creditCode],
    ['名册未收录', ''],
  ])
  expect(JSON.stringify(rows)).not.toContain(listed.registeredPhone)
})
