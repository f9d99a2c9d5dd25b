import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'

const folder = mkdtempSync(join(tmpdir(), 'yijian-embedded-'))
const module = JSON.stringify(new URL('./embedded.ts', import.meta.url).href)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('a program that failed says so after it has stopped its database', () => {
  const program = `
    const { startEmbedded } = await import(${module})
    const server = await startEmbedded(${JSON.stringify(folder)}, { durable: false })
    process.exitCode = 3
    await server.stop()`
  expect(run(program)).toEqual([3, ''])
})

test('and so does one that only knows of it', () => {
  expect(run(`await import(${module}); process.exitCode = 4`)).toEqual([4, ''])
})

function run(program: string): readonly unknown[] {
  const ended = spawnSync(process.execPath, ['--input-type=module', '--eval', program], { encoding: 'utf8' })
  return [ended.status, ended.stderr]
}
