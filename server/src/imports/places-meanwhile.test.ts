import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import { correctPlace, revokeLearnedPlace } from '@yijian/shared/places/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { OfficerCaller } from '../identity/caller.ts'
import type { JobQueue } from '../jobs/queue.ts'
import { handleCorrectPlace } from '../places/correct-place.ts'
import { handleRevokeLearnedPlace } from '../places/revoke-learned-place.ts'
import { createFixtures, type Fixtures } from '../testing/fixtures.ts'
import { registerCode, registerFile, registerLine } from '../testing/register-lines.ts'
import { addHeldBatch, applyHere, importRegister } from './import-register.ts'
import { runFollowUpImport } from './run-import-jobs.ts'
import { stageHeld } from './stage-batch.ts'

const XIHU = '330106'
const CUIYUAN = '330106005'

let city: Fixtures
let officer: OfficerCaller
beforeAll(async () => {
  city = await createFixtures()
  officer = await city.addOfficer({ tier: 'county', over: [XIHU] })
})
afterAll(() => city.drop())

/** Rows of one building, of which nobody knows the street unless it was taught. */
const source = (house: string, serials: readonly number[], principal = '张明') => {
  const lines = serials.map((serial) => registerLine(serial, { address: `杭州市西湖区${house}${serial}楼`, principal }))
  const whole = registerFile(lines)
  return { name: '名录.csv', bytes: whole.length, open: () => Readable.from([whole]) }
}
const idOf = async (serial: number): Promise<number> =>
  (await city.db.owner.query('select id from enterprise where credit_code = $1', [registerCode(serial)])).rows[0]?.id
const placed = async (serial: number): Promise<string> => {
  const { rows } = await city.db.owner.query(
    `select d.name || ' ' || e.place_how as found from enterprise e join division d on d.id = e.place_id where e.credit_code = $1`,
    [registerCode(serial)],
  )
  return rows[0]?.found
}
const teach = (enterpriseId: number, follows: number) =>
  city.call(correctPlace, handleCorrectPlace, officer, {
    params: { id: enterpriseId },
    body: { commandId: randomUUID(), placeId: city.place(CUIYUAN), teach: true, follows },
  })
const revoke = (id: number) =>
  city.call(revokeLearnedPlace, handleRevokeLearnedPlace, officer, {
    params: { id },
    body: { commandId: randomUUID() },
  })

async function staged(file: ReturnType<typeof source>) {
  const held = await addHeldBatch(city.context, { source: file, sourceDate: null, complete: false, officerId: null })
  expect(await stageHeld(city.context, held, { batchId: held.batchId, source: file })).toBe('staged')
  return async (context: typeof city.context = city.context) => {
    await applyHere(context, held, null).finally(() => held.release())
    return held.batchId
  }
}

/** The last step of applying, to write that it is done, waits until `then` has run. */
async function atLastStep(apply: () => Promise<unknown>, then: () => Promise<unknown>): Promise<void> {
  const blocker = await city.db.owner.connect()
  await blocker.query('begin')
  await blocker.query(`create or replace function wait_a_moment() returns trigger language plpgsql as $$
    begin perform pg_advisory_xact_lock(4711); return new; end $$`)
  await blocker.query(`create or replace trigger wait_a_moment before update of state on registry_batch for each row
    when (new.state = 'applied') execute function wait_a_moment()`)
  await blocker.query('commit')
  await blocker.query('select pg_advisory_lock(4711)')
  const applying = apply()
  await expect
    .poll(
      async () => (await blocker.query(`select 1 from pg_locks where locktype = 'advisory' and not granted`)).rowCount,
    )
    .toBe(1)
  await then()
  await blocker.query('select pg_advisory_unlock(4711)')
  blocker.release()
  await applying
}

test('a building taught or revoked after a file was read is where its rows are placed when they are applied', async () => {
  await importRegister(city.context, { source: source('文三路90号', [1, 2]) })
  const apply = await staged(source('文三路90号', [2, 3], '李红'))
  const { learnedId } = await teach(await idOf(1), 1)
  expect(await placed(2)).toBe('翠苑街道 learned_building')
  await apply()
  expect([await placed(2), await placed(3)]).toEqual(['翠苑街道 learned_building', '翠苑街道 learned_building'])
  const applyLater = await staged(source('文三路90号', [3, 4], '王强'))
  await revoke(learnedId ?? 0)
  await applyLater()
  expect([await placed(3), await placed(4)]).toEqual(['西湖区 district_pool', '西湖区 district_pool'])
  expect(await placed(1)).toBe('翠苑街道 assigned')
})

test('taught while the register changes, it is followed by what the file has just brought', async () => {
  await importRegister(city.context, { source: source('文一路70号', [11]) })
  const apply = await staged(source('文一路70号', [12]))
  await atLastStep(apply, async () => teach(await idOf(11), 0))
  expect(await placed(12)).toBe('翠苑街道 learned_building')
})

test('killed right after the register has changed, what was taught meanwhile is caught up with by the job that is left', async () => {
  await importRegister(city.context, { source: source('天目山路50号', [21]) })
  const apply = await staged(source('天目山路50号', [22]))
  const { database } = city.context
  const left: string[] = []
  const queue = { send: async (_: unknown, name: string) => void left.push(name) } as unknown as JobQueue
  const { pool } = database
  // The job is sent last; nothing more is asked of the database by a process that is gone.
  const dying = Object.create(pool, {
    connect: { value: () => (left.length > 0 ? Promise.reject(new Error('killed')) : pool.connect()) },
  })
  const context = { ...city.context, queue, database: { ...database, pool: dying } }
  await atLastStep(
    async () => expect(apply(context)).rejects.toThrow('killed'),
    async () => teach(await idOf(21), 0),
  )
  expect(left).toEqual(['follow-up-import'])
  expect(await placed(22)).toBe('西湖区 district_pool')
  const { rows } = await city.db.owner.query('select max(id)::int as id from registry_batch')
  await runFollowUpImport(city.context, rows[0].id)
  expect(await placed(22)).toBe('翠苑街道 learned_building')
})
