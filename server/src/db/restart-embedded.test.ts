import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startProduct } from '../testing/product-process.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'yijian-restart-embedded-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('an embedded PostgreSQL that is killed comes back under the process, which says so calmly and stops at once when asked', {
  timeout: 60_000,
}, async () => {
  const [cluster, away] = [join(folder, 'postgres'), join(folder, 'away')]
  const secret = () => `k1:${randomBytes(32).toString('base64')}`
  const product = startProduct({
    NODE_ENV: 'production',
    ...{ JWT_SECRETS: secret(), FIELD_SECRETS: secret(), LEDGER_SECRETS: secret(), INDEX_SECRET: secret() },
    DATA_DIR: folder,
    PORT: '0',
    LOG_LEVEL: 'info',
  })
  const address = await product.ready
  const health = async () => (await fetch(`${address}/healthz`)).status
  const told = () =>
    [...product.output().matchAll(/^\{"level".*$/gm)]
      .map(([line]) => JSON.parse(line) as { msg: string })
      .map(({ msg }) => msg)
      .filter((msg) => /database|queue/.test(msg))
  expect(told()).toEqual([])

  const endIt = () => {
    const pid = Number(readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n')[0])
    // It cannot come back before its folder does.
    renameSync(cluster, away)
    process.kill(pid, 'SIGKILL')
  }
  endIt()
  await expect.poll(health, { timeout: 5000 }).toBe(503)
  await new Promise((resolve) => setTimeout(resolve, 1500))
  renameSync(away, cluster)
  await expect.poll(health, { timeout: 10_000 }).toBe(200)
  await expect
    .poll(() => told().toSorted(), { timeout: 5000 })
    .toEqual([
      'the database answers again',
      'the database does not answer; what needs it waits',
      'the embedded database ended by itself; it is being started again',
      'the embedded database runs again',
    ])
  endIt()
  await expect.poll(health, { timeout: 5000 }).toBe(503)
  await expect.poll(() => told().length, { timeout: 5000 }).toBe(6)
  const clock = Date.now()
  expect(await product.stop()).toBe(0)
  expect(Date.now() - clock).toBeLessThan(5000)
  expect(told()).toHaveLength(6)
})
