import { gzipSync } from 'node:zlib'
import type { ListColumn, ListRow, ListView } from '@yijian/shared/exchange/contract'
import { parse } from 'csv-parse/sync'
import iconv from 'iconv-lite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { systemScope, withTx } from '../db/tx.ts'
import { startTestApp, type TestApp } from '../testing/app.ts'
import { addListOffices, code, csv, type ListOfficer, openListOfficer, table } from '../testing/list-offices.ts'
import { compoundFile, oldWorkbook } from '../testing/old-workbook.ts'
import { openDocument, tableRows } from '../testing/open-document.ts'
import { sheetData, workbook } from '../testing/workbook.ts'
import { checkList } from './check-list.ts'
import { beginCheck } from './list-repository.ts'

type Rows = { items: ListRow[]; next: string | null }

let app: TestApp
let union: ListOfficer
let sisterUnion: ListOfficer
beforeAll(async () => {
  app = await startTestApp({ worker: false })
  await addListOffices(app)
  union = await openListOfficer(app, '蒋村街道总工会')
  sisterUnion = await openListOfficer(app, '翠苑街道总工会')
})
afterAll(() => app.close())

async function checked(name: string, content: Buffer | string): Promise<ListView> {
  const uploadId = await union.bring(name, Buffer.from(content))
  const { body } = await union.call('POST', '/api/lists', { uploadId })
  await checkList(app.context, body.id)
  return view(body.id)
}

const view = async (id: number) => (await union.call('GET', `/api/lists/${id}`)).body
const rowsOf = async (id: number) => (await union.call<Rows>('GET', `/api/lists/${id}/rows`)).body.items
const columnsOf = async (id: number) =>
  (await union.call<{ columns: ListColumn[] }>('GET', `/api/lists/${id}/columns`)).body.columns
const choose = (id: number, columns: Record<string, number>, by = union) =>
  by.call('PUT', `/api/lists/${id}/columns`, {
    columns: Object.entries(columns).map(([field, column]) => ({ field, column })),
  })
const fieldsOf = ({ columns }: ListView) => columns.map(({ field }) => field)
/** A worker that ends between two groups of answers. */
function dyingAfterFirstRows(id: number): TestApp['context'] {
  const { database } = app.context
  let asked = 0
  const pool = new Proxy(database.pool, {
    get(target, name) {
      const value = Reflect.get(target, name)
      if (name !== 'query') return typeof value === 'function' ? value.bind(target) : value
      return async (...of: Parameters<typeof target.query>) => {
        const { rows } = await view(id)
        if (rows > 0 && asked++ === 0) throw new Error('killed')
        return target.query(...of)
      }
    },
  })
  return { ...app.context, database: { ...database, pool } }
}
const files = async () => (await app.db.owner.query('select count(*)::int as n from uploaded_file')).rows[0].n

