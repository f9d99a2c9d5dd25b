import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import type { Page } from '@playwright/test'
import { closeDatabase, openDatabase } from '@yijian/server/db/client'
import { findRunning } from '@yijian/server/db/embedded'
import { clientOf, systemScope, withTx } from '@yijian/server/db/tx'
import { openTable } from '@yijian/server/registry/tables/read-table'
import { fileSource } from '@yijian/server/registry/tables/register-source'
import { workbookStream } from '@yijian/server/spreadsheets/workbook-stream'
import { afterAll, beforeAll, inject, test } from 'vitest'
import { viewports } from '../browser.ts'
import { enterprises, type Officer } from '../cast.ts'
import { base, browserOfFile, expect, expectSound, heading, openPhone, signIn } from '../product.ts'

const { listed, misspelt } = enterprises
const office = '滨江区浦沿街道总工会'
const officer: Officer = { name: '闻溪', phone: '19900024901', office, role: 'clerk' }
const districtOffice = '滨江区总工会'
const districtOfficer: Officer = { name: '闻涛', phone: '19900024902', office: districtOffice, role: 'clerk' }
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
  yijian('office', 'add', '--agency', 'union', '--tier', 'county', '--name', districtOffice, '--divisions', '330108')
  for (const { phone, name, office } of [officer, districtOfficer]) {
    yijian('officer', 'add', '--phone', phone, '--name', name)
    yijian('post', 'add', '--phone', phone, '--office', office, '--from', '2026-01-01')
  }
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
  // Numbers nobody knows: neither is on the list yet, and each says why.
  await expect(page.getByText('还没有可共建的企业')).toBeVisible()
  await expectSound(page, 'co-building list with nothing on it')
  await page.getByRole('link', { name: /需了解人数/ }).click()
  await expect(page.getByRole('link', { name: misspelt.name })).toBeVisible()
  await expect(page.getByRole('link', { name: listed.name })).toBeVisible()
  await expect(card(page, listed.name).getByText('需了解人数')).toBeVisible()
  await expect(card(page, listed.name).getByText('从业或青年人数不清楚，先了解')).toBeVisible()
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

/** Headers and names of its own words: nothing in it tells which column is which. */
const unclear = {
  name: '联系单位.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from(['字号,代号,联系人', `${listed.name.slice(2, 6)},甲-1,闻溪`, '无此一家,甲-2,闻涛'].join('\n')),
}

test('columns that nothing tells are chosen, and what suits both is tagged for the library', async () => {
  const page = await openPhone(browser())
  await signIn(page, districtOfficer.phone)
  await page.goto(`${base}/staff/desk/lists`)
  await page.getByRole('button', { name: '上传名单' }).click()
  await page.getByLabel('名单文件').setInputFiles(unclear)
  await page.getByRole('button', { name: '上传并核对' }).click()
  await expect(page.getByText('认不出哪一列是企业名称或信用代码')).toBeVisible()
  const columns = page.getByRole('form', { name: '哪一列是什么' })
  await expect(columns.getByText(listed.name.slice(2, 6))).toBeVisible()
  await columns.getByLabel('联系人').selectOption({ label: '法定代表人' })
  await columns.getByRole('button', { name: '按这些列再核对' }).click()
  await expect(page.getByRole('link', { name: '企业名称和信用代码，至少选一列' })).toBeVisible()
  await expectSound(page, 'columns with an error')
  await columns.getByLabel('字号').selectOption({ label: '企业名称' })
  await columns.getByLabel('代号').selectOption({ label: '企业名称' })
  await columns.getByRole('button', { name: '按这些列再核对' }).click()
  await expect(page.getByRole('link', { name: '“企业名称”选了两列，请只留一列' })).toBeVisible()
  await columns.getByLabel('代号').selectOption({ label: '信用代码' })
  await page.setViewportSize(viewports.desk)
  await expectSound(page, 'columns on a desk')
  await page.setViewportSize(viewports.phone)
  await columns.getByRole('button', { name: '按这些列再核对' }).click()
  await expect(card(page, listed.name.slice(2, 6))).toBeVisible()

  // A good list of the same office, to tag.
  await page.goto(`${base}/staff/desk/lists`)
  await page.getByRole('button', { name: '上传名单' }).click()
  await page.getByLabel('名单文件').setInputFiles(await membersList())
  await page.getByRole('button', { name: '上传并核对' }).click()
  await expect(card(page, listed.name).getByText('相符', { exact: true })).toBeVisible()
  const list = page.url()
  await page.getByRole('link', { name: '共建清单' }).click()
  await page.getByRole('link', { name: /需了解人数/ }).click()
  await page.getByRole('button', { name: '给这些企业加标签' }).click()
  const sheet = page.getByRole('dialog')
  await expect(sheet.getByText('给 1 家企业加标签')).toBeVisible()
  await sheet.getByRole('button', { name: '加上标签' }).click()
  await expect(sheet.getByText('请填写新标签的名称')).toBeVisible()
  await expectSound(page, 'a tag without a name')
  await sheet.getByLabel('新标签的名称').fill('2026 共建名单')
  await sheet.getByRole('button', { name: '加上标签' }).click()
  await expect(page.getByText('已加上 1 家。')).toBeVisible()

  await page.setViewportSize(viewports.desk)
  await page.getByRole('button', { name: '给这些企业加标签' }).click()
  await sheet.getByRole('button', { name: '加上标签' }).click()
  await expect(sheet.getByText('请选一个标签')).toBeVisible()
  await expectSound(page, 'tags to choose on a desk')
  await sheet.getByRole('radio', { name: '2026 共建名单' }).check()
  await sheet.getByRole('button', { name: '加上标签' }).click()
  await expect(page.getByText('已加上 0 家，原来就有的 1 家。')).toBeVisible()

  // Meanwhile the list came to its end: the download says so, and not that there is no network.
  await forgetList(Number(list.split('/').at(-1)?.split('?')[0]))
  await page.getByRole('button', { name: '下载 CSV' }).click()
  await expect(page.getByText('这份名单已到期删除，不能再下载。')).toBeVisible()
})

async function forgetList(id: number): Promise<void> {
  const database = openDatabase(findRunning(inject('dataDir'))?.databaseUrl ?? '')
  await withTx(database, systemScope, (tx) => clientOf(tx).query('delete from list_exchange where id = $1', [id]))
  await closeDatabase(database)
}
