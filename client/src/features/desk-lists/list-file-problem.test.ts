import { MAX_LIST_BYTES } from '@yijian/shared/uploads/contract'
import { expect, test } from 'vitest'
import { listFileProblem } from './list-file-problem.ts'

test('a list of any kind is sent, unless it is larger than a list may be', () => {
  expect(listFileProblem({ name: '会员单位.xls', size: 10 })).toBeUndefined()
  expect(listFileProblem({ name: '会员单位.xls', size: MAX_LIST_BYTES + 1 })).toBe('tooLarge')
})
