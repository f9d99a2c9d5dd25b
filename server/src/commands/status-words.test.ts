import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Config } from '../config.ts'
import { startTestApp, type TestApp } from '../testing/app.ts'
import { registerCode, registerOf } from '../testing/register-lines.ts'
import { type Command, CommandError } from './command.ts'
import { runImport } from './import.ts'
import { statusWordsCommand } from './status-words.ts'

let product: TestApp
let folder: string
beforeAll(async () => {
  product = await startTestApp({ worker: false })
  folder = mkdtempSync(join(tmpdir(), 'yijian-words-'))
})
afterAll(async () => {
  await product.close()
  rmSync(folder, { recursive: true, force: true })
})

async function run(command: Command, positionals: string[], source?: string, config: Partial<Config> = {}) {
  const lines: string[] = []
  await command.run({
    context: { ...product.context, config: { ...product.context.config, ...config } },
    values: source === undefined ? {} : { source },
    positionals,
    json: false,
    say: (line) => lines.push(line),
    warn: () => {},
    progress: () => {},
    signal: new AbortController().signal,
  })
  return lines
}

test('an import tells the words it does not know; said what they mean by command, the same file brings their class', async () => {
  const path = join(folder, '名录.csv')
  writeFileSync(path, registerOf(30, { 4: { status: '9' }, 5: { status: '9' } }))
  const told = await run(runImport, [path])
  expect(told.join('\n')).toContain('2  9 (row 5: 杭州名录4号科技有限公司)')
  expect(await run(statusWordsCommand, ['９=gone', '停摆=paused'], '市监局答复')).toEqual([
    '9 = gone  (-: 市监局答复)',
    '停摆 = paused  (-: 市监局答复)',
  ])
  expect((await run(runImport, [path])).join('\n')).not.toContain('not understood')
  const { rows } = await product.db.owner.query('select status_class from enterprise where credit_code = $1', [
    registerCode(4),
  ])
  expect(rows).toEqual([{ status_class: 'gone' }])
  // Said otherwise later, the last word counts; asked alone, the command only lists.
  await run(statusWordsCommand, ['9=revoked'], '更正')
  expect(await run(statusWordsCommand, [])).toContain('9 = revoked  (-: 更正)')
})

test('what is no word with a class is not taken, nor a word without a reason, nor any in production', async () => {
  for (const wrong of ['9', '9=dead', '=gone', ' =gone'])
    await expect(run(statusWordsCommand, [wrong], '来源')).rejects.toThrow(CommandError)
  await expect(run(statusWordsCommand, ['9=gone', '９=live'], '来源')).rejects.toThrow(CommandError)
  await expect(run(statusWordsCommand, ['9=gone'])).rejects.toThrow(CommandError)
  await expect(run(statusWordsCommand, ['9=gone'], '来源', { production: true })).rejects.toThrow(CommandError)
})
