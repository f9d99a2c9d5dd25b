import { Readable } from 'node:stream'
import type { CoBuildingItem, CoBuildingStreet, ListRow, ListView } from '@yijian/shared/exchange/contract'
import { parse } from 'csv-parse/sync'
import { sql } from 'drizzle-orm'
import iconv from 'iconv-lite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { rows, systemScope, withTx } from '../db/tx.ts'
import { purgeExpired } from '../jobs/purge-expired.ts'
import { openWorkbook } from '../registry/tables/open-workbook.ts'
import { startTestApp, type TestApp } from '../testing/app.ts'
import {
  addListed,
  addListOffices,
  code,
  csv,
  type ListOfficer,
  openListOfficer,
  table,
} from '../testing/list-offices.ts'
import { sheetData, workbook } from '../testing/workbook.ts'
import { checkList } from './check-list.ts'
import { beginCheck, findLists } from './list-repository.ts'

type Rows = { items: ListRow[]; next: string | null }

let app: TestApp
let union: ListOfficer
let colleague: ListOfficer
let sisterUnion: ListOfficer
let league: ListOfficer
let women: ListOfficer

beforeAll(async () => {
  app = await startTestApp({ worker: false })
  await addListOffices(app)
  union = await openListOfficer(app, '蒋村街道总工会')
  colleague = await openListOfficer(app, '蒋村街道总工会')
  sisterUnion = await openListOfficer(app, '翠苑街道总工会')
  women = await openListOfficer(app, '蒋村街道妇联')
  league = await openListOfficer(app, '蒋村街道团工委')
})
afterAll(() => app.close())

async function checked(by: ListOfficer, name: string, bytes: Buffer): Promise<ListView> {
  const uploadId = await by.bring(name, bytes)
  const { body, status } = await by.call('POST', '/api/lists', { uploadId })
  expect(status).toBe(200)
  await checkList(app.context, body.id)
  return (await by.call('GET', `/api/lists/${body.id}`)).body
}

test('a list is answered row by row, and every other office is told that there is none', async () => {
  const list = await checked(union, '会员单位.csv', csv())
  expect(list).toMatchObject({
    state: 'checked',
    fileName: '会员单位.csv',
    rows: 7,
    counts: { agree: 4, review: 1, conflict: 1, absent: 1 },
    headerRow: 2,
    failure: null,
  })
  expect(list.columns.map(({ field }) => field)).toEqual(['listId', 'name', 'creditCode', 'phone', null])
  const { items } = (await union.call<Rows>('GET', `/api/lists/${list.id}/rows`)).body
  expect(items.map(({ verdict, enterprise }) => [verdict, enterprise?.creditCode ?? null])).toEqual([
    ['agree', code(1)],
    ['review', code(2)],
    ['conflict', code(1)],
    ['absent', null],
    ['agree', code(4)],
    ['agree', code(3)],
    ['agree', code(5)],
  ])
  expect(items[2]?.suggestions[0]?.creditCode).toBe(code(2))
  expect(items[2]?.suggestions[0]?.address).toMatch(/文三路/)
  expect(items[4]?.enterprise?.statusClass).toBe('gone')
  const conflicts = (await union.call<Rows>('GET', `/api/lists/${list.id}/rows?verdict=conflict`)).body.items
  expect(conflicts.map(({ row }) => row)).toEqual([5])
  // A colleague of the office sees it; nobody else learns that it exists.
  expect((await colleague.call('GET', `/api/lists/${list.id}`)).status).toBe(200)
  for (const other of [sisterUnion, women, league]) {
    expect((await other.call('GET', `/api/lists/${list.id}`)).status).toBe(404)
    expect((await other.call('GET', `/api/lists/${list.id}/rows`)).status).toBe(404)
    expect((await other.call('GET', `/api/lists/${list.id}/answer?format=csv`)).status).toBe(404)
    expect((await other.call('GET', `/api/lists/${list.id}/co-building`)).status).toBe(404)
    expect((await other.call<{ items: unknown[] }>('GET', '/api/lists')).body.items).toEqual([])
    const decision = { decision: 'rejected', enterpriseId: null, version: 0 }
    expect((await other.call('PUT', `/api/lists/${list.id}/rows/4/decision`, decision)).status).toBe(404)
  }
})

