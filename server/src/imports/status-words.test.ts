import type { StatusClass } from '@yijian/shared/enterprise-status'
import type { ImportView } from '@yijian/shared/imports/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type DeskOfficer, openRegisterDesk, type RegisterDesk } from '../testing/register-desk.ts'
import { registerCode, registerOf } from '../testing/register-lines.ts'

let desk: RegisterDesk
let officer: DeskOfficer
let colleague: DeskOfficer
beforeAll(async () => {
  desk = await openRegisterDesk()
  officer = await desk.addOfficer()
  colleague = await desk.addOfficer()
})
afterAll(() => desk.close())

const SIZE = 40
const wordOf = ({ statusWords }: ImportView, word: string) => statusWords.find((one) => one.word === word)
const classOf = async (serial: number) => (await desk.enterprises()).get(registerCode(serial))?.status_class
const name = (who: DeskOfficer, id: number, words: Record<string, [StatusClass, number | null]>) =>
  who.call('POST', `/api/imports/${id}/status-words`, {
    words: Object.entries(words).map(([word, [said, seen]]) => ({ word, class: said, seen })),
    source: '市监局答复',
  })

async function apply(who: DeskOfficer, content: Buffer): Promise<ImportView> {
  const staged = await who.bring(content, { until: 'staged' })
  const approved = await who.approve(staged.id, {
    acceptedHolds: staged.heldBy.map(({ kind }) => kind),
    note: '已核对',
  })
  expect(approved.status).toBe(200)
  return who.wait(staged.id, 'applied')
}

test('words that nobody knows are listed; said what they mean, the file is read again and later ones too', async () => {
  const file = registerOf(SIZE, {
    3: { status: '９' },
    4: { status: '9' },
    5: { status: '待核查（税务）' },
    6: { status: '' },
  })
  const staged = await officer.bring(file, { until: 'staged' })
  expect(staged.statusWords).toEqual([
    { word: '９', class: 'unknown', rows: 2, example: { row: 4, name: '杭州名录3号科技有限公司' }, named: null },
    { word: '待核查（税务）', class: 'unknown', rows: 1, example: expect.objectContaining({ row: 6 }), named: null },
    { word: '存续', class: 'live', rows: SIZE - 4, example: null, named: null },
  ])
  const said = await name(officer, staged.id, { '９': ['gone', null], '待核查（税务）': ['paused', null] })
  expect(said).toMatchObject({ status: 200, body: { state: 'received' } })
  // The answer was lost: the same again is the same, while it is read and after.
  const again = { '９': ['gone', null], '待核查（税务）': ['paused', null] } as const
  expect((await name(officer, staged.id, { ...again } as never)).body.state).toBe('received')
  const read = await officer.wait(staged.id, 'staged')
  expect((await name(officer, staged.id, { ...again } as never)).body.state).toBe('staged')
  expect(await desk.read('select word, status_class as class, source from registry_status_word order by word')).toEqual(
    [
      { word: '9', class: 'gone', source: '市监局答复' },
      { word: '待核查(税务)', class: 'paused', source: '市监局答复' },
    ],
  )
  expect(wordOf(read, '９')).toMatchObject({ class: 'gone', rows: 2, named: { class: 'gone', by: read.broughtBy } })
  await officer.approve(read.id, { acceptedHolds: read.heldBy.map(({ kind }) => kind), note: '已核对' })
  await officer.wait(read.id, 'applied')
  expect([await classOf(3), await classOf(4), await classOf(5), await classOf(6)]).toEqual([
    'gone',
    'gone',
    'paused',
    'unknown',
  ])
  const next = await colleague.bring(registerOf(SIZE, { 7: { status: ' 9' }, 8: { status: '待核查(税务)' } }), {
    until: 'staged',
  })
  expect(next.statusWords.filter((one) => one.class === 'unknown')).toEqual([])
  expect(wordOf(next, '待核查(税务)')).toMatchObject({ class: 'paused' })
  await colleague.call('POST', `/api/imports/${next.id}/cancellation`)
})

