import { expect, it } from 'vitest'
import { countedInDigits } from './written-numbers.ts'

it.each([
  ['杭州书报第十四报刊亭', '杭州书报第14报刊亭'],
  ['杭州书报第四十报刊亭', '杭州书报第40报刊亭'],
  ['杭州第一百零二中学', '杭州第102中学'],
  ['杭州二〇八厂', '杭州208厂'],
  ['杭州三分店', '杭州3分店'],
  ['杭州两百号酒吧', '杭州200号酒吧'],
  ['杭州第一五金商店', '杭州第1五金商店'],
  ['杭州三一重工有限公司', '杭州三一重工有限公司'],
  ['杭州百货大楼', '杭州百货大楼'],
  ['杭州第1医药商店', '杭州第1医药商店'],
])('%s → %s', (written, digits) => expect(countedInDigits(written)).toBe(digits))