test('row-level security alone keeps another office and agency out', async () => {
  const seen = async (scope: Parameters<typeof withTx>[1]) =>
    withTx(
      app.context.database,
      scope,
      async (tx) => (await rows(tx, sql`select 1 from list_exchange union all select 1 from list_exchange_row`)).length,
    )
  const [office] = await withTx(app.context.database, systemScope, (tx) =>
    rows<{ id: number }>(tx, sql`select id from office where name = '蒋村街道总工会'`),
  )
  const scope = (officeId: number) =>
    ({ kind: 'officer', accountId: 1, officeId, agency: 'union', places: [1], enterprises: [] }) as const
  expect(await seen(scope(office?.id ?? 0))).toBeGreaterThan(0)
  expect(await seen(scope((office?.id ?? 0) + 1))).toBe(0)
  expect(await seen({ kind: 'nobody' })).toBe(0)
  expect(await seen({ kind: 'applicant', accountId: 1 })).toBe(0)
})

test('no phone stays: neither of the file nor in what is kept and sent back', async () => {
  const list = await checked(union, '会员单位.csv', csv())
  const files = await app.db.owner.query('select count(*)::int as n from uploaded_file')
  expect(files.rows[0].n).toBe(0)
  const [header = [], ...lines]: string[][] = parse(await union.download(`/api/lists/${list.id}/answer?format=csv`), {
    bom: true,
  })
  expect(header).toEqual([...(table[1] ?? []), '结论', '统一社会信用代码', '登记名称', '登记状态', '理由', '建议'])
  expect(lines[0]?.slice(3, 8)).toEqual([
    '138****1234',
    `'${table[2]?.[4]}`,
    '相符',
    code(1),
    '杭州云栖数码科技有限公司',
  ])
  expect(lines[1]?.[4]).toBe('张三 139****5678')
  expect(lines[2]?.slice(5)).toEqual([
    '矛盾',
    code(1),
    '杭州云栖数码科技有限公司',
    'live',
    '信用代码一致；这个名称属于另一家企业',
    `杭州青松园林有限公司 ${code(2)}`,
  ])
  expect(JSON.stringify(lines)).not.toMatch(/13800001234|13900005678/)
})

test('the workbook that goes back holds the same, and no formula', async () => {
  const list = await checked(
    union,
    '会员单位.xlsx',
    workbook([{ name: '名单', xml: sheetData(table.map((row) => row.map((cell) => cell.replaceAll('"', '&quot;')))) }]),
  )
  expect(list).toMatchObject({ state: 'checked', rows: 7, encoding: 'xlsx, 名单' })
  const bytes = await union.download(`/api/lists/${list.id}/answer?format=xlsx`)
  const read = await openWorkbook({ name: 'x', open: () => Readable.from([bytes]) }, { sha256: '' }, ['name'])
  const cells = (await Array.fromAsync(read.rows())).map((row) => row.cells)
  expect(cells).toHaveLength(7)
  expect(cells[0]?.[4]).toBe(`'${table[2]?.[4]}`)
  expect(cells.flat().filter((cell) => /^[=+\-@\t\r\n＝＋－＠|%]/.test(cell))).toEqual([])
})

