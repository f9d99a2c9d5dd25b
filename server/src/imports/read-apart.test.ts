import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type DeskOfficer, openRegisterDesk, type RegisterDesk } from '../testing/register-desk.ts'
import { registerFile, registerLine } from '../testing/register-lines.ts'
import { sheetData, workbook } from '../testing/workbook.ts'

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

let desk: RegisterDesk
let officer: DeskOfficer
beforeAll(async () => {
  desk = await openRegisterDesk()
  officer = await desk.addOfficer()
})
afterAll(() => desk.close())

test('a workbook is read on other threads: known by a template, unknown, or without a row of use', async () => {
  const header = ['代号', '名头', '企业类型', '经理', '登记状态', '住所', '联系电话', '从业人数']
  const fields = ['creditCode', 'name', 'type', 'principal', 'status', 'address', 'phone', 'headcount']
  const book = (rows: readonly (readonly string[])[]) => workbook([{ name: '名录', xml: sheetData([header, ...rows]) }])
  const failed = await officer.bring(registerFile([registerLine(1)], header), { until: 'failed' })
  const columns = fields.map((field, column) => ({ field, column }))
  await officer.call('PUT', `/api/imports/${failed.id}/mapping`, { columns, remember: true })
  await officer.wait(failed.id, 'staged')
  await officer.call('POST', `/api/imports/${failed.id}/cancellation`)
  here.opened = 0
  const known = await officer.bring(book([registerLine(1).map(String)]), { until: 'staged' })
  expect(known).toMatchObject({ fromTemplate: true, counts: { rejected: 0 } })
  const none = await officer.bring(book([registerLine(1, { code: '9133' }).map(String)]), { until: 'failed' })
  expect(none).toMatchObject({ failure: { key: 'no_row_usable' } })
  expect(none.columns[0]?.samples).toEqual(['9133'])
  expect(here.opened).toBe(0)
})
