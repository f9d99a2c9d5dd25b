import { expect, it } from 'vitest'
import { type Claim, crossCheck, type Known } from './cross-check.ts'

const known = (id: number, name: string, address = ''): Known => ({
  ...{ id, code: null, name, formerNames: [], address, principal: '王示例', statusText: '存续', statusClass: 'live' },
})
const yunqi = known(1, '杭州云栖数码科技有限公司', '西湖区转塘街道云栖路1号')
const answer = (claim: Partial<Claim>, register = [yunqi]) =>
  crossCheck({ name: '', code: '', address: '', principal: '', ...claim }, register)

it.each([
  '杭州云□数码科技有限公司',
  '杭州?栖数码科技有限公司',
  '杭州云*数码科技有限责任公司',
  '杭州云��数码科技有限公司',
])('knows a name of which a character was not read: %s', (name) => {
  const other = known(2, '杭州云天栖霞数码科技有限公司')
  expect(answer({ name }, [other, yunqi])).toMatchObject({ verdict: 'review', enterprise: { id: 1 } })
})

it('takes what does not fit the characters that were read for another', () => {
  expect(answer({ name: '杭州□天数码科技有限公司' }, [yunqi]).verdict).toBe('absent')
  expect(answer({ name: '杭州云栖数码科□有限公司', address: '' }, [yunqi]).verdict).toBe('review')
})

it('knows a brand that is hidden by the address alone', () => {
  const [jinqiao, other] = [known(3, '杭州金桥贸易有限公司', '滨江区江南大道88号'), known(4, '杭州信达贸易有限公司')]
  const claim = { name: '杭州**贸易有限公司' }
  expect(answer(claim, [other, jinqiao]).verdict).toBe('absent')
  expect(answer({ ...claim, address: jinqiao.address }, [other, jinqiao])).toMatchObject({
    verdict: 'review',
    enterprise: { id: 3 },
  })
})
