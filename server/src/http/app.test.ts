import { connect } from 'node:net'
import { errors, Refusal } from '@yijian/shared/errors'
import { defineOperation } from '@yijian/shared/operation'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { systemScope, withTx } from '../db/tx.ts'
import { startTestApp, type TestApp } from '../testing/app.ts'
import { routesFor } from './routes.ts'
import { route } from './serve.ts'

const echo = defineOperation({
  id: 'testEcho',
  method: 'POST',
  path: '/api/test/echo/:number',
  summary: 'test',
  access: 'anyone',
  records: 'nothing',
  params: z.object({ number: z.string() }),
  body: z.object({ name: z.string(), nested: z.optional(z.object({ age: z.int() })) }),
  responses: { 200: z.object({ name: z.string(), address: z.string() }) },
})

const photo = defineOperation({
  id: 'testPhoto',
  method: 'POST',
  path: '/api/test/photos',
  summary: 'test',
  access: 'anyone',
  records: 'attachment',
  responses: { 201: z.object({ type: z.string(), bytes: z.int() }) },
})

const failing = defineOperation({
  id: 'testFailing',
  method: 'GET',
  path: '/api/test/failing',
  summary: 'test',
  access: 'anyone',
  records: 'nothing',
  query: z.object({ how: z.enum(['sql', 'lock', 'leak', 'refuse', 'killed']) }),
  responses: { 200: z.object({}) },
})

let test: TestApp
beforeAll(async () => {
  test = await startTestApp({
    max: 4,
    config: { proxyHops: 1 },
    routes: [
      ...routesFor({ demonstration: true }),
      route(echo, async ({ body, address }) => ({ name: body.name, address, secret: 'not in the contract' })),
      route(photo, async ({ file }) => ({ type: file?.type ?? '', bytes: file?.bytes.length ?? 0 })),
      route(failing, async ({ context, query }) => {
        if (query.how === 'refuse')
          throw new Refusal('stale', { current: { state: 'verifying', version: 3, allowed: ['approve'] } })
        if (query.how === 'leak') throw new TypeError('cannot read 13800001234')
        await withTx(context.database, systemScope, async (tx) => {
          if (query.how === 'sql') await tx.execute(sql`select ${'13800001234'}::int + 1 from nowhere`)
          if (query.how === 'lock') await tx.execute(sql`select 1 from account for update nowait`)
          if (query.how === 'killed') await tx.execute(sql`select pg_terminate_backend(pg_backend_pid())`)
        })
        return {}
      }),
    ],
  })
})
afterAll(() => test.close())

const send = (payload: object, headers = {}) =>
  test.inject({ method: 'POST', url: '/api/test/echo/1', payload, headers })

describe('answers', () => {
  it('hold what the contract declares and nothing else', async () => {
    expect((await send({ name: '甲', extra: 1 })).json()).toEqual({ name: '甲', address: '127.0.0.1' })
  })

  it('say in the caller’s language what to mend, and where', async () => {
    const zh = await send({ nested: { age: 'x' } })
    expect(zh.statusCode).toBe(400)
    expect(zh.json()).toEqual({
      code: 'invalid_input',
      message: errors.invalid_input.zh,
      fields: [
        { path: 'name', message: '请检查这一项' },
        { path: 'nested.age', message: '请检查这一项' },
      ],
    })
    expect((await send({}, { 'accept-language': 'en-GB,zh;q=0.5' })).json().message).toBe(errors.invalid_input.en)
    expect((await send({}, { 'accept-language': 'zh-CN,en;q=0.9' })).json().message).toBe(errors.invalid_input.zh)
  })

  it('carry the present state of a case when it has changed', async () => {
    const response = await test.inject('/api/test/failing?how=refuse')
    expect(response.statusCode).toBe(409)
    expect(response.json()).toMatchObject({
      code: 'stale',
      current: { state: 'verifying', version: 3, allowed: ['approve'] },
    })
  })

  it.each([
    ['/api/nowhere', 404],
    ['/api/test/failing', 400],
    ['/api/test/failing?how=sql&how=lock', 400],
    ['/api/test/failing?how=refuse&unknown=%00', 400],
  ])('%s is %i in the one shape of refusals', async (url, status) => {
    const response = await test.inject(url)
    expect(response.statusCode).toBe(status)
    expect(response.json()).toMatchObject({ code: expect.any(String), message: expect.any(String) })
  })
})

