import { gzipSync } from 'node:zlib'
import { checkDigit } from '@yijian/shared/credit-code'
import iconv from 'iconv-lite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type DeskOfficer, openRegisterDesk, type RegisterDesk } from '../testing/register-desk.ts'
import { type RegisterLine, registerCode, registerFile, registerLine } from '../testing/register-lines.ts'

let desk: RegisterDesk
let officer: DeskOfficer
beforeAll(async () => {
  desk = await openRegisterDesk()
  officer = await desk.addOfficer()
})
afterAll(() => desk.close())

const SIZE = 60
const PLACES = ['西湖区转塘街道云栖路', '萧山区城厢街道人民路', '余杭区仓前街道文一西路']
const spread = (at: number): RegisterLine => ({ address: `杭州市${PLACES[at % 3]}${at}号` })
const lines = (from: number, to: number, change: (at: number) => RegisterLine = spread) =>
  Array.from({ length: to - from + 1 }, (_, at) => registerLine(from + at, change(from + at)))
const codeOf = (city: string, serial: number) => {
  const body = `91${city}06YJR${String(serial).padStart(6, '0')}`
  return body + checkDigit(body)
}
const ningbo = (at: number): RegisterLine => ({
  code: codeOf('3302', at),
  name: `宁波名录${at}号贸易有限公司`,
  address: `浙江省宁波市鄞州区下应街道湖下路${at}号`,
})

async function look(content: Buffer, about: { complete?: boolean; sourceDate?: string } = {}) {
  const view = await officer.bring(content, { complete: true, ...about, until: 'staged' })
  await officer.call('POST', `/api/imports/${view.id}/cancellation`)
  return view
}
const kinds = (view: { heldBy: readonly { kind: string }[] }) => view.heldBy.map(({ kind }) => kind)

test('the register of another city waits, into an empty register, too', async () => {
  expect(kinds(await look(registerFile(lines(1, SIZE, ningbo))))).toEqual(['other_city'])
  // With codes of ours it is told by its addresses.
  const ours = (at: number): RegisterLine => ({ ...ningbo(at), code: registerCode(at) })
  expect(kinds(await look(registerFile(lines(1, SIZE, ours))))).toEqual(['other_city'])
  // What the state and the province register is ours; so is an address that names a former city of ours.
  const higher = (at: number): RegisterLine => ({ code: codeOf('3300', at), address: `临安市锦城街道${at}号` })
  expect(kinds(await look(registerFile(lines(1, SIZE, higher))))).toEqual([])
})

test('a small sample gives way to the first real register, once somebody has said why', async () => {
  const sample = await officer.bring(registerFile(lines(1, 20)), { sourceDate: '2026-01-01', until: 'staged' })
  expect((await officer.approve(sample.id)).status).toBe(200)
  await officer.wait(sample.id, 'applied')
  const real = await officer.bring(registerFile(lines(101, 100 + SIZE)), { sourceDate: '2026-08-01', until: 'staged' })
  expect(kinds(real)).toContain('rows_missing')
  expect(real.heldBy.find(({ kind }) => kind === 'rows_missing')).toMatchObject({ share: 0 })
  const accepted = { acceptedHolds: kinds(real), note: '样例以后的第一份正式名册' }
  expect((await officer.approve(real.id, accepted)).status).toBe(200)
  await officer.wait(real.id, 'applied')
})

test('as many enterprises as are known, but of another city: it waits, whatever is in which column', async () => {
  const other = await look(registerFile(lines(1, 200, (at) => ({ ...ningbo(at), phone: '' }))))
  expect(other.counts).toMatchObject({ new: 200, changed: 0 })
  expect(kinds(other)).toEqual(expect.arrayContaining(['rows_missing', 'column_emptied', 'other_city']))
})

test('whole districts that a complete file leaves out are named, with how many enterprises that are', async () => {
  const others = [...lines(101, 100 + SIZE), ...lines(1, 20)].filter((cells) => !cells[5]?.includes('萧山区'))
  const view = await look(registerFile(others), { sourceDate: '2026-08-01' })
  expect(kinds(view)).toEqual(['districts_missing'])
  expect(view.counts.vanished).toBe(0)
  expect(view.comparison?.unlisted).toEqual([{ district: '萧山区', enterprises: 27 }])
})

