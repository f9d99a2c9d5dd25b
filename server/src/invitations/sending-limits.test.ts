import { randomUUID } from 'node:crypto'
import { localDay } from '@yijian/shared/application/clock'
import type { invite as inviteOperation } from '@yijian/shared/invitation/contract'
import { stopMessages } from '@yijian/shared/outreach/contract'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Context } from '../context.ts'
import { systemScope, withTx } from '../db/tx.ts'
import type { Call } from '../http/serve.ts'
import { sendMessage } from '../messages/send-message.ts'
import { isStillWanted } from '../outreach/number-marks.ts'
import { handleStopMessages } from '../outreach/stop-messages.ts'
import { createFixtures } from '../testing/fixtures.ts'
import { type Line, linePhone, openLine, type Person } from '../testing/line.ts'
import { handleInvite } from './invite.ts'

const DAY_MS = 86_400_000
const JIANGCUN = '330106011'
const WENXIN = '330106013'

let line: Line
let clerk: Person
let neighbour: Person

beforeAll(async () => {
  line = await openLine()
  ;[clerk] = line.officers(JIANGCUN)
  ;[neighbour] = line.officers(WENXIN)
})
afterAll(() => line.close())

const invite = (id: number, by = clerk) => by.call('POST', `/api/library/${id}/invitations`)
const codeOf = async (id: number, by = clerk) => (await invite(id, by)).body.code
type Page = {
  notInvited: string | null
  outreach: { version: number }
  phones: { id: number; masked: string; dead: string | null; optedOut: boolean }[]
}
const page = async (id: number, by = clerk) => (await by.call('GET', `/api/library/${id}`)).body as unknown as Page
const add = (id: number, phone: string) =>
  clerk.call('POST', `/api/library/${id}/phones`, { commandId: randomUUID(), phone })
async function said(id: number, phoneId: number, more: object) {
  const { outreach } = await page(id)
  const body = { commandId: randomUUID(), version: outreach.version, way: 'phone', phoneId, ...more }
  const { status } = await clerk.call('POST', `/api/library/${id}/contacts`, {
    happenedOn: localDay(line.test.context.now()),
    ...body,
  })
  expect(status).toBe(200)
}
const ended = (id: number) =>
  withTx(line.test.context.database, systemScope, (tx) =>
    tx.execute(sql`update invitation set ended_at = created_at, ended_because = 'expired' where enterprise_id = ${id}`),
  )
const sentTo = async (phone: string) =>
  (await line.read('select 1 from message where phone_index = $1', [line.test.context.cipher.index('phone', phone)]))
    .length

test('a number gets one invitation in seven days, whichever enterprise and office it is from', async () => {
  const phone = linePhone()
  const here = await line.addEnterprise({ phone })
  const there = await line.addEnterprise({ phone, place: WENXIN })
  expect((await invite(here)).status).toBe(201)
  expect((await page(there, neighbour)).notInvited).toBe('invited_lately')
  expect(await codeOf(there, neighbour)).toBe('invited_lately')
  await ended(here)
  expect(await codeOf(here)).toBe('invited_lately')
  line.test.advance(7 * DAY_MS + 1000)
  expect((await page(there, neighbour)).notInvited).toBeNull()
  expect((await invite(there, neighbour)).status).toBe(201)
  expect(await sentTo(phone)).toBe(2)
})

test('two officers who invite the same number for two enterprises at once send one message', async () => {
  for (let round = 0; round < 8; round++) {
    const phone = linePhone()
    const here = await line.addEnterprise({ phone })
    const there = await line.addEnterprise({ phone, place: WENXIN })
    const answers = await Promise.all([invite(here), invite(there, neighbour), invite(here), invite(there, neighbour)])
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
    const refused = answers.filter(({ status }) => status === 409).map(({ body }) => body.code)
    expect(refused.filter((code) => code === 'invited_lately' || code === 'already_invited')).toHaveLength(3)
    expect(await sentTo(phone)).toBe(1)
  }
})

test('an enterprise gets three invitations in ninety days, over all its numbers', async () => {
  const id = await line.addEnterprise({ phone: linePhone() })
  for (let time = 0; time < 3; time++) {
    expect((await invite(id)).status).toBe(201)
    await ended(id)
    line.test.advance(8 * DAY_MS)
  }
  expect((await page(id)).notInvited).toBe('invited_often')
  expect(await codeOf(id)).toBe('invited_often')
  line.test.advance(67 * DAY_MS)
  expect((await invite(id)).status).toBe(201)
})

test('whoever wants no invitations gets none, for no enterprise; another number does', async () => {
  const phone = linePhone()
  const here = await line.addEnterprise({ phone })
  const there = await line.addEnterprise({ phone, place: WENXIN })
  const [number] = (await page(here)).phones
  const stop = (by: Person) => by.call('POST', `/api/library/${here}/phones/${number?.id}/opt-out`)
  expect((await stop(neighbour)).status).toBe(404)
  expect((await stop(clerk)).status).toBe(204)
  expect((await stop(clerk)).status).toBe(204)
  expect((await page(there, neighbour)).phones).toMatchObject([{ optedOut: true, dead: null }])
  expect(await codeOf(there, neighbour)).toBe('number_opted_out')
  expect(await codeOf(here)).toBe('number_opted_out')
  expect((await page(here)).notInvited).toBe('number_opted_out')
  const other = linePhone()
  expect((await add(here, other)).status).toBe(200)
  expect((await invite(here)).status).toBe(201)
  expect([await sentTo(phone), await sentTo(other)]).toEqual([0, 1])
})

