import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Catalogue, Texts } from '../src/i18n/catalogue.ts'

const source = join(import.meta.dirname, '../src')
const CHINESE = /[㐀-鿿，。；：？！]/

const features = readdirSync(join(source, 'i18n/zh-CN')).map((file) => file.replace('.ts', ''))

// Keys and values of functions are compared by the compiler (`Wording`); a text can still be empty or not translated.
test.each(features)('%s: English is complete and is English', async (feature) => {
  const file: Record<string, unknown> = await import(`../src/i18n/zh-CN/${feature}.ts`)
  const catalogue = Object.values(file)[0] as Catalogue<Texts> // each file exports its one catalogue
  const english = await catalogue.english()
  expect(english, 'the English file did not load').not.toBe(catalogue.chinese)
  for (const [path, text] of sentences(english)) {
    expect(text, path).not.toBe('')
    if (!['otherLanguage', 'otherLanguageName'].includes(path)) expect(text, path).not.toMatch(CHINESE)
  }
})

test('no text for people outside the catalogues', () => {
  const strays = readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !/^i18n|\.test\./.test(file) && !file.endsWith('hangzhou-tiles.ts'))
    .flatMap((file) =>
      withoutComments(readFileSync(join(source, file), 'utf8')).map((line) => `${file}: ${line.trim()}`),
    )
    .filter((line) => CHINESE.test(line))
  expect(strays).toEqual([])
})

function sentences(texts: Texts, at = ''): [string, string][] {
  return Object.entries(texts).flatMap(([key, value]): [string, string][] => {
    if (typeof value === 'string') return [[at + key, value]]
    if (typeof value === 'object') return sentences(value, `${at}${key}.`)
    return [[at + key, value(...(['1', '2', '3'] as never[]))]]
  })
}

function withoutComments(code: string): string[] {
  return code
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/(^|\s)\/\/.*$/gm, '')
    .split('\n')
}
