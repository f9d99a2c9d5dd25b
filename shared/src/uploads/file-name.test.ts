import { expect, it } from 'vitest'
import { bareFileName } from './file-name.ts'

it.each([
  ['名录2026.csv', '名录2026'],
  ['名录2026.CSV.GZ', '名录2026'],
  ['西湖区.v2.xls', '西湖区.v2'],
  ['工会名单.ods', '工会名单'],
  ['没有后缀', '没有后缀'],
])('%s is called %s', (name, bare) => expect(bareFileName(name)).toBe(bare))
