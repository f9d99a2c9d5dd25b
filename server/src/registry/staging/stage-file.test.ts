import { monitorEventLoopDelay } from 'node:perf_hooks'
import { Readable } from 'node:stream'
import type { RegisterField } from '@yijian/shared/registry/header'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { importRegister } from '../../imports/import-register.ts'
import { codeOf, openRegister, registerCipher, registerRow, registerText } from '../../testing/register-file.ts'
import { applyStaged } from '../applying/apply-staged.ts'
import { sampleRegisterSource } from '../sample-register.ts'
import type { RegisterSource } from '../tables/register-source.ts'
import { UnknownHeader } from '../tables/table.ts'
import { inspectFile } from './read-in-threads.ts'
import { type StageOptions, stageFile } from './stage-file.ts'
import { assertStaged, dropOtherStaging, dropStaging, StagingOutOfDate } from './staging-table.ts'

let register: Awaited<ReturnType<typeof openRegister>>
let batchId = 0
beforeAll(async () => {
  register = await openRegister()
})
beforeEach(async () => {
  const batch = await register.first(
    `insert into registry_batch (file_name, sha256, encoding, delimiter, mapping, state, started_at)
     values ('register.csv', repeat('0', 64), '', '', '{}', 'staging', now()) returning id`,
  )
  batchId = batch.id
})
afterAll(() => register.close())

const bytes = (content: string): RegisterSource => ({
  name: 'register.csv',
  open: () => Readable.from([Buffer.from(content)]),
})
const stage = (source: RegisterSource, options: Partial<StageOptions> = {}) =>
  stageFile(register.context, { batchId, source, ...options })
const staged = (columns: string) =>
  register.db.database.pool.query(`select ${columns} from registry_staging.batch_${batchId} order by row_number`)
const stagingTables = async () =>
  (await register.db.owner.query(`select tablename from pg_tables where tablename like 'batch_%'`)).rows

async function apply(): Promise<unknown> {
  const client = await register.db.database.pool.connect()
  try {
    await client.query('begin')
    const counts = await applyStaged(client, { batchId, complete: false })
    await client.query('commit')
    return counts
  } catch (error) {
    await client.query('rollback')
    throw error
  } finally {
    client.release()
  }
}

describe('staging', () => {
  test('tells all about the file, shows nobody’s number, and leaves the register alone', async () => {
    const report = await stage(
      bytes(
        registerText(
          registerRow({ 统一社会信用代码: codeOf(1), 联系电话: '13800138001', 经营范围: '电话 13900139001' }),
          registerRow({ 统一社会信用代码: codeOf(1), 核准日期: '2020-01-01' }),
          registerRow({ 统一社会信用代码: '123', 联系电话: '138001380012' }),
          registerRow({ 统一社会信用代码: codeOf(2), 联系电话: '138 0013 80012', 成立日期: '昨天' }),
        ),
      ),
    )
    expect(report).toMatchObject({
      encoding: 'utf-8',
      delimiter: ',',
      headerRow: 1,
      rows: 4,
      rejected: 1,
      duplicate: 1,
    })
    expect(report.filled).toMatchObject({ creditCode: 4, phone: 3, approvedOn: 1 })
    expect(report.samples).toHaveLength(4)
    expect(
      report.problems.map(({ field, reason, warning, count, examples }) => [field, reason, warning, count, examples]),
    ).toEqual(
      expect.arrayContaining([
        ['creditCode', 'credit_code_length', false, 1, [{ row: 4, value: '123' }]],
        ['establishedOn', 'date_unreadable', true, 1, [{ row: 5, value: '昨天' }]],
        ['phone', 'phone_unreadable', true, 1, [{ row: 5, value: '*** **** *****' }]],
      ]),
    )
    const { rows } = await staged('row_number, credit_code is not null as readable, duplicate, unchanged, raw')
    expect(rows.map((row) => [row.row_number, row.readable, row.duplicate])).toEqual([
      [2, true, true],
      [3, true, false],
      [4, false, false],
      [5, true, false],
    ])
    expect(JSON.stringify([report, rows])).not.toMatch(/1[3-9]\d{9}/)
    expect(await register.first('select count(*)::int as count from enterprise')).toEqual({ count: 0 })
    await dropStaging(register.db.database.pool, batchId)
  })

  test('reads the columns that a person chose, also of a file whose header says nothing', async () => {
    const text = `甲,乙,丙,丁\n${codeOf(3)},杭州甲乙有限公司,西湖区文三路1号,张明\n`
    await expect(stage(bytes(text))).rejects.toThrow(UnknownHeader)
    const unknown = await inspectFile(bytes(text)).catch((error: UnknownHeader) => error.table)
    expect(unknown).toMatchObject({ header: ['甲', '乙', '丙', '丁'], headerRow: 1 })
    const columns = new Map<RegisterField, number>([
      ['creditCode', 0],
      ['name', 1],
      ['address', 2],
      ['principal', 3],
    ])
    expect(await stage(bytes(text), { columns })).toMatchObject({ rows: 1, rejected: 0 })
    expect((await staged('name, principal_name')).rows).toEqual([{ name: '杭州甲乙有限公司', principal_name: '张明' }])
    await dropStaging(register.db.database.pool, batchId)
  })

  test('what crashed, or what another file has changed since, is to be read again', async () => {
    const row = registerRow({ 统一社会信用代码: codeOf(4) })
    await register.take(registerText(row))
    const { rows } = await stage(bytes(registerText(row)))
    const { pool } = register.db.database
    await expect(assertStaged(pool, batchId, rows)).resolves.toBeUndefined()
    await register.take(registerText(registerRow({ 统一社会信用代码: codeOf(4), 法定代表人: '李红' })))
    await expect(apply()).rejects.toThrow(StagingOutOfDate)
    await pool.query(`alter table registry_staging.batch_${batchId} alter phone_indexes type text[] using null`)
    await expect(assertStaged(pool, batchId, rows)).rejects.toThrow(/earlier version/)
    await pool.query(`alter table registry_staging.batch_${batchId} alter phone_indexes type bytea[] using null`)
    await expect(assertStaged(pool, batchId, rows)).resolves.toBeUndefined()
    await pool.query(`delete from registry_staging.batch_${batchId}`)
    await expect(assertStaged(pool, batchId, rows)).rejects.toThrow(StagingOutOfDate)
    await dropOtherStaging(pool, [])
    await expect(assertStaged(pool, batchId, rows)).rejects.toThrow(StagingOutOfDate)
  })
})

