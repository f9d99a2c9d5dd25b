import { randomUUID } from 'node:crypto'
import { localDay } from '@yijian/shared/application/clock'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fewNumbers, type Line, linePhone, openLine, type Person } from '../testing/line.ts'

const DAY_MS = 86_400_000

let line: Line
let clerk: Person
let next: Person

beforeAll(async () => {
  line = await openLine()
  ;[clerk] = line.officers('330106011')
  ;[next] = line.officers('330106013')
})
afterAll(() => line.close())

const today = () => localDay(line.test.context.now())
const inDays = (days: number) => localDay(new Date(line.test.context.now().getTime() + days * DAY_MS))
const invite = (id: number, by = clerk) => by.call('POST', `/api/library/${id}/invitations`)
const say = (id: number, body: object) =>
  clerk.call('POST', `/api/library/${id}/contacts`, {
    commandId: randomUUID(),
    version: 0,
    way: 'phone',
    happenedOn: today(),
    ...body,
  })
type Page = {
  outreach: { state: string; nextOn: string | null; version: number; due: boolean }
  notInvited: string | null
}
const page = async (id: number, by = clerk) => (await by.call('GET', `/api/library/${id}`)).body as unknown as Page

test('before the day agreed with an enterprise no invitation goes out; on the day it is due and may', async () => {
  const id = await line.addEnterprise({ phone: linePhone() })
  expect((await say(id, { outcome: 'not_now', reason: 'no_youth', nextOn: inDays(3) })).status).toBe(200)
  const refused = await invite(id)
  expect([refused.status, refused.body.code]).toEqual([409, 'agreed_later'])
  expect(await line.read('select id from invitation where enterprise_id = $1', [id])).toEqual([])
  expect(await page(id)).toMatchObject({ notInvited: 'agreed_later', outreach: { due: false } })
  // Merely speaking to them meanwhile lifts nothing.
  expect((await say(id, { version: 1, outcome: 'talked' })).status).toBe(200)
  expect((await invite(id)).body.code).toBe('agreed_later')
  line.test.advance(3 * DAY_MS)
  expect(await page(id)).toMatchObject({ notInvited: null, outreach: { due: true } })
  expect((await invite(id)).status).toBe(201)
})

test('“not yet” on an application sends the enterprise back to the library until that day, also where it is registered', async () => {
  const enterpriseId = await line.addEnterprise({ phone: linePhone() })
  const id = await line.submit(await line.person(), enterpriseId, {
    numbers: fewNumbers,
    operatingPlaceId: line.place('330106013'),
  })
  await line.decide(next, id, 'accept')
  await line.contact(next, id)
  const on = inDays(90)
  const deferred = await line.decide(next, id, 'defer', { nextDate: on })
  expect([deferred.status, deferred.body.state]).toEqual([200, 'deferred'])
  expect(await page(enterpriseId)).toMatchObject({
    notInvited: 'agreed_later',
    outreach: { state: 'not_now', reason: 'conditions', nextOn: on },
  })
  expect((await invite(enterpriseId)).body.code).toBe('agreed_later')
  const events = await line.read<{ action: string; application_id: number }>(
    'select action, application_id from outreach_event where enterprise_id = $1',
    [enterpriseId],
  )
  expect(events).toEqual([{ action: 'defer', application_id: id }])
})
