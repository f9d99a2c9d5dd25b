import { randomUUID } from 'node:crypto'
import { localDay } from '@yijian/shared/application/clock'
import type { Answer } from '@yijian/shared/invitation/decline'
import { inMonths } from '@yijian/shared/invitation/decline'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Line, linePhone, openLine, type Person } from '../testing/line.ts'

/** What whoever was invited answers is how outreach stands, and holds against the next invitation. */

const DAY_MS = 86_400_000

let line: Line
let clerk: Person

beforeAll(async () => {
  line = await openLine()
  ;[clerk] = line.officers('330106011')
})
afterAll(() => line.close())

const today = () => localDay(line.test.context.now())
const invite = (id: number) => clerk.call('POST', `/api/library/${id}/invitations`)
type Page = {
  outreach: {
    state: string
    reason: string | null
    nextOn: string | null
    version: number
    saidByInvited: object | null
  }
  notInvited: string | null
  invitations: { id: number; state: string; declineReason: string; declineNote: string | null; endedAt: string }[]
  moves: { action: string; officerName: string | null; invitationId: number | null; nextOn: string | null }[]
  phones: { id: number }[]
}
const page = async (id: number) => (await clerk.call('GET', `/api/library/${id}`)).body as unknown as Page
async function invited(): Promise<{ id: number; phone: string; code: string }> {
  const phone = linePhone()
  const id = await line.addEnterprise({ phone })
  expect((await invite(id)).status).toBe(201)
  return { id, phone, code: /输入([A-Z0-9]{10})/.exec(await line.test.messageTo(phone, '/i输入'))?.[1] ?? '' }
}
const decline = async (code: string, payload: Answer & { note?: string }) =>
  (await line.test.inject({ method: 'POST', url: `/api/invitations/${code}/decline`, payload })).statusCode
const record = async (id: number, body: object) =>
  clerk.call('POST', `/api/library/${id}/contacts`, {
    commandId: randomUUID(),
    version: (await page(id)).outreach.version,
    way: 'phone',
    happenedOn: today(),
    ...body,
  })

test('“not now” sets the day; officers see who said so and when; before that day no invitation goes out', async () => {
  const { id, phone, code } = await invited()
  expect(await decline(code, { reason: 'not_now', months: 3, note: '在外地项目上' })).toBe(204)
  const nextOn = inMonths(today(), 3)
  const masked = `${phone.slice(0, 3)}****${phone.slice(7)}`
  const { outreach, notInvited, invitations, moves } = await page(id)
  expect(outreach).toMatchObject({
    state: 'not_now',
    reason: 'not_told',
    nextOn,
    saidByInvited: { at: invitations[0]?.endedAt, phoneMasked: masked },
  })
  expect(invitations).toMatchObject([{ state: 'declined', declineReason: 'not_now', declineNote: '在外地项目上' }])
  expect(moves).toMatchObject([{ action: 'not_now', officerName: null, invitationId: invitations[0]?.id, nextOn }])
  expect(notInvited).toBe('agreed_later')
  line.test.advance(30 * DAY_MS)
  expect((await invite(id)).body.code).toBe('agreed_later')
  line.test.advance(63 * DAY_MS)
  const due = (await clerk.call('GET', '/api/library/follow-ups?which=due')).body as unknown as {
    items: { id: number }[]
  }
  expect(due.items.map((one) => one.id)).toContain(id)
  expect((await invite(id)).status).toBe(201)
})

test('half a year is taken where no day was chosen', async () => {
  const { id, code } = await invited()
  expect(await decline(code, { reason: 'not_now' })).toBe(204)
  expect((await page(id)).outreach.nextOn).toBe(inMonths(today(), 6))
})

test('after a no none is sent until an officer takes it up again', async () => {
  const { id, code } = await invited()
  expect(await decline(code, { reason: 'not_interested' })).toBe(204)
  expect(await page(id)).toMatchObject({
    outreach: { state: 'refused', reason: 'no_interest', saidByInvited: expect.anything() },
    notInvited: 'invitation_declined',
  })
  line.test.advance(40 * DAY_MS)
  const refused = await invite(id)
  expect([refused.status, refused.body.code]).toEqual([409, 'invitation_declined'])
  const { version } = (await page(id)).outreach
  const reopen = { commandId: randomUUID(), version, action: 'reopen' }
  expect((await clerk.call('POST', `/api/library/${id}/outreach`, reopen)).status).toBe(200)
  expect(await page(id)).toMatchObject({ outreach: { state: 'new', saidByInvited: null }, notInvited: null })
  expect((await invite(id)).status).toBe(201)
})

