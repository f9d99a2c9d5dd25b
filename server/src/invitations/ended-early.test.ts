import { randomUUID } from 'node:crypto'
import { localDay } from '@yijian/shared/application/clock'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { GatewayError } from '../messages/gateway.ts'
import { sendMessage } from '../messages/send-message.ts'
import { type Line, linePhone, openLine, type Person } from '../testing/line.ts'

const DAY_MS = 86_400_000
const WENXIN = '330106013'

let line: Line
let clerk: Person
let neighbour: Person

beforeAll(async () => {
  line = await openLine()
  ;[clerk] = line.officers('330106011')
  ;[neighbour] = line.officers(WENXIN)
})
afterAll(() => line.close())

type Page = {
  notInvited: string | null
  outreach: { version: number }
  invitations: { id: number; state: string; endedAt: string | null }[]
  phones: { id: number; masked: string }[]
}
const invite = (id: number, by = clerk) => by.call('POST', `/api/library/${id}/invitations`)
const page = async (id: number, by = clerk) => (await by.call('GET', `/api/library/${id}`)).body as unknown as Page
const add = (id: number, phone: string) =>
  clerk.call('POST', `/api/library/${id}/phones`, { commandId: randomUUID(), phone })
const silence = async (id: number, by = clerk) =>
  by.call('POST', `/api/library/${id}/phones/${(await page(id, by)).phones[0]?.id}/opt-out`)
async function record(id: number, more: object) {
  const { outreach, phones } = await page(id)
  const body = { commandId: randomUUID(), version: outreach.version, way: 'phone', phoneId: phones[0]?.id, ...more }
  const happenedOn = localDay(line.test.context.now())
  expect((await clerk.call('POST', `/api/library/${id}/contacts`, { happenedOn, ...body })).status).toBe(200)
}
const readCode = async (code: string) =>
  (await line.test.inject(`/api/invitations/${code}`)).json<{ state: string; code?: string }>()
async function invitedCode(id: number, phone: string, by = clerk): Promise<string> {
  expect((await invite(id, by)).status).toBe(201)
  return /输入([A-Z0-9]{10})/.exec(await line.test.messageTo(phone, '/i输入'))?.[1] ?? ''
}
/** The newest message to a number, sent by a gateway that does what the test says. */
async function send(phone: string, does: () => Promise<string>) {
  const [message] = await line.read<{ id: string }>(
    'select id from message where phone_index = $1 order by created_at desc limit 1',
    [line.test.context.cipher.index('phone', phone)],
  )
  if (!message) throw new Error('a message was expected')
  const gateway = { name: 'test', send: vi.fn(does), find: async () => 'absent' as const }
  await sendMessage(line.test.context, gateway, message.id)
  return gateway.send
}

test('whoever wants no messages has no invitation any more, of any office; officers see why', async () => {
  const phone = linePhone()
  const here = await line.addEnterprise({ phone })
  const there = await line.addEnterprise({ phone, place: WENXIN })
  expect((await invite(here)).status).toBe(201)
  line.test.advance(8 * DAY_MS)
  expect((await invite(there, neighbour)).status).toBe(201)
  expect((await silence(here)).status).toBe(204)
  for (const [id, by] of [
    [here, clerk],
    [there, neighbour],
  ] as const) {
    const { invitations, notInvited } = await page(id, by)
    expect(invitations).toMatchObject([{ state: 'opted_out', endedAt: expect.any(String) }])
    expect(notInvited).toBe('number_opted_out')
  }
})

test('not to be messaged is not to refuse: the code says so, still proves the phone, and the application is as invited', async () => {
  const phone = linePhone()
  const id = await line.addEnterprise({ phone })
  const code = await invitedCode(id, phone)
  await silence(id)
  expect(await readCode(code)).toMatchObject({ state: 'silenced' })
  const client = await line.test.signIn(phone, { invitationCode: code })
  expect((await client.call('GET', '/api/enterprises/mine')).body).toMatchObject({
    items: [{ proof: 'invited_phone' }],
  })
  expect((await client.call('POST', '/api/applications', line.submission(id))).status).toBe(201)
  expect(await line.read('select proof from application where enterprise_id = $1', [id])).toEqual([
    { proof: 'invited_phone' },
  ])
  expect(await readCode(code)).toMatchObject({ state: 'used' })
  const other = linePhone()
  const late = await invitedCode(await line.addEnterprise({ phone: other }), other)
  line.test.advance(31 * DAY_MS)
  expect(await readCode(late)).toMatchObject({ state: 'over' })
})

test('who invites and who silences at once never leave a live invitation to a number that wants none', async () => {
  for (let round = 0; round < 8; round += 1) {
    const phone = linePhone()
    const here = await line.addEnterprise({ phone })
    const there = await line.addEnterprise({ phone, place: WENXIN })
    const answers = await Promise.all([invite(here), silence(there, neighbour), invite(there, neighbour)])
    expect(answers.map(({ status }) => status).every((status) => [201, 204, 409].includes(status))).toBe(true)
    expect(
      await line.read('select id from invitation where phone_index = $1 and ended_at is null', [
        line.test.context.cipher.index('phone', phone),
      ]),
    ).toEqual([])
  }
})

