import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { gzipSync } from 'node:zlib'
import iconv from 'iconv-lite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createFieldCipher } from '../crypto/field-cipher.ts'
import { fileSource, type RegisterSource } from '../registry/tables/register-source.ts'
import { createRowSplitter } from '../registry/tables/split-rows.ts'
import { cloneDatabase, type TestDatabase } from '../testing/database.ts'
import { sheetData, workbook } from '../testing/workbook.ts'
import { addHeldBatch, applyHere, ImportUnderWay, importRegister } from './import-register.ts'
import { stageHeld } from './stage-batch.ts'

const cipher = createFieldCipher([{ kid: 'k1', secret: Buffer.alloc(32, 1) }], Buffer.alloc(32, 2))
const HEADER =
  '统一社会信用代码,企业名称,企业类型,法定代表人,成立日期,核准日期,注册资本,登记状态,住所,联系电话,从业人数,经营范围'
const YUNQI = '91330106MA2TE5T01R'
const XIACHENG = '91330103704212343N'
const EDGE = '913301091000033640'

let db: TestDatabase
const context = () => ({ database: db.database, cipher, now: () => new Date() })

function bytes(content: string | Buffer, name = 'register.csv'): RegisterSource {
  const buffer = Buffer.isBuffer(content) ? content : Buffer.from(content)
  return { name, bytes: buffer.length, open: () => Readable.from([buffer]) }
}
const table = (...rows: string[]) => [HEADER, ...rows].join('\r\n')
const row = (
  change: Partial<Record<'code' | 'name' | 'status' | 'approved' | 'address' | 'phone' | 'principal', string>> = {},
) =>
  [
    change.code ?? YUNQI,
    change.name ?? '杭州云栖数码有限公司',
    '有限责任公司',
    change.principal ?? '张明',
    '2019-01-05',
    change.approved ?? '',
    '100万元人民币',
    change.status ?? '存续',
    change.address ?? '杭州市西湖区转塘街道云栖路1号',
    change.phone ?? '13800138000',
    '12',
    '"软件开发，\n含换行"',
  ].join(',')
const cellsOf = (text: string) => {
  const splitter = createRowSplitter(',')
  return [...splitter.push(text), ...splitter.end()]
}
const run = (content: string | Buffer) => importRegister(context(), { source: bytes(content) })
const enterprise = async (code: string) =>
  (await db.owner.query('select * from enterprise where credit_code = $1', [code])).rows[0]

beforeAll(async () => {
  db = await cloneDatabase()
})
afterAll(() => db.drop())

describe('any file', () => {
  const text = table(row(), row({ code: EDGE, name: '杭州𠀀字号有限公司' }))
  test.each([
    ['UTF-8', Buffer.from(text), 'utf-8'],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${text}`), 'utf-8'],
    ['GB18030 with a four-byte character', iconv.encode(text, 'gb18030'), 'gb18030'],
    ['UTF-16LE with a mark', iconv.encode(`\ufeff${text}`, 'utf-16le'), 'utf-16le'],
    ['UTF-16BE with a mark', iconv.encode(`\ufeff${text}`, 'utf-16be'), 'utf-16be'],
    ['a workbook', workbook([{ name: '名录', xml: sheetData([['机密'], ...cellsOf(text)]) }]), 'xlsx, 名录'],
    ['gzip', gzipSync(iconv.encode(text, 'gb18030')), 'gb18030, gzip'],
    ['semicolons', Buffer.from(text.replaceAll(',', ';')), 'utf-8'],
    ['tabs, below title rows', Buffer.from(`杭州市市场主体名录\n\n${text.replaceAll(',', '\t')}\n\n`), 'utf-8'],
  ])('%s', async (_, content, encoding) => {
    const report = await run(content)
    expect(report).toMatchObject({ rows: 2, duplicate: 0, rejected: 0, warned: 0 })
    expect(report.new + report.changed + report.unchanged).toBe(2)
    const [batch] = (await db.owner.query('select * from registry_batch where id = $1', [report.batch])).rows
    expect(batch).toMatchObject({ encoding, row_count: 2 })
    expect((await enterprise(EDGE)).name).toBe('杭州𠀀字号有限公司')
  })

  test.each([
    ['no table at all', 'hello\nworld\n', /No header/],
    ['nothing', '', /is empty/],
    ['a gzip file that was cut off', gzipSync(table(row())).subarray(0, 150), /gzip file is damaged/],
    ['only bad rows', table(row({ code: '123' })), /None of the 1 rows/],
    ['an unclosed quote', `${table(row())}\r\n"${'开'.repeat(1_100_000)}`, /cannot be read/],
  ])('refuses %s with a sentence and leaves the register alone', async (_, content, sentence) => {
    const before = await db.owner.query('select count(*) from registry_batch')
    await expect(run(content)).rejects.toThrow(sentence)
    expect((await db.owner.query('select count(*) from registry_batch')).rows).toEqual(before.rows)
  })
})

