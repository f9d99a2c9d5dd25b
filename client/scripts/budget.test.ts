import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { measure } from './budget.ts'

const dist = join(import.meta.dirname, '../dist')

// The suite builds the client first; a lone run on a fresh checkout has nothing to weigh.
test.skipIf(!existsSync(join(dist, 'index.html')))('the built client stays within its bytes', () => {
  const { findings, foreign, broken } = measure(dist)
  const heavy = findings.filter(({ kilobytes, limit }) => kilobytes > limit)
  expect(heavy.map(({ what, kilobytes, limit }) => `${what}: ${kilobytes.toFixed(1)} KB, limit ${limit} KB`)).toEqual(
    [],
  )
  expect(foreign).toEqual([])
  expect(broken).toEqual([])
})