test('an older file waits, with the day of what it would put back', async () => {
  const old = registerFile(lines(101, 100 + SIZE).concat(lines(1, 20)))
  expect((await look(old, { sourceDate: '2026-07-31' })).heldBy).toMatchObject([
    { kind: 'older_than_register', day: '2026-08-01' },
  ])
  expect(kinds(await look(old, { sourceDate: '2026-08-01' }))).toEqual([])
})

test('only what a person would see counts as changed, before and after it is applied', async () => {
  const header = ['统一社会信用代码', '企业名称', '企业类型', '法定代表人', '登记状态', '住所']
  const all = [...lines(101, 100 + SIZE), ...lines(1, 20)]
  const short = all.map((cells, at) => (at < 3 ? cells.with(3, '赵新') : cells).slice(0, 6))
  const view = await officer.bring(registerFile(short, header), { complete: false, until: 'staged' })
  expect(view.counts).toMatchObject({ new: 0, changed: 3, unchanged: 77 })
  expect(view.comparison?.fields).toEqual([{ field: 'principal', count: 3 }])
  expect((await officer.approve(view.id)).status).toBe(200)
  expect((await officer.wait(view.id, 'applied')).counts).toMatchObject({ changed: 3, unchanged: 77 })
  // The whole file again: those three were taken in from less than all columns, and nothing of them has changed.
  const whole = await officer.bring(registerFile(all.map((cells, at) => (at < 3 ? cells.with(3, '赵新') : cells))), {
    complete: false,
    until: 'staged',
  })
  expect(whole.counts).toMatchObject({ changed: 0, unchanged: 80 })
  expect((await officer.approve(whole.id)).status).toBe(200)
  expect((await officer.wait(whole.id, 'applied')).counts).toMatchObject({ changed: 0, unchanged: 80 })
})

const HEADER = '统一社会信用代码,企业名称,企业类型,法定代表人,登记状态,住所,联系电话,从业人数'
const text = (rows: readonly (readonly string[])[]) => [HEADER, ...rows.map((cells) => cells.join(','))].join('\r\n')
const listed = lines(101, 160, (at) => ({ ...spread(at), principal: at < 104 ? '赵新' : '张明' }))
const whole = Buffer.from(text(listed))
const nameFirst = Buffer.from(
  text(listed)
    .split('\r\n')
    .map((line) => line.replace(/^([^,]+),([^,]+)/, '$2,$1'))
    .join('\r\n'),
)
const gb = iconv.encode(text(listed), 'gb18030')
/** A small file is read at once, a packed one by threads. */
const ways = [(content: Buffer) => content, (content: Buffer) => gzipSync(content)]

test.each([
  ['within its address', whole.subarray(0, whole.lastIndexOf('路'))],
  ['within its name, which stands first', nameFirst.subarray(0, nameFirst.lastIndexOf('科技有限'))],
  ['within its code', whole.subarray(0, whole.lastIndexOf('\n') + 9)],
  ['within a character', whole.subarray(0, whole.lastIndexOf('路') + 2)],
  ['within a character of GB18030', gb.subarray(0, gb.lastIndexOf(iconv.encode('路', 'gb18030')) + 1)],
  ['within its last cell, which is quoted', Buffer.from(`${text(listed)}\r\n${listed[0]?.slice(0, 7).join(',')},"1`)],
  ['within the first character of a quoted cell', Buffer.from(`${text(listed)}\r\n${registerCode(161)},"杭`)],
])('a file that breaks off %s waits; of the broken row nothing comes in', async (_, content) => {
  for (const way of ways) {
    const view = await look(way(content), { complete: false })
    expect(kinds(view)).toContain('cut_off')
    expect(view.counts).toMatchObject({ rejected: 1, changed: 0, new: 0 })
    expect(view.profile?.problems).toContainEqual(expect.objectContaining({ reason: 'cut_off', count: 1 }))
  }
})

test('what does not end with a line end is whole where the last row is as long as others, or no row', async () => {
  const bare = listed.map((cells, at) => (at % 2 === 0 ? cells.with(6, '').with(7, '') : cells))
  const short = bare.map((cells) => cells.join(',').replace(/,+$/, ''))
  const files = [
    whole.toString(),
    [HEADER, ...short, short[0]].join('\r\n'),
    `${whole}\r\n合计,60`,
    `${whole}\r\n共60条`,
  ]
  for (const file of files) {
    const view = await look(Buffer.from(file), { complete: false })
    expect(kinds(view)).not.toContain('cut_off')
  }
})
