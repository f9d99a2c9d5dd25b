import { expect, it } from 'vitest'
import { searchColumns } from '../library/search-keys.ts'
import { readLatinName, relateLatinName, searchedByLatinName } from './latin-name.ts'
import { readName } from './name-relation.ts'

const ROW = {
  ...{ formerNames: [], principalName: null, address: null, operatingAddress: null, establishedOn: null },
  ...{ headcount: null, statusClass: 'live' as const, industrySection: null },
}

it.each([
  ['Hangzhou Yunqi Shuma Keji Youxian Gongsi', '杭州云栖数码科技有限公司', 'spelt'],
  ['hang zhou shi yun qi shu ma ke ji you xian ze ren gong si', '杭州云栖数码科技有限公司', 'core_spelt'],
  ['YUNQI SHUMA KEJI', '杭州云栖数码科技有限公司', 'core_spelt'],
  ['Hangzhou Yunqi Keji Youxian Gongsi Yuhang Fengongsi', '杭州云栖科技有限公司余杭分公司', 'spelt'],
  ['HANGZHOU YUNQI TECHNOLOGY CO., LTD', '杭州云栖科技有限公司', 'translated'],
  ['Hangzhou Yunqi Network Technology Co. Ltd', '杭州云栖网络科技有限公司', 'translated'],
  ['Hangzhou Yunqi Technology Co., Ltd', '杭州云栖数码科技有限公司', 'translated_loosely'],
  ['Hangzhou Yunqi Import & Export Co., Ltd', '杭州云栖进出口有限公司', 'translated'],
  ['Hangzhou Yunqi Trading Co., Ltd', '杭州云栖数码科技有限公司', 'brand_spelt'],
  ['Hangzhou Luye Trading', '杭州绿叶贸易有限公司', 'translated'],
  ['Hangzhou Lyuye Trading', '杭州绿叶贸易有限公司', 'translated'],
  ['Hangzhou Xiansheng Electronics', '杭州先盛电子有限公司', 'translated'],
  ['hangzhouqianyuankejiyouxiangongsi', '杭州乾元科技有限公司', 'spelt'],
  ['hangzhouganyuankejiyouxiangongsi', '杭州干元科技有限公司', 'spelt'],
  ['Hangzhou Zhongxing Muju Youxian Gongsi', '杭州重型模具有限公司', 'spelt'],
  ['Hangzhou Changle Daxia Youxian Gongsi', '杭州长乐大厦有限公司', 'spelt'],
  ['hangzhou diliu jianzhu lingbujian youxiangongsi', '杭州第六建筑零部件有限公司', 'spelt'],
  ['Hangzhou Pinge Baozhuang', '杭州品格包装有限公司', 'core_spelt'],
  ['Zhejiang Yunqi Technology', '杭州云栖科技有限公司', 'different'],
  ['Hangzhou Yunqing Technology', '杭州云栖科技有限公司', 'different'],
  ['Hangzhou Yunqi Shuma Keji Youxian Gongsi', '杭州云栖数码有限公司', 'different'],
] as const)('%s and %s: %s', (written, registered, relation) => {
  const latin = readLatinName(written)
  expect(latin && relateLatinName(latin, readName(registered))).toBe(relation)
})

it.each(['杭州云栖', '12345', 'Blackwater Holdings Ltd.', 'Co., Ltd.', ''])('reads no pinyin from: %s', (text) =>
  expect(readLatinName(text)).toBeUndefined(),
)

it('asks for the readings that a register may have instead', () => {
  const latin = readLatinName('Hangzhou Qianyuan Moju Youxian Gongsi')
  const asked = latin ? searchedByLatinName(latin).map((keys) => new Set(keys)) : []
  const kept = new Set(searchColumns({ ...ROW, name: '杭州乾元磨具有限公司' }).keys)
  expect(asked.some((keys) => [...keys].every((key) => kept.has(key)))).toBe(true)
})

it('asks for few groups however a name is spelt', () => {
  const latin = readLatinName(`Hangzhou ${'xianguangyuan'.repeat(20)} Technology`)
  expect(latin ? searchedByLatinName(latin).length : 0).toBeLessThan(20)
})
