import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { CHUNK_BYTES } from '@yijian/shared/uploads/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemScope, withTx } from '../db/tx.ts'
import { addOffice } from '../offices/add-office.ts'
import { startTestApp, type TestApp } from '../testing/app.ts'
import { addTestOffice, addTestOfficer } from '../testing/people.ts'
import { getUpload, openUpload } from './open-upload.ts'

type Answer = { status: number; body: { code?: string; received?: number[]; complete?: boolean } }
type Person = { start(body: object): Promise<Answer>; put(id: string, seq: number, piece: Buffer): Promise<Answer> }

let app: TestApp
let city: Person
let colleague: Person
let union: Person

async function person(officeName: string): Promise<Person> {
  const { phone, postId } = await addTestOfficer(app, officeName)
  const client = await app.signIn(phone, { postId })
  const authorization = `Bearer ${client.accessToken}`
  return {
    start: (body) => client.call('POST', '/api/uploads', body),
    async put(id, seq, payload) {
      const headers = { authorization, 'content-type': 'application/octet-stream' }
      const response = await app.inject({ method: 'PUT', url: `/api/uploads/${id}/chunks/${seq}`, headers, payload })
      return { status: response.statusCode, body: response.json() }
    },
  }
}

beforeAll(async () => {
  app = await startTestApp()
  await addTestOffice(app, { name: '市团委', tier: 'city', divisionCodes: ['330100'] })
  await withTx(app.context.database, systemScope, (tx) =>
    addOffice(tx, {
      agency: 'union',
      tier: 'city',
      name: '市总工会',
      covers: 'places',
      divisionCodes: ['330100'],
    }),
  )
  city = await person('市团委')
  colleague = await person('市团委')
  union = await person('市总工会')
})
afterAll(() => app.close())

const announce = (bytes: number, change: object = {}) => ({
  id: randomUUID(),
  purpose: 'register',
  name: '名录.csv',
  bytes,
  ...change,
})
const pieces = (content: Buffer) =>
  Array.from({ length: Math.ceil(content.length / CHUNK_BYTES) }, (_, seq) =>
    content.subarray(seq * CHUNK_BYTES, (seq + 1) * CHUNK_BYTES),
  )
const sha = (content: Buffer) => createHash('sha256').update(content).digest('hex')

test('a file arrives piece by piece in any order, is told how far it is, and comes out as it went in', async () => {
  const content = randomBytes(2 * CHUNK_BYTES + 77)
  const [first, second, last] = pieces(content) as [Buffer, Buffer, Buffer]
  const file = announce(content.length)
  expect(await city.start(file)).toMatchObject({ status: 200, body: { received: [], complete: false } })
  expect((await city.put(file.id, 2, last)).body).toMatchObject({ received: [2], complete: false })
  await expect(openUpload(app.context, file.id)).rejects.toThrow('not here')
  expect((await city.put(file.id, 0, first)).body).toMatchObject({ received: [0, 2], complete: false })
  // The connection broke here; whoever goes on asks what is missing.
  expect((await city.start(file)).body).toMatchObject({ received: [0, 2], complete: false })
  expect((await city.put(file.id, 1, second)).body).toMatchObject({ received: [0, 1, 2], complete: true })
  expect((await city.start(file)).body).toMatchObject({ complete: true })
  const source = await openUpload(app.context, file.id)
  expect(source).toMatchObject({ name: '名录.csv', bytes: content.length })
  for (let times = 0; times < 2; times++) {
    const read: Buffer[] = []
    for await (const chunk of source.open()) read.push(chunk)
    expect(sha(Buffer.concat(read))).toBe(sha(content))
  }
})

test('what is kept of a file is sealed, and a piece that was moved is not opened', async () => {
  const content = Buffer.from(`企业名称,联系电话\n${'杭州示例有限公司,13800138000\n'.repeat(50_000)}`)
  const file = announce(content.length)
  await city.start(file)
  for (const [seq, piece] of pieces(content).entries()) await city.put(file.id, seq, piece)
  const { rows } = await app.db.owner.query('select sealed from uploaded_chunk where file_id = $1', [file.id])
  expect(rows.map(({ sealed }) => sealed.includes('13800138000'))).toEqual(pieces(content).map(() => false))
  await app.db.owner.query(
    'update uploaded_chunk a set sealed = b.sealed from uploaded_chunk b where a.file_id = $1 and b.file_id = $1 and a.seq = 0 and b.seq = 1',
    [file.id],
  )
  const read = async () => {
    for await (const _ of (await openUpload(app.context, file.id)).open());
  }
  await expect(read()).rejects.toThrow()
})

