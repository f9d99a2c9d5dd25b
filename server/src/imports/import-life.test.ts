import type { Difference, DifferenceKind } from '@yijian/shared/imports/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type DeskOfficer, openRegisterDesk, type RegisterDesk } from '../testing/register-desk.ts'
import { registerCode, registerFile, registerLine, registerOf } from '../testing/register-lines.ts'

let desk: RegisterDesk
let officer: DeskOfficer
let colleague: DeskOfficer
beforeAll(async () => {
  desk = await openRegisterDesk()
  officer = await desk.addOfficer()
  colleague = await desk.addOfficer()
})
afterAll(() => desk.close())

const differences = async (id: number, kind: DifferenceKind): Promise<Difference[]> => {
  const { body } = await officer.call('GET', `/api/imports/${id}/differences?kind=${kind}`)
  return (body as unknown as { items: Difference[] }).items
}
const names = (found: Difference[]) => found.map(({ name }) => name)

let first = 0
let second = 0

test('a first file is read without anything changing, approved, and then is the register', async () => {
  const staged = await officer.bring(registerOf(40), { until: 'staged' })
  first = staged.id
  expect(staged).toMatchObject({
    counts: { rows: 40, new: 40, changed: 0, unchanged: 0, duplicate: 0, rejected: 0, vanished: 0 },
    heldBy: [],
    fromTemplate: false,
    headerRow: 1,
    encoding: 'utf-8',
    comparison: { registerBefore: 0 },
    secondPersonNeeded: false,
  })
  expect(staged.actions).toEqual(['change_mapping', 'approve', 'cancel'])
  expect(staged.columns[0]).toMatchObject({ header: '统一社会信用代码', field: 'creditCode' })
  expect(staged.columns.find(({ field }) => field === 'phone')?.samples[0]).toBe('138****0001')
  expect((await desk.enterprises()).size).toBe(0)
  expect(names(await differences(first, 'new'))).toHaveLength(40)
  expect((await officer.approve(first)).body.state).toBe('applying')
  const applied = await officer.wait(first, 'applied')
  expect(applied.actions).toEqual(['undo'])
  expect((await desk.enterprises()).size).toBe(40)
  expect(names(await differences(first, 'new'))).toHaveLength(40)
  expect(await desk.read(`select data from pgboss.job where name = 'follow-up-import'`)).toEqual([
    { data: { batchId: first } },
  ])
})

test('the next file tells apart what is new, renamed, moved, dead, revived, vanished or otherwise changed', async () => {
  const lines = Array.from({ length: 41 }, (_, at) => at + 1)
    .filter((serial) => serial !== 40)
    .map((serial) =>
      registerLine(
        serial,
        {
          1: { name: '杭州改名科技有限公司' },
          2: { principal: '李红' },
          3: { address: '杭州市西湖区蒋村街道文一西路1号' },
          4: { status: '注销' },
          5: { headcount: '13' },
          6: { name: '杭州新名科技有限公司', principal: '王强', status: '吊销' },
          7: { phone: '13900000007' },
          8: { address: '杭州市西湖区文三路8号' },
        }[serial] ?? {},
      ),
    )
  const staged = await officer.bring(registerFile(lines), { until: 'staged' })
  second = staged.id
  expect(staged.counts).toMatchObject({ rows: 40, new: 1, changed: 8, unchanged: 31, vanished: 1 })
  const kinds = Object.fromEntries((staged.comparison?.kinds ?? []).map(({ kind, count }) => [kind, count]))
  expect(kinds).toEqual({
    new: 1,
    renamed: 2,
    principal_changed: 2,
    moved: 1,
    died: 2,
    revived: 0,
    other_change: 3,
    vanished: 1,
  })
  expect(staged.comparison?.fields.find(({ field }) => field === 'phone')?.count).toBe(1)
  const [moved] = await differences(second, 'moved')
  expect(moved?.changes).toEqual([
    { field: 'address', before: '杭州市西湖区转塘街道云栖路3号', after: '杭州市西湖区蒋村街道文一西路1号' },
    { field: 'place', before: '转塘街道', after: '蒋村街道' },
  ])
  expect(names(await differences(second, 'died'))).toEqual(['杭州名录4号科技有限公司', '杭州名录6号科技有限公司'])
  expect((await differences(second, 'other_change')).flatMap(({ changes }) => changes)).toContainEqual({
    field: 'phone',
    before: '138****0007',
    after: '139****0007',
  })
  expect(names(await differences(second, 'vanished'))).toEqual(['杭州名录40号科技有限公司'])
  const examples = staged.comparison?.kinds.find(({ kind }) => kind === 'renamed')?.examples ?? []
  expect(examples[1]?.kinds).toEqual(['renamed', 'principal_changed', 'died'])
})

