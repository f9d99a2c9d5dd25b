import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { verifyLedger } from '../ledger/verify-ledger.ts'
import { type Line, openLine, type Person } from '../testing/line.ts'

const ROUNDS = 20
const CASES = 6
let line: Line
let clerk: Person
let killer: pg.Client

beforeAll(async () => {
  line = await openLine({ max: 10 })
  ;[clerk] = line.officers('330106011')
  killer = new pg.Client({ connectionString: line.test.db.url })
  await killer.connect()
})
afterAll(async () => {
  await killer.end()
  await line.close()
})

/** Ends every connection of the product, as a restarted or failed-over database does. */
async function killAll(): Promise<number> {
  const { rows } = await killer.query<{ ended: boolean }>(
    `select pg_terminate_backend(pid) as ended from pg_stat_activity
     where datname = current_database() and usename = current_user and pid <> pg_backend_pid()`,
  )
  return rows.length
}

const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

test('what was acknowledged is there, what was not is whole or absent, a retry settles it, and the process lives', async () => {
  const seen = { acknowledged: 0, unacknowledged: 0, whole: 0 }
  for (let round = 0; round < ROUNDS; round++) {
    const by = await line.person()
    const ids: number[] = []
    for (let n = 0; n < CASES; n++) ids.push(await line.submit(await line.person(), await line.addEnterprise()))
    const taps = ids.map((id) => ({ id, body: { commandId: randomUUID(), version: 1, action: 'accept' } }))
    const send = ({ id, body }: (typeof taps)[number]) => clerk.call('POST', `/api/cases/${id}/decisions`, body)
    const submission = line.submission(await line.addEnterprise())
    const submit = () => by.call('POST', '/api/applications', submission)
    const [answers, submitted] = await Promise.all([
      Promise.all(taps.map(send)),
      submit(),
      wait(round * 2).then(killAll),
    ])

    for (const [n, { status }] of answers.entries()) {
      const standing = await line.standing(ids[n] ?? 0)
      const whole = { state: 'verifying', version: 2, events: 2 }
      if (status === 200) {
        seen.acknowledged += 1
        expect(standing).toMatchObject(whole)
      } else {
        seen.unacknowledged += 1
        expect([500, 503]).toContain(status)
        if (standing.version === 2) seen.whole += 1
        expect(standing).toMatchObject(
          standing.version === 2 ? whole : { state: 'awaiting_acceptance', version: 1, events: 1 },
        )
      }
    }
    expect([201, 500, 503]).toContain(submitted.status)
    expect((await Promise.all(taps.map(send))).map(({ status }) => status)).toEqual(taps.map(() => 200))
    expect((await submit()).status).toBe(201)
    expect((await line.test.inject('/healthz')).statusCode).toBe(200)
  }
  const [told] = await line.read(
    `select count(*)::int as messages, count(distinct application_id)::int as applications from message where template = 'accepted'`,
  )
  expect(told).toEqual({ messages: ROUNDS * CASES, applications: ROUNDS * CASES })
  expect(await line.read('select 1 from application group by enterprise_id having count(*) > 1')).toEqual([])
  expect((await verifyLedger(line.test.context)).problems).toEqual([])
  // The kills fell before, within and after the decisions.
  expect(Math.min(seen.acknowledged, seen.unacknowledged)).toBeGreaterThan(0)
}, 120_000)