test('pieces and announcements sent twice at once are one', async () => {
  const content = randomBytes(5 * CHUNK_BYTES)
  const file = announce(content.length)
  const starts = await Promise.all(Array.from({ length: 8 }, () => city.start(file)))
  expect(starts.map(({ status }) => status)).toEqual(Array(8).fill(200))
  const twice = [...pieces(content).entries(), ...pieces(content).entries()]
  const answers = await Promise.all(twice.map(([seq, piece]) => city.put(file.id, seq, piece)))
  expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(200))
  expect(answers.some(({ body }) => body.complete)).toBe(true)
  const { rows } = await app.db.owner.query(
    'select count(*)::int as n, (select completed_at is not null from uploaded_file where id = $1) as done from uploaded_chunk where file_id = $1',
    [file.id],
  )
  expect(rows).toEqual([{ n: 5, done: true }])
})

test('a piece of the wrong size, place or content is refused, and so is another file under the same id', async () => {
  const content = randomBytes(CHUNK_BYTES + 5)
  const [first, last] = pieces(content) as [Buffer, Buffer]
  const file = announce(content.length)
  await city.start(file)
  const mismatch = { status: 409, body: { code: 'upload_mismatch' } }
  expect(await city.put(file.id, 0, last)).toMatchObject(mismatch)
  expect(await city.put(file.id, 1, first)).toMatchObject(mismatch)
  expect(await city.put(file.id, 2, first)).toMatchObject(mismatch)
  expect((await city.put(file.id, 1, Buffer.concat([first, last]))).status).toBe(413)
  expect((await city.put(file.id, 0, first)).status).toBe(200)
  expect(await city.put(file.id, 0, randomBytes(CHUNK_BYTES))).toMatchObject(mismatch)
  expect((await city.put(file.id, 0, first)).status).toBe(200)
  expect(await city.start({ ...file, bytes: 9 })).toMatchObject(mismatch)
  expect(await city.start({ ...file, name: '别的.csv' })).toMatchObject(mismatch)
})

test('another person’s upload does not exist for anybody else', async () => {
  const file = announce(10)
  await city.start(file)
  expect((await colleague.start(file)).status).toBe(404)
  expect((await colleague.put(file.id, 0, Buffer.alloc(10))).status).toBe(404)
  expect((await colleague.put(randomUUID(), 0, Buffer.alloc(10))).status).toBe(404)
  const { rows } = await app.db.owner.query('select account_id::int as id from uploaded_file where id = $1', [file.id])
  const mine = { id: file.id, accountId: rows[0].id, purpose: 'register' } as const
  const get = (upload: Parameters<typeof getUpload>[1]) =>
    withTx(app.context.database, systemScope, (tx) => getUpload(tx, upload))
  await expect(get(mine)).rejects.toMatchObject({ code: 'upload_incomplete' })
  await expect(get({ ...mine, accountId: mine.accountId + 1 })).rejects.toMatchObject({ code: 'not_found' })
  await expect(get({ ...mine, purpose: 'list' })).rejects.toMatchObject({ code: 'not_found' })
})

test('a register comes from the city’s league office; lists come from any agency, within their size', async () => {
  expect(await union.start(announce(5))).toMatchObject({ status: 403, body: { code: 'city_league_only' } })
  expect((await union.start(announce(5, { purpose: 'list' }))).status).toBe(200)
  expect(await union.start(announce(65 * CHUNK_BYTES, { purpose: 'list' }))).toMatchObject({
    status: 413,
    body: { code: 'file_too_large' },
  })
})

test('bytes are taken for pieces only, and pieces as bytes only', async () => {
  const file = announce(2)
  await city.start(file)
  const { phone, postId } = await addTestOfficer(app, '市团委')
  const { accessToken, call } = await app.signIn(phone, { postId })
  expect((await call('PUT', `/api/uploads/${file.id}/chunks/0`, { a: 1 })).status).toBe(415)
  const headers = { authorization: `Bearer ${accessToken}`, 'content-type': 'application/octet-stream' }
  const sent = await app.inject({ method: 'POST', url: '/api/uploads', headers, payload: Buffer.from('{}') })
  expect(sent.statusCode).toBe(415)
})
