import { checkDigit } from '@yijian/shared/credit-code'
import { codeAlphabet, normaliseCode } from '@yijian/shared/invitation/code'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemScope, withTx } from '../db/tx.ts'
import { addOffice } from '../offices/add-office.ts'
import { type SignedInClient, startTestApp, type TestApp } from '../testing/app.ts'
import { addTestEnterprise, addTestOffice, addTestOfficer, newPhone } from '../testing/people.ts'

const HERE = '330106002'
const ELSEWHERE = '330106004'

let test: TestApp
let officer: SignedInClient
let neighbour: SignedInClient
beforeAll(async () => {
  test = await startTestApp()
  await addTestOffice(test, { name: '测试甲街道团工委', divisionCodes: [HERE] })
  await addTestOffice(test, { name: '测试乙街道团工委', divisionCodes: [ELSEWHERE] })
  const mine = await addTestOfficer(test, '测试甲街道团工委')
  officer = await test.signIn(mine.phone, { postId: mine.postId })
  const theirs = await addTestOfficer(test, '测试乙街道团工委')
  neighbour = await test.signIn(theirs.phone, { postId: theirs.postId })
})
afterAll(() => test.close())

async function addEnterprise(name: string, more: { proxy?: boolean; statusClass?: string } = {}) {
  const phone = newPhone()
  return { id: await addTestEnterprise(test, { name, divisionCode: HERE, phone, ...more }), phone }
}

const invite = (client: SignedInClient, id: number) => client.call('POST', `/api/library/${id}/invitations`)

/** The code, as the person at the other end reads it. */
async function invitedCode(name: string): Promise<{ code: string; phone: string; id: number }> {
  const { id, phone } = await addEnterprise(name)
  expect((await invite(officer, id)).status).toBe(201)
  const code = /输入([A-Z0-9]{10})/.exec(await test.messageTo(phone, '/i输入'))?.[1] ?? ''
  return { code, phone, id }
}

/** Rows written per table, once every connection has reported what it did. */
async function writtenRows({ context, db }: TestApp): Promise<unknown[]> {
  const { pool } = context.database
  const clients = await Promise.all(Array.from({ length: pool.options.max }, () => pool.connect()))
  for (const client of clients) await client.query('select pg_stat_force_next_flush()')
  for (const client of clients) client.release()
  const { rows } = await db.owner.query(
    `select relname, n_tup_ins + n_tup_upd + n_tup_del as written from pg_stat_user_tables where schemaname = 'public' order by 1`,
  )
  return rows
}

