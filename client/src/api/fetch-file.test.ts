import { errorText } from '@yijian/shared/errors'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { fetchFile } from './fetch-file.ts'
import { Refused, Unreachable } from './problems.ts'
import { setSession } from './session.ts'

let server: (url: string, init: RequestInit) => Response | Promise<Response>
const refused = (status: number, code: string) => new Response(JSON.stringify({ code, message: code }), { status })

beforeEach(() => {
  vi.stubGlobal('document', { documentElement: { lang: 'zh-CN' } })
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => server(url, init))
})
afterEach(() => {
  setSession(null)
  vi.unstubAllGlobals()
})

test.each([
  ['a list that was deleted, or is another office’s', 404, 'not_found'],
  ['a list that is still being checked', 409, 'list_not_checked'],
  ['a post that may not', 403, 'city_league_only'],
  ['a session that has ended', 401, 'session_ended'],
] as const)('a download of %s is refused for that reason, not for a lost connection', async (_, status, code) => {
  server = (url) => (url === '/api/sign-in/refresh' ? refused(401, 'session_ended') : refused(status, code))
  const problem = await fetchFile('/api/lists/1/answer?format=csv').catch((thrown: unknown) => thrown)
  expect(problem).toBeInstanceOf(Refused)
  expect(problem).toMatchObject({ status, code })
  expect(errorText(code, 'zh-CN')).not.toBe('')
})

test.each([
  ['a dead network', () => Promise.reject(new TypeError('Failed to fetch'))],
  ['a proxy without its server', () => new Response('Bad gateway', { status: 502 })],
  [
    'a file that breaks off on its way',
    () => new Response(new ReadableStream({ start: (stream) => stream.error(new TypeError('terminated')) })),
  ],
])('%s is a lost connection', async (_, reply) => {
  server = reply
  await expect(fetchFile('/api/lists/1/answer?format=csv')).rejects.toBeInstanceOf(Unreachable)
})

test('a file comes with the name that the server gives it', async () => {
  const headers = {
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent('会员单位 核对结果.csv')}`,
  }
  server = () => new Response('甲', { headers })
  const { content, name } = await fetchFile('/api/lists/1/answer?format=csv')
  expect([await content.text(), name]).toEqual(['甲', '会员单位 核对结果.csv'])
})

test('a file that comes for minutes is waited for, and how much has come is told; one that comes no further is given up', async () => {
  vi.useFakeTimers()
  try {
    let stream: ReadableStreamDefaultController<Uint8Array> | undefined
    server = (_, { signal }) => {
      const body = new ReadableStream<Uint8Array>({
        start(controller) {
          stream = controller
        },
      })
      signal?.addEventListener('abort', () => stream?.error(new DOMException('', 'AbortError')))
      return new Response(body)
    }
    const told: number[] = []
    const slow = fetchFile('/api/library/exports', { method: 'POST', body: {}, onBytes: (bytes) => told.push(bytes) })
    for (let minute = 1; minute <= 5; minute++) {
      await vi.advanceTimersByTimeAsync(60_000)
      stream?.enqueue(new Uint8Array(10))
    }
    await vi.advanceTimersByTimeAsync(0)
    stream?.close()
    expect((await slow).content.size).toBe(50)
    expect(told).toEqual([10, 20, 30, 40, 50])
    const stuck = expect(fetchFile('/api/lists/1/answer?format=csv')).rejects.toBeInstanceOf(Unreachable)
    await vi.advanceTimersByTimeAsync(121_000)
    await stuck
  } finally {
    vi.useRealTimers()
  }
})
