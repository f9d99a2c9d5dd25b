import { expect, it } from 'vitest'
import { withoutAsides } from './beside-name.ts'

it.each(['12、', '（3）', 'No.5 ', '序号 7 ', '第7家：', '企业名称：', '单位全称:', '我公司：', '甲方：'])(
  'takes what a list or form prints before a name: %s',
  (before) => expect(withoutAsides(`${before}杭州云栖数码科技有限公司`)).toBe('杭州云栖数码科技有限公司'),
)

it.each([
  '（盖章）',
  '(公章)',
  '【已核】',
  '（总部）',
  '（联系人：王示例）',
  '（自然人独资）',
  ' 13800000000',
  '（联系电话13800000000）',
  '，王经理',
  ' Co., Ltd.',
  '（原杭州旧名信息有限公司）',
])('takes what people write behind a name: %s', (behind) =>
  expect(withoutAsides(`杭州云栖数码科技有限公司${behind}`)).toBe('杭州云栖数码科技有限公司'),
)

it.each([
  '云栖数码科技（杭州）有限公司',
  '杭州云栖股权投资合伙企业（有限合伙）',
  '杭州云栖数码科技有限公司（余杭分公司）',
  '杭州第7医药商店',
  '杭州甲方广告有限公司',
  '杭州原野（集团）有限公司',
  '杭州总部经济园区有限公司',
  '100米杂货店',
])('leaves what is part of a name: %s', (name) => expect(withoutAsides(name)).toBe(name))

it('takes the city spelt in letters for the city', () => {
  expect(withoutAsides('Hangzhou 云栖数码科技有限公司')).toBe('杭州云栖数码科技有限公司')
})
