import { expect, test } from 'vitest'
import { toolsOf } from './tools-of.ts'

test.each([
  [{ agency: 'league', tier: 'city' }, ['tasks', 'imports', 'lists', 'places', 'sending']],
  [{ agency: 'league', tier: 'street' }, ['tasks', 'lists', 'places']],
  [{ agency: 'union', tier: 'city' }, ['lists']],
] as const)('%j', (post, expected) => {
  expect(toolsOf(post)).toEqual(expected)
})
