import { describe, expect, it } from 'vitest'
import { checkDigit } from '../credit-code.ts'
import { type Claim, crossCheck, type Known } from './cross-check.ts'

const head = '91330106MA2AAAA01'
const CODE = head + checkDigit(head)
const HERE = '杭州市西湖区转塘街道云栖路1号'
const ELSEWHERE = '杭州市滨江区江南大道88号'

/** What a right code with this writing of a registered name is answered. */
function verdictFor(registered: string, written: string, claim: Partial<Claim> = {}, formerNames: string[] = []) {
  const known: Known = {
    id: 1,
    code: CODE,
    name: registered,
    formerNames,
    address: HERE,
    principal: '王示例',
    statusText: '存续',
    statusClass: 'live',
  }
  return crossCheck({ name: written, code: CODE, address: '', principal: '', ...claim }, [known]).verdict
}

// A right code forgives 有限责任公司, 有限公司 and 公司, brackets and places before the name, also where the address is another: most
// enterprises that apply work elsewhere than they are registered, and each of these left for review would be one that a person has to look at for nothing.
describe('another writing is certain wherever it works', () => {
  it.each([
    ['杭州云栖数码有限公司', '杭州云栖数码有限责任公司'],
    ['杭州云栖数码有限公司', '杭州云栖数码公司'],
    ['杭州云栖电子有限公司', '杭州云栖电子公司'],
    ['杭州云栖数码有限公司', '云栖数码（杭州）有限公司'],
    ['杭州云栖数码有限公司', '浙江省杭州市云栖数码有限公司'],
    ['杭州民生数码有限公司', '杭州市民生数码有限公司'],
    ['杭州云栖数码有限公司', '云栖数码有限公司'],
    ['杭州余杭云栖数码有限公司', '余杭云栖数码有限公司'],
    ['浙江云栖数码有限公司', '浙江省杭州市云栖数码有限公司'],
    ['云栖数码有限公司', '杭州云栖数码有限公司'],
    ['杭州永康数码有限公司', '永康数码有限公司'],
  ])('%s: %s', (registered, written) => {
    expect(verdictFor(registered, written)).toBe('agree')
    expect(verdictFor(registered, written, { address: HERE })).toBe('agree')
    expect(verdictFor(registered, written, { address: ELSEWHERE })).toBe('agree')
    expect(verdictFor(registered, registered, { address: ELSEWHERE })).toBe('agree')
  })

  it('an older name as well', () => {
    const old = ['杭州云起信息有限公司']
    expect(verdictFor('杭州云栖数码有限公司', '杭州云起信息有限公司', { address: HERE }, old)).toBe('agree')
    expect(verdictFor('杭州云栖数码有限公司', '杭州云起信息有限公司', { address: ELSEWHERE }, old)).toBe('agree')
  })
})

describe('what tells enterprises apart is not certain against the address', () => {
  it.each([
    ['杭州云栖饭店有限公司', '杭州云栖饭店'],
    ['杭州云栖有限公司针织厂', '杭州云栖针织厂'],
    ['余杭县云栖塑料厂', '杭州余杭云栖塑料厂'],
    ['杭州乾元数码有限公司', '杭州干元数码有限公司'],
  ])('%s: %s', (registered, written) => {
    expect(verdictFor(registered, written, { address: ELSEWHERE })).toBe('review')
    expect(verdictFor(registered, written, { address: HERE })).toBe('agree')
  })
})

describe('what is two enterprises in one building even is never certain', () => {
  it.each([
    ['云栖工具（中国）有限公司', '杭州云栖工具（中国）有限公司'],
    ['杭州云栖工具（中国）有限公司', '云栖工具（中国）有限公司'],
    ['浙江云栖集团公司杭州公司', '浙江云栖集团公司'],
    ['杭州云栖投资合伙企业（有限合伙）', '杭州云栖投资合伙企业（普通合伙）'],
    ['杭州西湖云栖数码有限公司', '杭州滨江云栖数码有限公司'],
    ['浙江云栖数码有限公司', '杭州云栖数码有限公司'],
    ['杭州涂料有限公司', '涂料'],
  ])('%s: %s', (registered, written) => {
    expect(verdictFor(registered, written, { address: HERE, principal: '王示例' })).toBe('review')
  })
})

it('takes traditional characters for a writing, 乾 and 昇 among them', () => {
  expect(verdictFor('杭州东升电业有限公司', '杭州東昇電業有限公司')).toBe('agree')
  expect(verdictFor('杭州东升数码有限公司', '杭州东昇数码有限公司', { address: ELSEWHERE })).toBe('review')
})