describe('bodies', () => {
  it.each([
    ['text/plain', '{"name":"x"}', 415],
    ['application/x-www-form-urlencoded', 'name=x', 415],
    ['image/png', 'x', 415],
    ['application/json', '{"name":', 400],
    ['application/json', '', 400],
    ['application/json', '{"name":"a\\u0000"}', 400],
    ['application/json', '{"name":"a\\ud800"}', 400],
    ['application/json', '{"name":"a","nested":{"\\u0000":"b\\u0000"}}', 400],
    ['application/json', '{"__proto__":{"a":1},"name":"x"}', 400],
    ['application/json', `{"name":"${'x'.repeat(300_000)}"}`, 413],
  ])('%s is refused where it does not fit (%#)', async (type, payload, status) => {
    const response = await test.inject({
      method: 'POST',
      url: '/api/test/echo/1',
      payload,
      headers: { 'content-type': type },
    })
    expect(response.statusCode).toBe(status)
    expect(response.json()).toMatchObject({ code: expect.any(String) })
  })

  it('may be photos where an attachment is asked for, up to 8 MB', async () => {
    const upload = (type: string, bytes: number) =>
      test.inject({
        method: 'POST',
        url: '/api/test/photos',
        payload: Buffer.alloc(bytes, 1),
        headers: { 'content-type': type },
      })
    expect((await upload('image/jpeg', 5_000_000)).json()).toEqual({ type: 'image/jpeg', bytes: 5_000_000 })
    expect((await upload('image/png', 10)).json()).toEqual({ type: 'image/png', bytes: 10 })
    expect((await upload('image/png', 8 * 1024 * 1024 + 1)).statusCode).toBe(413)
    expect((await upload('image/svg+xml', 10)).statusCode).toBe(415)
    expect((await test.inject({ method: 'POST', url: '/api/test/photos', payload: {} })).statusCode).toBe(415)
  })
})

describe('headers', () => {
  it('tell what is left of the address’s share of requests', async () => {
    expect(Number((await test.inject('/api/me')).headers['x-ratelimit-limit'])).toBe(3000)
    expect((await test.inject('/healthz')).headers['x-ratelimit-limit']).toBeUndefined()
    const invented = (turn: number) => ({ 'x-forwarded-for': `203.0.113.${turn}, 198.51.100.8` })
    const left = []
    for (let turn = 0; turn < 3; turn += 1) {
      left.push(
        Number((await test.inject({ url: '/api/me', headers: invented(turn) })).headers['x-ratelimit-remaining']),
      )
    }
    expect(left).toEqual([2999, 2998, 2997])
  })

  it('let nothing be loaded from or framed by anybody else, and nothing of the API be kept', async () => {
    const { headers } = await test.inject('/api/me')
    expect(headers['content-security-policy']).toBe(
      "default-src 'none';script-src 'self';style-src 'self';img-src 'self' data: blob:;connect-src 'self';manifest-src 'self';worker-src 'self';font-src 'self';base-uri 'none';form-action 'self';frame-ancestors 'none'",
    )
    expect(headers).toMatchObject({
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
      'permissions-policy': expect.stringContaining('geolocation=()'),
    })
  })

  it('of a proxy are believed for one hop, so that an invented address does not count', async () => {
    const response = await send({ name: 'x' }, { 'x-forwarded-for': '203.0.113.9, 198.51.100.7' })
    expect(response.json().address).toBe('198.51.100.7')
  })
})