describe('every row is accounted for', () => {
  test('rejected rows keep number, field, value and reason; warnings come in', async () => {
    const report = await run(
      [
        '机密',
        table(
          row(),
          row({ code: '91330106MA2TET501R' }),
          row({ code: XIACHENG, phone: '1.38E+10' }),
          row({ code: '' }),
          ',,,,,,,,,,,',
        ),
        '共4条',
      ].join('\n'),
    )
    expect(report).toMatchObject({ rows: 5, rejected: 3, warned: 1 })
    expect(report.new + report.changed + report.unchanged + report.duplicate + report.rejected).toBe(report.rows)
    const { rows } = await db.owner.query(
      'select row_number, field, value, reason, warning from registry_rejection where batch_id = $1 order by row_number',
      [report.batch],
    )
    expect(rows).toEqual([
      {
        row_number: 4,
        field: 'creditCode',
        value: '91330106MA2TET501R',
        reason: 'credit_code_check_digit',
        warning: false,
      },
      { row_number: 5, field: 'phone', value: '1.38E+10', reason: 'phone_damaged_by_spreadsheet', warning: true },
      { row_number: 6, field: 'creditCode', value: '', reason: 'credit_code_missing', warning: false },
      { row_number: 8, field: 'row', value: '共4条', reason: 'not_a_record', warning: false },
    ])
  })

  test('of several rows under one code the live one counts, then the latest approval', async () => {
    const moved = row({ name: '杭州迁出有限公司', status: '迁出', approved: '2022-01-01' })
    const older = row({ name: '杭州旧名有限公司', approved: '2019-01-01' })
    const report = await run(table(row({ name: '杭州新名有限公司', approved: '2020-01-01' }), moved, older))
    expect(report).toMatchObject({ rows: 3, duplicate: 2 })
    expect((await enterprise(YUNQI)).name).toBe('杭州新名有限公司')
  })
})

describe('what an import changes', () => {
  test('the same file again changes nothing', async () => {
    const content = table(row(), row({ code: EDGE }), row({ code: EDGE }), row({ code: 'x' }))
    await run(content)
    const before = await db.owner.query('select * from enterprise order by id')
    const again = await run(content)
    expect(again).toMatchObject({ new: 0, changed: 0, unchanged: again.rows - again.rejected - again.duplicate })
    expect((await db.owner.query('select * from enterprise order by id')).rows).toEqual(before.rows)
  })

  test('a new name, principal and address are told field by field; the old name stays findable', async () => {
    await run(table(row({ name: '杭州甲字号有限公司' })))
    const report = await run(
      table(row({ name: '杭州乙字号有限公司', principal: '李红', address: '杭州市下城区长庆街道1号' })),
    )
    expect(report).toMatchObject({ changed: 1, new: 0 })
    const after = await enterprise(YUNQI)
    expect(after.former_names).toContain('杭州甲字号有限公司')
    const [revision] = (
      await db.owner.query('select changes from enterprise_revision where batch_id = $1', [report.batch])
    ).rows
    expect(revision.changes).toMatchObject({
      name: ['杭州甲字号有限公司', '杭州乙字号有限公司'],
      principal_name: ['张明', '李红'],
    })
    const [place] = (await db.owner.query('select name, code from division where id = $1', [after.place_id])).rows
    expect(place).toEqual({ name: '长庆街道', code: '330105014' })
  })

  test('a street that a person assigned stands until the address changes', async () => {
    const pooled = row({ address: '杭州市江干区新塘路1号' })
    await run(table(pooled))
    expect(await enterprise(YUNQI)).toMatchObject({ place_how: 'city_pool', place_certain: false })
    await db.owner.query(
      `update enterprise set place_how = 'assigned', place_certain = true,
      place_id = (select id from division where code = '330102014' and valid_to is null) where credit_code = $1`,
      [YUNQI],
    )
    await run(table(row({ address: '杭州市江干区新塘路1号', principal: '王强' })))
    expect(await enterprise(YUNQI)).toMatchObject({ place_how: 'assigned', principal_name: '王强' })
    await run(table(row({ address: '杭州市西湖区转塘街道1号' })))
    expect(await enterprise(YUNQI)).toMatchObject({ place_how: 'street_in_address' })
  })

  test('an enterprise entered by hand becomes a registered one', async () => {
    await db.owner.query(`insert into enterprise (credit_code, name, name_key, place_id, place_how, place_certain, provisional)
      select '9133010910000042X9', '手工录入', '手工录入', id, 'city_pool', false, true from division where code = '330100'`)
    const report = await run(table(row({ code: '9133010910000042X9' })))
    expect(report).toMatchObject({ changed: 1 })
    expect(await enterprise('9133010910000042X9')).toMatchObject({
      provisional: false,
      name: '杭州云栖数码有限公司',
      former_names: [],
    })
  })
})

