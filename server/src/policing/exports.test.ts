import { expect, test } from 'vitest'
import { projectFiles, readProjectFile } from './tree.ts'

/** Read by the tool that the file configures, not by another file. */
const CONFIGURATION = /\.config\.ts$|^(shared|server|client|e2e|bench)\/[^/]*\.ts$/

/** Every source file, without its comments, and the words in it. */
const sources = projectFiles(/^(shared|server|client|e2e|bench)\/.*\.(tsx?|mjs)$/).map((path) => {
  const code = readProjectFile(path).replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')
  return { path, code, words: new Set(code.match(/[\p{L}_$][\p{L}\p{N}_$]*/gu)) }
})

const filesWith = new Map<string, number>()
for (const { words } of sources) for (const word of words) filesWith.set(word, (filesWith.get(word) ?? 0) + 1)

test('nothing is offered to other files that none of them names', () => {
  const unused = sources
    .filter(({ path }) => !CONFIGURATION.test(path))
    .flatMap(({ path, code }) =>
      [...code.matchAll(/^export (?:async )?(?:function\*?|const|class) ([\p{L}\p{N}_$]+)/gmu)]
        .map(([, name = '']) => name)
        .filter((name) => filesWith.get(name) === 1)
        .map((name) => `${path} exports ${name}, which no other file names: take away the export, or what it exports`),
    )
  expect(unused).toEqual([])
})
