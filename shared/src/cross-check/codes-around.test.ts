import fc from 'fast-check'
import { expect, it } from 'vitest'
import { completeCreditCode, isCreditCode } from '../credit-code.ts'
import { codesNear } from './codes-around.ts'

const code = completeCreditCode('91330106', '12345678')

it('completes an organisation code by whoever registers here', () => {
  expect(codesNear(code.slice(8, 17))).toContain(code)
})

it('finds a code that more was typed behind or before', () => {
  expect(codesNear(`${code}00`)).toEqual([code])
  expect(codesNear(`330106${code}`)).toEqual([code])
})

it('gives valid codes only, and no more than a look-up bears', () => {
  const text = fc.string({ unit: fc.constantFrom(...'0123456789ABXMO'), maxLength: 24 })
  fc.assert(
    fc.property(text, (typed) => {
      const codes = codesNear(typed)
      expect(codes.every(isCreditCode)).toBe(true)
      expect(codes.length).toBeLessThan(100)
    }),
  )
})
