import type { Difference } from '@yijian/shared/imports/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { compoundFile } from '../testing/old-workbook.ts'
import { addTestOffice } from '../testing/people.ts'
import { type DeskOfficer, openRegisterDesk, type RegisterDesk } from '../testing/register-desk.ts'
import { type RegisterLine, registerCode, registerFile, registerLine, registerOf } from '../testing/register-lines.ts'

/** In production: somebody else than who brought a file approves it. */
let desk: RegisterDesk
let officer: DeskOfficer
let colleague: DeskOfficer
beforeAll(async () => {
  desk = await openRegisterDesk({ config: { production: true } })
  officer = await desk.addOfficer()
  colleague = await desk.addOfficer()
})
afterAll(() => desk.close())

const SIZE = 60
/** The same change in the first `count` enterprises. */
const changed = (count: number, change: RegisterLine): Buffer =>
  registerOf(SIZE, Object.fromEntries(Array.from({ length: count }, (_, at) => [at + 1, change])))

test('whoever brought a file does not approve it; another person does, and both are told', async () => {
  const staged = await officer.bring(registerOf(SIZE), { until: 'staged' })
  expect(staged).toMatchObject({ secondPersonNeeded: true, actions: ['change_mapping', 'cancel'] })
  expect(await officer.approve(staged.id)).toMatchObject({ status: 403, body: { code: 'import_second_person' } })
  expect((await desk.enterprises()).size).toBe(0)
  expect((await colleague.call('GET', `/api/imports/${staged.id}`)).body.actions).toContain('approve')
  expect((await colleague.approve(staged.id, { note: '已核对来源' })).status).toBe(200)
  const applied = await officer.wait(staged.id, 'applied')
  expect(applied.approvedBy).not.toBe(applied.broughtBy)
  expect(applied).toMatchObject({ approvalNote: '已核对来源', approvedAt: expect.any(String) })
})

test('what is unusual holds a file back until every hold is accepted by name and with a note', async () => {
  const lines = Array.from({ length: 20 }, (_, at) =>
    registerLine(at + 1, { status: '注销', principal: '钱多', phone: '' }),
  )
  const staged = await officer.bring(registerFile(lines), { until: 'staged' })
  const kinds = staged.heldBy.map(({ kind }) => kind)
  expect(kinds).toEqual(['status_changes', 'rows_missing', 'column_emptied', 'principals_changed'])
  expect(staged.heldBy.find(({ kind }) => kind === 'column_emptied')).toMatchObject({ field: 'phone', share: 0 })
  expect(staged.heldBy.find(({ kind }) => kind === 'rows_missing')?.share).toBeCloseTo(20 / SIZE)
  const open = { status: 409, body: { code: 'import_holds_open' } }
  expect(await colleague.approve(staged.id, { note: '没有问题' })).toMatchObject(open)
  expect(await colleague.approve(staged.id, { acceptedHolds: kinds.slice(1), note: '没有问题' })).toMatchObject(open)
  expect(await colleague.approve(staged.id, { acceptedHolds: kinds })).toMatchObject(open)
  const before = await desk.enterprises()
  expect((await colleague.approve(staged.id, { acceptedHolds: kinds, note: '市场监管局已确认' })).status).toBe(200)
  await colleague.wait(staged.id, 'applied')
  expect((await desk.enterprises()).get(registerCode(1))).toMatchObject({ status_class: 'gone' })
  expect(
    await desk.read('select accepted_holds as holds, approval_note as note from registry_batch where id = $1', [
      staged.id,
    ]),
  ).toEqual([{ holds: kinds, note: '市场监管局已确认' }])
  await officer.call('POST', `/api/imports/${staged.id}/undoing`, { reason: '只是试一试' })
  await officer.wait(staged.id, 'undone')
  expect(await desk.enterprises()).toEqual(before)
})

