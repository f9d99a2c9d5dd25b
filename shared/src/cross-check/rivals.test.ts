import { expect, test } from 'vitest'
import { completeCreditCode } from '../credit-code.ts'
import { type Claim, crossCheck, type Known } from './cross-check.ts'
import { lookUpKeys } from './look-up-keys.ts'
import { isDecided, isDecidedAround, needsNoCore, rivalKeys } from './rivals.ts'

const CODE = completeCreditCode('91330106', 'YJ000001')

const claim = (name: string, rest: Partial<Claim> = {}): Claim => ({
  name,
  code: CODE,
  address: '西湖区云起路18号2幢301室',
  principal: '',
  ...rest,
})
const known = (id: number, name: string, rest: Partial<Known> = {}): Known => ({
  id,
  code: id === 1 ? CODE : null,
  name,
  formerNames: [],
  address: '杭州市西湖区云起路18号2幢301室',
  principal: null,
  statusText: null,
  statusClass: 'live',
  ...rest,
})
const none = { known: [], allOfName: true, allOfCore: true }

test('a name without a place is looked for in every form that carries none', () => {
  const { byName, everyForm } = rivalKeys(claim('云栖数码有限公司'))
  expect(everyForm).toBe(true)
  for (const name of ['云栖数码公司', '云栖数码有限责任公司'])
    expect(lookUpKeys([name]).some((key) => byName.includes(key))).toBe(true)
  expect(rivalKeys(claim('云栖数码有限公司第一分公司')).everyForm).toBe(false)
})

test('who shares the core elsewhere cannot contest a name at its own address', () => {
  const named = known(1, '杭州云栖数码有限公司')
  expect(needsNoCore(claim('浙江省杭州市云栖数码有限公司'), named)).toBe(true)
  expect(needsNoCore(claim('云栖数码有限公司'), named)).toBe(true)
  expect(needsNoCore(claim('浙江省杭州市云栖数码有限公司', { address: '' }), named)).toBe(false)
  expect(needsNoCore(claim('杭州云栖数码股份有限公司'), named)).toBe(false)
})

test('an agreement stands only when everybody who could contest it was seen', () => {
  const named = known(1, '杭州云栖数码有限公司')
  const written = claim('浙江省杭州市云栖数码有限公司')
  const agreed = crossCheck(written, [named])
  expect(agreed.verdict).toBe('agree')
  expect(isDecided(written, named, none, agreed)).toBe(true)
  expect(isDecided(written, named, { ...none, allOfCore: 'unasked' }, agreed)).toBe(true)
  expect(isDecided(written, named, { ...none, allOfName: false }, agreed)).toBe(false)
  expect(isDecided(written, named, { ...none, allOfCore: false }, agreed)).toBe(false)
})

test('whose name it is instead decides, however many more bear it', () => {
  const named = known(1, '杭州云栖星数码有限公司')
  const written = claim('杭州云栖数码有限公司')
  const rival = known(2, '杭州云栖数码有限公司', { address: '' })
  const rivals = { known: [rival], allOfName: false, allOfCore: 'unasked' } as const
  const answer = crossCheck(written, [named, rival])
  expect(answer.verdict).toBe('conflict')
  expect(isDecided(written, named, rivals, answer)).toBe(true)
})

test('a slip in a name is explained by who sits at the address, unless somebody bears the name without one', () => {
  const meant = known(2, '杭州云栖星数码有限公司')
  const written = claim('杭州云栖星数吗有限公司', { code: '' })
  const answer = crossCheck(written, [meant])
  expect(answer.enterprise?.id).toBe(2)
  expect(isDecidedAround(written, { ...none, known: [meant] }, answer)).toBe(true)
  expect(isDecidedAround(written, { ...none, known: [meant], allOfCore: false }, answer)).toBe(false)
  const elsewhere = claim('杭州云栖星数吗有限公司', { code: '', address: '余杭区望山路200号' })
  expect(isDecidedAround(elsewhere, { ...none, known: [meant] }, crossCheck(elsewhere, [meant]))).toBe(false)
})
