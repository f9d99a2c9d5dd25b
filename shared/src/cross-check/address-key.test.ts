import { expect, it } from 'vitest'
import { compareAddresses } from './address-key.ts'
import { crossCheck, type Known } from './cross-check.ts'

const FULL = '杭州市滨江区浦沿街道云栖路88号3幢'

it.each([
  ['滨江区浦沿街道', 'around'],
  ['云栖路', 'around'],
  ['杭州滨江', 'unknown'],
  ['滨江区', 'unknown'],
  ['杭州市滨江区浦沿街道云栖路88号', 'same'],
  ['滨江区长河街道', 'different'],
  ['云栖路99号', 'different'],
])('%s is %s', (written, relation) => {
  expect(compareAddresses(written, FULL)).toBe(relation)
  expect(compareAddresses(FULL, written)).toBe(relation)
})

const known = (id: number, name: string, address: string): Known => ({
  id,
  code: null,
  name,
  formerNames: [],
  address,
  principal: null,
  statusText: null,
  statusClass: 'unknown',
})

it('finds a name with a slip where only the street is told, as where nothing is', () => {
  const answer = (address: string) =>
    crossCheck({ name: '杭州元风茶有限公司', code: '', address, principal: '' }, [known(1, '杭州元丰茶有限公司', FULL)])
      .verdict
  expect(answer('滨江区浦沿街道')).toBe('review')
  expect(answer('')).toBe('review')
  expect(answer('余杭区良渚街道')).toBe('absent')
})