test('renamed in masses, or torn from their streets, waits too; a few corrections do not', async () => {
  const held = async (content: Buffer, complete = true) => {
    const view = await officer.bring(content, { complete, until: 'staged' })
    await officer.call('POST', `/api/imports/${view.id}/cancellation`)
    return view.heldBy.map(({ kind }) => kind)
  }
  expect(await held(changed(20, { name: '杭州某某有限公司' }))).toEqual(['many_renamed'])
  expect(await held(changed(20, { address: '杭州市某某路1号' }))).toEqual(['places_lost'])
  expect(await held(changed(20, { code: '9133' }))).toEqual(['many_rejected'])
  expect(await held(registerFile([registerLine(1, { status: '注销' })]), false)).toEqual([])
  // Corrections may leave columns out, which takes nothing away; a list of everything that lacks some is odd.
  const short = Array.from({ length: SIZE }, (_, at) => registerLine(at + 1).slice(0, 6))
  const header = ['统一社会信用代码', '企业名称', '企业类型', '法定代表人', '登记状态', '住所']
  expect(await held(registerFile(short, header), false)).toEqual([])
  expect(await held(registerFile(short, header))).toEqual(['column_emptied', 'column_emptied'])
})

test('a corrected mapping is remembered for files with the same header', async () => {
  const header = ['代号', '名头', '企业类型', '经理', '登记状态', '住所', '联系电话', '从业人数']
  const content = (principal: string) =>
    registerFile(
      Array.from({ length: SIZE }, (_, at) => registerLine(at + 1, { principal })),
      header,
    )
  const failed = await officer.bring(content('周新'), { until: 'failed' })
  expect(failed).toMatchObject({ failure: { key: 'no_header' }, actions: ['change_mapping'] })
  expect(failed.columns.map((column) => column.header)).toEqual(header)
  const path = `/api/imports/${failed.id}/mapping`
  const fields = ['creditCode', 'name', 'type', 'principal', 'status', 'address', 'phone', 'headcount']
  const columns = fields.map((field, column) => ({ field, column }))
  const wrong = (body: object) => officer.call('PUT', path, { columns, remember: true, ...body })
  expect((await wrong({ columns: columns.slice(1) })).status).toBe(400)
  expect((await wrong({ columns: [...columns, { field: 'scope', column: 8 }] })).status).toBe(400)
  expect((await wrong({ columns: [...columns, { field: 'password', column: 1 }] })).status).toBe(400)
  expect((await wrong({ columns: [...columns, { field: 'name', column: 2 }] })).status).toBe(400)
  expect((await wrong({})).status).toBe(200)
  // The answer was lost: the same again is the same.
  expect((await wrong({})).status).toBe(200)
  const staged = await officer.wait(failed.id, 'staged')
  expect(staged).toMatchObject({ fromTemplate: false, failure: null, counts: { changed: SIZE, rejected: 0 } })
  expect(staged.columns[3]).toMatchObject({ header: '经理', field: 'principal' })
  await officer.call('POST', `/api/imports/${failed.id}/cancellation`)
  const next = await officer.bring(content('吴新'), { until: 'staged' })
  expect(next).toMatchObject({ fromTemplate: true, counts: { changed: SIZE } })
  await officer.call('POST', `/api/imports/${next.id}/cancellation`)
})

test('a list without a header comes in whole once its columns are told, and shows nobody’s number before', async () => {
  const [first, ...others] = Array.from({ length: SIZE }, (_, at) => registerLine(at + 1, { principal: '郑首行' }))
  const bare = Buffer.from(registerFile(others, first ?? []))
  const failed = await officer.bring(bare, { until: 'failed' })
  expect(failed.failure).toMatchObject({ key: 'no_header' })
  expect(JSON.stringify(failed)).not.toMatch(/1380001\d{4}/)
  const fields = ['creditCode', 'name', 'type', 'principal', 'status', 'address', 'phone', 'headcount']
  const columns = fields.map((field, column) => ({ field, column }))
  await officer.call('PUT', `/api/imports/${failed.id}/mapping`, { columns, remember: false })
  const staged = await officer.wait(failed.id, 'staged')
  expect(staged).toMatchObject({ headerRow: 0, counts: { rows: SIZE, changed: SIZE, rejected: 0 } })
  expect(JSON.stringify(staged)).not.toMatch(/1380001\d{4}/)
  await officer.call('POST', `/api/imports/${staged.id}/cancellation`)
})

