import fc from 'fast-check'
import { expect, test } from 'vitest'
import { differing } from './differing.ts'

test('only what differs is told apart', () => {
  expect(differing('杭州云栖数字科技有限公司', '杭州云溪数字科技有限公司')).toEqual({
    head: '杭州云',
    before: '栖',
    after: '溪',
    tail: '数字科技有限公司',
  })
  expect(differing('存续', '吊销，未注销')).toEqual({ head: '', before: '存续', after: '吊销，未注销', tail: '' })
  expect(differing('200万元', '1200万元')).toEqual({ head: '', before: '', after: '1', tail: '200万元' })
})

test('both values can be read from their parts', () => {
  const text = fc.string({ unit: fc.constantFrom('杭', '州', '一', '𠮷') })
  fc.assert(
    fc.property(text, text, (one, other) => {
      const { head, before, after, tail } = differing(one, other)
      expect([head + before + tail, head + after + tail]).toEqual([one, other])
    }),
  )
})