test('a list in GB18030 reads as it was meant; one that is no list says so', async () => {
  const list = await checked(
    union,
    '名单.txt',
    iconv.encode(`名称;统一社会信用代码\n杭州雲棲數碼科技有限公司;${code(1)}`, 'gb18030'),
  )
  expect(list).toMatchObject({ state: 'checked', encoding: 'gb18030', counts: { agree: 1 } })
  expect(await checked(union, '照片.csv', Buffer.from('甲,乙\n1,2'))).toMatchObject({
    state: 'failed',
    failure: 'no_header',
    rows: 0,
  })
  expect(await checked(union, '空.csv', Buffer.from('企业名称\n'))).toMatchObject({
    state: 'failed',
    failure: 'no_row_usable',
  })
  expect(await checked(union, '坏.xlsx', Buffer.from('PK\x03\x04 nothing'))).toMatchObject({
    state: 'failed',
    failure: 'damaged',
  })
})

test('the same upload is one list, asked for twice at once or later', async () => {
  const uploadId = await union.bring('会员单位.csv', csv())
  const both = await Promise.all([1, 2].map(() => union.call('POST', '/api/lists', { uploadId })))
  expect(both.map(({ status }) => status)).toEqual([200, 200])
  expect(both[0]?.body.id).toBe(both[1]?.body.id)
  await checkList(app.context, both[0]?.body.id ?? 0)
  expect((await union.call('POST', '/api/lists', { uploadId })).body).toMatchObject({
    id: both[0]?.body.id,
    state: 'checked',
  })
  expect((await colleague.call('POST', '/api/lists', { uploadId: await union.bring('a.csv', csv()) })).status).toBe(404)
})

test('a suggestion is confirmed once: of two at the same time one is told', async () => {
  const list = await checked(union, '会员单位.csv', csv())
  const rowsOf = async () => (await union.call<Rows>('GET', `/api/lists/${list.id}/rows`)).body.items
  const row = (await rowsOf())[1]
  const url = `/api/lists/${list.id}/rows/${row?.row}/decision`
  const confirm = { decision: 'confirmed', enterpriseId: row?.enterprise?.id, version: 0 }
  const answers = await Promise.all([
    union.call<ListRow>('PUT', url, confirm),
    colleague.call<ListRow>('PUT', url, { decision: 'rejected', enterpriseId: null, version: 0 }),
  ])
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
  const kept = (await rowsOf())[1]
  expect(kept).toMatchObject({ version: 1, decision: answers[0]?.status === 200 ? 'confirmed' : 'rejected' })
  // What may be confirmed is a suggestion of this row.
  const version = kept?.version
  expect((await union.call('PUT', url, { decision: 'confirmed', enterpriseId: 999_999, version })).status).toBe(400)
  expect(
    (await union.call('PUT', url, { decision: 'rejected', enterpriseId: confirm.enterpriseId, version })).status,
  ).toBe(400)
  // The same request again is the same request.
  const again = { ...confirm, version }
  expect((await union.call('PUT', url, again)).status).toBe(200)
  expect((await union.call('PUT', url, again)).status).toBe(200)
  expect((await rowsOf())[1]).toMatchObject({ version: 2, decision: 'confirmed', confirmedId: confirm.enterpriseId })
  expect((await union.call('GET', `/api/lists/${list.id}`)).body).toMatchObject({ confirmed: 1, rejected: 0 })
  const lines: string[][] = parse(await union.download(`/api/lists/${list.id}/answer?format=csv`), { bom: true })
  expect(lines[2]?.slice(5, 7)).toEqual(['人工确认', code(2)])
})

