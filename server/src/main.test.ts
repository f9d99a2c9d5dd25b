import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startProduct } from './testing/product-process.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'yijian-start-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const callbackKey = 'Zk3v9Qx7Lm2Tn8Rb5Wc1Yd6Hf4Jg0PaSu'
const weak = {
  JWT_SECRETS: 'k1:Y2hhbmdlbWU=',
  FIELD_SECRETS: 'k1:Y2hhbmdlbWU=',
  LEDGER_SECRETS: 'k1:Y2hhbmdlbWU=',
  INDEX_SECRET: 'k1:Y2hhbmdlbWU=',
}

test('an empty folder becomes a running product with a sample; a second start keeps it; signals end it cleanly', {
  timeout: 120_000,
}, async () => {
  const first = startProduct({ DATA_DIR: folder, PORT: '0' })
  const address = await first.ready
  const health = await (await fetch(`${address}/healthz`)).json()
  expect(health).toMatchObject({ database: 'ok', demonstration: true })
  const api = (await (await fetch(`${address}/api/openapi.json`)).json()) as { openapi: string; paths: object }
  expect(api.openapi).toBe('3.1.0')
  const accounts = await (await fetch(`${address}/api/demo/accounts`)).json()
  const port = new URL(address).port

  const sameFolder = startProduct({ DATA_DIR: folder, PORT: '0' })
  expect(await sameFolder.ended).toBe(1)
  expect(sameFolder.errors().trim().split('\n')).toHaveLength(1)
  expect(sameFolder.errors()).toMatch(/in use by another running copy/)

  expect(await first.stop()).toBe(0)
  expect(first.output() + first.errors()).not.toMatch(/"level":[456]0/)
  const second = startProduct({ DATA_DIR: folder, PORT: port })
  expect(await (await fetch(`${await second.ready}/api/demo/accounts`)).json()).toEqual(accounts)
  expect(second.output()).not.toMatch(/Filling/)

  const samePort = startProduct({ DATA_DIR: join(folder, 'other'), PORT: port })
  expect(await samePort.ended).toBe(1)
  expect(samePort.errors().trim()).toBe(`Port ${port} is in use. Set PORT to another one, for example PORT=8081.`)
  expect(await second.stop()).toBe(0)
})

test('a start that was interrupted while it filled the sample begins anew', { timeout: 60_000 }, async () => {
  const interrupted = join(folder, 'interrupted')
  const first = startProduct({ DATA_DIR: interrupted, PORT: '0' })
  await expect.poll(() => first.output(), { timeout: 20_000 }).toMatch(/Filling/)
  first.child.kill('SIGTERM')
  await first.ended
  const second = startProduct({ DATA_DIR: interrupted, PORT: '0' })
  const address = await second.ready
  const { accounts } = (await (await fetch(`${address}/api/demo/accounts`)).json()) as { accounts: unknown[] }
  expect(accounts.length).toBeGreaterThan(5)
  await second.stop()
})

test.each([
  ['missing secrets', { NODE_ENV: 'production' }, /_SECRETS? is missing/],
  ['weak secrets', { NODE_ENV: 'production', ...weak }, /weak or malformed/],
  [
    'the simulator in production',
    { NODE_ENV: 'production', SMS_GATEWAY: 'simulator' },
    /refused with NODE_ENV=production/,
  ],
  ['a guessable address for replies', { SMS_CALLBACK_KEY: 'replies' }, /SMS_CALLBACK_KEY must be at least 32 random/],
  [
    'a network that is none',
    { SMS_CALLBACK_KEY: callbackKey, SMS_CALLBACK_FROM: '10.0.0.0/40' },
    /SMS_CALLBACK_FROM must be/,
  ],
  ['a folder that cannot be made', { DATA_DIR: join(tmpdir(), '..', 'dev', 'null', 'below') }, /cannot be made/],
  ['a port that is none', { PORT: 'eighty' }, /PORT must be a number/],
])('%s: one sentence says what to do', async (_, env, sentence) => {
  const product = startProduct({ DATA_DIR: join(folder, 'refused'), ...env })
  expect(await product.ended).toBe(1)
  expect(product.errors()).toMatch(sentence)
  expect(product.errors().trim().split('\n')).toHaveLength(1)
})