describe('phones', () => {
  test('are sealed, found by their index, and masked; old ones go', async () => {
    await run(table(row({ phone: '0571-88001234/13900139000' })))
    await run(table(row({ phone: '0571-88001234、13700137000' })))
    const { rows } = await db.owner.query(
      'select c.* from enterprise_contact c join enterprise e on e.id = c.enterprise_id where e.credit_code = $1 order by rank',
      [YUNQI],
    )
    expect(rows.map((contact) => contact.phone_masked)).toEqual(['137****7000', '0571-****1234'])
    expect(rows[0]).toMatchObject({ sms_capable: true, proxy: false, source: 'register' })
    expect(rows[0].phone_index).toEqual(cipher.index('phone', '13700137000'))
    expect(cipher.open('enterprise_contact|phone', rows[0].phone_cipher)).toBe('13700137000')
  })

  test('a number on more than five enterprises is an agency’s', async () => {
    const codes = [
      '91330106MA2TE5T01R',
      '91330103704212343N',
      '913301091000033640',
      '9133010910000042X9',
      '9152000071430580XT',
      '91350100M000100Y43',
    ]
    await run(table(...codes.map((code) => row({ code, phone: '13600136000' }))))
    const proxies = async () =>
      (await db.owner.query(`select distinct proxy from enterprise_contact where phone_masked = '136****6000'`)).rows
    expect(await proxies()).toEqual([{ proxy: true }])
  })
})

test('a first load leaves every index and constraint as the migrations made it, in a register in use as well', async () => {
  const fresh = await cloneDatabase()
  const shape = async () =>
    (
      await fresh.owner.query(`select indexdef as made from pg_indexes where schemaname = 'public'
      union select conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) || convalidated from pg_constraint order by 1`)
    ).rows
  const take = (content: string) =>
    importRegister({ ...context(), database: fresh.database }, { source: bytes(content) })
  try {
    const before = await shape()
    await expect(take(table(row({ code: 'x' })))).rejects.toThrow(/None of/)
    await fresh.owner.query('begin')
    await fresh.owner.query('select count(*) from enterprise')
    expect(await take(table(row({ code: EDGE })))).toMatchObject({ new: 1 })
    await fresh.owner.query('commit')
    await fresh.owner.query('delete from enterprise_contact')
    await fresh.owner.query('delete from enterprise')
    expect(await take(table(row(), row({ code: EDGE })))).toMatchObject({ new: 2 })
    expect(await shape()).toEqual(before)
  } finally {
    await fresh.drop()
  }
})

