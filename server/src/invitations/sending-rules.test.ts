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

test.each(['999999999', '99999999999999'])('proposal %s is none', async (id) => {
  const { status, body } = await decide(Number(id), 'withdrawn', await desk.addOfficer(CITY_OFFICE))
  expect([status, body.code]).toEqual([404, 'not_found'])
})