test('rejected rows come back whole with their reasons, and mended they come in alone', async () => {
  const lines = [
    registerLine(1),
    registerLine(101, { code: registerCode(101).slice(0, 17), phone: '13800009101' }),
    registerLine(102, { code: '', name: '"杭州引号""有限公司"' }),
    registerLine(103, { name: '=杭州公式有限公司', code: `${registerCode(103)}9` }),
  ]
  const staged = await officer.bring(registerFile(lines), { complete: false, name: '第四批.csv', until: 'staged' })
  expect(staged.counts).toMatchObject({ rows: 4, rejected: 3 })
  const path = `/api/imports/${staged.id}/rejected-rows`
  const { text } = await officer.download(path)
  expect(text).toMatch(/^\ufeff统一社会信用代码,企业名称,.*,问题\r\n/)
  expect(text).toContain('13800009101')
  expect(text).toContain('第3行：信用代码不是18位')
  expect(text).toContain("'=杭州公式有限公司")
  expect(text.trim().split('\r\n')).toHaveLength(4)
  expect(await desk.read('select row_count from registry_rejected_download where batch_id = $1', [staged.id])).toEqual([
    { row_count: 3 },
  ])
  const { rows } = await desk.test.db.owner.query('select * from registry_rejection where batch_id = $1', [staged.id])
  expect(JSON.stringify([rows, staged.profile])).not.toContain('13800009101')
  await colleague.approve(staged.id)
  await colleague.wait(staged.id, 'applied')
  expect((await officer.download(path)).text).toBe(text)
  const mended = text
    .replace(registerCode(101).slice(0, 17), registerCode(101))
    .replace('\r\n,', `\r\n${registerCode(102)},`)
    .replace(`${registerCode(103)}9`, registerCode(103))
  const again = await officer.bring(Buffer.from(mended), { complete: false, name: '第四批-退回.csv', until: 'staged' })
  expect(again.counts).toMatchObject({ rows: 3, new: 3, rejected: 0, vanished: 0 })
  await colleague.approve(again.id)
  await colleague.wait(again.id, 'applied')
  const register = await desk.enterprises()
  expect(register.get(registerCode(102))).toMatchObject({ name: '杭州引号"有限公司' })
  expect(register.get(registerCode(103))).toMatchObject({ name: '=杭州公式有限公司' })
  expect(register.get(registerCode(101))).toMatchObject({ phones: '138****9101' })
  expect((await officer.download(`/api/imports/${again.id}/rejected-rows`)).status).toBe(404)
})

test('a row with nothing but its old number is told so, with the code where the register knows it', async () => {
  const header = ['统一社会信用代码', '注册号', '企业名称', '住所']
  const [known, unknown] = ['330282602082220', '330225000051892']
  const first = [registerCode(401), known, '杭州老号有限公司', '杭州市西湖区']
  const { id } = await officer.bring(registerFile([first], header), { complete: false, until: 'staged' })
  await colleague.approve(id)
  await colleague.wait(id, 'applied')
  const rows = [
    first,
    ['', known, '杭州老号有限公司', '杭州市西湖区'],
    [unknown, '', '杭州更老有限公司', '杭州市西湖区'],
  ]
  const staged = await officer.bring(registerFile(rows, header), { complete: false, until: 'staged' })
  expect(staged.profile?.problems).toMatchObject([
    {
      reason: 'only_registration_number',
      count: 2,
      examples: [{ value: `${known} = ${registerCode(401)}` }, { value: unknown }],
    },
  ])
  const path = `/api/imports/${staged.id}/rejected-rows`
  const { text } = await officer.download(path)
  const words = '需补代码：只有15位注册号，请补上18位统一社会信用代码'
  expect(text).toContain(`第3行：${words}；登记库里这个注册号对应${registerCode(401)}\r\n`)
  expect(text).toContain(`第4行：${words}\r\n`)
  await colleague.approve(staged.id)
  await colleague.wait(staged.id, 'applied')
  expect((await officer.download(path)).text).toBe(text)
})

test('a row whose columns have slipped comes back with every cell that it has', async () => {
  const lines = [301, 302, 303, 304].map((serial) => registerLine(serial))
  const slipped = registerLine(305, { type: '有限,责任' })
  const staged = await officer.bring(registerFile([...lines, slipped]), { complete: false, until: 'staged' })
  expect(staged.counts).toMatchObject({ rows: 5, rejected: 1 })
  const { text } = await officer.download(`/api/imports/${staged.id}/rejected-rows`)
  const [, returned = ''] = text.trim().split('\r\n')
  expect(returned).toMatch(/第6行：单元格比表头多/)
  for (const cell of slipped.join(',').split(',')) expect(returned.split(',')).toContain(cell)
})

