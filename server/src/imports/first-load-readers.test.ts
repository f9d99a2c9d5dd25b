import { afterAll, beforeAll, expect, test } from 'vitest'
import { type DeskOfficer, openRegisterDesk, type RegisterDesk } from '../testing/register-desk.ts'
import { registerOf } from '../testing/register-lines.ts'
import { runApplyImport } from './run-import-jobs.ts'

/** What readers get while an empty register is filled: none of it or all of it, or that they should come again. */

const SIZE = 3000
let desk: RegisterDesk
let officer: DeskOfficer
beforeAll(async () => {
  desk = await openRegisterDesk()
  officer = await desk.addOfficer()
})
afterAll(() => desk.close())

type Reading = {
  status: number
  retryAfter: unknown
  body: { items?: unknown[]; count?: number; code?: string; message?: string }
}

async function read(path: string, language = 'zh-CN'): Promise<Reading> {
  const authorization = `Bearer ${officer.client.accessToken}`
  const headers = { authorization, 'accept-language': language }
  const { statusCode, headers: answered, body } = await desk.test.inject({ method: 'GET', url: path, headers })
  return { status: statusCode, retryAfter: answered['retry-after'], body: JSON.parse(body) }
}

const LIBRARY = '/api/library'
const COUNT = '/api/library/count'
const words = {
  'zh-CN': /^企业名册正在第一次导入，导入完就能查看，大约还要 10 秒$/,
  en: /^The register is being loaded for the first time and can be read when that is done: in about 10 seconds$/,
}

function expectNeverHalf({ status, retryAfter, body }: Reading, language: keyof typeof words = 'zh-CN'): void {
  if (status === 200) expect([0, 50, SIZE]).toContain(body.items?.length ?? body.count)
  else {
    expect(body).toMatchObject({ code: 'first_load', message: expect.stringMatching(words[language]), secondsLeft: 5 })
    expect([status, Number(retryAfter) > 0]).toEqual([503, true])
  }
}

test('a reader gets the empty register or the full one, or is asked in his language to come again', {
  timeout: 60_000,
}, async () => {
  const { id } = await officer.bring(registerOf(SIZE), { until: 'staged' })
  expect((await read(LIBRARY)).body.items).toEqual([])
  await officer.approve(id)
  // The load stands still at its very end, all rows written and nothing of it committed.
  const gate = await desk.test.db.owner.connect()
  await gate.query('select pg_advisory_lock(815)')
  await gate.query(`create function stand_still() returns trigger language plpgsql as $$
    begin
      while not pg_try_advisory_xact_lock_shared(815) loop perform pg_sleep(0.02); end loop;
      return new;
    end $$`)
  await gate.query(`create trigger stand_still before update on registry_batch for each row
    when (old.state = 'applying' and new.state = 'applied') execute function stand_still()`)
  const loading = runApplyImport(desk.test.context, id)
  let hammering: Promise<Reading[]>
  let over = false
  try {
    const standing = async () =>
      (
        await desk.test.context.database.pool.query(
          `select 1 from pg_stat_activity where datname = current_database() and state = 'active' and wait_event = 'PgSleep'`,
        )
      ).rowCount
    await expect.poll(standing, { timeout: 20_000, interval: 20 }).toBe(1)
    const during = await Promise.all([read(LIBRARY), read(LIBRARY, 'en'), read(COUNT)])
    expectNeverHalf(during[0])
    expectNeverHalf(during[1], 'en')
    expectNeverHalf(during[2])
    expect(during.map(({ status }) => status)).toEqual([503, 503, 503])
    // Its own page is as locked, and says so too.
    expectNeverHalf(await read(`/api/imports/${id}`))
    // Nothing of it is there yet.
    for (const { body } of during) expect([body.items?.length ?? 0, body.count ?? 0]).toEqual([0, 0])
    // Whoever has to do with no enterprise notices nothing.
    expect((await desk.test.inject('/healthz')).statusCode).toBe(200)
    await gate.query(`set lock_timeout = '1s'`)
    for (const read of ['division', 'community', 'learned_place', 'officer'])
      await expect(gate.query(`select count(*) from ${read}`)).resolves.toBeTruthy()
    await gate.query(`update division set name = name where tier = 'city'`)
    hammering = (async () => {
      const seen: Reading[] = []
      while (!over) {
        seen.push(await read(seen.length % 2 ? LIBRARY : COUNT))
        await new Promise((resolve) => setTimeout(resolve, 10))
      }
      return seen
    })()
  } finally {
    await gate.query('select pg_advisory_unlock(815)')
    gate.release()
  }
  await loading
  over = true
  for (const reading of await hammering) expectNeverHalf(reading)
  // Nothing is broken afterwards: everybody reads all of it, also those who were turned away.
  const after = await Promise.all(Array.from({ length: 10 }, () => read(LIBRARY)))
  expect(after.map(({ status, body }) => [status, body.items?.length])).toEqual(Array(10).fill([200, 50]))
  expect((await read(COUNT)).body.count).toBe(SIZE)
  expect((await desk.enterprises()).size).toBe(SIZE)
})
