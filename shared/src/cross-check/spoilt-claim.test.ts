import { expect, it } from 'vitest'
import { compareAddresses } from './address-key.ts'
import { searchedFor } from './claim-keys.ts'
import { type Claim, crossCheck, type Known } from './cross-check.ts'

const known = (name: string, address: string, principal = '王示例'): Known => ({
  ...{ id: 1, code: null, name, formerNames: [], address, principal, statusText: '存续', statusClass: 'live' },
})
const yunqi = known('杭州云栖数码科技有限公司', '杭州市西湖区转塘街道云栖路1号')
const claimed = (claim: Partial<Claim>): Claim => ({ name: '', code: '', address: '', principal: '', ...claim })
const answer = (claim: Partial<Claim>, register = [yunqi]) => crossCheck(claimed(claim), register)

it('knows a spoilt name by who answers for it, while half of it and something of its brand stand there', () => {
  for (const name of ['杭州云天数码明瑞有限公司', '杭州栖码科有限公司', '云栖']) {
    expect(answer({ name, principal: '王示例' })).toMatchObject({ verdict: 'review', enterprise: { name: yunqi.name } })
    expect(answer({ name, principal: '李示例' }).verdict).toBe('absent')
    expect(searchedFor(claimed({ name, principal: '王示例' })).length).toBeGreaterThan(0)
  }
})

it('takes another brand of the same principal for another enterprise, unless the address is the same too', () => {
  const claim = { name: '杭州青松数码科技有限公司', principal: '王示例' }
  expect(answer(claim).verdict).toBe('absent')
  expect(answer({ ...claim, address: '滨江区江南大道88号' }).verdict).toBe('absent')
  expect(answer({ ...claim, address: yunqi.address }).verdict).toBe('review')
})

it('knows a brand by the street or village alone', () => {
  expect(answer({ name: '云栖', address: '西湖区转塘街道云栖路' }).verdict).toBe('review')
  expect(answer({ name: '云栖', address: '西湖区转塘街道梅灵路' }).verdict).toBe('absent')
  expect(searchedFor(claimed({ name: '云栖', address: '西湖区转塘街道' }))).toHaveLength(1)
})

it('never takes two stalls of one market for one, nor two branches of one parent', () => {
  expect(
    compareAddresses('经济技术开发区金沙大道1045号一区一楼11-37号', '经济技术开发区金沙大道1045号一区一楼13-56号'),
  ).toBe('similar')
  const stall = known('杭州信达机电设备有限公司', '经济技术开发区金沙大道1045号一区一楼11-37号')
  const claim = { name: '杭州朝达机电设备有限公司', address: '经济技术开发区金沙大道1045号一区一楼13-56号' }
  expect(answer(claim, [stall]).verdict).toBe('absent')
  const branch = known('杭州云栖供销社有限公司家具部', '余杭区瓶窑镇街道')
  expect(answer({ name: '杭州云栖供销社有限公司农资店', address: branch.address }, [branch]).verdict).toBe('absent')
})
