import { randomUUID } from 'node:crypto'
import { localDay } from '@yijian/shared/application/clock'
import type { SendingRulesView } from '@yijian/shared/invitation/sending-contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemScope, withTx } from '../db/tx.ts'
import { addTestOffice } from '../testing/people.ts'
import { CITY_OFFICE, type DeskOfficer, openRegisterDesk, type RegisterDesk } from '../testing/register-desk.ts'
import { getSendingRules } from './sending-rules.ts'

/** The city sets when and how often invitations go out, from a day to come; in production two persons do. */

const DAY_MS = 86_400_000
let desk: RegisterDesk
let writer: DeskOfficer
let second: DeskOfficer
let street: DeskOfficer

beforeAll(async () => {
  desk = await openRegisterDesk()
  writer = await desk.addOfficer()
  second = await desk.addOfficer()
  await addTestOffice(desk.test, { name: '测试甲街道团工委', divisionCodes: ['330106002'] })
  street = await desk.addOfficer('测试甲街道团工委')
})
afterAll(() => desk.close())

const inDays = (days: number) => localDay(new Date(desk.test.context.now().getTime() + days * DAY_MS))
const rules = (change: object = {}) => ({
  commandId: randomUUID(),
  effectiveFrom: inDays(3),
  fromHour: 10,
  toHour: 17,
  daysBetweenPerNumber: 14,
  timesPerEnterprise: 2,
  daysPerEnterprise: 60,
  validDays: 20,
  source: '办公会纪要〔2026〕3号',
  ...change,
})
type Answer = { status: number; body: SendingRulesView & { code?: string; fields?: { path: string }[] } }
const ask = async (by: DeskOfficer, method: 'GET' | 'POST', path: string, body?: object) =>
  (await by.client.call(method, path, body)) as unknown as Answer
const read = (by = writer) => ask(by, 'GET', '/api/sending-rules')
const propose = (body: object, by = writer) => ask(by, 'POST', '/api/sending-rules/proposals', body)
const decide = (id: number | undefined, decision: 'published' | 'withdrawn', by = second) =>
  ask(by, 'POST', `/api/sending-rules/proposals/${id}/decision`, { decision })
const held = () => withTx(desk.test.context.database, systemScope, (tx) => getSendingRules(tx, desk.test.context.now()))

/** As in production, for the length of `run`. */
async function inProduction(run: () => Promise<void>): Promise<void> {
  const { config } = desk.test.context
  const before = config.production
  Object.assign(config, { production: true })
  try {
    await run()
  } finally {
    Object.assign(config, { production: before })
  }
}

test('the city’s staff see the rules in force and since when; others do not', async () => {
  const { status, body } = await read()
  expect(status).toBe(200)
  expect(body).toMatchObject({
    inForce: { effectiveFrom: '2026-01-01', fromHour: 9, toHour: 20, daysBetweenPerNumber: 7, publishedBy: null },
    coming: [],
    past: [],
    proposed: null,
    earliest: inDays(1),
  })
  expect((await read(street)).body.code).toBe('city_league_only')
  expect((await propose(rules(), street)).body.code).toBe('city_league_only')
})

test('new rules hold from their day, once published by somebody else, and not before', async () => {
  await inProduction(async () => {
    const body = rules()
    const written = await propose(body)
    expect(written.body.proposed).toMatchObject({ mayPublish: false, late: false, timesPerEnterprise: 2 })
    // Its answer was lost: the same again is the same.
    const { proposed } = (await propose(body)).body
    expect(proposed?.id).toBe(written.body.proposed?.id)
    expect((await propose({ ...body, validDays: 21 })).body.code).toBe('command_reused')
    expect((await decide(proposed?.id, 'published', writer)).body.code).toBe('rules_second_person')
    expect((await read(second)).body.proposed?.mayPublish).toBe(true)
    expect((await decide(proposed?.id, 'published')).body).toMatchObject({
      proposed: null,
      coming: [{ effectiveFrom: body.effectiveFrom, proposedBy: expect.any(String), publishedBy: expect.any(String) }],
    })
    expect((await decide(proposed?.id, 'published')).status).toBe(200)
    expect(await held()).toMatchObject({ fromHour: 9 })
  })
  desk.test.advance(3 * DAY_MS)
  const again = await desk.addOfficer(CITY_OFFICE)
  expect(await held()).toMatchObject({ fromHour: 10, toHour: 17, perEnterprise: { times: 2, days: 60 }, validDays: 20 })
  expect((await read(again)).body).toMatchObject({ inForce: { fromHour: 10 }, coming: [], past: [{ fromHour: 9 }] })
  writer = again
  second = await desk.addOfficer(CITY_OFFICE)
})

test.each([
  ['today', () => ({ effectiveFrom: inDays(0) }), 'effectiveFrom'],
  ['the night', () => ({ fromHour: 20, toHour: 23 }), 'toHour'],
  ['hours the wrong way round', () => ({ fromHour: 17, toHour: 10 }), 'toHour'],
])('%s is refused at its field', async (_, change, field) => {
  const { status, body } = await propose(rules(change()))
  expect([status, body.fields?.map(({ path }) => path)]).toEqual([400, [field]])
})

test('two who write at once: one change at a time; two who decide at once: one decides', async () => {
  const written = await Promise.all([propose(rules()), propose(rules({ validDays: 40 }), second)])
  expect(written.map(({ status }) => status).sort()).toEqual([200, 409])
  const { id } = (await read()).body.proposed ?? {}
  const decided = await Promise.all([decide(id, 'published', writer), decide(id, 'withdrawn', second)])
  expect(decided.map(({ status }) => status).sort()).toEqual([200, 409])
  const { coming, proposed } = (await read()).body
  expect(proposed).toBeNull()
  expect(coming.length).toBe(decided[0].status === 200 ? 1 : 0)
})