test('who declines and who silences at once both get through', async () => {
  for (let round = 0; round < 10; round += 1) {
    const phone = linePhone()
    const id = await line.addEnterprise({ phone })
    const url = `/api/invitations/${await invitedCode(id, phone)}/decline`
    const optOut = `/api/library/${id}/phones/${(await page(id)).phones[0]?.id}/opt-out`
    const [declined, silenced] = await Promise.all([
      line.test.inject({ method: 'POST', url, payload: { reason: 'not_us' } }),
      clerk.call('POST', optOut),
    ])
    expect([204, 410]).toContain(declined.statusCode)
    expect(silenced.status).toBe(204)
    expect((await page(id)).phones).toMatchObject([{ optedOut: true }])
  }
})

test('what the gateway refuses binds nobody: it says so, does not count, and the next one goes to another number', async () => {
  const [first, second] = [linePhone(), linePhone()]
  const id = await line.addEnterprise({ phone: first })
  await add(id, second)
  expect((await invite(id)).status).toBe(201)
  await send(first, async () => {
    throw new GatewayError('refused', 'no such number')
  })
  const { invitations, notInvited, phones } = await page(id)
  expect([invitations[0]?.state, notInvited]).toEqual(['not_sent', null])
  expect(phones[0]?.masked).not.toBe('masked') // as the register's first number is stored here
  expect((await invite(id)).body).toMatchObject({ phoneMasked: phones[0]?.masked })
  await line.test.messageTo(second, '/i输入')
})

test('a number that is not the enterprise’s ends its invitation, so that another number can be invited; not that of the owner', async () => {
  for (const reason of ['wrong_number', 'out_of_service', 'agent_phone']) {
    const [phone, other] = [linePhone(), linePhone()]
    const id = await line.addEnterprise({ phone })
    const owner = await line.addEnterprise({ phone, place: WENXIN })
    await add(id, other)
    const code = await invitedCode(id, phone)
    line.test.advance(8 * DAY_MS)
    expect((await invite(owner, neighbour)).status).toBe(201)
    await record(id, { outcome: 'no_answer', reason })
    expect((await page(id)).invitations).toMatchObject([{ state: 'number_dead' }])
    expect(await readCode(code)).toMatchObject({ state: 'over' })
    expect((await page(owner, neighbour)).invitations).toMatchObject([{ state: 'live' }])
    expect((await invite(id)).status, reason).toBe(201)
  }
})

test.each([
  ['refused', { outcome: 'refuses', reason: 'no_interest' }],
  ['named a later day', { outcome: 'not_now', reason: 'busy', nextOn: '2099-01-01' }],
])('an invitation that waits for its hours is not sent to an enterprise that has %s meanwhile', async (_, said) => {
  const phone = linePhone()
  const id = await line.addEnterprise({ phone })
  expect((await invite(id)).status).toBe(201)
  const nextOn = 'nextOn' in said && localDay(new Date(line.test.context.now().getTime() + 30 * DAY_MS))
  await record(id, { ...said, ...(nextOn && { nextOn }) })
  expect(await send(phone, async () => 'sent')).not.toHaveBeenCalled()
  expect((await page(id)).invitations).toMatchObject([{ state: 'not_sent' }])
  // Invited again on purpose it goes out.
  if (said.outcome === 'refuses') {
    expect((await invite(id)).status).toBe(201)
    expect(await send(phone, async () => 'sent')).toHaveBeenCalledOnce()
  }
})

test('“not us” by the code silences the number as the sheet promises', async () => {
  const phone = linePhone()
  const id = await line.addEnterprise({ phone })
  const there = await line.addEnterprise({ phone, place: WENXIN })
  const code = await invitedCode(id, phone)
  const declined = await line.test.inject({
    method: 'POST',
    url: `/api/invitations/${code}/decline`,
    payload: { reason: 'not_us' },
  })
  expect(declined.statusCode).toBe(204)
  expect((await page(there, neighbour)).notInvited).toBe('number_opted_out')
  expect((await page(id)).invitations).toMatchObject([{ state: 'declined' }])
})

test('hours and limits are those of the day', async () => {
  const phone = linePhone()
  const id = await line.addEnterprise({ phone })
  const sending = async () => ((await page(id)) as Page & { sending: object }).sending
  expect(await sending()).toEqual({ daysBetweenPerNumber: 7, perEnterprise: { times: 3, days: 90 }, validDays: 30 })
  expect((await invite(id)).status).toBe(201)
  const from = localDay(new Date(line.test.context.now().getTime() + 2 * DAY_MS))
  await line.test.db.owner.query(`insert into sending_rule values ($1, 10, 12, 1, 5, 30, 2, '测试：更短的间隔')`, [
    from,
  ])
  line.test.advance(DAY_MS)
  expect((await page(id)).notInvited).toBe('live')
  line.test.advance(2 * DAY_MS)
  expect(await sending()).toEqual({ daysBetweenPerNumber: 1, perEnterprise: { times: 5, days: 30 }, validDays: 2 })
  const second = linePhone()
  const other = await line.addEnterprise({ phone: second })
  const { expiresAt } = (await invite(other)).body as unknown as { expiresAt: string }
  expect(Date.parse(expiresAt) - line.test.context.now().getTime()).toBeLessThanOrEqual(2 * DAY_MS)
  expect(await line.test.messageTo(second, '/i输入')).toContain('2天内有效')
  line.test.advance(2 * DAY_MS + 1000)
  expect((await invite(other)).status).toBe(201)
})