test('co-building: by street, what is known of each side, and who covers it', async () => {
  const list = await checked(union, '会员单位.csv', csv())
  type Page = { streets: CoBuildingStreet[]; outside: number; items: CoBuildingItem[]; next: string | null }
  const { body } = await union.call<Page>('GET', `/api/lists/${list.id}/co-building`)
  // On the list is what can be built in; the others stand apart, each with its reason.
  const told = ({ items }: Page) => items.map(({ creditCode, fit, why }) => [creditCode, fit, why])
  expect(told(body)).toEqual([[code(1), 'both', null]])
  const asked = await union.call<Page>('GET', `/api/lists/${list.id}/co-building?fit=ask`)
  expect(told(asked.body)).toEqual([[code(3), 'ask', 'numbers_unknown']])
  const unfit = await union.call<Page>('GET', `/api/lists/${list.id}/co-building?fit=no`)
  expect(told(unfit.body)).toEqual([[code(4), 'no', 'not_alive']])
  expect(body.outside).toBe(1)
  expect(body.streets).toMatchObject([
    {
      counts: { both: 1, joint: 0, ask: 1, no: 1 },
      offices: [
        { agency: 'league', name: '蒋村街道团工委' },
        { agency: 'union', name: '蒋村街道总工会' },
        { agency: 'women', name: '蒋村街道妇联' },
      ],
    },
  ])
  // Its own agency's organisations are known; what the league has there is told with consent only.
  expect(body.items[0]?.organisations).toEqual({ league: 'not_known', union: 'none', women: 'not_known' })
  const both = await union.call<Page>('GET', `/api/lists/${list.id}/co-building?fit=both`)
  expect(both.body.items.map(({ creditCode }) => creditCode)).toEqual([code(1)])
  const review = (await union.call<Rows>('GET', `/api/lists/${list.id}/rows?verdict=review`)).body.items[0]
  await union.call('PUT', `/api/lists/${list.id}/rows/${review?.row}/decision`, {
    decision: 'confirmed',
    enterpriseId: review?.enterprise?.id,
    version: 0,
  })
  const lines = parse(await union.download(`/api/lists/${list.id}/co-building/file?format=csv`), { bom: true })
  expect(lines.map((line: string[]) => [line[1], line[5]])).toEqual([
    ['企业名称', '共建建议'],
    ['杭州云栖数码科技有限公司', '可同时建'],
    ['杭州青松园林有限公司', '可联合建'],
  ])
})

test('the co-building list goes on behind where its page ended, though what stood there has left it', async () => {
  const many = Array.from({ length: 52 }, (_, n) => ({ name: `杭州共建${n}号数码科技有限公司`, serial: 100 + n }))
  for (const one of many) await addListed(app, { ...one, headcount: 40, status: 'live' })
  const lines = many.map(({ name, serial }) => `${name},${code(serial)}`)
  const list = await checked(union, '共建.csv', Buffer.from(['企业名称,信用代码', ...lines].join('\n')))
  type Page = { items: CoBuildingItem[]; next: string | null }
  const first = (await union.call<Page>('GET', `/api/lists/${list.id}/co-building`)).body
  expect(first.items).toHaveLength(50)
  const ended = `/api/lists/${list.id}/rows/${first.items.at(-1)?.row}/decision`
  const no = { decision: 'rejected', enterpriseId: null, version: 0 }
  expect((await colleague.call('PUT', ended, no)).status).toBe(200)
  const second = (await union.call<Page>('GET', `/api/lists/${list.id}/co-building?cursor=${first.next}`)).body
  expect(second.items.map(({ creditCode }) => creditCode)).toEqual(many.slice(50).map(({ serial }) => code(serial)))
  expect(second.next).toBeNull()
})

test('a co-building list asked for while a new check begins is of the answer that is shown', async () => {
  const list = await checked(union, '会员单位.csv', csv())
  const ask = async () => (await union.call<object>('GET', `/api/lists/${list.id}/co-building`)).body
  const before = await ask()
  // As it stands between the look at the list's state and the look at its rows.
  await app.db.owner.query(
    `insert into list_exchange_row (list_id, office_id, row_number, name, code, address, principal, cells_sealed, verdict, reasons,
       enterprise_id, suggestions)
     select list_id, office_id, -row_number, name, code, address, principal, cells_sealed, verdict, reasons, enterprise_id, suggestions
     from list_exchange_row where list_id = $1`,
    [list.id],
  )
  expect(await ask()).toEqual(before)
})