test('“not us” is a number that leads nowhere, “wrong information” somebody to ask on the next day', async () => {
  const wrong = await invited()
  await decline(wrong.code, { reason: 'not_us' })
  expect((await page(wrong.id)).outreach).toMatchObject({ state: 'unreachable', reason: 'wrong_number' })
  const other = await invited()
  await decline(other.code, { reason: 'wrong_information' })
  const tomorrow = localDay(new Date(line.test.context.now().getTime() + DAY_MS))
  expect((await page(other.id)).outreach).toMatchObject({ state: 'contacted', nextOn: tomorrow })
})

test('neither an agreed day nor a decision of an officer is lost to an answer that says less', async () => {
  const { id, code } = await invited()
  const nextOn = inMonths(today(), 2)
  await record(id, { outcome: 'not_now', reason: 'busy', nextOn })
  await decline(code, { reason: 'wrong_information' })
  expect((await page(id)).outreach).toMatchObject({ state: 'not_now', reason: 'busy', nextOn, saidByInvited: null })
})

test('an answer is taken once; what comes too late leaves outreach as it is', async () => {
  const { id, code } = await invited()
  const answers = await Promise.all([
    decline(code, { reason: 'not_interested' }),
    decline(code, { reason: 'not_now' }),
    decline(code, { reason: 'not_now', months: 12 }),
  ])
  expect(answers.sort()).toEqual([204, 410, 410])
  const { moves, invitations, outreach } = await page(id)
  expect(moves).toHaveLength(1)
  expect(outreach.state).toBe(invitations[0]?.declineReason === 'not_now' ? 'not_now' : 'refused')
})

test('an answer whose reply was lost is sent again and is the same; another one comes too late', async () => {
  const { id, code } = await invited()
  const answer: Answer & { note: string } = { reason: 'not_now', months: 3, note: '下季度再说' }
  expect(await Promise.all([decline(code, answer), decline(code, answer)])).toEqual([204, 204])
  const before = await page(id)
  expect(before.moves).toHaveLength(1)
  line.test.advance(DAY_MS)
  expect(await decline(code, answer)).toBe(204)
  for (const other of [{ months: 12 }, { note: '不用了' }, { reason: 'not_interested' }] as const)
    expect(await decline(code, { ...answer, ...other })).toBe(410)
  expect(await page(id)).toEqual(before)
})

test('who answers while an officer records a call on that number, or invites again: nobody waits for the other for ever, and the no holds', async () => {
  for (let round = 0; round < 8; round += 1) {
    const { id, code } = await invited()
    line.test.advance(8 * DAY_MS)
    const { phones, outreach } = await page(id)
    const call = { commandId: randomUUID(), version: outreach.version, way: 'phone', happenedOn: today() }
    const [declined, recorded, again] = await Promise.all([
      decline(code, { reason: 'not_interested' }),
      clerk.call('POST', `/api/library/${id}/contacts`, { ...call, phoneId: phones[0]?.id, outcome: 'talked' }),
      invite(id),
    ])
    expect(declined).toBe(204)
    // Whoever comes second is told that it has changed.
    expect([200, 409]).toContain(recorded.status)
    expect([again.status, again.body.code]).toSatisfy(
      ([status, code]) => status === 409 && ['already_invited', 'invitation_declined'].includes(String(code)),
    )
    expect(await page(id)).toMatchObject({ outreach: { state: 'refused' }, notInvited: 'invitation_declined' })
  }
})

test('an invitation that waits while the enterprise answers no is not sent after it', async () => {
  const { id, code } = await invited()
  line.test.advance(8 * DAY_MS)
  const gate = await line.test.db.owner.connect()
  const locked = async () =>
    (await line.test.context.database.pool.query('select 1 from pg_locks where not granted')).rowCount
  let declined: Promise<number>
  let again: ReturnType<typeof invite>
  try {
    await gate.query('begin')
    await gate.query(`select set_config('yijian.system', 'on', true)`)
    await gate.query('select from invitation where enterprise_id = $1 for update', [id])
    // The answer holds the number and waits for the invitation; the officer has seen nothing of it and waits for the number.
    declined = decline(code, { reason: 'not_interested' })
    await expect.poll(locked, { interval: 10 }).toBe(1)
    again = invite(id)
    await expect.poll(locked, { interval: 10 }).toBe(2)
    await gate.query('commit')
  } finally {
    gate.release()
  }
  expect(await declined).toBe(204)
  expect((await again).body.code).toBe('invitation_declined')
})
