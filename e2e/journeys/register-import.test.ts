import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { completeCreditCode } from '@yijian/shared/credit-code'
import { afterAll, beforeAll, test } from 'vitest'
import { enterprises, officers } from '../cast.ts'
import { base, browserOfFile, expect, expectSound, heading, letAMinutePass, openWorkbench } from '../product.ts'
import { takeTurnWithRegister } from '../register-turn.ts'

const { renamed } = enterprises
const browser = browserOfFile()
takeTurnWithRegister()
const newName = '杭州棠梨智能科技有限公司'
const added = Array.from({ length: 12 }, (_, at) => ({
  code: completeCreditCode('91330105', `YYYYR${String(at + 1).padStart(3, '0')}`),
  name: `杭州${['疏雨', '晚照', '归舟', '听松', '揽月', '拾翠', '浣花', '临溪', '望潮', '问渠', '枕石', '观澜'][at]}文化创意有限公司`,
}))

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'yijian-register-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** What Excel saves as "Unicode text": a title above the header, sums below, a wrong code, a heading nobody knows. */
function dirtyFile(name: string): string {
  const rows = [
    ['2026年三季度企业名录（节选）'],
    ['序号', '统一社会信用代码', '企业名称', '当家人姓名', '登记状态', '住所', '联系电话', '企业类型', '注册资本'],
    ...added.map(({ code, name }, at) => [
      `${at + 1}`,
      `'${code}`,
      `${name}　`,
      '许嘉木',
      '存续（在营、开业、在册）',
      `杭州市拱墅区米市巷街道听澜路${at + 1}号`,
      '',
      '有限责任公司',
      '100万元人民币',
    ]),
    ['13', renamed.creditCode, newName, '沈如初', '存续', renamed.address, '', '有限责任公司', '200'],
    [
      '14',
      '91330105YYYYR0001O',
      '杭州错码贸易有限公司',
      '叶星野',
      '存续',
      '杭州市拱墅区米市巷街道听澜路99号',
      '',
      '',
      '',
    ],
    ['', '合计', '14户'],
  ]
  const path = join(folder, name)
  writeFileSync(path, Buffer.from(`\ufeff${rows.map((cells) => cells.join('\t')).join('\r\n')}\r\n`, 'utf16le'))
  return path
}

async function openImports(page: Page): Promise<void> {
  await page.getByRole('link', { name: '我的', exact: true }).click()
  await page.getByRole('link', { name: '工作台工具' }).click()
  await page.getByRole('link', { name: '登记数据导入' }).click()
  await expect(heading(page, '登记数据导入')).toBeVisible()
}

async function bring(page: Page, path: string): Promise<void> {
  await page.getByLabel('名册文件').setInputFiles(path)
  await page.getByLabel(/不是，只有一部分/).check()
  await page.getByRole('button', { name: '开始上传' }).click()
}

async function expectInLibrary(page: Page, name: string, found: boolean): Promise<void> {
  await page.goto(`${base}/staff/library?q=${encodeURIComponent(name)}`)
  const link = page.getByRole('main').getByRole('link', { name })
  if (found) await expect(link).toBeVisible()
  else await expect(page.getByRole('main').locator('.skeleton')).toHaveCount(0)
  await expect(link).toHaveCount(found ? 1 : 0)
}

