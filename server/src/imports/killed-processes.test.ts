import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { root } from '../policing/tree.ts'
import { rawCsvLine } from '../registry/tables/csv-line.ts'
import { catchUpFollowUps } from '../tasks/catch-up.ts'
import { followUpImport } from '../tasks/follow-up-import.ts'
import type { TestApp } from '../testing/app.ts'
import { openRegisterDesk, type RegisterDesk } from '../testing/register-desk.ts'
import { registerOf } from '../testing/register-lines.ts'
import { JIANGCUN, openRegisterTasks, type RegisterTasks } from '../testing/register-tasks.ts'

/** Processes of the product as an operator starts them, killed while a file is read, applied, or followed up. */

let tasks: RegisterTasks
let desk: RegisterDesk
let folder: string
const started: ChildProcess[] = []
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'yijian-killed-'))
  ;[tasks, desk] = await Promise.all([openRegisterTasks(), openRegisterDesk()])
})
afterEach(async () => {
  for (const child of started.splice(0)) await kill(child)
})
afterAll(async () => {
  await Promise.all([tasks.line.close(), desk.close()])
  rmSync(folder, { recursive: true, force: true })
})

/** The product's own program on the database of a test, with its secrets. */
function start(program: 'main' | 'cli', { context, db }: TestApp, ...parameters: string[]): ChildProcess {
  const { NODE_ENV: _, VITEST: __, ...inherited } = process.env
  const { jwt, field, ledger, index } = context.config.secrets
  const named = ([first]: typeof jwt) => `k1:${first?.secret.toString('base64')}`
  const child = spawn(process.execPath, [join(root, `server/src/${program}.ts`), ...parameters], {
    cwd: root,
    env: {
      ...inherited,
      LOG_LEVEL: 'silent',
      DATA_DIR: folder,
      ROLE: 'worker',
      DATABASE_URL: db.url,
      JWT_SECRETS: named(jwt),
      FIELD_SECRETS: named(field),
      LEDGER_SECRETS: named(ledger),
      INDEX_SECRET: `k1:${index.toString('base64')}`,
    },
    stdio: 'ignore',
  })
  started.push(child)
  return child
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGKILL')
  await once(child, 'exit')
}

/** Nobody comes further than the landing while this runs: where the follow-up of a batch is noted is locked from outside. */
async function beforeFollowUp({ db }: TestApp, during: () => Promise<void>): Promise<void> {
  const client = await db.owner.connect()
  try {
    await client.query('begin')
    await client.query('lock table register_follow_up in access exclusive mode')
    await during()
  } finally {
    await client.query('rollback')
    client.release()
  }
}

type Read = <T extends Record<string, unknown>>(statement: string, values?: unknown[]) => Promise<T[]>

const followUps = (read: Read, batch: number) =>
  read(
    'select pass, tasks_opened as tasks, finished_at is not null as finished from register_follow_up where batch_id = $1',
    [batch],
  )

test('an import by command that is killed once it has landed: a worker works out what follows, once', {
  timeout: 60_000,
}, async () => {
  const { line, register, tasksOf } = tasks
  const [{ id, code } = { id: 0, code: '' }] = await register.addAll([{}])
  const organised = { id, code }
  await register.found(organised, JIANGCUN)
  const file = join(folder, 'register.csv')
  const header = ['统一社会信用代码', '企业名称', '登记状态', '住所']
  const [known] = await line.read<{ name: string; address: string }>(
    'select name, address from enterprise where id = $1',
    [id],
  )
  writeFileSync(file, [header, [code, known?.name ?? '', '注销', known?.address ?? '']].map(rawCsvLine).join(''))
  let batch = 0
  await beforeFollowUp(line.test, async () => {
    const command = start('cli', line.test, 'import', file, '--partial', '--accept-holds', '试')
    const landed = async () => {
      const [row] = await line.read<{ id: number }>(
        `select id from registry_batch where state = 'applied' and file_name = 'register.csv' order by id desc limit 1`,
      )
      const [now] = await line.read<{ status: string }>('select status_class as status from enterprise where id = $1', [
        id,
      ])
      batch = Number(row?.id ?? 0)
      return now?.status
    }
    await expect.poll(landed, { timeout: 20_000, interval: 5 }).toBe('gone')
    await kill(command)
    expect(command.signalCode).toBe('SIGKILL')
  })
  expect(await followUps(line.read, batch)).toEqual([])
  expect(await tasksOf(organised)).toEqual([])
  start('main', line.test)
  await expect
    .poll(() => followUps(line.read, batch), { timeout: 45_000, interval: 50 })
    .toEqual([{ pass: 'applied', tasks: 1, finished: true }])
  expect(await tasksOf(organised)).toMatchObject([{ kind: 'dead', batch }])
  // Whoever comes later, by the clock or with the job in hand, finds nothing left to do.
  await catchUpFollowUps(line.test.context)
  await followUpImport(line.test.context, batch)
  expect(await followUps(line.read, batch)).toEqual([{ pass: 'applied', tasks: 1, finished: true }])
  expect(await tasksOf(organised)).toHaveLength(1)
})

