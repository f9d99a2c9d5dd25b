import { expect, type Page } from '@playwright/test'
import { localDay } from '@yijian/shared/application/clock'
import { completeCreditCode } from '@yijian/shared/credit-code'
import { openSheet, photograph } from './photograph.ts'

const codeOf = (n: number) => completeCreditCode('91330106', `YYYYT${String(n).padStart(3, '0')}`)

/** As file names have days. The register of the sample is of yesterday, and an older one would be held back. */
const dayBefore = (days: number) => localDay(new Date(Date.now() - days * 86_400_000)).replaceAll('-', '')

type Line = { readonly name?: string; readonly principal?: string; readonly status?: string; readonly address?: string }

const HEADER = '统一社会信用代码,企业名称,PRINCIPAL,登记状态,住所,企业类型,成立日期,注册资本,行业门类,从业人数,经营范围'
const REST = '有限责任公司,2019-04-12,200万元人民币,R,26,文艺创作；会议及展览服务'

/** A list without phones and with a code that is wrong. @param changed what it says otherwise than the one before */
function registerFile(day: string, principalHeader: string, changed: (n: number) => Line = () => ({})) {
  const lines = Array.from({ length: 12 }, (_, at) => {
    const n = at + 1
    const {
      name = `杭州问渠${n}号文化创意有限公司`,
      principal = '许嘉木',
      status = '存续',
      address = `杭州市西湖区北山街道听澜路${n}号`,
    } = changed(n)
    return [codeOf(n), name, principal, status, address, REST].join(',')
  })
  const wrong = `91330106YYYYT0001O,杭州错码贸易有限公司,叶星野,存续,杭州市西湖区听澜路99号,${REST}`
  return {
    name: `西湖区企业名录${day}.csv`,
    mimeType: 'text/csv',
    buffer: Buffer.from([HEADER.replace('PRINCIPAL', principalHeader), ...lines, wrong].join('\n')),
  }
}

/** Half of them are otherwise: renamed, another principal, moved, struck off. */
function changed(n: number): Line {
  if (n <= 2) return { name: `杭州新问渠${n}号数字文化科技（集团）有限公司` }
  if (n <= 4) return { principal: '叶星野' }
  if (n <= 6) return { address: `杭州市上城区湖滨街道听澜路${n}号` }
  return n <= 8 ? { status: '吊销，未注销' } : {}
}

/** What the officer of the city opens: bringing a register, what it would change, approving, undoing. */
export async function register(page: Page, base: string): Promise<void> {
  await page.goto(`${base}/staff/desk`)
  await photograph(page, 'staffDesk')
  await sendingRules(page, base)
  await page.goto(`${base}/staff/desk/imports`)
  await photograph(page, 'staffImports')
  await page.getByRole('button', { name: '导入登记数据' }).click()
  await page.getByRole('button', { name: '开始上传' }).click()
  await page.getByRole('alert').waitFor()
  await photograph(page, 'staffImports', 'error')
  // A heading that nobody knows.
  await bring(page, base, { file: registerFile(dayBefore(1), '当家人姓名') })
  await page.getByText('新增', { exact: true }).last().click()
  await photograph(page, 'staffImport', 'staged')
  await page.getByLabel('当家人姓名').selectOption({ label: '企业名称' })
  await page.getByRole('button', { name: '按改后的列重新读取' }).click()
  await page.getByRole('alert').waitFor()
  await photograph(page, 'staffImport', 'error')
  await openSheet(page, '放弃这个文件')
  await photograph(page, 'staffImport', 'cancel-sheet')
  await page.getByRole('button', { name: '确认放弃' }).click()
  await page.getByText('这个文件没有改变登记库').waitFor()
  await photograph(page, 'staffImport', 'cancelled')
  await bring(page, base, { file: registerFile(dayBefore(1), '法定代表人') })
  await approve(page)
  await holds(page, base)
  await photograph(page, 'staffImport', 'applied')
  await openSheet(page, '撤销这批数据')
  await photograph(page, 'staffImport', 'undo-sheet')
  await page.getByLabel('为什么撤销').fill('文件不是最新的一版')
  await page.getByRole('button', { name: '确认撤销' }).click()
  await page.getByText(/^已于.+撤销$/).waitFor({ timeout: 60_000 })
  await photograph(page, 'staffImport', 'undone')
}

/** The hours and limits of invitations, and a change to them that is written and withdrawn. */
async function sendingRules(page: Page, base: string): Promise<void> {
  await page.goto(`${base}/staff/desk/sending-rules`)
  await photograph(page, 'staffSendingRules')
  await page.getByRole('button', { name: '拟定新规则' }).click()
  await page.getByRole('button', { name: '保存', exact: true }).click()
  await page.getByRole('alert').waitFor()
  await photograph(page, 'staffSendingRules', 'error')
  await page.getByLabel('同一号码隔几天才能再发').fill('14')
  await page.getByLabel('依据').fill('办公会纪要〔2026〕3号')
  await page.getByRole('button', { name: '保存', exact: true }).click()
  await page.getByRole('button', { name: '撤回' }).waitFor()
  await photograph(page, 'staffSendingRules', 'proposed')
  await page.getByRole('button', { name: '撤回' }).click()
  await page.getByRole('button', { name: '拟定新规则' }).waitFor()
}

/** A list that says it is whole, of a dozen enterprises: unusual, and accepted only with a reason. */
async function holds(page: Page, base: string): Promise<void> {
  await bring(page, base, { file: registerFile(dayBefore(0), '法定代表人', changed), whole: true })
  for (const kind of ['更名', '换了法定代表人', '换了地址']) await page.getByText(kind, { exact: true }).click()
  await photograph(page, 'staffImport', 'holds')
  await page.getByRole('button', { name: '批准，更新登记库' }).click()
  await page.getByRole('alert').waitFor()
  await photograph(page, 'staffImport', 'holds-error')
  for (const box of await page.getByLabel('已核实，确实如此').all()) await box.check()
  await page.getByLabel('为什么可以批准').fill('已向市场监管部门核实，这一批只有文化企业')
  await approve(page)
}

async function bring(
  page: Page,
  base: string,
  { file, whole = false }: { readonly file: ReturnType<typeof registerFile>; readonly whole?: boolean },
): Promise<void> {
  await page.goto(`${base}/staff/desk/imports`)
  await page.getByRole('button', { name: '导入登记数据' }).click()
  await page.getByLabel('名册文件').setInputFiles(file)
  await page.getByLabel(whole ? /^是，完整名册/ : /^不是，只有一部分/).check()
  await page.getByRole('button', { name: '开始上传' }).click()
  await page.getByRole('button', { name: '批准，更新登记库' }).waitFor({ timeout: 60_000 })
}

async function approve(page: Page): Promise<void> {
  await page.getByRole('button', { name: '批准，更新登记库' }).click()
  await page.getByText(/^已于.+生效$/).waitFor({ timeout: 60_000 })
  await expect(page.getByText('正在重新核对在办的申请')).toBeHidden({ timeout: 60_000 })
}
