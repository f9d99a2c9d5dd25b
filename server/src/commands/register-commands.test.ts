import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import iconv from 'iconv-lite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTable } from '../registry/read-table.ts'
import { fileSource } from '../registry/register-source.ts'
import { startTestApp, type TestApp } from '../testing/app.ts'
import { type Command, CommandError } from './command.ts'
import { runCrossCheck } from './cross-check.ts'
import { runImport } from './import.ts'

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

async function call(command: Command, positionals: string[], values: Record<string, string> = {}) {
  const lines: string[] = []
  const code = await command.run({
    context: product.context,
    values,
    positionals,
    json: true,
    say: (line) => lines.push(line),
    warn: () => {},
  })
  return { code, last: JSON.parse(lines.at(-1) ?? '') }
}
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
    rows: 3,
    new: 2,
    changed: 0,
    unchanged: 0,
    duplicate: 0,
    rejected: 1,
    warned: 0,
    seconds: expect.any(Number),
    applications: 0,
    tasks: 0,
  })
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
