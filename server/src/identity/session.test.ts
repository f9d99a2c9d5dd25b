import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { derive } from '../crypto/field-cipher.ts'
import { systemScope, withTx } from '../db/tx.ts'
import { disableAccount, endPost } from '../offices/posts.ts'
import { startTestApp, type TestApp } from '../testing/app.ts'
import { addTestOffice, addTestOfficer, newPhone } from '../testing/people.ts'

let test: TestApp
beforeAll(async () => {
  test = await startTestApp()
  await addTestOffice(test, { name: '测试甲街道团工委', divisionCodes: ['330106002'] })
  await addTestOffice(test, { name: '测试区团委', tier: 'county', divisionCodes: ['330106'] })
})
afterAll(() => test.close())

type Json = Record<string, unknown>
const encode = (value: Json) => Buffer.from(JSON.stringify(value)).toString('base64url')

function forge(header: Json, claims: Json, key: Buffer, algorithm = 'sha256'): string {
  const input = `${encode(header)}.${encode(claims)}`
  return `${input}.${createHmac(algorithm, key).update(input).digest('base64url')}`
}

describe('access tokens', () => {
  it('are ours, current and of the right kind, or they are refused', async () => {
    const { accessToken, cookie } = await test.signIn(newPhone())
    const [header, claims] = accessToken
      .split('.')
      .slice(0, 2)
      .map((part) => JSON.parse(Buffer.from(part, 'base64url').toString()) as Json)
    if (!header || !claims) throw new Error('no token')
    const key = derive(test.context.config.secrets.jwt[0]?.secret ?? Buffer.alloc(0), 'access')
    const now = Math.floor(test.context.now().getTime() / 1000)
    const without = (name: string) => Object.fromEntries(Object.entries(claims).filter(([claim]) => claim !== name))
    const forged: Record<string, string> = {
      'alg none': `${encode({ ...header, alg: 'none' })}.${encode(claims)}.`,
      'alg nOnE': `${encode({ ...header, alg: 'nOnE' })}.${encode(claims)}.`,
      HS512: forge({ ...header, alg: 'HS512' }, claims, key, 'sha512'),
      RS256: forge({ ...header, alg: 'RS256' }, claims, key),
      'no exp': forge(header, without('exp'), key),
      'no iat': forge(header, without('iat'), key),
      'no family': forge(header, without('family'), key),
      'no version': forge(header, without('version'), key),
      expired: forge(header, { ...claims, iat: now - 3600, exp: now - 1800 }, key),
      'too old for its kind': forge(header, { ...claims, iat: now - 3600, exp: 1e20 }, key),
      'issued next year': forge(header, { ...claims, iat: now + 31e6, exp: now + 32e6 }, key),
      'foreign audience': forge(header, { ...claims, aud: 'elsewhere' }, key),
      'foreign issuer': forge(header, { ...claims, iss: 'elsewhere' }, key),
      'other type': forge({ ...header, typ: 'JWT' }, claims, key),
      'no type': forge({ alg: 'HS256', kid: header.kid }, claims, key),
      'unknown key id': forge({ ...header, kid: 'k9' }, claims, key),
      'key id of a path': forge({ ...header, kid: '../../dev/null' }, claims, Buffer.alloc(0)),
      'no key id': forge({ alg: 'HS256', typ: 'at+jwt' }, claims, key),
      'unknown critical header': forge({ ...header, crit: ['x'], x: 1 }, claims, key),
      'other key': forge(header, claims, Buffer.alloc(32, 7)),
      'the bare secret': forge(header, claims, test.context.config.secrets.jwt[0]?.secret ?? key),
      'other account': forge(header, { ...claims, sub: '1e3' }, key),
      truncated: accessToken.slice(0, -4),
      'a refresh token': cookie.split('=')[1] ?? '',
      empty: '',
    }
    expect(
      (await test.inject({ url: '/api/me', headers: { authorization: `Bearer ${accessToken}` } })).statusCode,
    ).toBe(200)
    for (const [name, token] of Object.entries(forged)) {
      const response = await test.inject({ url: '/api/me', headers: { authorization: `Bearer ${token}` } })
      expect([name, response.statusCode]).toEqual([name, 401])
    }
  })

  it('live 15 minutes', async () => {
    const client = await test.signIn(newPhone())
    test.advance(14 * 60_000)
    expect((await client.call('GET', '/api/me')).status).toBe(200)
    test.advance(61_000)
    expect((await client.call('GET', '/api/me')).status).toBe(401)
  })
})

