import { MAX_LIST_BYTES } from '@yijian/shared/uploads/contract'
import { expect, test } from 'vitest'
import { listFileProblem } from './list-file-problem.ts'

test('old Excel is told before it is sent, by what it is; a web page called .xls is sent', () => {
  const old = Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1)
  expect(listFileProblem({ name: '会员单位.xlsx', size: 10 }, old)).toBe('oldExcel')
  expect(listFileProblem({ name: '会员单位.xls', size: 10 }, new TextEncoder().encode('<html>'))).toBeUndefined()
  expect(listFileProblem({ name: '会员单位.xls', size: MAX_LIST_BYTES + 1 })).toBe('tooLarge')
})
