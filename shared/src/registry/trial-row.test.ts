import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { isTrialRow, mayBeTrial } from './trial-row.ts'

const REAL = { principal: '张明', address: '杭州市西湖区转塘街道云栖路1号' }
const letGo = (name: string, beside: { principal: string | null; address: string | null } = REAL) =>
  mayBeTrial(name) && isTrialRow({ name, ...beside })

it.each(
  `测试 test TEST1 ＴＥＳＴ 【测试】 测试1 测试_01 测试abc 测试test 测试公司 测试有限公司 测试公司(2) 测试企业123 测试企业甲 企业测试
  测试公司（勿删） 杭州云栖有限公司（测试） 测试企业请忽略 测试数据勿动 请勿删除 杭州测试企业001 demo demo公司 示例企业 样例公司1
  *** --- ×××有限公司 XX公司 XX有限公司 杭州XX有限公司 杭州***科技有限公司 某某公司 某某有限公司
  xxx aaa AAA aaaa 111 １１１ 1 123 123456 abc asdf`.split(/\s+/),
)('%s is nobody’s name', (name) => expect(letGo(name)).toBe(true))

it.each(
  `杭州测试仪器有限公司 浙江省检测测试中心 中国软件评测中心 测试中心 杭州软件测试有限公司 杭州芯片测试有限公司 测试技术研究院
  杭州测试用品有限公司 杭州测试数据服务有限公司 杭州测试技术有限公司 杭州试用科技有限公司 杭州爱试用网络科技有限公司
  杭州演示科技有限公司 杭州示例文化有限公司 西湖区忽略咖啡店 杭州勿忘我花店 杭州某某餐饮有限公司 某小姐的店
  111集团 三A集团 AAA有限公司 ABC国际有限公司 3M中国有限公司 360公司 58同城 杭州7-11便利店有限公司 999皮炎平有限公司 X公司
  XXL服饰有限公司 杭州xX设计有限公司 QQ咖啡店 KK IBM Contest有限公司 Testin有限公司 Demo时尚有限公司 123木头人餐厅 鑫鑫鑫`.split(
    /\s+/,
  ),
)('%s may be somebody’s', (name) => expect(letGo(name)).toBe(false))

describe('a name that may be somebody’s', () => {
  it.each([
    { principal: '测试', address: null },
    { principal: '张明', address: 'test' },
    { principal: 'aaa', address: '测试地址' },
  ])('is let go with what stands beside it: %o', (beside) => {
    expect(letGo('杭州测试技术有限公司', beside)).toBe(true)
    expect(letGo('杭州测试仪器有限公司', beside)).toBe(false)
  })

  it('is kept where nothing stands beside it', () =>
    expect(letGo('杭州测试技术有限公司', { principal: null, address: null })).toBe(false))
})

const register = join(import.meta.dirname, '../../../../shared/data/registry-hangzhou.csv.gz')

it.skipIf(!existsSync(register))('no row of a real register is one, whatever stood beside the name', () => {
  const lines = gunzipSync(readFileSync(register)).toString().split('\n').slice(1)
  const names = lines.map((line) => line.split(',')[0]?.replaceAll('"', '') ?? '').filter((name) => name !== '')
  expect(names.length).toBeGreaterThan(24_000)
  expect(names.filter((name) => letGo(name, { principal: '测试', address: 'test' }))).toEqual([])
})