describe('refreshing', () => {
  const refresh = (cookie: string) => test.inject({ method: 'POST', url: '/api/sign-in/refresh', headers: { cookie } })
  const cookieOf = (response: Awaited<ReturnType<typeof refresh>>) =>
    response.cookies.map(({ name, value }) => `${name}=${value}`).join('; ')

  it('gives twenty tabs at once the same next token', async () => {
    const { cookie } = await test.signIn(newPhone())
    const answers = await Promise.all(Array.from({ length: 20 }, () => refresh(cookie)))
    expect(answers.map(({ statusCode }) => statusCode)).toEqual(Array(20).fill(200))
    expect(new Set(answers.map(cookieOf)).size).toBe(1)
    expect(cookieOf(answers[0] as never)).not.toBe(cookie)
    expect((await refresh(cookieOf(answers[0] as never))).statusCode).toBe(200)
  })

  it('ends the session when a token is used again after the grace', async () => {
    const client = await test.signIn(newPhone())
    const next = await refresh(client.cookie)
    test.advance(11_000)
    expect((await refresh(client.cookie)).json()).toMatchObject({ code: 'session_ended' })
    expect((await refresh(cookieOf(next))).statusCode).toBe(401)
    expect((await client.call('GET', '/api/me')).status).toBe(401)
  })

  it('is refused without a cookie, and from other sites', async () => {
    expect((await refresh('')).statusCode).toBe(401)
    const { cookie } = await test.signIn(newPhone())
    const foreign = await test.inject({
      method: 'POST',
      url: '/api/sign-in/refresh',
      headers: { cookie, 'sec-fetch-site': 'cross-site' },
    })
    expect(foreign.statusCode).toBe(403)
  })

  it('uses a cookie for HTTPS alone in production', async () => {
    const live = await startTestApp({ config: { production: true } })
    const { cookie } = await live.signIn(newPhone())
    expect(cookie).toMatch(/^__Secure-yijian-refresh=/)
    const next = await live.inject({ method: 'POST', url: '/api/sign-in/refresh', headers: { cookie } })
    expect(next.headers['set-cookie']).toMatch(/HttpOnly; Secure; SameSite=Strict/)
    expect(next.headers['strict-transport-security']).toMatch(/max-age=\d{8}/)
    await live.close()
  })

  it('ends with the sign-out', async () => {
    const client = await test.signIn(newPhone())
    const out = await test.inject({ method: 'POST', url: '/api/sign-in/sign-out', headers: { cookie: client.cookie } })
    expect(out.statusCode).toBe(204)
    expect(out.headers['set-cookie']).toMatch(/yijian-refresh=;/)
    expect((await refresh(client.cookie)).statusCode).toBe(401)
    expect((await client.call('GET', '/api/me')).status).toBe(401)
  })
})

describe('posts', () => {
  it('are chosen by those who hold them only', async () => {
    const { phone, postId } = await addTestOfficer(test, '测试甲街道团工委', 'clerk')
    const officer = await test.signIn(phone)
    expect((await officer.call('GET', '/api/me')).body).toMatchObject({
      post: null,
      posts: [{ id: postId, role: 'clerk', tier: 'street' }],
    })
    expect((await officer.call('POST', '/api/sign-in/post', { postId })).body).toMatchObject({ post: { id: postId } })
    const stranger = await test.signIn(newPhone())
    expect((await stranger.call('POST', '/api/sign-in/post', { postId })).status).toBe(404)
  })

  it('admit to officers’ operations once chosen', async () => {
    const { phone, postId } = await addTestOfficer(test, '测试甲街道团工委')
    const officer = await test.signIn(phone)
    const invite = () => officer.call('POST', '/api/library/999999/invitations')
    expect((await invite()).body).toMatchObject({ code: 'choose_a_post' })
    await officer.call('POST', '/api/sign-in/post', { postId })
    expect((await invite()).body).toMatchObject({ code: 'not_found' })
    expect((await (await test.signIn(newPhone())).call('POST', '/api/library/1/invitations')).body).toMatchObject({
      code: 'not_an_officer',
    })
    expect((await test.inject({ method: 'POST', url: '/api/library/1/invitations' })).statusCode).toBe(401)
  })

  it('that end are felt by the next request', async () => {
    const { phone, postId } = await addTestOfficer(test, '测试区团委')
    const officer = await test.signIn(phone, { postId })
    const invite = () => officer.call('POST', '/api/library/999999/invitations')
    expect((await invite()).status).toBe(404)
    const today = test.context.now().toISOString().slice(0, 10)
    await withTx(test.context.database, systemScope, (tx) =>
      endPost(tx, test.context, { phone, officeName: '测试区团委', on: today }),
    )
    expect((await invite()).status).toBe(401)
    const again = await test.signIn(phone)
    expect((await again.call('POST', '/api/library/999999/invitations')).body).toMatchObject({ code: 'not_an_officer' })
  })

  it('lapse with their last day, without anybody doing anything', async () => {
    const { phone, postId } = await addTestOfficer(test, '测试区团委')
    const officer = await test.signIn(phone, { postId })
    await test.db.owner.query(`update post set valid_to = (now() + interval '2 days')::date where id = $1`, [postId])
    expect((await officer.call('POST', '/api/library/999999/invitations')).status).toBe(404)
    await test.db.owner.query(`update post set valid_to = valid_from + 1 where id = $1`, [postId])
    expect((await officer.call('POST', '/api/library/999999/invitations')).body).toMatchObject({
      code: 'not_an_officer',
    })
  })

  it('end with the account', async () => {
    const { phone, postId } = await addTestOfficer(test, '测试区团委')
    const officer = await test.signIn(phone, { postId })
    await withTx(test.context.database, systemScope, (tx) => disableAccount(tx, test.context, phone))
    expect((await officer.call('GET', '/api/me')).body).toMatchObject({ code: 'session_ended' })
    const refreshed = await test.inject({
      method: 'POST',
      url: '/api/sign-in/refresh',
      headers: { cookie: officer.cookie },
    })
    expect(refreshed.statusCode).toBe(401)
    test.advance(61_000)
    const asked = await test.inject({ method: 'POST', url: '/api/sign-in/requests', payload: { phone } })
    const code = /\d{6}/.exec(await test.messageTo(phone, '验证码'))?.[0]
    const payload = { ...asked.json<{ requestId: string }>(), code }
    const again = await test.inject({ method: 'POST', url: '/api/sign-in/sessions', payload })
    expect(again.json()).toMatchObject({ code: 'session_ended' })
  })
})