describe('inviting', () => {
  it('sends the fixed address and a code to the registered phone', async () => {
    const { code, phone } = await invitedCode('测试一号有限公司')
    expect(code).toHaveLength(10)
    expect([...code].every((character) => codeAlphabet.includes(character))).toBe(true)
    expect(await test.messageTo(phone)).toBe(
      `【共青团杭州市委】测试一号有限公司：贵单位可在线申请建立团组织，测试甲街道团工委为您服务。请打开https://yijian.example.cn/i输入${code}，30天内有效。拒收请回复R`,
    )
  })

  it('is refused outside the officer’s places as if the enterprise did not exist', async () => {
    const { id } = await addEnterprise('测试二号有限公司')
    expect((await invite(neighbour, id)).body).toEqual((await invite(neighbour, 987_654)).body)
    expect((await invite(neighbour, id)).status).toBe(404)
  })

  it('is refused for a closed enterprise, and where no number takes messages', async () => {
    const dead = await addEnterprise('测试三号有限公司', { statusClass: 'gone' })
    expect((await invite(officer, dead.id)).body).toMatchObject({ code: 'enterprise_not_live' })
    const agency = await addEnterprise('测试四号有限公司', { proxy: true })
    expect((await invite(officer, agency.id)).body).toMatchObject({ code: 'no_phone_on_file' })
    const none = await addTestEnterprise(test, { name: '测试五号有限公司', divisionCode: HERE })
    expect((await invite(officer, none)).body).toMatchObject({ code: 'no_phone_on_file' })
  })

  it('of an office over a list reaches the enterprises of the list, wherever they are, and no others', async () => {
    const code = `91330106MA00000A1${checkDigit('91330106MA00000A1')}`
    const listed = await addTestEnterprise(test, {
      name: '测试园区有限公司',
      divisionCode: ELSEWHERE,
      phone: newPhone(),
    })
    await test.db.owner.query('update enterprise set credit_code = $1 where id = $2', [code, listed])
    await withTx(test.context.database, systemScope, (tx) =>
      addOffice(tx, {
        agency: 'league',
        tier: 'street',
        name: '测试园区团工委',
        covers: 'enterprises',
        creditCodes: [code],
      }),
    )
    const { phone, postId } = await addTestOfficer(test, '测试园区团工委')
    const park = await test.signIn(phone, { postId })
    const besides = await addEnterprise('测试园区外有限公司')
    expect((await invite(park, besides.id)).status).toBe(404)
    expect((await invite(park, listed)).status).toBe(201)
  })

  it('happens once, however many officers tap at once', async () => {
    for (let round = 0; round < 10; round += 1) {
      const { id, phone } = await addEnterprise(`测试并发${round}有限公司`)
      const answers = await Promise.all(Array.from({ length: 12 }, () => invite(officer, id)))
      expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
      expect(
        answers.filter(({ status, body }) => status === 409 && (body as { code: string }).code === 'already_invited'),
      ).toHaveLength(11)
      const { rows } = await test.db.owner.query('select count(*)::int as sent from message where phone_index = $1', [
        test.context.cipher.index('phone', phone),
      ])
      expect(rows[0].sent).toBe(1)
    }
  })

  it('may be repeated once the earlier invitation has expired', async () => {
    const early = await startTestApp()
    await addTestOffice(early, { name: '测试丙街道团工委', divisionCodes: [HERE] })
    const { phone, postId } = await addTestOfficer(early, '测试丙街道团工委')
    const id = await addTestEnterprise(early, { name: '测试六号有限公司', divisionCode: HERE, phone: newPhone() })
    expect((await invite(await early.signIn(phone, { postId }), id)).status).toBe(201)
    early.advance(30 * 24 * 3_600_000 + 1000)
    const later = await early.signIn(phone, { postId })
    expect((await invite(later, id)).status).toBe(201)
    expect((await invite(later, id)).status).toBe(409)
    await early.close()
  })
})