test('what the register holds under such a word gets its class when the same file is brought again, and back by undoing', async () => {
  const file = registerOf(SIZE, { 11: { status: '休眠' }, 12: { status: '休眠' }, 13: { status: '迁入' } })
  const applied = await apply(officer, file)
  expect(await classOf(11)).toBe('unknown')
  // The file stands in the register: its words are remembered, and nothing is read.
  const said = await name(officer, applied.id, { 休眠: ['paused', null], 迁入: ['moved', null] })
  expect(said.body).toMatchObject({ state: 'applied' })
  expect(wordOf(said.body, '休眠')).toMatchObject({ class: 'unknown', named: { class: 'paused' } })
  expect(await classOf(11)).toBe('unknown')
  const staged = await colleague.bring(file, { until: 'staged' })
  expect(staged).toMatchObject({ counts: { changed: 3, new: 0, unchanged: SIZE - 3 } })
  const listed = async (kind: string) =>
    (await colleague.call('GET', `/api/imports/${staged.id}/differences?kind=${kind}`)).body
  expect(await listed('died')).toMatchObject({
    items: [{ row: 14, changes: [{ field: 'statusClass', before: 'live', after: 'moved' }] }],
  })
  expect(await listed('other_change')).toMatchObject({
    items: [
      { row: 12, changes: [{ field: 'statusClass', before: 'unknown', after: 'paused' }] },
      { row: 13, changes: [{ field: 'statusClass', before: 'unknown', after: 'paused' }] },
    ],
  })
  await colleague.approve(staged.id)
  await colleague.wait(staged.id, 'applied')
  expect([await classOf(11), await classOf(12), await classOf(13)]).toEqual(['paused', 'paused', 'moved'])
  // Once more it brings nothing.
  const third = await colleague.bring(file, { until: 'staged' })
  expect(third.counts).toMatchObject({ changed: 0, new: 0, unchanged: SIZE })
  await colleague.call('POST', `/api/imports/${third.id}/cancellation`)
  await colleague.call('POST', `/api/imports/${staged.id}/undoing`, { reason: '试一试' })
  await colleague.wait(staged.id, 'undone')
  expect(await classOf(11)).toBe('unknown')
})

test('of two who say otherwise at once one is heard, and the other is told what was said', async () => {
  const [mine, theirs] = [
    await officer.bring(registerOf(SIZE, { 21: { status: '拟退出' } }), { until: 'staged' }),
    await colleague.bring(registerOf(SIZE, { 22: { status: '拟退出' }, 23: { status: '另册' } }), { until: 'staged' }),
  ]
  const answers = await Promise.all([
    name(officer, mine.id, { 拟退出: ['liquidation', null] }),
    name(colleague, theirs.id, { 拟退出: ['live', null], 另册: ['live', null] }),
  ])
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
  const [heard, refused] = answers[0].status === 200 ? [mine, theirs] : [theirs, mine]
  const second = refused === theirs ? colleague : officer
  expect(answers.find(({ status }) => status === 409)?.body.code).toBe('import_status_word_named')
  const told = (await second.call('GET', `/api/imports/${refused.id}`)).body
  const naming = wordOf(told, '拟退出')?.named
  expect(naming).toMatchObject({ class: heard === mine ? 'liquidation' : 'live', by: heard.broughtBy })
  expect(told.state).toBe('staged')
  // Nothing of a refused request is kept, and who has seen what was said may say otherwise.
  if (refused === theirs) expect(wordOf(told, '另册')?.named).toBeNull()
  const other = heard === mine ? 'live' : 'liquidation'
  expect((await name(second, refused.id, { 拟退出: [other, naming?.id ?? null] })).status).toBe(200)
  const read = await second.wait(refused.id, 'staged')
  expect(wordOf(read, '拟退出')).toMatchObject({ class: other, named: { class: other } })
  expect(
    await desk.read(`select status_class as class from registry_status_word where word = '拟退出' order by id`),
  ).toHaveLength(2)
})

test('a word is one word, named once in a request, by the city’s league office', async () => {
  const staged = await officer.bring(registerOf(SIZE, { 31: { status: '新词' } }), { until: 'staged' })
  const wrong = async (words: object[]) =>
    (await officer.call('POST', `/api/imports/${staged.id}/status-words`, { words, source: '来源' })).status
  const one = { word: '新词', class: 'live', seen: null }
  expect(await wrong([])).toBe(400)
  expect(await wrong([one, { ...one, word: ' 新 词' }])).toBe(400)
  expect(await wrong([{ ...one, word: '　' }])).toBe(400)
  expect(await wrong([{ ...one, word: '㍿'.repeat(30) }])).toBe(400)
  expect(await wrong([{ ...one, class: 'dead' }])).toBe(400)
  expect(await wrong([{ ...one, seen: 999 }])).toBe(409)
  expect((await name(officer, 999_999, { 新词: ['live', null] })).status).toBe(404)
})