test('a command that is killed while it reads or while it changes the register has changed nothing, and is in no way', {
  timeout: 60_000,
}, async () => {
  const { line, register } = tasks
  const [{ id, code } = { id: 0, code: '' }] = await register.addAll([{}])
  const header = ['统一社会信用代码', '企业名称', '登记状态', '住所']
  const row = [code, '杭州改成别的名字有限公司', '存续', '杭州市西湖区蒋村街道文一西路1号']
  const [long, short] = [join(folder, 'long.csv'), join(folder, 'short.csv')]
  writeFileSync(long, [header, ...Array<string[]>(80_000).fill(row)].map(rawCsvLine).join(''))
  writeFileSync(short, [header, row].map(rawCsvLine).join(''))
  const command = (file: string) => start('cli', line.test, 'import', file, '--partial', '--accept-holds', '试')
  const batches = () =>
    line.read<{ state: string; failure: unknown }>(
      `select state, failure ->> 'key' as failure from registry_batch where file_name in ('long.csv', 'short.csv') order by id`,
    )
  const name = async () =>
    (await line.read<{ name: string }>('select name from enterprise where id = $1', [id]))[0]?.name
  const before = await name()

  const reading = command(long)
  const beingRead = () =>
    line.read(
      `select 1 from registry_batch where file_name = 'long.csv' and to_regclass('registry_staging.batch_' || id) is not null`,
    )
  await expect.poll(beingRead, { timeout: 20_000, interval: 5 }).toHaveLength(1)
  await kill(reading)
  expect(await batches()).toEqual([{ state: 'staging', failure: null }])

  const gate = await line.test.db.owner.connect()
  // Only its own role sees what a connection does.
  const changing = async () =>
    (
      await line.test.context.database.pool.query(
        `select 1 from pg_stat_activity where datname = current_database() and query like 'update enterprise %' and state = 'active'`,
      )
    ).rowCount
  try {
    await gate.query('begin')
    await gate.query('select 1 from enterprise where id = $1 for no key update', [id])
    const applying = command(short)
    await expect.poll(changing, { timeout: 20_000, interval: 5 }).toBe(1)
    await kill(applying)
  } finally {
    await gate.query('rollback')
    gate.release()
  }
  await expect.poll(changing, { interval: 20 }).toBe(0)
  expect((await batches())[1]).toEqual({ state: 'applying', failure: null })
  expect(await name()).toBe(before)

  const again = command(short)
  await once(again, 'exit')
  expect(again.exitCode).toBe(0)
  expect(await batches()).toEqual([
    { state: 'cancelled', failure: null },
    { state: 'staged', failure: 'interrupted' },
    { state: 'applied', failure: null },
  ])
  expect(await name()).toBe('杭州改成别的名字有限公司')
})

test('a worker that is killed once a file has landed: the next one works out what follows', {
  timeout: 90_000,
}, async () => {
  const officer = await desk.addOfficer()
  const { id } = await officer.bring(registerOf(20), { until: 'staged' })
  expect((await officer.approve(id)).body.state).toBe('applying')
  await beforeFollowUp(desk.test, async () => {
    const worker = start('main', desk.test)
    const state = async () =>
      (await desk.read<{ state: string }>('select state from registry_batch where id = $1', [id]))[0]?.state
    await expect.poll(state, { timeout: 20_000, interval: 5 }).toBe('applied')
    await kill(worker)
    expect(worker.signalCode).toBe('SIGKILL')
  })
  expect((await desk.enterprises()).size).toBe(20)
  expect(await followUps(desk.read, id)).toEqual([])
  expect((await officer.call('GET', `/api/imports/${id}`)).body.followUp).toBeNull()
  start('main', desk.test)
  // At once, or within the half minute after which a dead worker's job is anybody's.
  await expect
    .poll(() => followUps(desk.read, id), { timeout: 60_000, interval: 50 })
    .toEqual([{ pass: 'applied', tasks: 0, finished: true }])
  expect((await officer.call('GET', `/api/imports/${id}`)).body.followUp).toEqual({ applicationsChanged: 0, tasks: 0 })
  expect(await desk.read('select count(*)::int as n from enterprise_revision where batch_id = $1', [id])).toEqual([
    { n: 0 },
  ])
})
