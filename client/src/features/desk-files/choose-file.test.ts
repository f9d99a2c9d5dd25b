import { expect, test } from 'vitest'
import { dayInName, fileProblem } from './choose-file.ts'

test.each([
  ['企业名录20260930.xlsx', '2026-09-30'],
  ['2026-9-3 全市企业.csv', '2026-09-03'],
  ['名册（2026年9月30日）.csv.gz', '2026-09-30'],
  ['名册20260231.csv', undefined],
  ['名册20261231.csv', undefined],
  ['名册2026.csv', undefined],
  ['330106202609301.csv', undefined],
])('%s speaks of %s', (name, day) => {
  expect(dayInName(name, '2026-11-22')).toBe(day)
})

test.each([
  [undefined, 'missing'],
  [{ name: '', size: 0 }, 'missing'],
  [{ name: '名册.xls', size: 10 }, undefined],
  [{ name: '名册.csv', size: 0 }, 'empty'],
  [{ name: '名册.csv', size: 2 ** 30 + 1 }, 'tooLarge'],
  [{ name: '名册.xlsx', size: 10 }, undefined],
  [{ name: '名册.ods', size: 10 }, undefined],
])('%j: %s', (file, problem) => {
  expect(fileProblem(file)).toBe(problem)
})