describe('the description of the API', () => {
  it('lists every operation with its refusals, as OpenAPI 3.1', async () => {
    const document = (await test.inject('/api/openapi.json')).json()
    expect(document.openapi).toBe('3.1.0')
    const described = Object.entries<Record<string, { operationId: string; responses: object }>>(
      document.paths,
    ).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { operationId, responses }]) => {
        expect(Object.keys(responses)).toEqual(expect.arrayContaining(['4XX', '5XX']))
        return `${method.toUpperCase()} ${path} ${operationId}`
      }),
    )
    const served = routesFor({ demonstration: true }).map(
      ({ operation }) => `${operation.method} ${operation.path.replace(/:(\w+)/g, '{$1}')} ${operation.id}`,
    )
    expect(described).toEqual(expect.arrayContaining(served))
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)].map(
      ([, name]) => name,
    )
    expect(new Set(references)).toEqual(new Set(['ErrorBody']))
    expect(Object.keys(document.components.schemas)).toContain('ErrorBody')
  })

  it('has no demonstration outside demonstrations', () => {
    const paths = routesFor({ demonstration: false }).map(({ operation }) => operation.path)
    expect(paths.length).toBeGreaterThan(5)
    expect(paths.filter((path) => path.startsWith('/api/demo'))).toEqual([])
  })
})

describe('trouble', () => {
  it('with a statement is an internal error that tells no data, neither outside nor in the logs', async () => {
    for (const how of ['sql', 'leak']) {
      const response = await test.inject(`/api/test/failing?how=${how}`)
      expect(response.statusCode).toBe(500)
      expect(response.json()).toEqual({ code: 'internal', message: errors.internal.zh })
    }
    expect(test.logs()).toContain('"code":"42P01"')
    expect(test.logs()).not.toContain('13800001234')
  })

  it('with a lock or the pool is “busy”, with a time to try again', async () => {
    await test.db.owner.query(`insert into account (phone_cipher, phone_index, phone_masked) values ('x', 'x', 'x')`)
    const holder = await test.db.owner.connect()
    await holder.query('begin')
    await holder.query('select 1 from account for update')
    const response = await test.inject('/api/test/failing?how=lock')
    await holder.query('rollback')
    holder.release()
    expect([response.statusCode, response.json().code, response.headers['retry-after']]).toEqual([503, 'busy', '2'])
  })

  it('with a connection killed inside a transaction is “unavailable”, and the process and the next request live', async () => {
    for (let round = 0; round < 10; round += 1) {
      const response = await test.inject('/api/test/failing?how=killed')
      expect([response.statusCode, response.json().code]).toEqual([503, 'unavailable'])
      expect((await test.inject('/healthz')).statusCode).toBe(200)
    }
  })

  it('with the whole database shows in the health check', async () => {
    const broken = await startTestApp({ worker: false })
    expect((await broken.inject('/healthz')).json()).toMatchObject({ status: 'ok', database: 'ok' })
    await broken.context.queue.stop()
    await broken.context.database.pool.end()
    const health = await broken.inject('/healthz')
    expect([health.statusCode, health.json().database]).toEqual([503, 'down'])
    await broken.app.close()
    await broken.db.owner.end()
  })

  it('with 100 clients that never finish their bodies does not keep others waiting', async () => {
    const address = await test.app.listen({ port: 0, host: '127.0.0.1' })
    const { port } = new URL(address)
    const slow = Array.from({ length: 100 }, () => {
      const socket = connect(Number(port), '127.0.0.1')
      socket.on('error', () => {})
      socket.write(
        'POST /api/test/echo/1 HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{',
      )
      return socket
    })
    const started = performance.now()
    for (let ask = 0; ask < 20; ask += 1) expect((await fetch(`${address}/healthz`)).status).toBe(200)
    expect((performance.now() - started) / 20).toBeLessThan(200)
    expect(test.app.server.requestTimeout).toBe(30_000)
    for (const socket of slow) socket.destroy()
  })
})
