import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sampleRegisterSource } from '../registry/sample-register.ts'
import { type StageProgress, stageFile } from '../registry/staging/stage-file.ts'
import { openRegister } from '../testing/register-file.ts'

let register: Awaited<ReturnType<typeof openRegister>>
beforeAll(async () => {
  register = await openRegister()
})
afterAll(() => register.close())

const ROWS = 12_000

test('how many rows a packed file holds is told from those that were read, though its bytes are all read ahead', async () => {
  const packed = gzipSync(await buffer(sampleRegisterSource({ count: ROWS, seed: 7 }).open()))
  const { id: batchId } = await register.first(
    `insert into registry_batch (file_name, sha256, encoding, delimiter, mapping, state, started_at)
     values ('register.csv.gz', repeat('0', 64), '', '', '{}', 'staging', now()) returning id`,
  )
  const told: StageProgress[] = []
  const source = { name: 'register.csv.gz', open: () => Readable.from([packed]) }
  await stageFile(register.context, { batchId, source, onProgress: (at) => told.push(at) })
  const under = told.filter(({ rows, all }) => rows > 0 && !all)
  expect(under.length).toBeGreaterThan(0)
  for (const { rows, bytes, expected = 0 } of under) {
    expect(bytes).toBe(packed.length)
    expect(rows).toBeLessThanOrEqual(expected)
    expect(Math.abs(expected - ROWS)).toBeLessThan(0.1 * ROWS)
  }
  expect(told.at(-1)).toMatchObject({ all: true })
})
