import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { createLogger } from '../log.ts'
import { type DeskOfficer, openRegisterDesk, type RegisterDesk } from '../testing/register-desk.ts'
import { registerCode, registerOf } from '../testing/register-lines.ts'
import type { RegisterWorkerSettings } from '../testing/register-worker.ts'
import { openUpload } from '../uploads/open-upload.ts'
import { freeAbandoned } from './free-abandoned.ts'
import { runApplyImport, runStageImport } from './run-import-jobs.ts'
import { BatchInOtherHands, stageBatch } from './stage-batch.ts'

let desk: RegisterDesk
let officer: DeskOfficer
const SIZE = 30
beforeAll(async () => {
  desk = await openRegisterDesk()
  officer = await desk.addOfficer()
  const { id } = await officer.bring(registerOf(SIZE), { until: 'staged' })
  await officer.approve(id)
  await officer.wait(id, 'applied')
})
afterAll(() => desk.close())

const context = () => desk.test.context
let round = 0
/** A file that gives every enterprise another headcount, as it was brought. */
async function received(): Promise<{ id: number; fileId: string }> {
  round += 1
  const changes = Object.fromEntries(
    Array.from({ length: SIZE }, (_, at) => [at + 1, { headcount: String(90 + round) }]),
  )
  const { id } = await officer.bring(registerOf(SIZE, changes))
  const [row] = await desk.read<{ fileId: string }>('select file_id as "fileId" from registry_batch where id = $1', [
    id,
  ])
  return { id, fileId: row?.fileId ?? '' }
}
async function approved(): Promise<number> {
  const { id } = await received()
  await officer.wait(id, 'staged')
  expect((await officer.approve(id)).body.state).toBe('applying')
  return id
}
const headcounts = () =>
  desk.read<{ headcount: number }>('select distinct headcount from enterprise order by headcount')
const stateOf = async (id: number) => (await officer.call('GET', `/api/imports/${id}`)).body.state
const stagingTables = async () =>
  (
    await desk.read(
      `select tablename from pg_tables where schemaname = 'registry_staging' and tablename like 'batch_%'`,
    )
  ).length

/** A source whose second reading stops short of its end until the gate is opened. */
async function gated(fileId: string) {
  const upload = await openUpload(context(), fileId)
  const reached = Promise.withResolvers<void>()
  const gate = Promise.withResolvers<void>()
  let opened = 0
  async function* held(): AsyncGenerator<Buffer> {
    for await (const chunk of upload.open()) yield chunk
    reached.resolve()
    await gate.promise
  }
  return {
    reached: reached.promise,
    open: gate,
    source: {
      name: upload.name,
      open: () => (++opened === 1 ? upload.open() : Readable.from(held(), { objectMode: false })),
    },
  }
}

function startWorker(settings: { batchId: number; fileId?: string }): ChildProcess {
  const { secrets } = context().config
  const whole: RegisterWorkerSettings = {
    url: desk.test.db.url,
    fieldSecret: secrets.field[0]?.secret.toString('base64') ?? '',
    indexSecret: secrets.index.toString('base64'),
    ...settings,
  }
  return fork(join(import.meta.dirname, '../testing/register-worker.ts'), [JSON.stringify(whole)])
}

