import { Readable } from 'node:stream'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createFieldCipher } from '../../crypto/field-cipher.ts'
import { systemScope, withTx } from '../../db/tx.ts'
import { importRegister } from '../../imports/import-register.ts'
import { cloneDatabase, type TestDatabase } from '../../testing/database.ts'
import { generateRegisterRows, sampleRegisterSource } from '../sample-register.ts'
import { rawCsvLine } from '../tables/csv-line.ts'
import { type UndoCounts, undoApplied } from './undo-applied.ts'

const cipher = createFieldCipher([{ kid: 'k1', secret: Buffer.alloc(32, 1) }], Buffer.alloc(32, 2))
let db: TestDatabase
const context = () => ({ database: db.database, cipher, now: () => new Date() })

beforeEach(async () => {
  db = await cloneDatabase()
})
afterEach(() => db.drop())

const take = (rows: readonly (readonly string[])[], complete = true) => {
  const whole = Buffer.from(rows.map(rawCsvLine).join(''))
  const source = { name: 'register.csv', bytes: whole.length, open: () => Readable.from([whole]) }
  return importRegister(context(), { source, complete })
}

async function undo(batchId: number): Promise<UndoCounts> {
  const client = await db.database.pool.connect()
  try {
    await client.query('begin')
    const counts = await undoApplied(client, { batchId })
    await client.query('commit')
    return counts
  } finally {
    client.release()
  }
}

const dump = async () => ({
  enterprises: (await db.owner.query('select * from enterprise order by id')).rows,
  contacts: (await db.owner.query('select * from enterprise_contact order by id')).rows,
})

/** A quarter later: some renamed, moved, with other phones, dead, gone, new. */
function quarterLater(rows: readonly string[][]): string[][] {
  const [header = [], ...below] = rows
  const at = (name: string) => header.indexOf(name)
  const set = (row: string[], name: string, value: string) => row.map((cell, i) => (i === at(name) ? value : cell))
  const later = below.flatMap((row, i) => {
    if (i % 11 === 0) return []
    if (i % 13 === 0) return [set(row, '企业名称', `${row[at('企业名称')]}`.replace('杭州', '杭州新'))]
    if (i % 17 === 0)
      return [set(set(row, '法定代表人', '周新'), '联系电话', `1990${String(2_000_000 + i)}/19900000001`)]
    if (i % 19 === 0) return [set(row, '登记状态', '注销')]
    if (i % 23 === 0) return [set(row, '住所', '杭州市西湖区转塘街道云栖路1号')]
    return [row]
  })
  return [header, ...later]
}

describe('undoing', () => {
  test('a first load leaves the register empty', async () => {
    const report = await importRegister(context(), { source: sampleRegisterSource({ count: 300, seed: 1 }) })
    expect(await undo(report.batch)).toMatchObject({ restored: 0, removed: report.new, kept: 0 })
    expect(await dump()).toEqual({ enterprises: [], contacts: [] })
  })

  test.each([2, 3, 4])('a quarter’s changes come back to the letter (%i)', async (seed) => {
    const rows = [...generateRegisterRows({ count: 400, seed })]
    await take(rows)
    await db.owner.query(`
      insert into enterprise_contact (enterprise_id, phone_cipher, phone_index, phone_masked, sms_capable, rank, source)
      select id, 'c', '\\x0${seed}', '138****0000', true, 9, 'officer' from enterprise order by id limit 40`)
    await db.owner.query(`update enterprise set place_how = 'assigned', place_certain = true where id % 7 = 0`)
    const before = await dump()
    const added = [...generateRegisterRows({ count: 60, seed: seed + 100 })].slice(1)
    const report = await take([...quarterLater(rows), ...added])
    expect(report.changed).toBeGreaterThan(50)
    expect(report.new).toBeGreaterThan(20)
    expect(report.vanished).toBeGreaterThan(10)
    const counts = await undo(report.batch)
    expect(counts).toMatchObject({ removed: report.new, kept: 0 })
    expect(await dump()).toEqual(before)
    const again = await take(rows)
    expect(again).toMatchObject({ new: 0, changed: 0, vanished: 0 })
  })

  test('what people made of it since stays: a referred enterprise as if entered by hand, an assigned street', async () => {
    const rows = [...generateRegisterRows({ count: 100, seed: 9, dirt: 0 })]
    await take(rows.slice(0, 51))
    const report = await take(rows, false)
    const { rows: brought } = await db.owner.query<{ id: number }>(
      'select id from enterprise where created_batch_id = $1 order by id limit 2',
      [report.batch],
    )
    const [noted, phoned] = brought
    await withTx(db.database, systemScope, async (tx) => {
      await tx.execute(
        `insert into outreach (enterprise_id, agency, state, updated_at) values (${noted?.id}, 'league', 'contacted', now())`,
      )
    })
    await db.owner.query(`update enterprise_contact set source = 'officer' where enterprise_id = $1`, [phoned?.id])
    const counts = await undo(report.batch)
    expect(counts).toEqual({ restored: 0, removed: 48, kept: 2 })
    const { rows: kept } = await db.owner.query(
      'select id, provisional, batch_id, content_hash from enterprise where id = any ($1) order by id',
      [brought.map(({ id }) => id)],
    )
    expect(kept).toEqual(brought.map(({ id }) => ({ id, provisional: true, batch_id: null, content_hash: null })))
  })

  test('a street that a person assigned since stays', async () => {
    const rows = [...generateRegisterRows({ count: 30, seed: 5, dirt: 0 })]
    await take(rows)
    const report = await take(quarterLater(rows), false)
    const {
      rows: [changed],
    } = await db.owner.query<{ id: number }>(
      'select enterprise_id as id from enterprise_before where batch_id = $1 limit 1',
      [report.batch],
    )
    await db.owner.query(
      `update enterprise set place_how = 'assigned', place_certain = true, place_id = (select id from division where code = '330102014' and valid_to is null) where id = $1`,
      [changed?.id],
    )
    await undo(report.batch)
    const {
      rows: [after],
    } = await db.owner.query(
      `select e.place_how, d.code, e.batch_id < $2 as earlier from enterprise e join division d on d.id = e.place_id where e.id = $1`,
      [changed?.id, report.batch],
    )
    expect(after).toEqual({ place_how: 'assigned', code: '330102014', earlier: true })
  })
})

test('vanished is what a complete list leaves out within the districts it covers, until a list names it again', async () => {
  const rows = [...generateRegisterRows({ count: 200, seed: 6, dirt: 0 })]
  await take(rows)
  const [header = [], ...below] = rows
  const { rows: xihu } = await db.owner.query<{ credit_code: string }>(`
    select credit_code from enterprise e join division d on d.id = e.place_id left join division p on p.id = d.parent_id
    where d.name = '西湖区' or p.name = '西湖区'`)
  const inXihu = new Set(xihu.map(({ credit_code }) => credit_code))
  const listed = below.filter(([code = '']) => inXihu.has(code))
  const marked = async () =>
    (await db.owner.query('select credit_code from enterprise where vanished_batch_id is not null')).rows
  expect(await take([header, ...listed.slice(1)], false)).toMatchObject({ vanished: 0 })
  expect(await take([header, ...listed.slice(1)])).toMatchObject({ vanished: 1 })
  expect(await marked()).toEqual([{ credit_code: listed[0]?.[0] }])
  expect(await take([header, ...listed])).toMatchObject({ vanished: 0, unchanged: listed.length })
  expect(await marked()).toEqual([])
})