describe('while a large file is read', () => {
  const large = sampleRegisterSource({ count: 6000, seed: 1 })

  test('the thread that answers requests is hardly kept waiting', async () => {
    const delay = monitorEventLoopDelay({ resolution: 5 })
    delay.enable()
    await stage(large)
    delay.disable()
    // Reading takes a second or more of one core; on the main thread, pieces of 30 ms and more.
    expect(delay.percentile(50) / 1e6).toBeLessThan(25)
    await dropStaging(register.db.database.pool, batchId)
  })

  test('cancelled in the middle, nothing of it is left', async () => {
    const before = await register.first('select count(*), max(updated_at) from enterprise')
    const controller = new AbortController()
    const read = stage(large, { signal: controller.signal, onProgress: ({ rows }) => rows > 0 && controller.abort() })
    await expect(read).rejects.toThrow(/abort/)
    expect(await stagingTables()).toEqual([])
    expect(await register.first('select count(*), max(updated_at) from enterprise')).toEqual(before)
  })

  test('cut off from the database in the middle, it fails, and the register is as before', async () => {
    const before = await register.first('select count(*), max(updated_at) from enterprise')
    const killer = new pg.Client({ connectionString: register.db.url })
    await killer.connect()
    let told = false
    const read = stage(large, {
      onProgress({ rows }) {
        if (rows === 0 || told) return
        told = true
        void killer.query(`select pg_terminate_backend(pid) from pg_stat_activity
          where datname = current_database() and pid <> pg_backend_pid() and query like 'copy registry_staging%'`)
      },
    })
    await expect(read).rejects.toThrow()
    await killer.end()
    expect(await register.first('select count(*), max(updated_at) from enterprise')).toEqual(before)
    await dropOtherStaging(register.db.database.pool, [])
    expect(await importRegister(register.context, { source: large })).toMatchObject({ unchanged: 0 })
  })
})

test('rejected rows are sealed', async () => {
  await stage(
    bytes(registerText(registerRow({ 联系电话: '13800138002' }), registerRow({ 统一社会信用代码: codeOf(5) }))),
  )
  const [row] = (await staged('sealed')).rows
  expect(row.sealed).not.toContain('13800138002')
  expect(registerCipher.open('registry_rejected_row|sealed', row.sealed)).toContain('13800138002')
})
