import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'

const folder = mkdtempSync(join(tmpdir(), 'yijian-embedded-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('a program that failed says so after it has stopped its database', () => {
  const program = `
    const { startEmbedded } = await import(${JSON.stringify(new URL('./embedded.ts', import.meta.url).href)})
    const server = await startEmbedded(${JSON.stringify(folder)}, { durable: false })
    process.exitCode = 3
    await server.stop()`
  const ended = spawnSync(process.execPath, ['--input-type=module', '--eval', program], { encoding: 'utf8' })
  expect([ended.status, ended.stderr]).toEqual([3, ''])
})