test('a day that came before they were published is too late, and two versions do not begin on one day', async () => {
  const day = inDays(9)
  const { id } = (await propose(rules({ effectiveFrom: day }))).body.proposed ?? {}
  await decide(id, 'published', writer)
  expect((await propose(rules({ effectiveFrom: day }))).body.fields).toMatchObject([{ path: 'effectiveFrom' }])
  const late = (await propose(rules({ effectiveFrom: inDays(2) }))).body.proposed
  desk.test.advance(2 * DAY_MS)
  const other = await desk.addOfficer(CITY_OFFICE)
  expect((await read(other)).body.proposed).toMatchObject({ late: true, mayPublish: false })
  expect((await decide(late?.id, 'published', other)).body.code).toBe('rules_changed')
  expect((await decide(late?.id, 'withdrawn', other)).body.proposed).toBeNull()
})

const withdraw = (id: number | null | undefined, by = writer, reason = '等上级文件') =>
  ask(by, 'POST', `/api/sending-rules/versions/${id}/withdrawal`, { reason })
/** Rules for the day, published; answers with their id. */
async function published(effectiveFrom: string, change: object = {}): Promise<number> {
  const { proposed } = (await propose(rules({ effectiveFrom, ...change }))).body
  const { body } = await decide(proposed?.id, 'published')
  const version = body.coming.find((one) => one.effectiveFrom === effectiveFrom)
  if (!version?.id) throw new Error(`not published: ${JSON.stringify(body)}`)
  return version.id
}

/** Days have passed: whoever was signed in no longer is. */
async function signInAgain(): Promise<void> {
  writer = await desk.addOfficer()
  second = await desk.addOfficer()
  street = await desk.addOfficer('测试甲街道团工委')
}

test('published rules are withdrawn before their day by one person, with a reason; what holds goes on, and the day is free again', async () => {
  await signInAgain()
  const day = inDays(4)
  await inProduction(async () => {
    const before = await held()
    const id = await published(day, { fromHour: 8, toHour: 22 })
    expect((await withdraw(id, street)).body.code).toBe('city_league_only')
    expect((await withdraw(id, writer, ' ')).status).toBe(400)
    const { status, body } = await withdraw(id)
    expect(status).toBe(200)
    expect(body.coming.filter(({ effectiveFrom }) => effectiveFrom === day)).toEqual([])
    expect(body.withdrawn[0]).toMatchObject({ id, effectiveFrom: day, toHour: 22, reason: '等上级文件' })
    // Its answer was lost: the same again is the same, and another person is told that somebody has.
    expect((await withdraw(id)).body.withdrawn[0]?.withdrawnAt).toBe(body.withdrawn[0]?.withdrawnAt)
    expect((await withdraw(id, second)).body.code).toBe('rules_changed')
    // Twice over: what stands in the place of what was withdrawn can be withdrawn itself.
    await withdraw(await published(day, { toHour: 16 }))
    const last = await published(day, { toHour: 18 })
    expect((await propose(rules({ effectiveFrom: day }))).body.fields).toMatchObject([{ path: 'effectiveFrom' }])
    expect(await held()).toEqual(before)
    desk.test.advance(4 * DAY_MS)
    await signInAgain()
    expect(await held()).toMatchObject({ fromHour: 10, toHour: 18 })
    // Their day has come.
    expect((await withdraw(last)).body.code).toBe('rules_in_force')
    expect(await held()).toMatchObject({ toHour: 18 })
    // What was withdrawn is told apart from what has held.
    const { past, withdrawn } = (await read()).body
    expect(past.filter(({ effectiveFrom }) => effectiveFrom === day)).toEqual([])
    expect(withdrawn.filter(({ effectiveFrom }) => effectiveFrom === day)).toHaveLength(2)
  })
})

test('withdrawn by two at once, it is withdrawn by one; a version published meanwhile for the day stands once', async () => {
  const day = inDays(6)
  const id = await published(day)
  const both = await Promise.all([withdraw(id, writer), withdraw(id, second)])
  expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
  const next = (await propose(rules({ effectiveFrom: day }))).body.proposed?.id
  const decided = await Promise.all([decide(next, 'published', writer), decide(next, 'published', second)])
  expect(decided.map(({ status }) => status).sort()).toEqual([200, 409])
  const { coming } = (await read()).body
  expect(coming.filter(({ effectiveFrom }) => effectiveFrom === day)).toHaveLength(1)
  await expect(
    desk.test.db.owner.query(
      `insert into sending_rule (effective_from, from_hour, to_hour, days_between_per_number, times_per_enterprise, days_per_enterprise, valid_days, source)
       select effective_from, from_hour, to_hour, days_between_per_number, times_per_enterprise, days_per_enterprise, valid_days, source
       from sending_rule where effective_from = $1 limit 1`,
      [day],
    ),
  ).rejects.toThrow('sending_rule_one_a_day')
})

test.each(['999999999', '99999999999999'])('published rules %s are none', async (id) => {
  const { status, body } = await withdraw(Number(id), await desk.addOfficer(CITY_OFFICE))
  expect([status, body.code]).toEqual([404, 'not_found'])
})

test.each(['999999999', '99999999999999'])('proposal %s is none', async (id) => {
  const { status, body } = await decide(Number(id), 'withdrawn', await desk.addOfficer(CITY_OFFICE))
  expect([status, body.code]).toEqual([404, 'not_found'])
})