/** Holds a row that every apply has to change, while `during` happens. */
async function whileApplying(during: (backends: () => Promise<number[]>) => Promise<void>): Promise<void> {
  const client = await desk.test.db.owner.connect()
  try {
    await client.query('begin')
    await client.query('select 1 from enterprise where credit_code = $1 for no key update', [registerCode(1)])
    // Only its own role sees what a connection does.
    const waiting = async () =>
      (
        await context().database.pool.query<{ pid: number }>(
          `select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like 'update enterprise %'`,
        )
      ).rows.map(({ pid }) => pid)
    await during(async () => {
      for (;;) {
        const pids = await waiting()
        if (pids.length > 0) return pids
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
    })
  } finally {
    await client.query('rollback')
    client.release()
  }
}

test('given up in the middle, reading stops within moments and leaves nothing behind', async () => {
  const { id, fileId } = await received()
  const before = await headcounts()
  const file = await gated(fileId)
  const reading = stageBatch(context(), { batchId: id, source: file.source })
  await file.reached
  await expect(runStageImport(context(), id)).rejects.toThrow(BatchInOtherHands)
  expect((await officer.call('POST', `/api/imports/${id}/cancellation`)).body.state).toBe('cancelled')
  expect(await reading).toBe('cancelled')
  expect([await headcounts(), await stagingTables()]).toEqual([before, 0])
})

test('how far reading is can be seen while it goes on', async () => {
  const { id, fileId } = await received()
  const file = await gated(fileId)
  const reading = stageBatch(context(), { batchId: id, source: file.source })
  await file.reached
  const view = async () => (await officer.call('GET', `/api/imports/${id}`)).body
  const share = async () => (await view()).progress.bytesRead / (await view()).progress.bytes
  await expect.poll(share, { timeout: 10_000 }).toBeGreaterThan(0.9)
  const { state, progress } = await view()
  expect(state).toBe('staging')
  expect(progress.bytes).toBeGreaterThan(1000)
  // All its rows but the last are taken in; that nothing follows is not known yet.
  expect(progress.bytesRead / progress.bytes).toBeGreaterThan(0.9)
  expect(progress.bytesRead).toBeLessThan(progress.bytes)
  expect(progress.rowsExpected).toBeGreaterThanOrEqual(progress.rowsRead)
  expect(progress.seconds).toBeGreaterThan(0)
  file.open.resolve()
  expect(await reading).toBe('staged')
  await officer.call('POST', `/api/imports/${id}/cancellation`)
})

test('a worker that is killed while it reads leaves the file to the next, which reads it from its start', async () => {
  const { id, fileId } = await received()
  const before = await headcounts()
  const worker = startWorker({ batchId: id, fileId })
  await once(worker, 'message')
  worker.kill('SIGKILL')
  await once(worker, 'exit')
  expect(await stateOf(id)).toBe('staging')
  expect(await headcounts()).toEqual(before)
  expect((await officer.wait(id, 'staged')).counts).toMatchObject({ rows: SIZE, changed: SIZE })
  await officer.approve(id)
  await officer.wait(id, 'applied')
  expect(await headcounts()).toEqual([{ headcount: 90 + round }])
})

test('a worker that is killed while the register changes has changed nothing; the next one does it whole', async () => {
  const id = await approved()
  const before = await headcounts()
  await whileApplying(async (backends) => {
    const worker = startWorker({ batchId: id })
    await backends()
    worker.kill('SIGKILL')
    await once(worker, 'exit')
  })
  expect([await headcounts(), await stateOf(id)]).toEqual([before, 'applying'])
  await officer.wait(id, 'applied')
  expect(await headcounts()).toEqual([{ headcount: 90 + round }])
  expect(await desk.read('select count(*)::int as n from enterprise_revision where batch_id = $1', [id])).toEqual([
    { n: SIZE },
  ])
})

test('a connection that the database ends while the register changes leaves it as it was', async () => {
  const id = await approved()
  const before = await headcounts()
  await whileApplying(async (backends) => {
    const applying = expect(runApplyImport(context(), id)).rejects.toThrow()
    for (const pid of await backends()) await context().database.pool.query('select pg_terminate_backend($1)', [pid])
    await applying
  })
  expect([await headcounts(), await stateOf(id)]).toEqual([before, 'applying'])
  await officer.wait(id, 'applied')
  expect(await headcounts()).toEqual([{ headcount: 90 + round }])
})

test('connections that the database ends while a file is read lose nothing', async () => {
  const { id, fileId } = await received()
  const file = await gated(fileId)
  const reading = expect(stageBatch(context(), { batchId: id, source: file.source })).rejects.toThrow()
  await file.reached
  await context().database.pool.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and usename = current_user and pid <> pg_backend_pid()`,
  )
  await reading
  expect(await stateOf(id)).toBe('staging')
  expect((await officer.wait(id, 'staged')).counts).toMatchObject({ rows: SIZE, changed: SIZE })
  await officer.call('POST', `/api/imports/${id}/cancellation`)
})

test('a full disk changes nothing; when it goes on too long the approval is given back', async () => {
  const id = await approved()
  const before = await headcounts()
  await desk.read(`create function no_room() returns trigger language plpgsql as $$
    begin raise exception 'could not extend file' using errcode = 'disk_full'; end $$`)
  await desk.read('create trigger no_room before update on enterprise for each statement execute function no_room()')
  const told: { level: number; batchId: number; error: { code: string } }[] = []
  const log = createLogger({ logLevel: 'info' }, { write: (line) => told.push(JSON.parse(line)) })
  for (let attempt = 0; attempt < 5; attempt++)
    await expect(runApplyImport({ ...context(), log }, id)).rejects.toMatchObject({ code: '53100' })
  expect([await headcounts(), await stateOf(id)]).toEqual([before, 'applying'])
  expect(told).toHaveLength(5)
  // 50: an error.
  expect(told[0]).toMatchObject({ level: 50, batchId: id, error: { code: '53100' } })
  await runApplyImport(context(), id)
  const put = (await officer.call('GET', `/api/imports/${id}`)).body
  expect(put).toMatchObject({ state: 'staged', failure: { key: 'disk_full' }, approvedBy: null })
  await desk.read('drop trigger no_room on enterprise')
  await officer.approve(id)
  expect((await officer.wait(id, 'applied')).failure).toBeNull()
  expect(await headcounts()).toEqual([{ headcount: 90 + round }])
})

test('an approved file whose attempts meet a full disk only for a while is applied, and nothing is left to tell', async () => {
  const id = await approved()
  await desk.read('create trigger no_room before update on enterprise for each statement execute function no_room()')
  await expect(runApplyImport(context(), id)).rejects.toMatchObject({ code: '53100' })
  await desk.read('drop trigger no_room on enterprise')
  expect((await officer.wait(id, 'applied')).failure).toBeNull()
})

test('a full disk while a file is read leaves nothing of it, and the file waits for the next reader', async () => {
  const { id } = await received()
  let toBeReadAgain = 0
  const before = await headcounts()
  // Only an administrator may have something happen to every table that is made.
  const admin = new URL(inject('adminUrl'))
  admin.search = ''
  admin.pathname = new URL(desk.test.db.url).pathname
  const client = new pg.Client({ connectionString: admin.href })
  await client.connect()
  try {
    await client.query(`create function no_room_for_rows() returns trigger language plpgsql as $$
      begin raise exception 'could not extend file' using errcode = 'disk_full'; end $$`)
    await client.query(`create function no_room_in_staging() returns event_trigger language plpgsql as $$
      declare made record;
      begin
        for made in select * from pg_event_trigger_ddl_commands() where schema_name = 'registry_staging' loop
          execute format('create trigger no_room before insert on %s for each row when (new.row_number > 10)
            execute function no_room_for_rows()', made.object_identity);
        end loop;
      end $$`)
    await client.query(`create event trigger no_room on ddl_command_end when tag in ('CREATE TABLE')
      execute function no_room_in_staging()`)
    // Also while a source has nothing more to give for the time being.
    async function* hanging(): AsyncGenerator<Buffer> {
      yield registerOf(5000)
      await new Promise(() => {})
    }
    let opened = 0
    const source = {
      name: 'slow.csv',
      open: () => Readable.from(++opened === 1 ? [registerOf(5000)] : hanging(), { objectMode: false }),
    }
    await expect(stageBatch(context(), { batchId: id, source })).rejects.toMatchObject({ code: '53100' })
    await expect(runStageImport(context(), id)).rejects.toMatchObject({ code: '53100' })
    const { id: hopeless } = await received()
    for (let attempt = 0; attempt < 4; attempt++)
      await expect(runStageImport(context(), hopeless)).rejects.toMatchObject({ code: '53100' })
    await runStageImport(context(), hopeless)
    const given = (await officer.call('GET', `/api/imports/${hopeless}`)).body
    expect(given).toMatchObject({ state: 'failed', failure: { key: 'disk_full' }, actions: ['read_again'] })
    toBeReadAgain = hopeless
  } finally {
    await client.query('drop event trigger no_room')
    await client.end()
  }
  expect([await headcounts(), await stateOf(id), await stagingTables()]).toEqual([before, 'staging', 0])
  expect((await officer.wait(id, 'staged')).counts).toMatchObject({ rows: SIZE, changed: SIZE })
  await officer.call('POST', `/api/imports/${id}/cancellation`)
  // There is room again: what lies here is read without being uploaded a second time, however often it is asked.
  const again = () => officer.call('POST', `/api/imports/${toBeReadAgain}/reading`)
  const answers = await Promise.all([again(), again()])
  expect(answers.map(({ status, body }) => [status, body.state])).toEqual([
    [200, 'received'],
    [200, 'received'],
  ])
  expect(await officer.wait(toBeReadAgain, 'staged')).toMatchObject({ failure: null, counts: { changed: SIZE } })
  expect((await again()).body.code).toBe('import_not_allowed')
  await officer.call('POST', `/api/imports/${toBeReadAgain}/cancellation`)
})

test('a file that failed for want of room and has been deleted since is not offered to be read again', async () => {
  const { id, fileId } = await received()
  await desk.read(
    `update registry_batch set state = 'failed', failure = '{"key": "disk_full", "detail": null}' where id = $1`,
    [id],
  )
  expect((await officer.call('GET', `/api/imports/${id}`)).body.actions).toEqual(['read_again'])
  await desk.read('delete from uploaded_file where id = $1', [fileId])
  expect((await officer.call('GET', `/api/imports/${id}`)).body.actions).toEqual([])
  expect((await officer.call('POST', `/api/imports/${id}/reading`)).body.code).toBe('import_not_allowed')
})

test('a file whose every reader ends is given up', async () => {
  const { id, fileId } = await received()
  const upload = await openUpload(context(), fileId)
  const broken = {
    name: upload.name,
    open: () =>
      new Readable({
        read() {
          this.destroy(new Error('EIO: i/o error, read'))
        },
      }),
  }
  for (let attempt = 0; attempt < 5; attempt++)
    await expect(stageBatch(context(), { batchId: id, source: broken })).rejects.toThrow('EIO')
  expect(await stageBatch(context(), { batchId: id, source: broken })).toBe('failed')
  expect((await officer.call('GET', `/api/imports/${id}`)).body.failure?.key).toBe('gave_up')
})

test('an upload that was deleted meanwhile is told as gone', async () => {
  const { id, fileId } = await received()
  await desk.read('delete from uploaded_chunk where file_id = $1', [fileId])
  expect((await officer.wait(id, 'failed')).failure).toEqual({ key: 'file_gone', detail: null })
  const { id: other, fileId: whole } = await received()
  await desk.read('delete from uploaded_file where id = $1', [whole])
  // Without its file nobody can read it: it is given up when somebody looks after what was left behind.
  await freeAbandoned(context())
  expect(await stateOf(other)).toBe('cancelled')
})

test('a staging table that a crash emptied is read again, and the approval with it', async () => {
  const id = await approved()
  const before = await headcounts()
  await desk.test.context.database.pool.query(`truncate registry_staging.batch_${id}`)
  await runApplyImport(context(), id)
  expect([await headcounts(), await stateOf(id)]).toEqual([before, 'received'])
  expect(await officer.wait(id, 'staged')).toMatchObject({
    approvedBy: null,
    failure: { key: 'broken_off' },
    counts: { changed: SIZE },
  })
  await officer.approve(id)
  expect((await officer.wait(id, 'applied')).failure).toBeNull()
})

test('an approval that a changed register overtakes is told as such once the file has been compared again', async () => {
  const id = await approved()
  await desk.read('update registry_batch set compared_with = null where id = $1', [id])
  await runApplyImport(context(), id)
  expect(await officer.wait(id, 'staged')).toMatchObject({ approvedBy: null, failure: { key: 'compared_again' } })
  await officer.call('POST', `/api/imports/${id}/cancellation`)
})

test('what a killed command left behind is in nobody’s way', async () => {
  const [left] = await desk.read<{ id: number }>(
    `insert into registry_batch (file_name, state, started_at) values ('a.csv', 'applying', now()) returning id`,
  )
  const [reading] = await desk.read<{ id: number }>(
    `insert into registry_batch (file_name, state, started_at) values ('b.csv', 'staging', now()) returning id`,
  )
  await freeAbandoned(context())
  expect([await stateOf(left?.id ?? 0), await stateOf(reading?.id ?? 0)]).toEqual(['staged', 'cancelled'])
})
