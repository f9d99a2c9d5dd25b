import { describe, expect, it } from 'vitest'
import { checkDigit } from '../credit-code.ts'
import { crossCheck, type Known } from './cross-check.ts'
import { personApart } from './person-beside.ts'

const NAME = '杭州云栖数码有限公司'

describe('who stands apart from a name', () => {
  it.each([
    `${NAME}（李示例）`,
    `${NAME} 李示例`,
    `${NAME}-李示例`,
    `李示例 ${NAME}`,
    `李示例，${NAME}`,
    `李示例/${NAME}`,
  ])('%s', (text) => expect(personApart(text)).toEqual({ text: NAME, person: '李示例' }))

  it('needs no place behind a stroke', () =>
    expect(personApart('李示例/云栖（杭州）数码有限公司')).toEqual({
      text: '云栖（杭州）数码有限公司',
      person: '李示例',
    }))

  it.each([
    '张小泉 剪刀有限公司',
    '金龙、银龙商行',
    '于斯洛杭州科技有限公司',
    '余杭 云栖数码有限公司',
    `${NAME}（江苏）`,
    `${NAME}（武林店）`,
    '杭州云栖超市 金华路店',
    '杭州云栖纸品厂(普通合伙)',
    `杭州 云栖数码有限公司`,
  ])('%s is a name alone', (text) => expect(personApart(text)).toEqual({ text, person: '' }))
})

describe('a name with a person beside it', () => {
  const head = '91330106MA2AAAA01'
  const code = head + checkDigit(head)
  const known: Known = {
    id: 1,
    code,
    name: NAME,
    formerNames: [],
    address: '',
    principal: '王示例',
    statusText: '存续',
    statusClass: 'live',
  }
  const verdict = (name: string, claimed: string, principal: string | null = '王示例') =>
    crossCheck({ name, code: claimed, address: '', principal: '' }, [{ ...known, principal }]).verdict

  it('is found without a code', () => {
    expect(verdict(`李示例/${NAME}`, '')).toBe('review')
    expect(verdict(`王示例${NAME}`, '')).toBe('review')
    expect(verdict(`${NAME}李示例`, '')).toBe('review')
    expect(verdict(`${NAME}江干店`, '')).toBe('absent')
  })

  // 依据: DOMAIN §8.2 C5: who else than the registered principal stands there may answer for another enterprise.
  it('is certain only where the register knows that very person', () => {
    expect(verdict(`${NAME}（王示例）`, code)).toBe('agree')
    expect(verdict(`${NAME}（李示例）`, code)).toBe('review')
    expect(verdict(`${NAME}（李示例）`, code, null)).toBe('review')
    expect(verdict(`${NAME}李示例`, code)).toBe('review')
  })
})
