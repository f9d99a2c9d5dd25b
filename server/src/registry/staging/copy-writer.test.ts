import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import fc from 'fast-check'
import { from as copyFrom } from 'pg-copy-streams'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openRegister } from '../../testing/register-file.ts'
import { COPY_END, COPY_START, type CopyType, type CopyValues, CopyWriter } from './copy-writer.ts'

let register: Awaited<ReturnType<typeof openRegister>>
beforeAll(async () => {
  register = await openRegister()
})
afterAll(() => register.close())

const text = fc.string({ unit: 'binary' }).map((value) => value.replaceAll('\0', '').toWellFormed())
const cents = fc.integer({ min: 0, max: 10 ** 15 }).map((value) => value / 100)
const bytes = fc.uint8Array({ maxLength: 40 })
const int = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })
const values: { readonly [T in CopyType]: fc.Arbitrary<CopyValues[T]> } = {
  boolean: fc.boolean(),
  smallint: fc.integer({ min: -32_768, max: 32_767 }),
  int,
  bigint: fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
  'numeric(20, 2)': cents,
  text,
  date: fc
    .date({ min: new Date('1900-01-01'), max: new Date('2100-12-31'), noInvalidDate: true })
    .map((day) => day.toISOString().slice(0, 10)),
  jsonb: fc.array(fc.record({ value: text })).map((value) => JSON.stringify(value)),
  bytea: bytes,
  'int[]': fc.array(int, { maxLength: 80 }),
  'text[]': fc.array(text),
  'boolean[]': fc.array(fc.boolean()),
  'bytea[]': fc.array(bytes),
}
const types = Object.keys(values) as CopyType[] // the keys of the table above
const anyRow = fc.tuple(...types.map((type) => fc.option<unknown>(values[type])))

test('whatever is written is what PostgreSQL reads', async () => {
  const client = await register.db.owner.connect()
  await client.query(`create temporary table written (${types.map((type, i) => `c${i} ${type}`).join(', ')})`)
  await fc.assert(
    fc.asyncProperty(fc.array(anyRow, { minLength: 1, maxLength: 30 }), async (rows) => {
      const writer = new CopyWriter()
      for (const row of rows) {
        writer.row(types.length)
        // Each value was made for the type at its place.
        for (const [i, type] of types.entries()) writer.field(type, row[i] as never)
      }
      await client.query('truncate written')
      await pipeline(
        Readable.from([COPY_START, writer.take(), COPY_END]),
        client.query(copyFrom('copy written from stdin (format binary)')),
      )
      const { rows: read } = await client.query(
        `select ${types.map((type, i) => (type === 'date' || type === 'jsonb' ? `c${i}::text` : `c${i}`)).join(', ')} from written`,
      )
      expect(read.map((row) => Object.values(row).map((value, i) => shown(types[i], value)))).toEqual(
        rows.map((row) => row.map((value, i) => shown(types[i], value))),
      )
    }),
    { numRuns: 60 },
  )
  client.release()
})

/** What the driver gives and what was written, in one form. */
function shown(type: CopyType | undefined, value: unknown): unknown {
  if (value === null) return null
  if (type === 'numeric(20, 2)') return Number(value).toFixed(2)
  if (type === 'jsonb') return JSON.parse(String(value))
  if (type === 'bigint') return String(value)
  if (type === 'bytea') return Buffer.from(value as Uint8Array).toString('hex')
  if (type === 'bytea[]') return (value as Uint8Array[]).map((item) => Buffer.from(item).toString('hex'))
  return value
}

test('half of a character is written as the sign for what cannot be read', () => {
  const writer = new CopyWriter()
  writer.field('text', '甲\ud800乙\udc00')
  expect(Buffer.from(writer.written(4)).toString()).toBe('甲\ufffd乙\ufffd')
})
