import { describe, expect, it } from 'vitest'
import { guessColumns, isRowOfList, looksLikeName, problemOfColumns } from './list-columns.ts'

const CODE = '91330106MA2TE5T01R'

describe('columns told by what stands in them', () => {
  it('finds names and codes of a list without a header', () => {
    const rows = [
      ['1', '杭州云栖数码有限公司', CODE],
      ['2', '西湖区小陈面店', ''],
    ]
    expect([...guessColumns(rows)]).toEqual([
      ['name', 1],
      ['creditCode', 2],
    ])
    expect(isRowOfList(rows[0] ?? [], guessColumns(rows))).toBe(true)
    expect(isRowOfList(['序号', '建会单位', '代码'], guessColumns(rows))).toBe(false)
  })

  it('takes name and code in one cell as the name, which the check reads both from', () => {
    expect([...guessColumns([[`杭州云栖数码有限公司 ${CODE}`], [`${CODE}／杭州青松园林有限公司（总部）`]])]).toEqual([
      ['name', 0],
    ])
  })

  it('leaves columns that the header names, and guesses none of persons, streets or notes', () => {
    expect([...guessColumns([['杭州云栖数码有限公司', CODE]], new Map([['name', 0]]))]).toEqual([
      ['name', 0],
      ['creditCode', 1],
    ])
    expect(guessColumns([['王示例', '文三路 1 号', '已建会', '13800001234']]).size).toBe(0)
  })

  it.each([
    ['杭州某某企业管理合伙企业（有限合伙）', true],
    ['杭州云栖数码有限公司(西湖分公司)', true],
    ['公司', false],
    ['工会会员单位名单', false],
    ['企业名称', false],
  ])('%s', (cell, name) => expect(looksLikeName(cell)).toBe(name))
})

it('asks for a name or a code, each field once, of columns that are there', () => {
  expect(problemOfColumns([{ field: 'creditCode', column: 0 }], 1)).toBeUndefined()
  expect(problemOfColumns([{ field: 'address', column: 0 }], 1)).toBe('none_names')
  expect(problemOfColumns([{ field: 'name', column: 1 }], 1)).toEqual({ column: 1, problem: 'not_there' })
  expect(
    problemOfColumns(
      [
        { field: 'name', column: 0 },
        { field: 'name', column: 2 },
      ],
      3,
    ),
  ).toEqual({ column: 2, problem: 'twice' })
})
