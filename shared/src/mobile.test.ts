import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  formatMobile,
  isDamagedPhone,
  isSmsCapable,
  maskPhone,
  normaliseMobile,
  readMessagedMobile,
  readPhones,
} from './mobile.ts'

it.each([
  '13800138000',
  '+86 138 0013 8000',
  '0086-138-0013-8000',
  '8613800138000',
  '１３８００１３８０００',
  "'13800138000",
])('reads %s', (text) => expect(normaliseMobile(text)).toBe('13800138000'))

it.each(['1380013800', '12800138000', '138001380001', '', '0571-88001234'])('%s is no mobile', (text) =>
  expect(normaliseMobile(text)).toBeNull(),
)

it('shows and masks', () => {
  expect(formatMobile('13800138000')).toBe('138 0013 8000')
  expect(maskPhone('13800138000')).toBe('138****8000')
  expect(maskPhone('0571-88001234')).toBe('0571-****1234')
})

it('knows which ranges take messages', () => {
  expect(isSmsCapable('19900138000')).toBe(true)
  expect(isSmsCapable('14800138000')).toBe(false)
})

it.each([
  ['１３８ 0013 8000', undefined],
  ['+86 138-0013-8000', undefined],
  ['0571-88001234', 'landline'],
  ['400-800-1234', 'landline'],
  ['+852 6123 4567', 'foreign_mobile'],
  ['14000138000', 'not_a_mobile'],
  ['', 'not_a_mobile'],
])('takes %s for a number that messages reach, or says why not', (text, why) =>
  expect(readMessagedMobile(text)).toEqual(why ? { ok: false, why } : { ok: true, mobile: '13800138000' }),
)

it('takes all numbers of a cell, mobiles first', () => {
  expect(readPhones('0571-88001234转8001/13800138000（同微信）；400-800-1234').phones).toEqual([
    { kind: 'mobile', number: '13800138000', smsCapable: true },
    { kind: 'landline', number: '0571-88001234-8001', smsCapable: false },
    { kind: 'service', number: '400-800-1234', smsCapable: false },
  ])
  expect(readPhones('N/A').phones).toEqual([])
  expect(isDamagedPhone('1.38E+10')).toBe(true)
})

it('reads a number the same however it is written', () => {
  const mobile = fc.stringMatching(/^1[3-9]\d{9}$/)
  const way = fc.constantFrom(
    (n: string) => `+86${n}`,
    (n: string) => formatMobile(n),
    (n: string) => `86-${n}`,
    (n: string) => `="${n}"`,
  )
  fc.assert(
    fc.property(mobile, way, (number, write) => {
      expect(normaliseMobile(write(number))).toBe(number)
    }),
  )
})

it.each([
  ['13800138000.0', ['13800138000']],
  ['138 0013 8000 139 0013 9000', ['13800138000', '13900139000']],
  ['0571-8800 1234-801', ['0571-88001234-801']],
  ['13800138000 0571 88001234', ['13800138000', '0571-88001234']],
])('reads %s, written as figures or in groups', (cell, numbers) =>
  expect(readPhones(cell).phones.map(({ number }) => number)).toEqual(numbers),
)

it.each(['00000000000', '000-88001234', '11111111111'])('%s is nobody’s number', (cell) =>
  expect(readPhones(cell).phones).toEqual([]),
)

it.each([
  ['13905710008转801', ['13905710008'], ['转801']],
  ['0571-88123456/13905710008转801 同微信', ['13905710008', '0571-88123456'], ['转801']],
  ['13905710008-801', ['13905710008'], ['转801']],
  ['+86-13905710008 分机 801', ['13905710008'], ['转801']],
  ['139057100/0571-88123456', ['0571-88123456'], ['139057100']],
  ['13905710008/8810', ['13905710008'], ['8810']],
  ['1390571000', [], ['1390571000']],
])('what %s loses is known, and the rest is read', (cell, numbers, lost) =>
  expect([readPhones(cell).phones.map(({ number }) => number), readPhones(cell).lost]).toEqual([numbers, lost]),
)

it.each([
  ['13905710008', ['13905710008']],
  ['13905710008转', ['13905710008']],
  ['13905710008(王)13800138000', ['13905710008', '13800138000']],
  ['13905710008-13800138000', ['13905710008', '13800138000']],
  ['0086 13905710008', ['13905710008']],
  ['+86 571 88001234', ['0571-88001234']],
  ['(010) 88001234', ['010-88001234']],
  ['010 - 88001234', ['010-88001234']],
  ['0571-88001234(王)', ['0571-88001234']],
  ['0571-88001234 转 8001', ['0571-88001234-8001']],
  ['０５７１－８８００１２３４分机８００１', ['0571-88001234-8001']],
  ['手机:13800138000 电话:0571-88001234', ['13800138000', '0571-88001234']],
  ['同上', []],
])('%s loses nothing', (cell, numbers) =>
  expect([readPhones(cell).phones.map(({ number }) => number), readPhones(cell).lost]).toEqual([numbers, []]),
)

it('reads what a cell that swallowed others begins with, and tells the rest', () => {
  const { phones, lost } = readPhones(`13905710008${' '.repeat(50_000)}13800138000`)
  expect(phones.map(({ number }) => number)).toEqual(['13905710008'])
  expect(lost.join('')).toContain('13800138000')
})
