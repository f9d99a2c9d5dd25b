import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { endpoint } from './endpoint.ts'
import { Refused, Unreachable } from './problems.ts'
import { request } from './request.ts'
import { currentSession, setSession } from './session.ts'

const session = (accessToken: string) => ({
  accessToken,
  expiresAt: '2026-12-07T00:00:00Z',
  account: { phone: '13800000000', phoneMasked: '138****0000' },
  posts: [],
  post: null,
})
const me = endpoint<typeof import('@yijian/shared/identity/contract').whoAmI>('GET', '/api/me')
const answer = (status: number, body: unknown) => new Response(JSON.stringify(body), { status })
const refused = (code: string) => answer(401, { code, message: code })

type Sent = { readonly url: string; readonly token: string | null }
let sent: Sent[]
let server: (call: Sent) => Response | Promise<Response>

beforeEach(() => {
  sent = []
  vi.stubGlobal('document', { documentElement: { lang: 'zh-CN' } })
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    const call = { url, token: new Headers(init.headers).get('authorization') }
    sent.push(call)
    return server(call)
  })
})
afterEach(() => vi.unstubAllGlobals())

test('ten calls with a token that has run out renew it once, and all succeed', async () => {
  setSession(session('old'))
  server = ({ url, token }) => {
    if (url === '/api/sign-in/refresh') return answer(200, session('new'))
    return token === 'Bearer new' ? answer(200, { ok: true }) : refused('session_ended')
  }
  await Promise.all(Array.from({ length: 10 }, () => request(me)))
  expect(sent.filter(({ url }) => url === '/api/sign-in/refresh')).toHaveLength(1)
})

test('when the session is over the refusal comes through, and nobody is signed in', async () => {
  setSession(session('old'))
  server = () => refused('session_ended')
  await expect(request(me)).rejects.toMatchObject({ code: 'session_ended' })
  expect(currentSession()).toBeNull()
})

test('a mistyped one-time code is not answered by a renewal', async () => {
  const signIn = endpoint<typeof import('@yijian/shared/identity/contract').signIn>('POST', '/api/sign-in/sessions')
  server = () => refused('code_wrong')
  const call = request(signIn, { body: { requestId: '7b5c3f0e-3b43-4b42-8f3b-0d6b5a1d2c11', code: '000000' } })
  await expect(call).rejects.toBeInstanceOf(Refused)
  expect(sent).toHaveLength(1)
})

test.each([
  ['a dead network', () => Promise.reject(new TypeError('Failed to fetch'))],
  ['a captive portal', () => new Response('<html>', { status: 200 })],
  ['a proxy without its server', () => new Response('Bad gateway', { status: 502 })],
])('%s is told apart from a refusal', async (_, reply) => {
  server = reply
  await expect(request(me)).rejects.toBeInstanceOf(Unreachable)
})

test('a network that fails during the renewal does not sign anybody out', async () => {
  setSession(session('old'))
  server = ({ url }) =>
    url === '/api/me' ? refused('session_ended') : Promise.reject(new TypeError('Failed to fetch'))
  await expect(request(me)).rejects.toBeInstanceOf(Unreachable)
  expect(currentSession()).toMatchObject({ accessToken: 'old' })
})