describe('which column is read as what', () => {
  test('is shown with samples, changed, and checked again without the file, which is gone', async () => {
    const list = await checked('会员单位.csv', csv())
    expect(await files()).toBe(0)
    expect(await columnsOf(list.id)).toMatchObject([
      { header: '序号', field: 'listId' },
      {
        header: '单位名称',
        field: 'name',
        samples: table
          .slice(2)
          .map((row) => row[1])
          .slice(0, 5),
      },
      { header: '统一社会信用代码', field: 'creditCode' },
      { header: '联系电话', field: 'phone', samples: ['138****1234', '', '', '', ''] },
      { header: '备注', field: null },
    ])
    const review = (await rowsOf(list.id))[1]
    const confirm = { decision: 'confirmed', enterpriseId: review?.enterprise?.id, version: 0 }
    await union.call('PUT', `/api/lists/${list.id}/rows/${review?.row}/decision`, confirm)
    // Without the codes the third row is no conflict any more, and the confirmed one is open again.
    const columns = { listId: 0, name: 1, phone: 3 }
    expect(await choose(list.id, columns)).toMatchObject({ status: 200, body: { state: 'waiting', rows: 0 } })
    // The answer was lost: the same again is the same; other columns have to wait.
    expect(await choose(list.id, columns)).toMatchObject({ status: 200, body: { state: 'waiting' } })
    expect((await choose(list.id, { name: 1 })).status).toBe(409)
    expect((await choose(list.id, columns, sisterUnion)).status).toBe(404)
    await checkList(app.context, list.id)
    expect(await view(list.id)).toMatchObject({ state: 'checked', rows: 7, confirmed: 0, counts: { conflict: 0 } })
    const again = await rowsOf(list.id)
    expect(again[2]).toMatchObject({ code: '', enterprise: { creditCode: code(2) } })
    expect(again[1]).toMatchObject({ decision: 'open', decidedBy: null, version: 2 })
    expect(
      (await union.call('PUT', `/api/lists/${list.id}/rows/${review?.row}/decision`, { ...confirm, version: 1 }))
        .status,
    ).toBe(409)
    const lines: string[][] = parse(await union.download(`/api/lists/${list.id}/answer?format=csv`), { bom: true })
    expect(lines.map((line) => line[2]).slice(1, 4)).toEqual([code(1), '', code(1)])
    expect(JSON.stringify(lines)).not.toMatch(/13800001234|13900005678/)
  })

  test('the same columns again change nothing, neither at once nor once people have decided', async () => {
    const list = await checked('会员单位.csv', csv())
    const columns = { listId: 0, name: 1, phone: 3 }
    const both = await Promise.all([choose(list.id, columns), choose(list.id, columns)])
    expect(both).toMatchObject(Array(2).fill({ status: 200, body: { state: 'waiting' } }))
    await checkList(app.context, list.id)
    const review = (await rowsOf(list.id))[1]
    const confirm = { decision: 'confirmed', enterpriseId: review?.enterprise?.id, version: review?.version }
    await union.call('PUT', `/api/lists/${list.id}/rows/${review?.row}/decision`, confirm)
    // Its answer came too late for whoever asked.
    expect(await choose(list.id, columns)).toMatchObject({ status: 200, body: { state: 'checked', confirmed: 1 } })
  })

  test('given up, the new check leaves the answer that was there before, with what people decided', async () => {
    const many = Array.from({ length: 300 }, (_, i) => `杭州第${i}号从未登记示例有限公司,,`)
    const lines = [
      '企业名称,信用代码,备注',
      `杭州青松园林有限公司,,`,
      `杭州青松园林有限公司,${code(1)},`,
      ...many,
      '合计,302,',
    ]
    const list = await checked('名单.csv', lines.join('\n'))
    const review = (await rowsOf(list.id))[0]
    const confirm = { decision: 'confirmed', enterpriseId: review?.enterprise?.id, version: 0 }
    await union.call('PUT', `/api/lists/${list.id}/rows/${review?.row}/decision`, confirm)
    const [before, rowsBefore] = [await view(list.id), await rowsOf(list.id)]
    expect(before).toMatchObject({ failedAgain: null, rows: 302, confirmed: 1, leftOut: 1, counts: { conflict: 1 } })
    const cancel = () => union.call('POST', `/api/lists/${list.id}/cancellation`, {})
    // At once, and after the first rows were answered anew.
    await choose(list.id, { name: 0 })
    expect((await cancel()).body).toEqual(before)
    await choose(list.id, { name: 0 })
    await expect(checkList(dyingAfterFirstRows(list.id), list.id)).rejects.toThrow('killed')
    expect(await view(list.id)).toMatchObject({ state: 'checking', rows: 250 })
    expect(await rowsOf(list.id)).toEqual(rowsBefore)
    expect((await cancel()).body).toEqual(before)
    await checkList(app.context, list.id)
    expect([await view(list.id), await rowsOf(list.id)]).toEqual([before, rowsBefore])
    // A check that no worker survives ends there, too.
    await choose(list.id, { name: 0 })
    for (let i = 0; i < 5; i++) await withTx(app.context.database, systemScope, (tx) => beginCheck(tx, list.id))
    await checkList(app.context, list.id)
    // It is said that it failed, and of which day the answer is that is shown; until it is tried again.
    const failedAgain = {
      failure: 'broken',
      at: expect.any(String),
      columns: [{ field: 'name', column: 0 }],
    }
    expect([await view(list.id), await rowsOf(list.id)]).toEqual([{ ...before, failedAgain }, rowsBefore])
    const listed = await union.call<{ items: ListView[] }>('GET', '/api/lists')
    expect(listed.body.items.find(({ id }) => id === list.id)).toMatchObject({ state: 'checked', failedAgain })
    await choose(list.id, { name: 0 })
    expect(await view(list.id)).toMatchObject({ state: 'waiting', failedAgain: null })
    expect((await cancel()).body).toEqual(before)
    await choose(list.id, { name: 0 })
    await checkList(app.context, list.id)
    expect(await view(list.id)).toMatchObject({ rows: 302, confirmed: 0, leftOut: 1, counts: { conflict: 0 } })
    const lines2: string[][] = parse(await union.download(`/api/lists/${list.id}/answer?format=csv`), { bom: true })
    expect(lines2).toHaveLength(303)
  })

  test('a check that was killed half-way goes on behind the last row that it answered anew', async () => {
    const names = Array.from({ length: 600 }, (_, i) => `杭州第${i}号从未登记示例有限公司`)
    const list = await checked(
      '多.csv',
      ['企业名称,备注', ...names.map((name) => `${name},杭州云栖数码科技有限公司`)].join('\n'),
    )
    expect(list).toMatchObject({ counts: { absent: 600 } })
    await choose(list.id, { name: 1 })
    await expect(checkList(dyingAfterFirstRows(list.id), list.id)).rejects.toThrow('killed')
    expect(await view(list.id)).toMatchObject({ state: 'checking', rows: 250 })
    // Two workers that take it up at once count no row twice.
    await Promise.all([checkList(app.context, list.id), checkList(app.context, list.id)])
    const done = await view(list.id)
    expect(done.rows).toBe(600)
    expect(done.counts.absent).toBe(0)
    expect(Object.values(done.counts).reduce((sum, count) => sum + count)).toBe(600)
  })

  test('names and codes are asked for, each once, of columns that are there', async () => {
    const list = await checked('会员单位.csv', csv())
    for (const columns of [{}, { address: 1 }, { name: 9 }, { name: 1, creditCode: 1, address: 5 }])
      expect(await choose(list.id, columns)).toMatchObject({ status: 400, body: { code: 'invalid_input' } })
    const twice = {
      columns: [
        { field: 'name', column: 1 },
        { field: 'name', column: 2 },
      ],
    }
    expect((await union.call('PUT', `/api/lists/${list.id}/columns`, twice)).status).toBe(400)
  })

  test('where nothing tells it, the file is kept until a person says, and goes with the answer', async () => {
    const lines = ['甲,乙,丙', '云栖数码,张三,13800001234', '青松园林,李四,13900005678']
    const list = await checked('名单.csv', lines.join('\n'))
    expect(list).toMatchObject({ state: 'failed', failure: 'no_header', mayChoose: true })
    expect(await files()).toBe(1)
    const columns = await columnsOf(list.id)
    expect(columns.map(({ header, field }) => [header, field])).toEqual([
      ['甲', null],
      ['乙', null],
      ['丙', null],
    ])
    expect(columns[0]?.samples).toEqual(['云栖数码', '青松园林'])
    expect(JSON.stringify(columns)).not.toMatch(/13800001234/)
    expect((await choose(list.id, { name: 0, principal: 1, phone: 2 })).status).toBe(200)
    await checkList(app.context, list.id)
    expect(await view(list.id)).toMatchObject({ state: 'checked', rows: 2 })
    expect((await rowsOf(list.id))[1]).toMatchObject({ name: '青松园林', principal: '李四' })
    expect(await files()).toBe(0)
  })
})

