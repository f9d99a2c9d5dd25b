import { expect, it } from 'vitest'
import { maskedPhoneCell, withoutPhones } from './masked-text.ts'

it.each([
  ['联系电话 13800001234，同微信', '联系电话 138****1234，同微信'],
  ['+86 138-0000-1234', '138****1234'],
  ['１３８００００１２３４', '138****1234'],
  ['0571-88001234', '0571-****1234'],
  ['330106199001011234', '330106********1234'],
  ['文三路 1234 号 5 幢', '文三路 1234 号 5 幢'],
  ['（一）号楼', '（一）号楼'],
  ['91330106MA2AAAA01X', '91330106MA2AAAA01X'],
])('%s → %s', (text, masked) => expect(withoutPhones(text)).toBe(masked))

it('leaves no long number in a column of phones', () => {
  expect(maskedPhoneCell('88001234/13800001234')).toBe('****1234/138****1234')
})
