import { expect, it } from 'vitest'
import { withFormMended } from './spoilt-form.ts'

it.each([
  ['杭州云栖数码科技有限', '杭州云栖数码科技有限公司'],
  ['杭州云栖数码科技有', '杭州云栖数码科技有限公司'],
  ['杭州云栖数码科技有限责任', '杭州云栖数码科技有限公司'],
  ['杭州云栖数码科技股份', '杭州云栖数码科技股份有限公司'],
  ['杭州云栖数码科技股份有', '杭州云栖数码科技股份有限公司'],
  ['杭州云栖数码科技有限公', '杭州云栖数码科技有限公司'],
  ['杭州云栖数码科技份有限公司', '杭州云栖数码科技股份有限公司'],
  ['杭州云栖数码科技有限公司', undefined],
  ['杭州云栖数码资产国有', undefined],
])('%s: %s', (key, mended) => expect(withFormMended(key)).toBe(mended))
