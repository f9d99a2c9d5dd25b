import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import iconv from 'iconv-lite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Context } from '../context.ts'
import { openTable } from '../registry/tables/read-table.ts'
import { fileSource } from '../registry/tables/register-source.ts'
import { startTestApp, type TestApp } from '../testing/app.ts'
import { registerOf } from '../testing/register-lines.ts'
import { type Command, CommandError } from './command.ts'
import { runCrossCheck } from './cross-check.ts'
import { runImport } from './import.ts'
import { rejectedRowsCommand } from './rejected-rows.ts'
import { undoImportCommand } from './undo-import.ts'

let product: TestApp
let folder: string
beforeAll(async () => {
  product = await startTestApp({ worker: false })
  folder = mkdtempSync(join(tmpdir(), 'yijian-register-'))
})
afterAll(async () => {
  await product.close()
  rmSync(folder, { recursive: true, force: true })
})

type Said = { code: number; last: Record<string, unknown>; lines: string[]; progress: string[] }

async function call(
  command: Command,
  positionals: string[],
  values: Record<string, string | boolean> = {},
  options: { json?: boolean; signal?: AbortSignal; config?: Partial<Context['config']> } = {},
): Promise<Said> {
  const lines: string[] = []
  const progress: string[] = []
  const json = options.json ?? true
  const code = await command.run({
    context: { ...product.context, config: { ...product.context.config, ...options.config } },
    values,
    positionals,
    json,
    say: (line) => lines.push(line),
    warn: (line) => progress.push(line),
    progress: (line) => progress.push(line),
    signal: options.signal ?? new AbortController().signal,
  })
  return { code, last: json && lines.length > 0 ? JSON.parse(lines.at(-1) ?? '') : {}, lines, progress }
}
const enterprises = async () =>
  (await product.db.owner.query('select credit_code, name, principal_name, status_class from enterprise order by 1'))
    .rows
const stateOf = async (batch: unknown) =>
  (await product.db.owner.query('select state from registry_batch where id = $1', [batch])).rows[0]?.state

function write(name: string, content: string | Buffer): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

const register = `统一社会信用代码,企业名称,登记状态,住所
91330106MA2TE5T01R,杭州云栖数码有限公司,存续,杭州市西湖区转塘街道云栖路1号
913301091000033640,杭州青松园林有限公司,存续,杭州市萧山区临浦镇峙山路2号
91330103704212343,杭州短码有限公司,存续,杭州市下城区长庆街道
`

test('import ends with one JSON object whose counts add up', async () => {
  const { code, last } = await call(runImport, [write('register.csv', iconv.encode(register, 'gb18030'))])
  expect(code).toBe(0)
  expect(last).toEqual({
    batch: 1,
    state: 'applied',
    rows: 3,
    new: 2,
    changed: 0,
    unchanged: 0,
    duplicate: 0,
    rejected: 1,
    warned: 0,
    vanished: 0,
    holds: [],
    seconds: expect.any(Number),
    applications: 0,
    tasks: 0,
  })
})

test('what was rejected comes back as a file, and mended it is imported alone', async () => {
  const out = join(folder, 'mend.csv')
  expect((await call(rejectedRowsCommand, ['1'], { out })).last).toMatchObject({ batch: 1, rows: 1 })
  const text = readFileSync(out, 'utf8')
  expect(text).toContain('第4行：信用代码不是18位')
  await expect(call(rejectedRowsCommand, ['1'], { out })).rejects.toThrow(/is there already/)
  await expect(call(rejectedRowsCommand, ['99'], { out: join(folder, 'no.csv') })).rejects.toThrow(/no such batch/)
  const before = await enterprises()
  const mended = write('mended.csv', text.replace('91330103704212343,', '91330103704212343N,'))
  const { last } = await call(runImport, [mended], { partial: true })
  expect(last).toMatchObject({ rows: 1, new: 1, rejected: 0, vanished: 0 })
  const undone = await call(undoImportCommand, [String(last.batch)], { reason: '只是试一试' })
  expect(undone.last).toMatchObject({ removed: 1 })
  expect(await enterprises()).toEqual(before)
  await expect(call(undoImportCommand, [String(last.batch)], { reason: '再来' })).rejects.toThrow(
    /was taken back already/,
  )
  await expect(call(undoImportCommand, [String(last.batch)])).rejects.toThrow(/--reason is missing/)
})

test('what is unusual waits, with what it would change told, until it is said why it is right', async () => {
  await call(runImport, [write('thirty.csv', registerOf(30))], { partial: true })
  const dead = write(
    'dead.csv',
    registerOf(30, Object.fromEntries([...Array(20).keys()].map((at) => [at + 1, { status: '注销' }]))),
  )
  const before = await enterprises()
  const held = await call(runImport, [dead], { partial: true }, { json: false })
  expect(held.code).toBe(2)
  expect(held.lines.join('\n')).toMatch(/20 {2}closed, revoked or in liquidation: 杭州名录1号科技有限公司, .*…/)
  expect(held.lines.join('\n')).toMatch(/66\.7 % statuses change; usual: up to 20 %/)
  expect(held.progress.at(-1)).toMatch(/Nothing has changed yet.*--accept-holds/)
  expect(await enterprises()).toEqual(before)
  const accepted = await call(runImport, [dead], { partial: true, 'accept-holds': '已与市场监管局核对' })
  expect(accepted).toMatchObject({ code: 0, last: { state: 'applied', holds: ['status_changes'] } })
  await call(undoImportCommand, [String(accepted.last.batch)], { reason: '只是试一试' })
  expect(await enterprises()).toEqual(before)
})

