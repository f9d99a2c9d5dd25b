import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { root } from '../policing/tree.ts'
import { startTestApp, type TestApp } from '../testing/app.ts'
import { registerOf } from '../testing/register-lines.ts'

let product: TestApp
let folder: string
beforeAll(async () => {
  product = await startTestApp({ worker: false })
  folder = mkdtempSync(join(tmpdir(), 'yijian-trouble-'))
})
afterAll(async () => {
  await product.close()
  rmSync(folder, { recursive: true, force: true })
})

test.each([
  ['a full disk', '53100', /^The disk of the database is full\. Make room and run the command again/],
  ['a database that goes away', '57P01', /^The database went away while the command ran\. Run it again once/],
])('%s under a command is told in a sentence, without a stack', async (_, code, sentence) => {
  await product.db.owner.query(`create or replace function trouble() returns trigger language plpgsql as $$
    begin raise exception 'trouble' using errcode = '${code}'; end $$`)
  await product.db.owner.query(
    'create or replace trigger trouble before insert on registry_batch for each row execute function trouble()',
  )
  const file = join(folder, 'register.csv')
  writeFileSync(file, registerOf(3))
  const { NODE_ENV: _env, VITEST: _vitest, ...inherited } = process.env
  const ended = spawnSync(process.execPath, [join(root, 'server/src/cli.ts'), 'import', file], {
    env: { ...inherited, DATA_DIR: folder, DATABASE_URL: product.db.url },
    encoding: 'utf8',
  })
  expect(ended.status).toBe(1)
  expect(ended.stderr.trim()).toMatch(sentence)
  expect(ended.stderr.trim().split('\n')).toHaveLength(1)
})
