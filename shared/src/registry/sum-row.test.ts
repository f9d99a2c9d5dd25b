import { expect, it } from 'vitest'
import { isSumRow } from './sum-row.ts'

it.each([
  '合计',
  '合 计',
  '总计：3家',
  '　小计',
  '本页小计',
  '蒋村街道合计',
  '共53000条',
  '共计 12 户',
  '汇总',
  'Total',
  '制表人：张明',
  '备注：按季度更新',
])('%s sums up', (cell) => {
  expect(isSumRow(['', cell, '', '12'], '')).toBe(true)
  expect(isSumRow(['54', cell], cell)).toBe(true)
})

it.each([
  '杭州云栖数码有限公司',
  '合计科技（杭州）有限公司',
  '杭州总计量器具厂',
  '共享单车服务部',
  'Total (China) Investment Co., Ltd.',
  '汇总企业管理有限公司',
  '云栖数码',
  '统计师事务所',
  '',
])('%s does not', (cell) => expect(isSumRow(['1', cell, '12'], cell)).toBe(false))
