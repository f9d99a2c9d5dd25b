import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type DeskAnswer, type DeskOfficer, openRegisterDesk, type RegisterDesk } from '../testing/register-desk.ts'
import { registerOf } from '../testing/register-lines.ts'
import { runApplyImport, runStageImport } from './run-import-jobs.ts'

/** Two officers of the city at one moment, on connections of their own; each race in both orders. */

const SIZE = 40
let desk: RegisterDesk
let one: DeskOfficer
let other: DeskOfficer
beforeAll(async () => {
  desk = await openRegisterDesk()
  one = await desk.addOfficer()
  other = await desk.addOfficer()
  // Not the first load, which keeps everybody out.
  const { id } = await one.bring(registerOf(SIZE), { until: 'staged' })
  await one.approve(id)
  await one.wait(id, 'applied')
})
afterAll(() => desk.close())

let round = 0
/** A file that gives every enterprise another headcount. */
function nextFile(): Buffer {
  round += 1
  const headcount = String(100 + round)
  return registerOf(SIZE, Object.fromEntries(Array.from({ length: SIZE }, (_, at) => [at + 1, { headcount }])))
}
const headcounts = async () =>
  (await desk.read<{ headcount: number }>('select distinct headcount from enterprise')).map((row) => row.headcount)
const now = () => 100 + round
const context = () => desk.test.context
const cancel = (id: number, by: DeskOfficer) => by.call('POST', `/api/imports/${id}/cancellation`, {})
const stateOf = async (id: number) => (await one.call('GET', `/api/imports/${id}`)).body.state
const stagingTables = async () =>
  (
    await desk.read<{ name: string }>(`select tablename as name from pg_tables where schemaname = 'registry_staging'`)
  ).map(({ name }) => name)

/** Somebody else has the batch's row until `run` has been asked, so that both of two wait and then go on in this order. */
async function behindRow(
  id: number,
  run: (queued: (waiting: number) => Promise<void>) => Promise<void>,
): Promise<void> {
  const gate = await desk.test.db.owner.connect()
  try {
    await gate.query('begin')
    await gate.query('select from registry_batch where id = $1 for update', [id])
    await run(async (waiting) => {
      const blocked = async () =>
        (
          await context().database.pool.query(
            `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like '%registry_batch%'`,
          )
        ).rowCount
      await expect.poll(blocked, { interval: 10 }).toBe(waiting)
    })
    await gate.query('commit')
  } finally {
    gate.release()
  }
}

/** Both files read at once, from the same bytes. */
async function broughtTwice(): Promise<[number, number]> {
  const content = nextFile()
  const [first, second] = await Promise.all([one.bring(content), other.bring(content)])
  expect(first.id).not.toBe(second.id)
  await Promise.all([runStageImport(context(), first.id), runStageImport(context(), second.id)])
  for (const id of [first.id, second.id])
    expect((await one.call('GET', `/api/imports/${id}`)).body).toMatchObject({
      state: 'staged',
      counts: { rows: SIZE, changed: SIZE },
    })
  return [first.id, second.id]
}

