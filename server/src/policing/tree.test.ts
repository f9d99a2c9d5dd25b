import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { readMigrations } from '../db/migrate.ts'
import { projectFiles, readProjectFile, root } from './tree.ts'

const sources = projectFiles(/^(shared|server|client|e2e|bench|scripts)\/.*\.(tsx?|mjs|css)$/)

test('the environment is read in one file', () => {
  const readers = sources.filter(
    (path) =>
      /^server\/src\/(?!testing|policing)/.test(path) &&
      !/\.test\.ts$/.test(path) &&
      /process\.env/.test(readProjectFile(path)),
  )
  expect(readers).toEqual(['server/src/config.ts'])
})

test('no file is longer than a reader can hold', () => {
  expect(sources.filter((path) => readProjectFile(path).split('\n').length > 401)).toEqual([])
})

test('names say what a thing is', () => {
  expect(
    sources.filter((path) => /(helper|util|manager|misc|common|service)s?\b/i.test(path.split('/').at(-1) ?? '')),
  ).toEqual([])
  expect(
    sources.filter((path) => !/^[a-z0-9.-]+$|^[A-Z][A-Za-z0-9]*\.tsx$/.test(path.split('/').at(-1) ?? '')),
  ).toEqual([])
})

test('migrations are numbered without gaps and end at HEAD', () => {
  const migrations = readMigrations()
  expect(migrations.map(({ number }) => number)).toEqual(migrations.map((_, index) => index + 1))
  expect(readProjectFile('migrations/HEAD').trim()).toBe(migrations.at(-1)?.name)
})

test('only the review repository writes the state of a review', () => {
  const writers = sources.filter(
    (path) =>
      /^server\/src\//.test(path) &&
      !/\.test\.ts$/.test(path) &&
      /update\s+review\s+set\s+(?:(?!where)[\s\S])*\bstate\s*=|insert\s+into\s+review\b/i.test(readProjectFile(path)),
  )
  expect(writers.filter((path) => !/^server\/src\/testing\//.test(path))).toEqual([
    'server/src/reviews/review-repository.ts',
  ])
})

test('only the batch repository writes the state of register files', () => {
  const writers = sources.filter(
    (path) =>
      /^server\/src\/(?!testing)/.test(path) &&
      !/\.test\.ts$/.test(path) &&
      /update\s+registry_batch\b|(?:insert\s+into|delete\s+from)\s+registry_batch\b/i.test(readProjectFile(path)),
  )
  expect(writers).toEqual(['server/src/imports/batch-repository.ts'])
})

test('links between documents resolve', () => {
  const broken = projectFiles(/\.md$/).flatMap((path) =>
    [...readProjectFile(path).matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)]
      .map((match) => match[1] ?? '')
      .filter((target) => !existsSync(join(root, dirname(path), target)))
      .map((target) => `${path} → ${target}`),
  )
  expect(broken).toEqual([])
})
