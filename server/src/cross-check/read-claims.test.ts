import { crossCheck } from '@yijian/shared/cross-check/cross-check'
import { expect, test } from 'vitest'
import { claimIn } from './read-claims.ts'

const columns = new Map([
  ['name', 0],
  ['creditCode', 1],
  ['address', 2],
  ['principal', 3],
] as const)
const claimOf = (cells: readonly string[]) => claimIn(columns, { number: 1, cells })

test('what a cell says is kept but for blanks and signs that say nothing more', () => {
  expect(claimOf([' 杭州云栖  数码有限公司\n\n杭州双生有限公司', '', '文三路90号 ———— 2楼', '张三'])).toEqual({
    id: '1',
    name: ' 杭州云栖 数码有限公司\n杭州双生有限公司',
    code: '',
    address: '文三路90号 ——— 2楼',
    principal: '张三',
  })
})

test.each([' ', '\u3000', '！', '，！', 'a ', '厂', 'A1', '公司 '])(
  'four thousand characters of “%s” in any cell hold nobody up',
  { timeout: 5000 },
  (unit) => {
    const long = `杭州云栖有限公司${unit.repeat(4000 / unit.length)}x`
    for (const cells of [[long], ['杭州云栖有限公司', long, long, long], ['', long]])
      expect(crossCheck(claimOf(cells), []).verdict).toBe('absent')
  },
)