test('a dirty file is understood, compared, approved with its oddity accepted, and taken back', async () => {
  const page = await openWorkbench(browser(), officers.importer)
  await openImports(page)
  await expectSound(page, 'imports')
  await page.getByRole('button', { name: '导入登记数据' }).click()
  await page.getByRole('button', { name: '开始上传' }).click()
  await expect(page.getByRole('alert')).toContainText('请选择名册文件')
  await expectSound(page, 'upload with errors')
  await bring(page, dirtyFile('拱墅企业名录20260930.txt'))

  // Read, with a column that nobody has called so before.
  await expect(heading(page, '拱墅企业名录20260930.txt')).toBeVisible()
  await expect(page.getByText('待批准', { exact: true })).toBeVisible()
  await expect(page.getByText('数据日期 2026年9月30日')).toBeVisible()
  const address = page.url()
  await expectSound(page, 'staged')
  await expect(page.getByText(/文件里没有.*法定代表人.*保留不变/)).toBeVisible()
  await page.getByLabel('当家人姓名').selectOption({ label: '法定代表人' })
  await page.getByLabel('记住这个表头').check()
  await page.getByRole('button', { name: '按改后的列重新读取' }).click()
  await expect(page.getByText(/文件里没有.*法定代表人/)).toHaveCount(0)
  await expect(page.getByText('待批准', { exact: true })).toBeVisible()

  // What it would change, and what is wrong with it.
  await page.getByText('更名', { exact: true }).click()
  const change = page.getByRole('listitem').filter({ hasText: renamed.creditCode.slice(-4) })
  await expect(change.getByRole('deletion').filter({ hasText: renamed.name }).first()).toBeVisible()
  await expect(change.getByText(newName).first()).toBeVisible()
  await expectSound(page, 'difference opened')
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: '下载退回的行' }).click()
  const rejected = readFileSync(await (await download).path(), 'utf8')
  expect(rejected).toContain('杭州错码贸易有限公司')
  expect(rejected).not.toContain(newName)

  // Held: nobody has a phone in it.
  await page.getByRole('button', { name: '批准，更新登记库' }).click()
  await expect(page.getByRole('alert')).toContainText('请看过“联系电话”这一项')
  await expectSound(page, 'approval with errors')
  for (const accept of await page.getByLabel('已核实，确实如此').all()) await accept.check()
  await page.getByLabel('为什么可以批准').fill('市监局答复：这次导出不含电话。')
  await page.getByRole('button', { name: '批准，更新登记库' }).click()
  await expect(page.getByText('已生效', { exact: true })).toBeVisible()
  await expect(page.getByText(/重新核对了在办的申请/)).toBeVisible()
  await expectSound(page, 'applied')
  await expectInLibrary(page, added[0]?.name ?? '', true)
  await expectInLibrary(page, newName, true)

  await page.goto(address)
  await page.getByRole('button', { name: '撤销这批数据' }).click()
  const sheet = page.getByRole('dialog', { name: '撤销这批数据' })
  await expect(sheet.getByText(/新增的 12 家移出登记库/)).toBeVisible()
  await sheet.getByLabel('为什么撤销').fill('演练，不是正式数据。')
  await expectSound(page, 'undo sheet')
  await sheet.getByRole('button', { name: '确认撤销' }).click()
  await expect(page.getByText('已撤销', { exact: true })).toBeVisible()
  await expectSound(page, 'undone')
  await expectInLibrary(page, added[0]?.name ?? '', false)
  await expectInLibrary(page, renamed.name, true)
})

test('a file that was brought before says whose import holds the same, and leads there', async () => {
  const rows = added.map(({ code, name }) => `${code},${name},杭州市拱墅区米市巷街道听澜路7号`)
  const path = join(folder, '同一份名册.csv')
  writeFileSync(path, `统一社会信用代码,企业名称,住所\n${rows.join('\n')}\n`)
  await letAMinutePass()
  const page = await openWorkbench(browser(), officers.importer)
  const addresses: string[] = []
  for (const _ of ['first', 'second']) {
    await openImports(page)
    await page.getByRole('button', { name: '导入登记数据' }).click()
    await bring(page, path)
    await expect(page.getByText('待批准', { exact: true })).toBeVisible()
    addresses.push(page.url())
  }
  await expect(page.getByText(/上传的是同一个文件/)).toBeVisible()
  await expectSound(page, 'same file')
  await page.getByRole('link', { name: '看那一批' }).click()
  await expect(page).toHaveURL(addresses[0] ?? '')
  await page.goto(`${base}/staff/desk/imports`)
  await expect(page.getByText(/上传的是同一个文件/).first()).toBeVisible()
  for (const address of addresses) {
    await page.goto(address)
    await page.getByRole('button', { name: '放弃这个文件' }).click()
    await page.getByRole('button', { name: '确认放弃' }).click()
    await expect(page.getByText('这个文件没有改变登记库')).toBeVisible()
  }
  // Nothing is left to be confused with.
  await expect(page.getByText(/上传的是同一个文件/)).toHaveCount(0)
})

