import { describe, expect, it } from 'vitest'
import type { Claim } from './cross-check.ts'
import { inItsColumns } from './its-columns.ts'

const NAME = '杭州云栖数码科技有限公司'
const ADDRESS = '杭州市西湖区转塘街道云栖路1号'
const claimed = (claim: Partial<Claim>): Claim => ({ name: '', code: '', address: '', principal: '', ...claim })

describe('what stands in a cell that is not its own', () => {
  it.each([
    { name: `${NAME} ${ADDRESS}` },
    { name: `${NAME}（${ADDRESS}）` },
    { name: `${NAME}${ADDRESS}` },
    { name: `${NAME}，${ADDRESS}3幢102室（示例大厦）`, address: ADDRESS },
    { name: `${ADDRESS} ${NAME}` },
    { name: `${ADDRESS}${NAME}` },
    { name: ADDRESS, address: NAME },
    { name: `名称：${NAME} 税号： 地址：${ADDRESS} 电话：0571-80000000` },
    { name: `公司名称：${NAME}\n地址、电话：${ADDRESS} 0571-80000000\n开户行及账号：示例银行 12020000` },
  ])('%o', (claim) => expect(inItsColumns(claimed(claim))).toMatchObject({ name: NAME, address: ADDRESS }))

  it('is a name that holds a place, in the address’s', () => {
    const name = '示例银行股份有限公司杭州文三路支行'
    expect(inItsColumns(claimed({ name: '西湖区文三路1号', address: name }))).toMatchObject({ name })
  })

  it('is a principal and a name in each other’s', () => {
    expect(inItsColumns(claimed({ name: '王示例', principal: NAME }))).toEqual(
      claimed({ name: NAME, principal: '王示例' }),
    )
  })

  it('is the code of an invoice’s lines, where its own is empty', () => {
    const name = `名称：${NAME}\n税号：91330106MA2TE5T01R`
    expect(inItsColumns(claimed({ name }))).toMatchObject({ name: NAME, code: '91330106MA2TE5T01R' })
    expect(inItsColumns(claimed({ name, code: '1' })).code).toBe('1')
  })
})

describe('what is a name by itself', () => {
  it.each([
    NAME,
    '示例银行股份有限公司杭州文三路支行',
    '杭州云栖数码科技有限公司杭州余杭区良渚街道门市部',
    '杭州市西湖区转塘街道上城埭村股份经济合作社',
    '杭州经济技术开发区云栖物资有限公司',
    '杭州萧山云栖街道资产经营公司',
    '示例邮政集团公司杭州市云栖路支局',
    '杭州云栖供销社有限公司（云栖镇门市部）',
  ])('%s', (name) => {
    const claim = claimed({ name, address: ADDRESS })
    expect(inItsColumns(claim)).toBe(claim)
  })
})