describe('lists as people bring them', () => {
  test('GB18030 with semicolons, titles above and a total below', async () => {
    const lines = [
      '蒋村街道总工会会员单位',
      '',
      '制表：办公室;2026年9月',
      '单位名称;信用代码',
      `杭州云栖数码科技有限公司;${code(1)}`,
      ';',
      '合计;1',
    ]
    const list = await checked('名单.csv', iconv.encode(lines.join('\r\n'), 'gb18030'))
    expect(list).toMatchObject({
      encoding: 'gb18030',
      headerRow: 4,
      rows: 1,
      leftOut: 1,
      counts: { agree: 1, absent: 0 },
    })
  })

  test('sums and remarks within and below the list are left out, and it is said how many', async () => {
    const lines = [
      '序号,单位名称,信用代码,人数',
      `1,杭州云栖数码科技有限公司,${code(1)},12`,
      ',蒋村街道小计,,12',
      `2,合计科技（杭州）有限公司,,3`,
      '3,合计,,15',
      ' 合  计 ,,,15',
      '制表人：张明,,,',
      '共2家',
    ]
    const list = await checked('名单.csv', lines.join('\n'))
    expect(list).toMatchObject({ state: 'checked', rows: 2, leftOut: 5, counts: { agree: 1, absent: 1 } })
    const answer: string[][] = parse(await union.download(`/api/lists/${list.id}/answer?format=csv`), { bom: true })
    expect(answer.map((line) => line[1])).toEqual(['单位名称', '杭州云栖数码科技有限公司', '合计科技（杭州）有限公司'])
    expect(await checked('合计.csv', '单位名称,信用代码\n合计,0')).toMatchObject({
      state: 'failed',
      failure: 'no_row_usable',
    })
  })

  test('a header on two rows, and names that reach over several: every row is answered as it reads', async () => {
    const rows = [
      ['会员单位名单', '', '', ''],
      ['序号', '单位', '', '联系人'],
      ['', '单位名称', '统一社会信用代码', ''],
      ['1', '杭州云栖数码科技有限公司', code(1), '张三'],
      ['', '', '', '李四'],
      ['2', '杭州双生贸易有限公司', code(3), '王五'],
    ]
    const merges = ['A1:D1', 'A2:A3', 'B2:C2', 'D2:D3', 'A4:A5', 'B4:B5', 'C4:C5']
    const xml = `${sheetData(rows)}<mergeCells>${merges.map((ref) => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells>`
    const list = await checked('名单.xlsx', workbook([{ name: '名单', xml }]))
    expect(list).toMatchObject({ headerRow: 3, rows: 3, counts: { agree: 3 } })
    expect((await rowsOf(list.id)).map(({ row, enterprise }) => [row, enterprise?.creditCode])).toEqual([
      [4, code(1)],
      [5, code(1)],
      [6, code(3)],
    ])
  })

  test('without a header, first rows that say less than those below are rows all the same; a title is none', async () => {
    const lines = [
      '会员单位,2026年9月',
      '杭州云栖数码科技有限公司,',
      '云栖小店,',
      `杭州双生贸易有限公司,${code(3)},张三,备注`,
      '杭州从未登记示例有限公司,,李四,',
    ]
    const list = await checked('名单.csv', lines.join('\n'))
    expect(list).toMatchObject({ headerRow: 0, rows: 4 })
    expect((await rowsOf(list.id)).map(({ row, enterprise }) => [row, enterprise?.creditCode ?? null])).toEqual([
      [2, code(1)],
      [3, null],
      [4, code(3)],
      [5, null],
    ])
  })

  test('names alone, without a header: the first of them is no header', async () => {
    const list = await checked(
      '名单.txt',
      ['杭州云栖数码科技有限公司', '杭州双生贸易有限公司', '杭州从未登记示例有限公司'].join('\n'),
    )
    expect(list).toMatchObject({ state: 'checked', rows: 3, headerRow: 0, columns: [{ header: '', field: 'name' }] })
    expect((await rowsOf(list.id)).map(({ row, enterprise }) => [row, enterprise?.creditCode ?? null])).toEqual([
      [1, code(1)],
      [2, code(3)],
      [3, null],
    ])
    expect((await columnsOf(list.id))[0]?.samples).toHaveLength(3)
    const lines: string[][] = parse(await union.download(`/api/lists/${list.id}/answer?format=csv`), { bom: true })
    expect(lines.map(([name]) => name)).toEqual([
      '',
      '杭州云栖数码科技有限公司',
      '杭州双生贸易有限公司',
      '杭州从未登记示例有限公司',
    ])
  })

  const listed = [
    ['建会单位', '代码'],
    ['杭州云栖数码科技有限公司', code(1)],
  ]
  test.each([
    ['名单.xls', oldWorkbook([{ name: '会员', rows: listed }])],
    ['名单.ods', openDocument([{ name: '会员', rows: tableRows(listed) }])],
  ])('%s, as offices save it', async (name, bytes) => {
    expect(await checked(name, bytes)).toMatchObject({ rows: 1, counts: { agree: 1 } })
  })

  test('codes alone', async () => {
    const list = await checked('代码.csv', ['信用代码', code(1), code(3)].join('\n'))
    expect(list).toMatchObject({ state: 'checked', rows: 2 })
    expect((await rowsOf(list.id)).map(({ enterprise }) => enterprise?.creditCode)).toEqual([code(1), code(3)])
  })

  test('name and code in one column, under a header of its own words', async () => {
    const list = await checked(
      '名单.csv',
      ['建会单位（代码）,人数', `杭州云栖数码科技有限公司 ${code(1)},12`, `杭州双生贸易有限公司（${code(3)}）,3`].join(
        '\n',
      ),
    )
    expect(fieldsOf(list)).toEqual(['name', null])
    expect(list).toMatchObject({ rows: 2, counts: { agree: 2 } })
  })

  test('headers of its own words: what stands below them tells', async () => {
    const list = await checked('名单.csv', ['建会单位,证号,备注', `杭州云栖数码科技有限公司,${code(1)},甲`].join('\n'))
    expect(fieldsOf(list)).toEqual(['name', 'creditCode', null])
    expect(list).toMatchObject({ headerRow: 1, rows: 1, counts: { agree: 1 } })
  })

  test('a workbook of two sheets is the one with the names, and says which', async () => {
    const sheets = [
      { name: '说明', xml: sheetData([['填表说明'], ['请逐项填写']]) },
      { name: '蒋村', xml: sheetData(table.slice(1).map((row) => row.slice(0, 3))) },
    ]
    expect(await checked('名单.xlsx', workbook(sheets))).toMatchObject({ encoding: 'xlsx, 蒋村', rows: 7 })
  })

  test('the same enterprise twice is answered twice and counted once for co-building', async () => {
    const list = await checked(
      '名单.csv',
      ['企业名称,信用代码', ...Array(3).fill(`杭州云栖数码科技有限公司,${code(1)}`), '', ' , '].join('\n'),
    )
    expect(list.rows).toBe(3)
    const { body } = await union.call<{ items: unknown[] }>('GET', `/api/lists/${list.id}/co-building`)
    expect(body.items).toHaveLength(1)
  })

  test('a list of another district is answered, and told to lie outside', async () => {
    const list = await checked('名单.csv', ['企业名称,信用代码', `杭州别处物流有限公司,${code(5)}`].join('\n'))
    expect(list).toMatchObject({ counts: { agree: 1 } })
    const { body } = await union.call<{ items: unknown[]; outside: number }>('GET', `/api/lists/${list.id}/co-building`)
    expect(body).toMatchObject({ items: [], outside: 1 })
  })

  test.each([
    ['a workbook with a password', '名单.xlsx', compoundFile('EncryptedPackage', Buffer.alloc(5000)), 'locked'],
    ['a PDF that was renamed', '名单.xlsx', Buffer.from('%PDF-1.7\n%âãÏÓ\n1 0 obj'), 'no_table'],
    ['blanks', '名单.csv', Buffer.from('\n\n \n'), 'empty'],
    ['nothing once unpacked', '名单.csv.gz', gzipSync(''), 'empty'],
    ['a header alone', '名单.csv', Buffer.from('企业名称\n'), 'no_row_usable'],
  ])('%s is refused for what it is', async (_, name, bytes, failure) => {
    const list = await checked(name, bytes)
    expect(list).toMatchObject({ state: 'failed', failure, mayChoose: false, rows: 0 })
  })
})