test('readers see the register before or after a file, never between; undone, it is as before to the letter', async () => {
  const before = await desk.enterprises()
  let done = false
  const seen = new Set<string>()
  const reading = (async () => {
    while (!done) {
      const [row] = await desk.read<{ state: string }>(
        `select count(*) || ' ' || count(*) filter (where name like '%改名%') || ' ' || count(vanished_batch_id) as state from enterprise`,
      )
      seen.add(row?.state ?? '')
    }
  })()
  expect((await officer.approve(second)).status).toBe(200)
  await officer.wait(second, 'applied')
  done = true
  await reading
  for (const state of seen) expect(['40 0 0', '41 1 1']).toContain(state)
  const after = await desk.enterprises()
  expect(after.get(registerCode(1))).toMatchObject({ name: '杭州改名科技有限公司' })
  expect(after.get(registerCode(40))).toMatchObject({ vanished_batch_id: second })
  expect(names(await differences(second, 'renamed'))).toEqual(['杭州改名科技有限公司', '杭州新名科技有限公司'])
  expect(names(await differences(second, 'new'))).toEqual(['杭州名录41号科技有限公司'])
  const undo = (id: number) => officer.call('POST', `/api/imports/${id}/undoing`, { reason: '文件取错了' })
  expect(await undo(first)).toMatchObject({ status: 409, body: { code: 'import_not_newest' } })
  expect(await undo(second)).toMatchObject({ status: 200, body: { state: 'undoing', undoReason: '文件取错了' } })
  // Asked again after a lost answer.
  expect((await undo(second)).body.state).toBe('undoing')
  expect(await desk.enterprises()).toEqual(after)
  await officer.wait(second, 'undone')
  expect((await undo(second)).body.state).toBe('undone')
  expect(await desk.enterprises()).toEqual(before)
  expect((await officer.call('GET', `/api/imports/${first}`)).body.actions).toEqual(['undo'])
})

test('the same file again changes nothing', async () => {
  const staged = await officer.bring(registerOf(40), { until: 'staged' })
  expect(staged.counts).toMatchObject({ rows: 40, new: 0, changed: 0, unchanged: 40, vanished: 0 })
  const before = await desk.enterprises()
  await officer.approve(staged.id)
  await officer.wait(staged.id, 'applied')
  expect(await desk.enterprises()).toEqual(before)
})

test('what was compared with an older register is compared again before it is approved', async () => {
  const slow = await officer.bring(registerOf(40, { 9: { principal: '赵甲' } }), { until: 'staged' })
  const quick = await colleague.bring(registerOf(40, { 9: { principal: '钱乙' } }), { until: 'staged' })
  await colleague.approve(quick.id)
  await colleague.wait(quick.id, 'applied')
  const seen = (await officer.call('GET', `/api/imports/${slow.id}`)).body
  expect(seen.actions).toEqual(['change_mapping', 'cancel', 'compare_again'])
  expect(await officer.approve(slow.id)).toMatchObject({ status: 409, body: { code: 'import_compare_again' } })
  expect((await officer.call('POST', `/api/imports/${slow.id}/comparison`)).status).toBe(200)
  await officer.wait(slow.id, 'staged')
  const [changed] = await differences(slow.id, 'principal_changed')
  expect(changed?.changes).toEqual([{ field: 'principal', before: '钱乙', after: '赵甲' }])
  await officer.approve(slow.id)
  await officer.wait(slow.id, 'applied')
  expect((await desk.enterprises()).get(registerCode(9))).toMatchObject({ principal_name: '赵甲' })
})

