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
  ['', '王示例', 'unknown'],
  ['王示例', null, 'unknown'],
  ['N/A', '王示例', 'unknown'],
])('%s and %s: %s', (written, known, relation) => expect(comparePrincipals(written, known)).toBe(relation))