test('a first load refuses a row whose place does not exist, and refers to one that was added since', async () => {
  const fresh = await cloneDatabase()
  const here = { ...context(), database: fresh.database }
  const source = bytes(table(row(), row({ code: EDGE })))
  const placedAt = async (place: number) => {
    const held = await addHeldBatch(here, { source, sourceDate: null, complete: true, officerId: null })
    try {
      expect(await stageHeld(here, held, { batchId: held.batchId, source })).toBe('staged')
      await fresh.database.pool.query(
        `update registry_staging.batch_${held.batchId} set place_id = $1 where credit_code = $2`,
        [place, EDGE],
      )
      return await applyHere(here, held, 'seen').catch((error: unknown) => error)
    } finally {
      await held.release()
    }
  }
  const register = async () =>
    (
      await fresh.owner.query(`select (select count(*)::int from enterprise) as enterprises,
        (select pg_get_constraintdef(oid) from pg_constraint where conname = 'enterprise_place_id_fkey') as reference`)
    ).rows[0]
  try {
    const before = await register()
    expect(await placedAt(1_000_000)).toMatchObject({ code: '23503', constraint: 'enterprise_place_id_fkey' })
    expect(await register()).toEqual({ ...before, enterprises: 0 })
    await fresh.owner.query('delete from registry_batch')
    const { rows } = await fresh.owner.query(`insert into division (code, valid_from, name, tier, parent_id)
      select '330106999', '2026-01-01', '新街道', 'street', id from division where code = '330106' and valid_to is null returning id`)
    expect(await placedAt(rows[0].id)).toMatchObject({ state: 'applied', counts: { new: 2 } })
    expect(await register()).toEqual({ ...before, enterprises: 2 })
    // What an enterprise lies in stays.
    await expect(fresh.owner.query('delete from division where id = $1', [rows[0].id])).rejects.toMatchObject({
      code: '23503',
    })
    await expect(fresh.owner.query('update enterprise set place_id = 1000000')).rejects.toMatchObject({ code: '23503' })
  } finally {
    await fresh.drop()
  }
})

test('a second import at the same time is refused, and the first is whole', async () => {
  const gate = Promise.withResolvers<void>()
  const slow: RegisterSource = {
    name: 'slow.csv',
    open: () =>
      Readable.from(
        (async function* () {
          yield Buffer.from(`${table(row({ name: '杭州慢慢有限公司' }))}\r\n`)
          await gate.promise
        })(),
      ),
  }
  const refused: Promise<unknown>[] = []
  const open = slow.open
  let opened = 0
  const first = importRegister(context(), {
    source: {
      name: slow.name,
      open: () => {
        opened++
        // The first pass only looks; the second holds the register while it waits.
        if (opened === 1) return Readable.from([Buffer.from(table(row()))])
        refused.push(
          expect(run(table(row())))
            .rejects.toThrow(ImportUnderWay)
            .finally(() => gate.resolve()),
        )
        return open()
      },
    },
  })
  await expect(first).resolves.toMatchObject({ rows: 1 })
  await Promise.all(refused)
  expect(refused).toHaveLength(1)
})

test('a cancelled import ends at once, also while its file hangs, and leaves the register as it was', async () => {
  const left = async () =>
    (
      await db.owner.query(`select (select count(*) from enterprise), (select max(updated_at) from enterprise),
        (select count(*) from registry_batch), (select count(*) from pg_tables where tablename like 'batch_%')`)
    ).rows
  const before = await left()
  const controller = new AbortController()
  const lines = Array.from({ length: 3000 }, (_, i) => row({ name: `杭州第${i}有限公司` }))
  let opened = 0
  const source: RegisterSource = {
    name: 'hanging.csv',
    open: () =>
      Readable.from(
        (async function* () {
          yield Buffer.from(table(...lines))
          if (++opened > 1) await new Promise(() => {})
        })(),
      ),
  }
  const cancelled = importRegister(context(), {
    source,
    signal: controller.signal,
    onProgress: () => controller.abort(),
  })
  await expect(cancelled).rejects.toThrow()
  expect(await left()).toEqual(before)
})

const sharedRegister = join(import.meta.dirname, '../../../../shared/data/registry-hangzhou.csv.gz')
test.skipIf(!existsSync(sharedRegister))(
  'the shared register comes in whole, and again changes nothing',
  { timeout: 120_000 },
  async () => {
    const source = fileSource(sharedRegister)
    const first = await importRegister(context(), { source })
    expect(first.rows).toBe(24_454)
    expect(first.new + first.changed + first.unchanged + first.duplicate + first.rejected).toBe(first.rows)
    expect(first.rejected).toBeLessThan(10)
    const again = await importRegister(context(), { source })
    expect(again).toMatchObject({ new: 0, changed: 0, unchanged: first.rows - first.rejected - first.duplicate })
    process.stdout.write(`the shared register took ${first.seconds} s, again ${again.seconds} s\n`)
  },
)
if (!existsSync(sharedRegister)) process.stdout.write('skipped: no shared data\n')
