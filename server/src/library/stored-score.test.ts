import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import { type ScoredFacts, scoreOf } from '@yijian/shared/library/score'
import { addEnterprisePhone } from '@yijian/shared/outreach/contract'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { OfficerCaller } from '../identity/caller.ts'
import { importRegister } from '../imports/import-register.ts'
import { handleAddEnterprisePhone } from '../outreach/add-enterprise-phone.ts'
import { markNumber, type NumberMark, noteAnswered } from '../outreach/number-marks.ts'
import { REACHED, scoreExpression } from '../registry/applying/score-expression.ts'
import { undoApplied } from '../registry/applying/undo-applied.ts'
import { rawCsvLine } from '../registry/tables/csv-line.ts'
import { createFixtures, type Fixtures } from '../testing/fixtures.ts'
import { registerCode } from '../testing/register-lines.ts'

let city: Fixtures
let officer: OfficerCaller
beforeEach(async () => {
  city = await createFixtures()
  officer = await city.addOfficer({ tier: 'city', over: ['330100'] })
})
afterEach(() => city.drop())

type Stored = ScoredFacts & { readonly name: string; readonly stored: number; readonly written: number }

/** Every score that the library sorts by, beside what its page explains. */
async function expectExplained(after: string): Promise<void> {
  const { rows } = await city.db.owner.query<Stored>(
    `select e.name, e.headcount, e.industry_section as "industrySection", e.established_on::text as "establishedOn", e.status_class as "statusClass",
       e.type_class as "typeClass", e.nature, e.standard_score as stored, ${REACHED} as reachable, ${scoreExpression(REACHED)} as written
     from enterprise e order by e.id`,
  )
  const explained = rows.map((row) => `${row.name} ${row.statusClass} ${scoreOf(row).score}`)
  expect([after, ...rows.map(({ name, statusClass, written }) => `${name} ${statusClass} ${written}`)]).toEqual([
    after,
    ...explained,
  ])
  expect([after, ...rows.map(({ name, statusClass, stored }) => `${name} ${statusClass} ${stored}`)]).toEqual([
    after,
    ...explained,
  ])
}

const row = fc.record({
  status: fc.constantFrom('存续', '存续', '停业', '迁出', '吊销', '注销', '情况不明'),
  phone: fc.constantFrom('', '13900000001', '13900000002', '0571-88880000', 'own', 'own/13900000001'),
  staff: fc.constantFrom('', '0', '9', '10', '24', '25', '99', '100', '300', '5000'),
  industry: fc.constantFrom('', 'A', 'C', 'I', 'M', 'S'),
  since: fc.constantFrom('', '2025-11-01', '2025-11-02', '2023-11-01', '2020-02-29', '2016-11-02', '1999-01-01'),
  type: fc.constantFrom('有限责任公司', '个人独资企业', '国有独资', '有限合伙', '分公司', ''),
})
type Line = { status: string; phone: string; staff: string; industry: string; since: string; type: string }
const HEADER = '统一社会信用代码,企业名称,企业类型,法定代表人,成立日期,登记状态,住所,联系电话,从业人数,行业门类'.split(
  ',',
)

const withoutSome = (lines: readonly Line[], ...more: string[]) => ({
  lines,
  without: ['从业人数', '成立日期', ...more],
})

function source(given: readonly Line[] | ReturnType<typeof withoutSome>) {
  const { lines, without } = 'lines' in given ? given : { lines: given, without: [] as string[] }
  const cells = lines.map(({ status, phone, staff, industry, since, type }, at) => [
    registerCode(at),
    `杭州计分${at}号有限公司`,
    type,
    '张明',
    since,
    status,
    '杭州市西湖区转塘街道云栖路1号',
    phone.replace('own', `1370000${String(at).padStart(4, '0')}`),
    staff,
    industry,
  ])
  const told = (line: readonly string[]) => line.filter((_, at) => !without.includes(HEADER[at] ?? ''))
  const whole = Buffer.from([HEADER, ...cells].map((line) => rawCsvLine(told(line))).join(''))
  return { name: 'register.csv', bytes: whole.length, open: () => Readable.from([whole]) }
}

test('the score that the library is sorted by is the one that the page explains, whatever files and officers do', async () => {
  const size = 48
  const [first = [], later = [], last = []] = fc.sample(fc.array(row, { minLength: size, maxLength: size }), {
    numRuns: 3,
    seed: 11,
  })
  const take = (lines: Parameters<typeof source>[0]) => importRegister(city.context, { source: source(lines) })
  const note = async (remainder: number, prefix: string) => {
    const { rows } = await city.db.owner.query<{ id: number }>(
      'select id from enterprise where id % 5 = $1 order by id',
      [remainder],
    )
    for (const { id } of rows)
      await city.call(addEnterprisePhone, handleAddEnterprisePhone, officer, {
        params: { id },
        body: { commandId: randomUUID(), phone: `${prefix}${String(id).padStart(4, '0')}` },
      })
  }
  /** What people find out of numbers of a remainder, and of the one that many share. */
  const find = async (remainder: number, what: string) => {
    const known = await city.db.owner.query<{ enterpriseId: number; phoneIndex: Buffer }>(
      `select distinct on (phone_index) enterprise_id as "enterpriseId", phone_index as "phoneIndex" from enterprise_contact
       where enterprise_id % 5 = $1 or proxy order by phone_index, enterprise_id`,
      [remainder],
    )
    const mark = { what: what as NumberMark, foundOn: '2026-03-01', now: city.context.now(), by: null }
    await city.write(async (tx) => {
      for (const one of known.rows) await markNumber(tx, { ...one, ...mark })
    })
    return known.rows
  }
  await take(first)
  await expectExplained('a first load')
  await find(0, 'opted_out')
  await expectExplained('people who want no messages')
  await note(1, '1380001')
  await expectExplained('numbers that officers found')
  const second = await take(later)
  await expectExplained('another file')
  await note(2, '1380002')
  await expectExplained('more numbers')
  await find(1, 'opted_out')
  await find(2, 'out_of_service')
  await find(3, 'wrong_number')
  const silent = await find(4, 'out_of_service')
  await expectExplained('dead numbers')
  const client = await city.db.database.pool.connect()
  await client.query('begin')
  await undoApplied(client, { batchId: second.batch })
  await client.query('commit')
  client.release()
  await expectExplained('the file taken back')
  await take(last)
  await expectExplained('a third file')
  await take(withoutSome(later))
  await expectExplained('a file without some columns')
  await take(withoutSome(first, '联系电话'))
  await expectExplained('a file without numbers')
  await city.write(async (tx) => {
    for (const one of silent) await noteAnswered(tx, { ...one, answeredOn: '2026-03-02', now: city.context.now() })
  })
  await expectExplained('numbers that answer again')
  await take(first)
  await expectExplained('the first file again')
})