test('a word for a status that nobody knows is listed with its rows; said what it means, the file is read again', async () => {
  const path = join(folder, '状态词.csv')
  const [first, second, ...others] = added.map(({ code, name }) => `${code},${name},杭州市拱墅区米市巷街道听澜路9号`)
  const rows = [`${first},注销前公示`, `${second},停摆`, ...others.map((row) => `${row},停摆`)]
  writeFileSync(path, `统一社会信用代码,企业名称,住所,登记状态\n${rows.join('\n')}\n`)
  await letAMinutePass()
  const page = await openWorkbench(browser(), officers.importer)
  await openImports(page)
  await page.getByRole('button', { name: '导入登记数据' }).click()
  await bring(page, path)
  await expect(page.getByText('1 个不认识')).toBeVisible()
  await expect(page.getByText(`${added.length - 1} 行，例如第 3 行 ${added[1]?.name}`)).toBeVisible()
  await expectSound(page, 'unknown word')
  await page.getByLabel('“停摆”').selectOption({ label: '歇业、停业' })
  // What the product took for something can be said to be something else.
  await page.getByText('已经认识的词').click()
  await page.getByLabel('“注销前公示”').selectOption({ label: '清算' })
  await page.getByRole('button', { name: '记住，并重新读取' }).click()
  await expect(page.getByRole('alert')).toContainText('请写明依据')
  await expectSound(page, 'words with errors')
  await page.getByLabel('依据').fill('市监局注册处电话答复')
  await page.getByRole('button', { name: '记住，并重新读取' }).click()
  await expect(page.getByText('1 个不认识')).toHaveCount(0)
  await expect(page.getByText('待批准', { exact: true })).toBeVisible()
  await page.getByText('登记状态里的词是什么意思').click()
  await expect(page.getByText(/定为“歇业、停业”，依据：市监局注册处电话答复/)).toBeVisible()
  await expect(page.getByLabel('“注销前公示”')).toHaveValue('liquidation')
  await expectSound(page, 'words that are known')
  await page.getByRole('button', { name: '放弃这个文件' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '确认放弃' }).click()
  await expect(page.getByText('已放弃', { exact: true })).toBeVisible()
})

test('an upload waits for the network, and goes on with the same file after a reload', async () => {
  const path = join(folder, '大名册.csv')
  const filler = '一般经营项目：信息技术咨询服务。'.repeat(80)
  const rows = added.map(({ code, name }) => `${code},${name},杭州市拱墅区米市巷街道听澜路1号,${filler.repeat(30)}`)
  writeFileSync(path, `统一社会信用代码,企业名称,住所,经营范围\n${rows.join('\n')}\n`)
  await letAMinutePass()
  const page = await openWorkbench(browser(), officers.importer)
  const pieces: string[] = []
  let cut = true
  await page.route('**/api/uploads/*/chunks/*', (route) => {
    const piece = route.request().url().split('/').at(-1) ?? ''
    if (cut && piece === '1') return route.abort('internetdisconnected')
    pieces.push(piece)
    return route.continue()
  })
  await openImports(page)
  await page.getByRole('button', { name: '导入登记数据' }).click()
  await bring(page, path)
  await expect(page.getByText('网络断了')).toBeVisible()
  await expectSound(page, 'waiting for the network')

  page.on('dialog', (leave) => leave.accept())
  await page.reload()
  await expect(page.getByText('上次的文件没有传完')).toBeVisible()
  await page.getByLabel('名册文件').setInputFiles(path)
  await page.getByRole('button', { name: '接着上传' }).click()
  await expect(page.getByText('网络断了')).toBeVisible()
  cut = false
  await page.getByRole('button', { name: '现在接着传' }).click()
  await expect(heading(page, '大名册.csv')).toBeVisible()
  expect(pieces).toEqual(['0', '1'])

  await page.getByRole('button', { name: /停止读取|放弃这个文件/ }).click()
  await page.getByRole('dialog').getByRole('button', { name: '确认放弃' }).click()
  await expect(page.getByText('已放弃', { exact: true })).toBeVisible()
})
