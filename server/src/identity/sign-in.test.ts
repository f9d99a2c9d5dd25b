import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../testing/app.ts'

let test: TestApp
beforeAll(async () => {
  test = await startTestApp()
})
afterAll(() => test.close())

let last = 0
/** Made-up numbers of a range that takes messages. */
function newPhone(): string {
  last += 1
  return `1380000${String(last).padStart(4, '0')}`
}

async function ask(phone: string) {
  return test.inject({ method: 'POST', url: '/api/sign-in/requests', payload: { phone } })
}

async function requestFor(phone: string): Promise<{ requestId: string; code: string }> {
  const { requestId } = (await ask(phone)).json<{ requestId: string }>()
  const code = /\d{6}/.exec(await test.messageTo(phone, '验证码'))?.[0] ?? ''
  return { requestId, code }
}

async function tryCode(requestId: string, code: string) {
  return test.inject({ method: 'POST', url: '/api/sign-in/sessions', payload: { requestId, code } })
}

function wrong(code: string): string {
  return String((Number(code) + 1) % 1_000_000).padStart(6, '0')
}

describe('signing in by one-time code', () => {
  it('signs anybody in, known or not, and answers the request alike', async () => {
    const phone = newPhone()
    const first = await ask(phone)
    const code = /\d{6}/.exec(await test.messageTo(phone, '验证码'))?.[0] ?? ''
    const session = await tryCode(first.json<{ requestId: string }>().requestId, code)
    expect(session.statusCode).toBe(201)
    expect(session.json()).toMatchObject({ account: { phoneMasked: '138****0001' }, posts: [], post: null })
    expect(session.headers['set-cookie']).toMatch(/HttpOnly; SameSite=Strict/)
    expect(session.headers['set-cookie']).toMatch(/Path=\/api\/sign-in/)
    test.advance(61_000)
    const again = await ask(phone)
    const stranger = await ask(newPhone())
    const shape = (response: typeof again) => [response.statusCode, Object.keys(response.json()), response.body.length]
    expect(shape(again)).toEqual(shape(stranger))
  })

  it('compares at most five of 300 codes tried at once', async () => {
    const { requestId, code } = await requestFor(newPhone())
    const tried = await Promise.all(Array.from({ length: 300 }, () => tryCode(requestId, wrong(code))))
    expect(tried.every(({ statusCode }) => statusCode === 401)).toBe(true)
    const { rows } = await test.db.owner.query('select attempts from sign_in_request where id = $1', [requestId])
    expect(rows[0].attempts).toBe(5)
    expect((await tryCode(requestId, code)).statusCode).toBe(401)
  })

  it('makes one session of 50 right codes at once', async () => {
    const { requestId, code } = await requestFor(newPhone())
    const tried = await Promise.all(Array.from({ length: 50 }, () => tryCode(requestId, code)))
    expect(tried.map(({ statusCode }) => statusCode).filter((status) => status === 201)).toHaveLength(1)
    expect(tried.filter(({ statusCode }) => statusCode === 401)).toHaveLength(49)
  })

  it('binds a code to its request', async () => {
    const one = await requestFor(newPhone())
    const other = await requestFor(newPhone())
    expect((await tryCode(other.requestId, one.code)).statusCode).toBe(one.code === other.code ? 201 : 401)
    expect((await tryCode(one.requestId, one.code)).statusCode).toBe(201)
  })

  it('forgets a code after ten minutes', async () => {
    const { requestId, code } = await requestFor(newPhone())
    test.advance(10 * 60_000 + 1000)
    expect((await tryCode(requestId, code)).json()).toMatchObject({ code: 'code_wrong' })
  })

  it.each([
    ['0571-88001234', '固定电话收不到短信，请填写手机号码'],
    ['+85261234567', '目前只支持中国大陆手机号码（+86）'],
    ['12345', '请填写 11 位手机号码'],
    ['', '请填写这一项'],
  ])('explains why %s cannot be used', async (phone, message) => {
    const response = await ask(phone)
    expect(response.statusCode).toBe(400)
    expect(response.json().fields).toEqual([{ path: 'phone', message }])
  })

  it('sends a phone one code a minute, five an hour and ten a day, however many ask at once', async () => {
    const phone = newPhone()
    const atOnce = await Promise.all(Array.from({ length: 30 }, () => ask(phone)))
    expect(atOnce.filter(({ statusCode }) => statusCode === 202)).toHaveLength(1)
    const refused = atOnce.find(({ statusCode }) => statusCode === 429)
    expect(Number(refused?.headers['retry-after'])).toBeGreaterThan(0)
    let sent = 1
    for (let minute = 0; minute < 26 * 60; minute += 15) {
      test.advance(15 * 60_000)
      if ((await ask(phone)).statusCode === 202) sent += 1
    }
    expect(sent).toBeLessThanOrEqual(20)
    const { rows } = await test.db.owner.query(
      `select max(used) filter (where kind = 'code.phone.hour') as hour, max(used) filter (where kind = 'code.phone.day') as day
       from budget where subject = $1`,
      [test.context.cipher.index('phone', phone)],
    )
    expect(rows[0]).toMatchObject({ day: 10 })
    expect(rows[0].hour).toBeLessThanOrEqual(5)
  })

  it('logs no phone, code or token', async () => {
    const phone = newPhone()
    const { requestId, code } = await requestFor(phone)
    const session = await tryCode(requestId, code)
    const { accessToken } = session.json<{ accessToken: string }>()
    await test.inject({ url: '/api/me', headers: { authorization: `Bearer ${accessToken}` } })
    const refresh = session.cookies[0]?.value ?? ''
    const logs = test.logs()
    expect(logs).toContain('"route":"/api/me"')
    for (const secret of [phone, code, accessToken, refresh]) expect(logs).not.toContain(secret)
    expect(logs).not.toMatch(/1[3-9]\d{9}/)
  })

  it('stores no phone, code or token in the clear', async () => {
    const phone = newPhone()
    const { requestId, code } = await requestFor(phone)
    const session = await tryCode(requestId, code)
    const refresh = session.cookies[0]?.value ?? ''
    for (const table of [
      'account',
      'sign_in_request',
      'session_family',
      'refresh_token',
      'message',
      'simulator_message',
      'budget',
    ]) {
      const { rows } = await test.db.owner.query(
        `select coalesce(string_agg(t::text, ' '), '') as text from ${table} t`,
      )
      expect(rows[0].text).not.toContain(phone)
      expect(rows[0].text).not.toContain(refresh)
      expect(rows[0].text).not.toMatch(new RegExp(`\\D${code}\\D`))
    }
  })

  it('refuses to send codes where no gateway is configured', async () => {
    const bare = await startTestApp({ config: { gateway: 'none' }, worker: false })
    const response = await bare.inject({ method: 'POST', url: '/api/sign-in/requests', payload: { phone: newPhone() } })
    expect(response.statusCode).toBe(503)
    expect(response.json().code).toBe('sms_not_configured')
    await bare.close()
  })
})
