import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  displayName,
  nameKey,
  namesAnotherPlace,
  parseEnterpriseName,
  regionsCompatible,
  soundOf,
} from './enterprise-name.ts'

const parse = (name: string) => parseEnterpriseName(name)

describe('one name, many writings', () => {
  it.each([
    ['杭州云栖数码有限公司', '　杭州云栖数码有限责任公司 '],
    ['云栖数码（杭州）有限公司', '云栖数码(杭州)有限公司'],
    ['云栖数码（杭州）有限公司', '云栖数码杭州有限公司'],
    ['杭州华东压滤机有限公司', '杭州華東壓濾機有限公司'],
    ['杭州A座Ｂ科技有限公司', '杭州a座b科技有限公司'],
    ['杭州“云栖”数码有限公司', '杭州云栖数码有限公司'],
  ])('%s = %s', (a, b) => expect(nameKey(a)).toBe(nameKey(b)))

  it.each([
    ['杭州云栖数码有限公司', '杭州云栖数码股份有限公司'],
    ['杭州云栖数码有限公司', '杭州云栖数码有限公司余杭分公司'],
    ['杭州云栖数码有限公司', '浙江云栖数码有限公司'],
  ])('%s ≠ %s', (a, b) => expect(nameKey(a)).not.toBe(nameKey(b)))
})

describe('parts', () => {
  it.each([
    ['浙江省杭州市余杭区云栖数码有限公司', ['浙江', '杭州', '余杭'], '云栖数码', 'limited'],
    ['云栖数码（杭州）有限公司', ['杭州'], '云栖数码', 'limited'],
    ['云栖数码杭州有限公司', ['杭州'], '云栖数码', 'limited'],
    ['云栖数码（中国）有限公司杭州分公司', ['中国'], '云栖数码杭州分公司', 'limited'],
    ['杭州市政云栖有限公司', ['杭州'], '市政云栖', 'limited'],
    ['杭州西湖云栖茶厂', ['杭州'], '西湖云栖茶厂', 'none'],
    ['杭州市西湖区云栖茶厂（普通合伙）', ['杭州', '西湖'], '云栖茶厂', 'partnership'],
    ['云栖数码', [], '云栖数码', 'none'],
    ['杭州有限公司', ['杭州'], '有限公司', 'limited'],
  ])('%s', (name, regions, core, form) => expect(parse(name)).toMatchObject({ regions, core, form }))

  it('forgives more or less of the city, never another place', () => {
    const regions = (name: string) => parse(name).regions
    expect(regionsCompatible(regions('余杭云栖有限公司'), regions('浙江杭州余杭云栖有限公司'))).toBe(true)
    expect(regionsCompatible(regions('云栖有限公司'), regions('杭州云栖有限公司'))).toBe(true)
    expect(regionsCompatible(regions('浙江云栖有限公司'), regions('杭州云栖有限公司'))).toBe(false)
    expect(regionsCompatible(regions('绍兴云栖有限公司'), regions('云栖有限公司'))).toBe(false)
    expect(regionsCompatible(regions('云栖有限公司'), regions('绍兴云栖有限公司'))).toBe(true)
    expect(namesAnotherPlace(regions('绍兴市云栖有限公司'))).toBe(true)
  })
})

it('shows a name with full-width brackets and without stray spaces', () => {
  expect(displayName(' 云栖 数码(杭州)  有限公司')).toBe('云栖数码（杭州）有限公司')
  expect(displayName('ABC Studio 有限公司')).toBe('ABC Studio有限公司')
})

it('hears homophones, blurred initials and digits', () => {
  expect(soundOf('政瑞')).toBe(soundOf('正瑞'))
  expect(soundOf('中信')).toBe(soundOf('宗兴'))
  expect(soundOf('第2')).toBe(soundOf('第二'))
  expect(soundOf('云栖')).not.toBe(soundOf('云起峰'))
})

it('has a key that is its own key, for any text', () => {
  const text = fc.stringMatching(/^[杭州市余云栖数码華（）()有限责任股份公司合伙AＡ　 ·]{0,20}$/)
  fc.assert(
    fc.property(text, (name) => {
      expect(nameKey(nameKey(name))).toBe(nameKey(name))
      expect(parse(displayName(name)).key).toBe(parse(name).key)
    }),
  )
})
