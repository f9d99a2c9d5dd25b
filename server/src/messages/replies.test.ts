import { BlockList } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SmsCallback } from '../config.ts'
import { startTestApp, type TestApp } from '../testing/app.ts'
import { addTestEnterprise, addTestOffice, addTestOfficer, newPhone } from '../testing/people.ts'

const HERE = '330106002'
const KEY = 'Zk3v9Qx7Lm2Tn8Rb5Wc1Yd6Hf4Jg0PaSu'

let app: TestApp
let off: TestApp
let invite: (id: number) => Promise<{ status: number; body: { code?: string } }>

beforeAll(async () => {
  const from = new BlockList()
  from.addSubnet('203.0.113.0', 24, 'ipv4')
  const smsCallback: SmsCallback = { key: KEY, from }
  app = await startTestApp({ worker: false, config: { smsCallback } })
  off = await startTestApp({ worker: false, max: 2 })
  await addTestOffice(app, { name: '测试回复街道团工委', divisionCodes: [HERE] })
  const { phone, postId } = await addTestOfficer(app, '测试回复街道团工委')
  const officer = await app.signIn(phone, { postId })
  invite = (id) => officer.call('POST', `/api/library/${id}/invitations`)
})
afterAll(() => Promise.all([app.close(), off.close()]))

type Told = { to?: TestApp; key?: string; from?: string }
async function tell(payload: object, { to = app, key = KEY, from = '203.0.113.7' }: Told = {}) {
  return to.inject({ method: 'POST', url: `/api/gateway/${key}/replies`, remoteAddress: from, payload })
}
const tencent = (mobile: string, text = 'R', time = Math.floor(Date.now() / 1000) - 60) => ({
  extend: '',
  mobile,
  nationcode: '86',
  sign: '共青团杭州市委',
  text,
  time,
})
const aliyun = (phone_number: string, content = 'R', sequence_id = '1') => ({
  phone_number,
  content,
  send_time: '2026-03-02 09:00:00',
  sign_name: '共青团杭州市委',
  dest_code: '1069',
  sequence_id,
})
async function invited(name: string): Promise<{ phone: string; id: number }> {
  const phone = newPhone()
  const id = await addTestEnterprise(app, { name, divisionCode: HERE, phone })
  expect((await invite(id)).status).toBe(201)
  await app.messageTo(phone, '/i输入')
  return { phone, id }
}
async function marks(phone: string) {
  const index = app.context.cipher.index('phone', phone)
  const { rows } = await app.db.owner.query(
    `select (select count(*)::int from number_mark where phone_index = $1 and what = 'opted_out' and post_id is null and lifted_at is null) as marks,
       (select count(*)::int from message_reply where phone_index = $1) as replies`,
    [index],
  )
  return rows[0]
}
const RECEIVED = { code: 0, msg: 'OK', result: 0, errmsg: 'OK' }

test('a reply of R, told by either gateway, ends invitations to the number and is on record once, however often it is told', async () => {
  const [one, other] = [await invited('测试甲回复有限公司'), await invited('测试乙回复有限公司')]
  const reply = tencent(`+86${one.phone}`, ' Ｒ ')
  for (let times = 0; times < 3; times += 1) expect((await tell(reply)).json()).toEqual(RECEIVED)
  expect(await marks(one.phone)).toEqual({ marks: 1, replies: 1 })
  expect((await invite(one.id)).body.code).toBe('number_opted_out')
  const batch = [aliyun('not a number'), aliyun(other.phone, '收到', '1'), aliyun(other.phone, '退订\ud83d', '2')]
  const answers = await Promise.all([tell(batch), tell([...batch].reverse()), tell(batch)])
  expect(answers.map((answer) => answer.json())).toEqual([RECEIVED, RECEIVED, RECEIVED])
  expect(await marks(other.phone)).toEqual({ marks: 1, replies: 1 })
  const { rows } = await app.db.owner.query('select * from message_reply')
  expect(JSON.stringify(rows)).not.toContain(one.phone)
  expect(app.logs()).not.toContain(one.phone)
  expect(app.logs()).not.toContain(KEY)
})

test('what is no such wish, and a phone that was never written to, change nothing', async () => {
  const { phone, id } = await invited('测试丙回复有限公司')
  expect((await tell(tencent(phone, '好的，请问怎么申请'))).json()).toEqual(RECEIVED)
  expect(await marks(phone)).toEqual({ marks: 0, replies: 0 })
  expect((await invite(id)).body.code).toBe('already_invited')
  const stranger = newPhone()
  expect((await tell(tencent(stranger))).json()).toEqual(RECEIVED)
  expect(await marks(stranger)).toEqual({ marks: 0, replies: 0 })
})

test('forged ones change nothing and learn nothing: another key, another network, none configured, no session helps', async () => {
  const { phone } = await invited('测试丁回复有限公司')
  const nowhere = await app.inject({ method: 'POST', url: '/api/nowhere', payload: {} })
  const forged = [
    await tell(tencent(phone), { key: `${KEY.slice(0, -1)}x` }),
    await tell(tencent(phone), { key: 'R' }),
    await tell(tencent(phone), { from: '198.51.100.7' }),
    await tell(tencent(phone), { to: off }),
    await tell({ not: 'a reply' }, { key: 'R' }),
  ]
  for (const answer of forged) {
    expect(answer.statusCode).toBe(404)
    expect(answer.json().code).toBe(nowhere.json().code)
  }
  expect(await marks(phone)).toEqual({ marks: 0, replies: 0 })
  expect((await tell(tencent(phone), { from: '::ffff:203.0.113.9' })).statusCode).toBe(200)
  expect(await marks(phone)).toEqual({ marks: 1, replies: 1 })
})

test('whoever answers R or 退订 in the demonstration’s inbox gets no more invitations', async () => {
  const { phone, id } = await invited('测试戊回复有限公司')
  const { messages } = (await app.inject(`/api/demo/inbox?phone=${phone}`)).json<{ messages: { id: number }[] }>()
  const reply = (text: string, message = messages[0]?.id) =>
    app.inject({ method: 'POST', url: `/api/demo/inbox/${message}/replies`, payload: { text } })
  expect((await reply('收到')).json()).toEqual({ stopped: false })
  expect((await reply('TD')).json()).toEqual({ stopped: true })
  expect((await invite(id)).body.code).toBe('number_opted_out')
  expect((await reply('R', 99_999)).statusCode).toBe(404)
})