describe('the same file from two officers at one moment', () => {
  test('is two files; both approved at once, one changes the register and the other has to be compared again', async () => {
    const ids = await broughtTwice()
    const answers = await Promise.all([one.approve(ids[0]), other.approve(ids[1])])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
    const [winner, loser] = answers[0].status === 200 ? ids : [ids[1], ids[0]]
    expect(answers.find(({ status }) => status === 409)?.body.code).toBe('import_another_applying')
    await Promise.all([runApplyImport(context(), ids[0]), runApplyImport(context(), ids[1])])
    expect([await stateOf(winner), await stateOf(loser)]).toEqual(['applied', 'staged'])
    expect(await headcounts()).toEqual([now()])
    expect((await other.approve(loser)).body.code).toBe('import_compare_again')
    expect((await other.call('POST', `/api/imports/${loser}/comparison`, {})).status).toBe(200)
    const { counts } = await other.wait(loser, 'staged')
    // What the second would change now: nothing.
    expect(counts).toMatchObject({ rows: SIZE, new: 0, changed: 0, unchanged: SIZE })
    await cancel(loser, other)
  })

  test('the second approved while the first is being applied is not applied over it unseen', async () => {
    const [first, second] = await broughtTwice()
    await one.approve(first)
    let approval: Promise<DeskAnswer> | undefined
    await behindRow(second, async (queued) => {
      approval = other.approve(second)
      await queued(1)
      await runApplyImport(context(), first)
    })
    expect((await approval)?.body.code).toBe('import_compare_again')
    expect(await stateOf(first)).toBe('applied')
    expect(await headcounts()).toEqual([now()])
    await cancel(second, other)
  })

  test('uploaded under one name by both, each has his own; asked for twice, it is one', async () => {
    const content = nextFile()
    const uploads = await Promise.all([one.upload(content), other.upload(content)])
    const create = (by: DeskOfficer, uploadId: string) =>
      by.call('POST', '/api/imports', { uploadId, sourceDate: null, complete: true })
    const answers = await Promise.all([
      create(one, uploads[0]),
      create(one, uploads[0]),
      create(other, uploads[1]),
      create(other, uploads[1]),
    ])
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200])
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(2)
    expect((await create(other, uploads[0])).status).toBe(404)
    for (const id of new Set(answers.map(({ body }) => body.id))) await cancel(id, one)
    round -= 1
  })
})

describe('cancelled while it is about to be applied', () => {
  test('the approval was first: it is applied, and whoever cancels is told that it is too late', async () => {
    const { id } = await one.bring(nextFile(), { until: 'staged' })
    const asked: { approval?: Promise<DeskAnswer>; cancellation?: Promise<DeskAnswer> } = {}
    await behindRow(id, async (queued) => {
      asked.approval = one.approve(id)
      await queued(1)
      asked.cancellation = cancel(id, other)
      await queued(2)
    })
    expect((await asked.approval)?.status).toBe(200)
    expect(await asked.cancellation).toMatchObject({ status: 409, body: { code: 'import_not_allowed' } })
    await runApplyImport(context(), id)
    expect([await stateOf(id), await headcounts()]).toEqual(['applied', [now()]])
  })

  test('the cancellation was first: nothing is applied, nothing is left, and whoever approves is told', async () => {
    const before = await headcounts()
    const { id } = await one.bring(nextFile(), { until: 'staged' })
    const asked: { approval?: Promise<DeskAnswer>; cancellation?: Promise<DeskAnswer> } = {}
    await behindRow(id, async (queued) => {
      asked.cancellation = cancel(id, other)
      await queued(1)
      asked.approval = one.approve(id)
      await queued(2)
    })
    expect((await asked.cancellation)?.body).toMatchObject({ state: 'cancelled' })
    expect(await asked.approval).toMatchObject({ status: 409, body: { code: 'import_not_allowed' } })
    await runApplyImport(context(), id)
    expect([await stateOf(id), await headcounts()]).toEqual(['cancelled', before])
    expect((await stagingTables()).filter((name) => name.endsWith(`_${id}`))).toEqual([])
  })

  test('the rows are being written: the cancellation waits for nobody and comes too late', async () => {
    const { id } = await one.bring(nextFile(), { until: 'staged' })
    await one.approve(id)
    const [cancelled] = await Promise.all([cancel(id, other), runApplyImport(context(), id)])
    expect(cancelled).toMatchObject({ status: 409, body: { code: 'import_not_allowed' } })
    expect([await stateOf(id), await headcounts()]).toEqual(['applied', [now()]])
  })

  test('reading ends as it is cancelled: in either order it is cancelled, and its rows are gone', async () => {
    for (const cancelsFirst of [true, false]) {
      const before = await headcounts()
      const { id } = await one.bring(nextFile())
      const reading = runStageImport(context(), id)
      if (!cancelsFirst) await new Promise((resolve) => setTimeout(resolve, 60))
      const { status } = await cancel(id, other)
      await reading
      expect([status, await stateOf(id), await headcounts()]).toEqual([200, 'cancelled', before])
      expect((await stagingTables()).filter((name) => name.endsWith(`_${id}`))).toEqual([])
    }
  })
})