describe('an invitation', () => {
  const read = (code: string) => test.inject(`/api/invitations/${encodeURIComponent(code)}`)

  it('shows public facts and masked ones, in whatever case the code is typed', async () => {
    const { code, phone } = await invitedCode('测试七号有限公司')
    const response = await read(`${code.slice(0, 5).toLowerCase()} ${code.slice(5)}`)
    expect(response.json()).toEqual({
      enterprise: { name: '测试七号有限公司', creditCode: null, streetName: '北山街道', principalMasked: '李*试' },
      invitedBy: { officeName: '测试甲街道团工委', officerName: expect.any(String), deskPhone: '0571-80000000' },
      phoneMasked: `${phone.slice(0, 3)}****${phone.slice(7)}`,
      expiresAt: expect.any(String),
      state: 'live',
    })
    expect(response.body).not.toContain(phone)
  })

  it('is only read by fetching it, with GET, HEAD and OPTIONS, fifty times', async () => {
    // A product of its own without a worker: nothing but these requests could write.
    const quiet = await startTestApp({ worker: false, max: 2 })
    await addTestOffice(quiet, { name: '测试丁街道团工委', divisionCodes: [HERE] })
    const { phone, postId } = await addTestOfficer(quiet, '测试丁街道团工委')
    const invited = newPhone()
    const id = await addTestEnterprise(quiet, { name: '测试八号有限公司', divisionCode: HERE, phone: invited })
    await invite(await quiet.signIn(phone, { postId }), id)
    const code = /输入([A-Z0-9]{10})/.exec(await quiet.messageTo(invited, '/i输入'))?.[1] ?? ''
    const before = await writtenRows(quiet)
    for (let visit = 0; visit < 50; visit += 1) {
      const method = (['GET', 'HEAD', 'OPTIONS'] as const)[visit % 3] ?? 'GET'
      await quiet.inject({
        method,
        url: `/api/invitations/${code}`,
        headers: { 'user-agent': 'WeChat link preview bot' },
      })
    }
    expect(await writtenRows(quiet)).toEqual(before)
    expect((await quiet.inject(`/api/invitations/${code}`)).json()).toMatchObject({ state: 'live' })
    await quiet.close()
  })

  it('signs in by a code to the registered phone, and to no other', async () => {
    const { code, phone } = await invitedCode('测试九号有限公司')
    const client = await test.signIn(phone, { invitationCode: code })
    expect((await client.call('GET', '/api/me')).status).toBe(200)
    const { rows } = await test.db.owner.query(
      `select count(*)::int as proven from session_family where invitation_id is not null and account_id = (select id from account where phone_index = $1)`,
      [test.context.cipher.index('phone', phone)],
    )
    expect(rows[0].proven).toBe(1)
  })

  it('is declined once, and over afterwards', async () => {
    const { code, id } = await invitedCode('测试十号有限公司')
    const decline = (reason: string) =>
      test.inject({ method: 'POST', url: `/api/invitations/${code}/decline`, payload: { reason, note: '打错了' } })
    expect((await decline('not_us')).statusCode).toBe(204)
    expect((await decline('not_interested')).statusCode).toBe(410)
    expect((await read(code)).json()).toMatchObject({ state: 'over' })
    const asked = await test.inject({ method: 'POST', url: '/api/sign-in/requests', payload: { invitationCode: code } })
    expect(asked.json()).toMatchObject({ code: 'invitation_over' })
    // The number is not this enterprise's.
    expect((await invite(officer, id)).body).toMatchObject({ code: 'no_phone_on_file' })
  })

  it('is kept from guessers, who learn nothing and do not disturb others', async () => {
    const { code } = await invitedCode('测试十一号有限公司')
    const from = (remoteAddress: string, typed: string) =>
      test.inject({ url: `/api/invitations/${typed}`, remoteAddress })
    const answers = []
    for (let guess = 0; guess < 60; guess += 1) {
      const random = Array.from(
        { length: 10 },
        () => codeAlphabet[Math.floor(Math.random() * codeAlphabet.length)],
      ).join('')
      answers.push(await from('192.0.2.1', guess % 3 ? random : '0OIL1'))
    }
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([...Array(30).fill(404), ...Array(30).fill(429)])
    expect(new Set(answers.slice(0, 30).map(({ body }) => body)).size).toBe(1)
    expect((await from('192.0.2.1', code)).statusCode).toBe(429)
    expect((await from('192.0.2.2', code)).statusCode).toBe(200)
  })

  it('is invisible to a transaction without scope, also on a connection used before', async () => {
    await invitedCode('测试十二号有限公司')
    const { pool } = test.context.database
    for (let turn = 0; turn < 20; turn += 1) {
      expect((await pool.query('select id from invitation')).rows).toEqual([])
    }
  })

  it('leaves neither code nor phone in the logs', async () => {
    const { code, phone } = await invitedCode('测试十三号有限公司')
    await read(code)
    expect(test.logs()).not.toContain(code)
    expect(test.logs()).not.toContain(phone)
  })
})

describe('a code as people type it', () => {
  it.each([
    ['abcdefghjk', 'ABCDEFGHJK'],
    ['ＡＢＣＤＥ-fghjk ', 'ABCDEFGHJK'],
    ['ABCDEFGHJ', null],
    ['ABCDEFGHJ0', null],
  ])('%s', (typed, code) => {
    expect(normaliseCode(typed)).toBe(code)
  })
})