test('in production a file waits for an officer', async () => {
  const production = { config: { production: true } }
  const file = write('one.csv', registerOf(1, { 1: { principal: '赵甲' } }))
  const before = await enterprises()
  const waiting = await call(runImport, [file], { partial: true }, production)
  expect(waiting).toMatchObject({ code: 2, last: { state: 'staged', changed: 1, holds: [] } })
  expect(waiting.progress.at(-1)).toMatch(/approves batch \d+ in the workbench/)
  expect(await enterprises()).toEqual(before)
  await expect(call(runImport, [file], { partial: true, approve: true }, production)).rejects.toThrow(
    /an officer approves/,
  )
})

test('Ctrl-C leaves the register as it was and nothing behind', async () => {
  const before = await enterprises()
  const controller = new AbortController()
  const file = write('many.csv', registerOf(20_000))
  const running = call(runImport, [file], {}, { signal: controller.signal })
  const reading = () => product.db.owner.query(`select from registry_batch where state = 'staging'`)
  await expect.poll(async () => (await reading()).rowCount, { interval: 5 }).toBe(1)
  controller.abort()
  expect((await running).code).toBe(130)
  const { rows } = await product.db.owner.query('select max(id) as id from registry_batch')
  expect(await stateOf(rows[0].id)).toBe('cancelled')
  expect(await enterprises()).toEqual(before)
  expect(
    (await product.db.owner.query('select to_regclass($1) as found', [`registry_staging.batch_${rows[0].id}`])).rows,
  ).toEqual([{ found: null }])
})

test('cross-check answers a list beside its own numbers', async () => {
  const list = write(
    'list.csv',
    `序号,单位名称,信用代码
甲1,杭州云栖数码有限责任公司,91330106MA2TE5T01R
甲2,杭州青松园林有限公司,
=1+1,杭州云栖数码有限公司,913301091000033640
甲4,绍兴白鹭织造有限公司,
`,
  )
  const out = join(folder, 'answers.csv')
  const { last } = await call(runCrossCheck, [list], { out })
  expect(last).toMatchObject({ rows: 4, agree: 1, review: 1, conflict: 1, absent: 1 })
  expect(readFileSync(out, 'utf8').split('\r\n')).toEqual([
    'id,verdict,code,reasons,name,status,suggestions',
    '甲1,agree,91330106MA2TE5T01R,code_same name_same,杭州云栖数码有限公司,live,',
    '甲2,review,913301091000033640,code_missing name_same,杭州青松园林有限公司,live,',
    "'=1+1,conflict,913301091000033640,code_same name_of_another_enterprise,杭州青松园林有限公司,live,91330106MA2TE5T01R",
    '甲4,absent,,code_missing name_not_in_register,,,',
    '',
  ])
  const workbook = join(folder, 'answers.xlsx')
  await call(runCrossCheck, [list], { out: workbook })
  const table = await openTable(fileSource(workbook), ['listId'])
  const rows = await Array.fromAsync(table.rows())
  expect(rows.map(({ cells }) => cells.slice(0, 3))).toEqual([
    ['甲1', 'agree', '91330106MA2TE5T01R'],
    ['甲2', 'review', '913301091000033640'],
    ["'=1+1", 'conflict', '913301091000033640'],
    ['甲4', 'absent', ''],
  ])
})

test('cross-check overwrites neither the list itself nor earlier answers when there is no list', async () => {
  const list = write('own.csv', '企业名称\n杭州云栖数码有限公司\n')
  await expect(call(runCrossCheck, [list], { out: join(folder, '.', 'own.csv') })).rejects.toThrow(/overwrite/)
  expect(readFileSync(list, 'utf8')).toContain('杭州云栖')
  const out = write('earlier.csv', 'id,verdict,code\n')
  await expect(call(runCrossCheck, [write('note.txt', 'Dear all,\n')], { out })).rejects.toThrow(CommandError)
  expect(readFileSync(out, 'utf8')).toBe('id,verdict,code\n')
})

test('what cannot be done is said in a sentence', async () => {
  await expect(call(runImport, [join(folder, 'nowhere.csv')])).rejects.toThrow(CommandError)
  await expect(call(runImport, [])).rejects.toThrow('Name one file.')
  await expect(call(runImport, [folder])).rejects.toThrow(/is not a file/)
  await expect(call(runImport, [write('letter.txt', 'Dear all,\n')])).rejects.toThrow(/No header with 统一社会信用代码/)
  await expect(
    call(runCrossCheck, [write('list2.csv', '企业名称\n甲\n')], { out: join(folder, 'no', 'where.csv') }),
  ).rejects.toThrow(/cannot be written/)
})
