import { afterAll, beforeAll, expect, test } from 'vitest'
import { verifyLedger } from '../ledger/verify-ledger.ts'
import { type Line, linePhone, openLine } from '../testing/line.ts'

const ROUNDS = 30
const SENDERS = 50
let line: Line

beforeAll(async () => {
  line = await openLine({ max: 20 })
})
afterAll(() => line.close())

const count = async (enterpriseId: number) => {
  const [row] = await line.read<{ applications: number; reviews: number; events: number; messages: number }>(
    `select count(*)::int as applications,
       (select count(*)::int from review where enterprise_id = $1) as reviews,
       (select count(*)::int from ledger_event l join application a on a.id = l.application_id where a.enterprise_id = $1) as events,
       (select count(*)::int from message m join application a on a.id = m.application_id where a.enterprise_id = $1) as messages
     from application where enterprise_id = $1`,
    [enterpriseId],
  )
  return row
}

test('fifty identical submits are one application with fifty equal receipts', async () => {
  for (let round = 0; round < ROUNDS; round++) {
    const by = await line.person()
    const enterpriseId = await line.addEnterprise()
    const body = line.submission(enterpriseId)
    const answers = await Promise.all(Array.from({ length: SENDERS }, () => by.call('POST', '/api/applications', body)))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]))
    expect(new Set(answers.map((answer) => JSON.stringify(answer.body))).size).toBe(1)
    expect(await count(enterpriseId)).toEqual({ applications: 1, reviews: 1, events: 1, messages: 1 })
  }
}, 240_000)

test('fifty people for one enterprise: one review, the others are notes on it, each with a receipt', async () => {
  const people = await Promise.all(Array.from({ length: SENDERS }, () => line.person()))
  for (let round = 0; round < ROUNDS; round++) {
    const enterpriseId = await line.addEnterprise()
    const answers = await Promise.all(
      people.map((by) =>
        by.call(
          'POST',
          '/api/applications',
          line.submission(enterpriseId, { contact: { name: '王示例', phone: by.phone } }),
        ),
      ),
    )
    expect(answers.map(({ status, body }) => [status, body.result])).toEqual(people.map(() => [201, 'submitted']))
    expect(await count(enterpriseId)).toEqual({ applications: SENDERS, reviews: 1, events: 1, messages: SENDERS })
    const open = await line.read<{ n: number }>(
      `select count(distinct noted_on)::int as n from application where enterprise_id = $1 and noted_on is not null`,
      [enterpriseId],
    )
    expect(open).toEqual([{ n: 1 }])
  }
}, 240_000)

test('the registered phone among strangers: exactly one review stays open, and it is the proven one', async () => {
  for (let round = 0; round < ROUNDS; round++) {
    const phone = linePhone()
    const enterpriseId = await line.addEnterprise({ phone })
    const people = await Promise.all([...Array.from({ length: 7 }, () => line.person()), line.person(phone)])
    const answers = await Promise.all(
      people.map((by) => by.call('POST', '/api/applications', line.submission(enterpriseId))),
    )
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]))
    const open = await line.read(
      `select a.proof from review r join application a on a.id = r.application_id where r.enterprise_id = $1 and r.state <> 'merged'`,
      [enterpriseId],
    )
    expect(open).toEqual([{ proof: 'registered_phone' }])
  }
  expect((await verifyLedger(line.test.context)).problems).toEqual([])
}, 120_000)

test('one command id for two enterprises at once: one application, the other is told that the id is taken', async () => {
  for (let round = 0; round < ROUNDS; round++) {
    const by = await line.person()
    const body = line.submission(await line.addEnterprise())
    const other = { ...body, enterprise: { known: true, enterpriseId: await line.addEnterprise() } }
    const answers = await Promise.all([body, other].map((one) => by.call('POST', '/api/applications', one)))
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 422])
  }
}, 60_000)