test('a number out of service is kept, offered last and not texted, until somebody answers on it', async () => {
  const [dead, other] = [linePhone(), linePhone()]
  const id = await line.addEnterprise({ phone: dead })
  const there = await line.addEnterprise({ phone: dead, place: WENXIN })
  await add(id, other)
  const [first, second] = (await page(id)).phones
  if (!first || !second) throw new Error('two numbers were expected')
  await said(id, first.id, { outcome: 'no_answer', reason: 'out_of_service' })
  expect((await page(id)).phones).toMatchObject([
    { id: second.id, dead: null },
    { id: first.id, dead: 'out_of_service' },
  ])
  expect((await page(there, neighbour)).phones).toMatchObject([{ dead: 'out_of_service' }])
  expect(await codeOf(there, neighbour)).toBe('no_phone_on_file')
  expect((await invite(id)).status).toBe(201)
  expect([await sentTo(dead), await sentTo(other)]).toEqual([0, 1])
  await said(id, first.id, { outcome: 'talked' })
  expect((await page(id)).phones).toMatchObject([{ id: first.id, dead: null }, { id: second.id }])
  expect((await invite(there, neighbour)).status).toBe(201)
})

test('a wrong number is wrong for its enterprise only', async () => {
  const phone = linePhone()
  const id = await line.addEnterprise({ phone })
  const owner = await line.addEnterprise({ phone, place: WENXIN })
  const [number] = (await page(id)).phones
  await said(id, number?.id ?? 0, { outcome: 'no_answer', reason: 'wrong_number' })
  expect((await page(id)).phones).toMatchObject([{ dead: 'wrong_number' }])
  expect(await codeOf(id)).toBe('no_phone_on_file')
  expect((await invite(owner, neighbour)).status).toBe(201)
})

test('where people are disturbed, an invitation written at night or on a holiday waits for the next working morning', async () => {
  const city = await createFixtures()
  const officer = await city.addOfficer({ over: [JIANGCUN] })
  const id = await city.addEnterprise({ place: JIANGCUN, phone: linePhone() })
  const started: (Date | undefined)[] = []
  const context: Context = {
    ...city.context,
    now: () => new Date('2027-03-05T22:00:00+08:00'),
    config: { ...city.context.config, gateway: 'none' },
    queue: {
      ...city.context.queue,
      send: async (_tx, _queue, _data, options) => void started.push(options?.startAfter),
    },
  }
  const call: Pick<Call<typeof inviteOperation>, 'context' | 'caller' | 'params'> = {
    context,
    caller: officer,
    params: { enterpriseId: id },
  }
  const sent = await handleInvite(call as Call<typeof inviteOperation>) // all that it reads
  expect(sent.sendsAt).toBe(new Date('2027-03-08T09:00:00+08:00').toISOString())
  expect(started.map((at) => at?.toISOString())).toEqual([sent.sendsAt])
  // Over the weekend whoever has the number says that he wants none.
  const { rows } = await city.db.owner.query<{ id: string; phoneId: number }>(
    'select m.id, c.id as "phoneId" from message m join enterprise_contact c using (phone_index)',
  )
  const [message] = rows
  if (!message) throw new Error('an invitation was expected')
  const params = { id, phoneId: message.phoneId }
  await city.call(stopMessages, handleStopMessages, officer, { params })
  const send = vi.fn(async () => 'sent')
  await sendMessage(context, { name: 'spy', send, find: async () => 'absent' }, message.id)
  expect(send).not.toHaveBeenCalled()
  expect((await city.db.owner.query('select state, failure from message')).rows).toEqual([
    { state: 'failed', failure: 'silenced' },
  ])
  await city.drop()
})

test('whoever has applied is not invited while that is open, nor a public body, as the page of each says', async () => {
  const applied = await line.addEnterprise({ phone: linePhone() })
  const applicant = await line.person()
  const application = await line.submit(applicant, applied)
  expect((await page(applied)).notInvited).toBe('applying')
  expect(await codeOf(applied)).toBe('already_applying')
  expect((await line.answer(applicant, application, 'withdraw')).status).toBe(200)
  expect((await page(applied)).notInvited).toBeNull()
  expect((await invite(applied)).status).toBe(201)
  const office = await line.addEnterprise({ phone: linePhone() })
  await withTx(line.test.context.database, systemScope, (tx) =>
    tx.execute(sql`update enterprise set nature = 'public' where id = ${office}`),
  )
  expect((await page(office)).notInvited).toBe('public')
  expect(await codeOf(office)).toBe('not_invitable')
})

test('an invitation that waits for its hours while the enterprise applies by itself is not sent', async () => {
  const id = await line.addEnterprise({ phone: linePhone() })
  expect((await invite(id)).status).toBe(201)
  const [sent] = await line.read<{ message: string }>(
    'select message_id as message from invitation where enterprise_id = $1',
    [id],
  )
  const { database, now } = line.test.context
  const wanted = () => withTx(database, systemScope, (tx) => isStillWanted(tx, sent?.message ?? '', now()))
  expect(await wanted()).toBe(true)
  const applicant = await line.person()
  const application = await line.submit(applicant, id)
  expect(await wanted()).toBe(false)
  expect((await line.answer(applicant, application, 'withdraw')).status).toBe(200)
  expect(await wanted()).toBe(true)
})