test('a mended file that still has faults gets one column of reasons, the new ones', async () => {
  const header = ['统一社会信用代码', '企业名称', '住所', '问题']
  const staged = await officer.bring(
    registerFile([['123', '杭州甲有限公司', '西湖区', '第9行：旧原因'], registerLine(1)], header),
    {
      complete: false,
      until: 'staged',
    },
  )
  const { text } = await officer.download(`/api/imports/${staged.id}/rejected-rows`)
  expect(text).toBe(
    '\ufeff统一社会信用代码,企业名称,住所,问题\r\n123,杭州甲有限公司,西湖区,第2行：信用代码不是18位\r\n',
  )
})

test.each([
  [
    'a letter',
    Buffer.from('Dear all,\n'),
    'no_header',
    { row: 1, field: null, missing: ['creditCode', 'name', 'address'], found: 'Dear all' },
  ],
  [
    'a header that lacks a column',
    registerFile([['杭州甲有限公司', '西湖区']], ['企业名称', '住所', '13800138000']),
    'no_header',
    { row: 1, field: null, missing: ['creditCode'], found: '企业名称 | 住所 | 138****8000' },
  ],
  [
    'a quote that is never closed',
    Buffer.concat([registerOf(2), Buffer.from(`"开${'头'.repeat(60)}`)]),
    'quote_open',
    { row: 4, field: null, missing: [], found: `"开${'头'.repeat(38)}…` },
  ],
  ['a cut-off gzip file', Buffer.from('1f8b0800000000000003', 'hex'), 'damaged', null],
  ['a workbook with a password', compoundFile('EncryptedPackage', Buffer.alloc(5000)), 'locked', null],
  [
    'only rows that cannot be used',
    registerFile([registerLine(1, { code: '1' })]),
    'no_row_usable',
    { row: 2, field: 'creditCode', missing: [], found: '1' },
  ],
])('%s is told as what it is, and where, and the register stays', async (_, content, key, detail) => {
  const before = await desk.enterprises()
  const failed = await officer.bring(content, { until: 'failed' })
  expect(failed.failure).toEqual({ key, detail })
  expect(await desk.enterprises()).toEqual(before)
  expect((await officer.approve(failed.id)).status).toBe(409)
})

test('offices below the city, and other agencies, neither see nor touch the register’s files', async () => {
  await addTestOffice(desk.test, { name: '区团委', tier: 'county', divisionCodes: ['330106'] })
  const county = await desk.addOfficer('区团委')
  const calls = [
    county.call('GET', '/api/imports'),
    county.call('GET', '/api/imports/1'),
    county.call('GET', '/api/imports/1/differences?kind=new'),
    county.call('POST', '/api/imports/1/approval', { acceptedHolds: [], note: null }),
    county.call('POST', '/api/imports/1/undoing', { reason: '不要' }),
    county.call('POST', '/api/imports/1/cancellation'),
    county.call('POST', '/api/imports/1/comparison'),
    county.call('PUT', '/api/imports/1/mapping', { columns: [], remember: false }),
  ]
  for (const { status, body } of await Promise.all(calls))
    expect([status, body.code]).toEqual([403, 'city_league_only'])
  expect((await county.download('/api/imports/1/rejected-rows')).status).toBe(403)
})

test('a long list of one kind goes page by page', async () => {
  const staged = await officer.bring(registerFile(Array.from({ length: 120 }, (_, at) => registerLine(200 + at))), {
    complete: false,
    until: 'staged',
  })
  const seen: (number | null)[] = []
  for (let cursor = ''; ; ) {
    const { body } = await officer.call('GET', `/api/imports/${staged.id}/differences?kind=new${cursor}`)
    const page = body as unknown as { items: Difference[]; next: string | null }
    seen.push(...page.items.map(({ row }) => row))
    if (page.next === null) break
    cursor = `&cursor=${page.next}`
  }
  expect(seen).toEqual(Array.from({ length: 120 }, (_, at) => at + 2))
})
