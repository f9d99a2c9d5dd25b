import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type DeskOfficer, openRegisterDesk, type RegisterDesk } from '../testing/register-desk.ts'
import { registerCode, registerOf } from '../testing/register-lines.ts'
import type { RegisterWorkerSettings } from '../testing/register-worker.ts'
import { freeAbandoned } from './free-abandoned.ts'
import { runUndoImport } from './run-import-jobs.ts'

let desk: RegisterDesk
let officer: DeskOfficer
let colleague: DeskOfficer
const SIZE = 30
beforeAll(async () => {
  desk = await openRegisterDesk()
  officer = await desk.addOfficer()
  colleague = await desk.addOfficer()
  const { id } = await officer.bring(registerOf(SIZE), { until: 'staged' })
  await officer.approve(id)
  await officer.wait(id, 'applied')
})
afterAll(() => desk.close())

const context = () => desk.test.context
let round = 0
/** A file that gives every enterprise another headcount. */
async function brought(): Promise<number> {
  round += 1
  const headcount = String(90 + round)
  const changes = Object.fromEntries(Array.from({ length: SIZE }, (_, at) => [at + 1, { headcount }]))
  return (await officer.bring(registerOf(SIZE, changes), { until: 'staged' })).id
}
async function applied(): Promise<number> {
  const id = await brought()
  await officer.approve(id)
  await officer.wait(id, 'applied')
  return id
}
const undo = (id: number, by = officer) => by.call('POST', `/api/imports/${id}/undoing`, { reason: '文件取错了' })
const read = async (id: number) => (await officer.call('GET', `/api/imports/${id}`)).body
const headcounts = async () =>
  (await desk.read<{ headcount: number }>('select distinct headcount from enterprise')).map((row) => row.headcount)

function startWorker(batchId: number): ChildProcess {
  const { secrets } = context().config
  const settings: RegisterWorkerSettings = {
    url: desk.test.db.url,
    fieldSecret: secrets.field[0]?.secret.toString('base64') ?? '',
    indexSecret: secrets.index.toString('base64'),
    batchId,
  }
  return fork(join(import.meta.dirname, '../testing/register-worker.ts'), [JSON.stringify(settings)])
}

test('a worker that is killed while it takes a file back has changed nothing; the next one does it whole', async () => {
  const id = await applied()
  expect((await undo(id)).body).toMatchObject({ state: 'undoing', actions: [], undoneAt: null })
  const client = await desk.test.db.owner.connect()
  try {
    await client.query('begin')
    await client.query('select 1 from enterprise where credit_code = $1 for no key update', [registerCode(1)])
    const worker = startWorker(id)
    await expect
      .poll(
        async () =>
          (
            await context().database.pool.query(
              `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like 'update enterprise %'`,
            )
          ).rowCount,
        { timeout: 15_000 },
      )
      .toBe(1)
    worker.kill('SIGKILL')
    await once(worker, 'exit')
  } finally {
    await client.query('rollback')
    client.release()
  }
  expect([await headcounts(), (await read(id)).state]).toEqual([[90 + round], 'undoing'])
  const done = await officer.wait(id, 'undone')
  expect(done).toMatchObject({ undoReason: '文件取错了', failure: null })
  expect(await headcounts()).toEqual([12])
})

test('asked by two at once it is taken back once, and nothing else goes on meanwhile', async () => {
  const other = await brought()
  const id = await applied()
  await officer.call('POST', `/api/imports/${other}/comparison`)
  await officer.wait(other, 'staged')
  const answers = await Promise.all([undo(id), undo(id, colleague), undo(id)])
  const codes = answers.map(({ status, body }) => (status === 200 ? body.state : body.code))
  expect(codes.toSorted()).toEqual(
    codes[1] === 'undoing'
      ? ['import_not_allowed', 'import_not_allowed', 'undoing']
      : ['import_not_allowed', 'undoing', 'undoing'],
  )
  expect(await colleague.approve(other)).toMatchObject({ status: 409, body: { code: 'import_another_applying' } })
  await Promise.all([officer.wait(id, 'undone'), colleague.wait(id, 'undone')])
  expect(await headcounts()).toEqual([12])
  expect(
    await desk.read(`select count(*)::int as n from pgboss.job where name = 'undo-import' and data->>'batchId' = $1`, [
      String(id),
    ]),
  ).toEqual([{ n: 1 }])
  // It was compared with what is no more.
  expect(await colleague.approve(other)).toMatchObject({ body: { code: 'import_compare_again' } })
  await officer.call('POST', `/api/imports/${other}/cancellation`)
})

test('what cannot be taken back stands as it did, and says why', async () => {
  const id = await applied()
  await desk.read(`create function no_room() returns trigger language plpgsql as $$
    begin raise exception 'could not extend file' using errcode = 'disk_full'; end $$`)
  await desk.read('create trigger no_room before update on enterprise for each statement execute function no_room()')
  await undo(id)
  for (let attempt = 0; attempt < 5; attempt++)
    await expect(runUndoImport(context(), id)).rejects.toMatchObject({ code: '53100' })
  await runUndoImport(context(), id)
  expect(await read(id)).toMatchObject({
    state: 'applied',
    failure: { key: 'disk_full' },
    undoneBy: null,
    actions: ['undo'],
  })
  expect(await headcounts()).toEqual([90 + round])
  await desk.read('drop trigger no_room on enterprise')
  await undo(id)
  expect(await officer.wait(id, 'undone')).toMatchObject({ failure: null })
  expect(await headcounts()).toEqual([12])
})

test('a command that was killed while it took a file back is in nobody’s way', async () => {
  const id = await applied()
  await desk.read(`update registry_batch set state = 'undoing', undo_reason = '试一试' where id = $1`, [id])
  await freeAbandoned(context())
  expect(await read(id)).toMatchObject({ state: 'applied', failure: { key: 'undo_interrupted' }, undoReason: null })
  await undo(id)
  // An officer's decision has a job that goes on with it.
  await freeAbandoned(context())
  expect((await read(id)).state).toBe('undoing')
  await officer.wait(id, 'undone')
})
