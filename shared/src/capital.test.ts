import { expect, it } from 'vitest'
import { parseCapital } from './capital.ts'

it.each([
  ['100万元人民币', { amount: 1_000_000, currency: 'CNY' }],
  ['500万元（认缴）', { amount: 5_000_000, currency: 'CNY' }],
  ['6350万美元', { amount: 63_500_000, currency: 'USD' }],
  ['2,007.9000(万元人民币)', { amount: 20_079_000, currency: 'CNY' }],
  ['300.000000', { amount: 300, currency: 'CNY' }],
  ['25(万香港元)', { amount: 250_000, currency: 'HKD' }],
  ['人民币100万元', { amount: 1_000_000, currency: 'CNY' }],
  ['USD 1,200.50', { amount: 1200.5, currency: 'USD' }],
  ['￥１００', { amount: 100, currency: 'CNY' }],
  ['1.2亿元', { amount: 120_000_000, currency: 'CNY' }],
  ['1.0E7', { amount: 10_000_000, currency: 'CNY' }],
  ['10,0000元', { amount: 100_000, currency: 'CNY' }],
  ['1.23457E+11', null],
  ['1.000.000,00', null],
  ['100,5万元', null],
  ['壹佰万元', null],
  ['99999999999999999999999999', null],
  [`${'9'.repeat(400)}万元`, null],
  ['N/A', null],
  ['', null],
])('%s', (text, capital) => expect(parseCapital(text)).toEqual(capital))

it('takes the unit from the header when the cell has none', () => {
  expect(parseCapital('300', 'ten_thousand')).toEqual({ amount: 3_000_000, currency: 'CNY' })
})