test('a check that is given up leaves nothing of the list behind', async () => {
  const uploadId = await union.bring('会员单位.csv', csv())
  const { body: list } = await union.call('POST', '/api/lists', { uploadId })
  expect((await union.call('GET', `/api/lists/${list.id}/answer?format=csv`)).status).toBe(409)
  expect((await union.call('POST', `/api/lists/${list.id}/cancellation`, {})).body).toMatchObject({
    state: 'cancelled',
    rows: 0,
  })
  await checkList(app.context, list.id)
  expect((await union.call('GET', `/api/lists/${list.id}`)).body).toMatchObject({ state: 'cancelled', rows: 0 })
  const left = await app.db.owner.query('select 1 from uploaded_file where id = $1', [uploadId])
  expect(left.rows).toEqual([])
})

test('given up in the middle it stops; killed in the middle it goes on behind the last answer', async () => {
  const many = Buffer.from(
    ['企业名称', ...Array.from({ length: 450 }, (_, i) => `杭州第${i}号从未登记示例有限公司`)].join('\n'),
  )
  const begin = async () => {
    const { body } = await union.call('POST', '/api/lists', { uploadId: await union.bring('多.csv', many) })
    return body.id
  }
  /** Acts when the first rows are in, between two groups of answers. */
  const between = (listId: number, act: () => Promise<void>) => {
    let acted = false
    const { database } = app.context
    const pool = new Proxy(database.pool, {
      get(target, name) {
        const value = Reflect.get(target, name)
        if (name !== 'query') return typeof value === 'function' ? value.bind(target) : value
        return async (...of: Parameters<typeof target.query>) => {
          const [list] = await withTx(database, systemScope, (tx) => findLists(tx, sql`l.id = ${listId}`))
          if (!acted && (list?.rowsRead ?? 0) > 0) {
            acted = true
            await act()
          }
          return target.query(...of)
        }
      },
    })
    return { ...app.context, database: { ...database, pool } }
  }
  const cancelled = await begin()
  await checkList(
    between(cancelled, async () => void (await union.call('POST', `/api/lists/${cancelled}/cancellation`, {}))),
    cancelled,
  )
  expect((await union.call('GET', `/api/lists/${cancelled}`)).body).toMatchObject({ state: 'cancelled', rows: 0 })
  const killed = await begin()
  const death = between(killed, () => Promise.reject(new Error('killed')))
  await expect(checkList(death, killed)).rejects.toThrow('killed')
  const half = (await union.call('GET', `/api/lists/${killed}`)).body
  expect(half).toMatchObject({ state: 'checking', rows: 250 })
  await checkList(app.context, killed)
  expect((await union.call('GET', `/api/lists/${killed}`)).body).toMatchObject({
    state: 'checked',
    rows: 450,
    counts: { absent: 450 },
  })
  const page = (await union.call<Rows>('GET', `/api/lists/${killed}/rows`)).body
  expect(page.items).toHaveLength(50)
  const next = (await union.call<Rows>('GET', `/api/lists/${killed}/rows?cursor=${page.next}`)).body
  expect(next.items[0]?.row).toBe((page.items.at(-1)?.row ?? 0) + 1)
})

test('a file that brings every worker down is given up, and lists end after 90 days', async () => {
  const { body } = await union.call('POST', '/api/lists', { uploadId: await union.bring('会员单位.csv', csv()) })
  for (let i = 0; i < 5; i++) await withTx(app.context.database, systemScope, (tx) => beginCheck(tx, body.id))
  await checkList(app.context, body.id)
  expect((await union.call('GET', `/api/lists/${body.id}`)).body).toMatchObject({ state: 'failed', failure: 'broken' })
  app.advance(91 * 86_400_000)
  await purgeExpired(app.context)
  const left = await withTx(app.context.database, systemScope, (tx) =>
    rows(tx, sql`select 1 from list_exchange union all select 1 from list_exchange_row`),
  )
  expect(left).toEqual([])
})
