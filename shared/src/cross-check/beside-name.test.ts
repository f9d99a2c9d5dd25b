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
  '（曾用名：杭州旧名信息有限公司）',
  '曾用名杭州旧名信息有限公司',
  '，原名杭州旧名信息有限公司',
  '（由杭州旧名信息有限公司更名）',
  '（已更名）',
  '（已注销）',
  '(存续)',
  '【吊销，未注销】',
  '-注销',
  '（个体工商户）',
  ' 法人：王示例',
  '&nbsp;',
  '<br>',
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
  '杭州原名品服饰有限公司',
  '杭州更名堂艺术品有限公司',
  '杭州现为天下科技有限公司',
  '杭州前身示例文化有限公司',
  '杭州A&B贸易有限公司',
  '杭州正常（歇业）咨询有限公司',
])('leaves what is part of a name: %s', (name) => expect(withoutAsides(name)).toBe(name))

it('takes the city spelt in letters for the city', () => {
  expect(withoutAsides('Hangzhou 云栖数码科技有限公司')).toBe('杭州云栖数码科技有限公司')
})

it.each([
  '杭州旧名信息有限公司（现更名为杭州云栖数码科技有限公司）',
  '杭州旧名信息有限公司（现名：杭州云栖数码科技有限公司）',
  '杭州旧名信息有限公司，已变更为杭州云栖数码科技有限公司',
  '原杭州旧名信息有限公司 现为杭州云栖数码科技有限公司',
  '杭州旧名信息有限公司更名为杭州云栖数码科技有限公司',
])('takes the name that it bears now: %s', (name) => expect(withoutAsides(name)).toBe('杭州云栖数码科技有限公司'))

it('reads what a page’s source spells out', () => {
  const spelt = Array.from('云栖数码', (character) => `&#${character.charCodeAt(0)};`).join('')
  expect(withoutAsides(`<td>杭州${spelt}科技有限公司</td>`)).toBe('杭州云栖数码科技有限公司')
})
