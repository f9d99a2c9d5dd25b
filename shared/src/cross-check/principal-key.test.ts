import { expect, it } from 'vitest'
import { comparePrincipals } from './principal-key.ts'

it.each([
  ['王示例', '王示例', 'same'],
  [' 王 示例（经理）', '王示例', 'same'],
  ['買買提·示例', '买买提示例', 'same'],
  ['李示例、王示例', '王示例', 'same'],
  ['王示例', '李示例', 'different'],
  ['王*例', '王示例', 'unknown'],
  ['王**', '李示例', 'different'],
  ['王总', '王示例', 'unknown'],
  ['王某某', '王示例', 'unknown'],
  ['李总', '王示例', 'different'],
  ['欧阳经理', '欧阳示', 'unknown'],
  ['法定代表人：王示例 13800000000', '王示例', 'same'],
  ['王示例董事长', '王示例', 'same'],
  ['Wang Shili', '王示例', 'same'],
  ['SHILI, WANG', '王示例', 'same'],
  ['Li Shili', '王示例', 'different'],
  ['老板', '王示例', 'unknown'],
  ['', '王示例', 'unknown'],
  ['王示例', null, 'unknown'],
  ['N/A', '王示例', 'unknown'],
  ['不详', '王示例', 'unknown'],
  ['同上', '王示例', 'unknown'],
  ['详见营业执照', '王示例', 'unknown'],
  ['法定代表人', '王示例', 'unknown'],
])('%s and %s: %s', (written, known, relation) => expect(comparePrincipals(written, known)).toBe(relation))
