import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openWorkbook } from '../registry/tables/open-workbook.ts'
import { addTestOffice } from '../testing/people.ts'
import { CITY_OFFICE, openRegisterDesk, type RegisterDesk } from '../testing/register-desk.ts'

/** A city takes its whole library out as one file, while it is being worked on, and nobody waits for that. */

const ENTERPRISES = 20_500
/** Enough for a slow download to be told from one that fits into the buffers on its way. */
const LONG = '长'.repeat(150)
const STREET = '330106011'
/** As many as a whole small deployment may have; a download that held one would soon hold all. */
const CONNECTIONS = 3

let desk: RegisterDesk
let address: string

beforeAll(async () => {
  desk = await openRegisterDesk({ max: CONNECTIONS })
  await desk.read(
    `insert into enterprise (credit_code, name, name_key, status_text, status_class, nature, address, headcount, standard_score,
       search_text, place_id, place_how, place_certain, provisional)
     select 'T' || lpad(n::text, 17, '0'), '杭州导出' || n || '有限公司', '导出' || n, '存续', 'live', 'private', $2, n % 300, n % 90,
       '杭州导出' || n || '有限公司', d.id, 'street_in_address', true, true
     from generate_series(1, $1::int) n, division d where d.code = $3 and d.valid_to is null`,
    [ENTERPRISES, LONG, STREET],
  )
  await desk.read('analyze enterprise')
  address = await desk.test.app.listen({ port: 0, host: '127.0.0.1' })
})
afterAll(() => desk.close())

type Officer = Awaited<ReturnType<RegisterDesk['addOfficer']>>
const send = (by: Officer, body: object = {}) =>
  fetch(`${address}/api/library/exports`, {
    method: 'POST',
    headers: { authorization: `Bearer ${by.client.accessToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({ filters: {}, format: 'csv', phones: 'masked', ...body }),
  })
const get = async <T>(by: Officer, path: string) => (await by.client.call('GET', path)).body as T
const moveTo = (code: string) =>
  desk.read(
    `update enterprise set place_id = (select id from division where code = $1 and valid_to is null) where name = '杭州导出90有限公司'`,
    [code],
  )
const codesOf = (lines: readonly (readonly string[])[]) => new Set(lines.map(([, code]) => code))
const linesOf = (text: string) => (parse(text, { bom: true }) as string[][]).slice(1)

test('more than twenty thousand are in one file, as many as the page said, each once, and the last line says how many', async () => {
  const officer = await desk.addOfficer()
  expect(await get(officer, '/api/library/count?whole=yes')).toEqual({ count: ENTERPRISES, more: false })
  expect(await get(officer, '/api/library/count')).toMatchObject({ more: true })
  const lines = linesOf(await (await send(officer)).text())
  expect(lines).toHaveLength(ENTERPRISES + 1)
  expect(codesOf(lines.slice(0, -1)).size).toBe(ENTERPRISES)
  expect(lines.at(-1)?.[0]).toContain(`${CITY_OFFICE}`)
  expect(lines.at(-1)?.[0]).toContain(`共 ${ENTERPRISES} 家`)
  const { items } = await get<{ items: { rowCount: number }[] }>(officer, '/api/library/exports')
  expect(items[0]?.rowCount).toBe(ENTERPRISES)
})

test('so they are in one workbook', async () => {
  const bytes = await buffer(Readable.fromWeb((await send(await desk.addOfficer(), { format: 'xlsx' })).body as never)) // one type, declared twice
  const source = { name: 'library.xlsx', open: () => Readable.from([bytes]) }
  const table = await openWorkbook(source, { sha256: '' }, ['name'])
  let rows = 0
  for await (const _ of table.rows()) rows++
  expect(rows).toBe(ENTERPRISES + 1)
})

test('what changes while it is sent loses nobody and repeats nobody; who moved away meanwhile is not in it, and the last line counts so', async () => {
  await addTestOffice(desk.test, { name: '测试区团委', tier: 'county', divisionCodes: ['330106'] })
  const officer = await desk.addOfficer('测试区团委')
  const reader = ((await send(officer)).body as ReadableStream<Uint8Array>).getReader()
  const pieces = [(await reader.read()).value]
  // The order is another one now: an import has landed.
  await desk.read('update enterprise set standard_score = 89 - standard_score')
  // The least promising come last.
  await moveTo('330108')
  for (let read = await reader.read(); !read.done; read = await reader.read()) pieces.push(read.value)
  await moveTo(STREET)
  const lines = linesOf(Buffer.concat(pieces.map((piece) => Buffer.from(piece ?? []))).toString())
  const codes = codesOf(lines.slice(0, -1))
  expect([lines.length - 1, codes.size]).toEqual([ENTERPRISES - 1, ENTERPRISES - 1])
  expect(codes.has(`T${'90'.padStart(17, '0')}`)).toBe(false)
  expect(lines.at(-1)?.[0]).toContain(`共 ${ENTERPRISES - 1} 家`)
})

test.each(['csv', 'xlsx'])(
  'a %s that breaks off on the server is a broken download, not a shorter file',
  async (format) => {
    const response = await send(await desk.addOfficer(), { format })
    expect(response.status).toBe(200)
    const reader = (response.body as ReadableStream<Uint8Array>).getReader()
    await reader.read()
    await desk.read('alter table enterprise_tag rename to enterprise_tag_away')
    try {
      const whole = async () => {
        while (!(await reader.read()).done);
      }
      await expect(whole()).rejects.toThrow()
    } finally {
      await desk.read('alter table enterprise_tag_away rename to enterprise_tag')
    }
  },
)

test('downloads that nobody reads on hold no connection', async () => {
  const officer = await desk.addOfficer()
  const slow = await Promise.all(Array.from({ length: CONNECTIONS + 1 }, () => send(officer)))
  const readers = slow.map(({ body }) => (body as ReadableStream<Uint8Array>).getReader())
  await Promise.all(readers.map((reader) => reader.read()))
  const { pool } = desk.test.context.database
  await expect.poll(() => pool.idleCount).toBe(pool.totalCount)
  expect(await get(officer, '/api/library')).toMatchObject({ items: expect.any(Array) })
  await Promise.all(readers.map((reader) => reader.cancel()))
})

test('while two are written as fast as they go, the library answers others again and again', async () => {
  const [one, two, third] = [await desk.addOfficer(), await desk.addOfficer(), await desk.addOfficer()]
  let written = 0
  const both = [one, two].map(async (officer) => {
    const lines = linesOf(await (await send(officer)).text())
    written++
    return lines.length
  })
  const waits: number[] = []
  while (written < 2) {
    const asked = performance.now()
    expect(await get(third, '/api/library')).toMatchObject({ items: expect.any(Array) })
    waits.push(performance.now() - asked)
  }
  expect(await Promise.all(both)).toEqual([ENTERPRISES + 1, ENTERPRISES + 1])
  expect(waits.length).toBeGreaterThan(10)
})
