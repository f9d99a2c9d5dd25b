import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startProduct } from '../testing/product-process.ts'
import { type RunningDatabase, startEmbedded } from './embedded.ts'

let folder: string
let database: RunningDatabase
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'yijian-restart-'))
  database = await startEmbedded(folder)
})
afterAll(async () => {
  await database.stop()
  rmSync(folder, { recursive: true, force: true })
})

test('the process survives a restarted PostgreSQL under load: refused meanwhile, served after, never ended', {
  timeout: 90_000,
}, async () => {
  const port = Number(new URL(database.databaseUrl).port)
  const product = startProduct({
    DATA_DIR: join(folder, 'product'),
    PORT: '0',
    LOG_LEVEL: 'silent',
    DATABASE_URL: database.databaseUrl,
    MIGRATION_DATABASE_URL: database.migrationDatabaseUrl,
  })
  const address = await product.ready
  const statuses: number[] = []
  let loading = true
  const load = Array.from({ length: 8 }, async () => {
    while (loading) {
      const answer = await fetch(`${address}/api/places`)
      statuses.push(answer.status)
      await answer.arrayBuffer()
    }
  })
  for (let round = 0; round < 3; round += 1) {
    await new Promise((resolve) => setTimeout(resolve, 300))
    await database.stop()
    expect((await fetch(`${address}/healthz`)).status).toBe(503)
    database = await startEmbedded(folder, { port })
    await expect.poll(async () => (await fetch(`${address}/healthz`)).status, { timeout: 5000 }).toBe(200)
  }
  loading = false
  await Promise.all(load)
  expect(product.child.exitCode).toBeNull()
  expect(statuses.filter((status) => status === 200).length).toBeGreaterThan(0)
  expect(new Set(statuses).difference(new Set([200, 429, 503]))).toEqual(new Set())
  expect(await product.stop()).toBe(0)
})