test('two approvals at once apply a file once; of two files one goes first', async () => {
  const one = await officer.bring(registerOf(40, { 10: { principal: '孙丙' } }), { until: 'staged' })
  const other = await colleague.bring(registerOf(40, { 10: { principal: '李丁' } }), { until: 'staged' })
  const answers = await Promise.all([
    officer.approve(one.id),
    colleague.approve(one.id),
    officer.approve(one.id),
    colleague.approve(other.id),
  ])
  for (const { status, body } of answers)
    expect(
      status === 200 ||
        ['import_not_allowed', 'import_another_applying', 'import_compare_again'].includes(body.code ?? ''),
    ).toBe(true)
  expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThan(0)
  const ends = await Promise.all([
    officer.wait(one.id, 'applied', 'staged'),
    officer.wait(other.id, 'applied', 'staged'),
  ])
  expect(ends.filter(({ state }) => state === 'applied')).toHaveLength(1)
  const winner = ends.find(({ state }) => state === 'applied')
  expect(
    await desk.read(
      'select count(*)::int as n, count(distinct enterprise_id)::int as enterprises from enterprise_revision where batch_id = $1',
      [winner?.id],
    ),
  ).toEqual([{ n: 2, enterprises: 2 }])
  const loser = ends.find(({ state }) => state === 'staged')
  await officer.call('POST', `/api/imports/${loser?.id}/cancellation`)
})

test('asked for again, an upload is the same import; a file that is given up leaves nothing behind', async () => {
  const uploadId = await officer.upload(registerOf(12))
  const ask = () => officer.call('POST', '/api/imports', { uploadId, sourceDate: '2026-03-31', complete: false })
  const answers = await Promise.all([ask(), ask(), ask()])
  expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1)
  const id = answers[0]?.body.id ?? 0
  expect((await officer.wait(id, 'staged')).sourceDate).toBe('2026-03-31')
  const cancel = () => officer.call('POST', `/api/imports/${id}/cancellation`)
  expect((await cancel()).body.state).toBe('cancelled')
  expect((await cancel()).body.actions).toEqual([])
  expect(await officer.approve(id)).toMatchObject({ status: 409, body: { code: 'import_not_allowed' } })
  expect(await desk.read(`select to_regclass('registry_staging.batch_' || $1) as found`, [id])).toEqual([
    { found: null },
  ])
  expect(
    await officer.call('POST', '/api/imports', { uploadId, sourceDate: '2999-01-01', complete: true }),
  ).toMatchObject({ status: 400 })
})

test('files are taken back one after the other, the newest first, to what was there before them', async () => {
  const before = await desk.enterprises()
  const bring = async (content: Buffer) => {
    const { id } = await officer.bring(content, { complete: false, until: 'staged' })
    await officer.approve(id)
    await officer.wait(id, 'applied')
    return id
  }
  const lines = (principal: string) =>
    registerFile([registerLine(501, { principal }), registerLine(502, { principal }), registerLine(1, { principal })])
  const ids = [await bring(lines('孙一')), await bring(lines('孙二')), await bring(lines('孙三'))]
  for (const id of ids.reverse()) {
    const undo = () => officer.call('POST', `/api/imports/${id}/undoing`, { reason: '从头来' })
    for (const { status, body } of await Promise.all([undo(), undo()]))
      expect([status, body.state]).toEqual([200, 'undoing'])
    const ends = await Promise.all([officer.wait(id, 'undone'), colleague.wait(id, 'undone')])
    expect(ends.map(({ state }) => state)).toEqual(['undone', 'undone'])
  }
  expect(await desk.enterprises()).toEqual(before)
})

test('the list goes page by page, the newest first', async () => {
  const { body } = await officer.call('GET', '/api/imports')
  const { items } = body as unknown as { items: { id: number; state: string; broughtBy: string }[] }
  expect(items.map(({ id }) => id)).toEqual([...items.map(({ id }) => id)].sort((a, b) => b - a))
  const older = await officer.call('GET', `/api/imports?cursor=${items[1]?.id}`)
  expect((older.body as unknown as { items: { id: number }[] }).items[0]?.id).toBe(items[2]?.id)
  for (const cursor of ['x', '1e3', '99999999999999999999'])
    expect((await officer.call('GET', `/api/imports?cursor=${cursor}`)).body.code).toBe('malformed_request')
})
