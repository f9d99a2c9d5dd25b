import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { startTestApp, type TestApp } from '../testing/app.ts'
import { addListOffices, code, csv, type ListOfficer, openListOfficer, table } from '../testing/list-offices.ts'
import { sheetData, workbook } from '../testing/workbook.ts'
import { checkList } from './check-list.ts'

/** Files that were opened on the thread that answers requests; other threads load modules of their own. */
const here = vi.hoisted(() => ({ opened: 0 }))
vi.mock(import('../registry/tables/read-table.ts'), async (original) => {
  const { openTable } = await original()
  return {
    openTable: (...of) => {
      here.opened += 1
      return openTable(...of)
    },
  }
})

let app: TestApp
let union: ListOfficer
beforeAll(async () => {
  app = await startTestApp({ worker: false })
  await addListOffices(app)
  union = await openListOfficer(app, '蒋村街道总工会')
})
afterAll(() => app.close())

async function check(name: string, bytes: Buffer) {
  const { body } = await union.call('POST', '/api/lists', { uploadId: await union.bring(name, bytes) })
  here.opened = 0
  let answered = 0
  let over = false
  const done = checkList(app.context, body.id).finally(() => {
    over = true
  })
  // Others keep asking while it is read.
  while (!over) {
    await union.call('GET', `/api/lists/${body.id}`)
    answered += 1
  }
  await done
  return { list: (await union.call('GET', `/api/lists/${body.id}`)).body, opened: here.opened, answered }
}

test('a workbook is unpacked and parsed on another thread, and requests are answered meanwhile', async () => {
  const rows = Array.from({ length: 5000 }, (_, i) => [`${i}`, '杭州云栖数码科技有限公司', code(1), '', `备注${i}`])
  const bytes = workbook([{ name: '名单', xml: sheetData([table[1] ?? [], ...rows]) }])
  const { list, opened, answered } = await check('名单.xlsx', bytes)
  expect(list).toMatchObject({ state: 'checked', rows: 5000, counts: { agree: 5000 } })
  expect(opened).toBe(0)
  // Not one look at the beginning and one at the end: between any two groups of rows at least.
  expect(answered).toBeGreaterThan(10)
})

test('so is whatever may unpack to more than it shows, and whatever cannot be read', async () => {
  expect(await check('名单.csv.gz', gzipSync(csv()))).toMatchObject({ list: { rows: 7, state: 'checked' }, opened: 0 })
  expect(await check('坏.xlsx', Buffer.from('PK\x03\x04 nothing'))).toMatchObject({
    list: { state: 'failed', failure: 'damaged' },
    opened: 0,
  })
  const wide = workbook([{ name: '表', xml: sheetData([['甲', '乙'], ...Array(30).fill(['1', '2'])]) }])
  expect(await check('表.xlsx', wide)).toMatchObject({ list: { state: 'failed', failure: 'no_header' }, opened: 0 })
})

test('a few rows of plain text are read at once', async () => {
  expect(await check('名单.csv', csv())).toMatchObject({ list: { rows: 7, state: 'checked' }, opened: 1 })
})
