import fc from 'fast-check'
import { expect, it } from 'vitest'
import { similarity, singleSlip } from './text-distance.ts'

it.each([
  ['云栖数', '云栖数码', 'dropped'],
  ['云栖栖数码', '云栖数码', 'added'],
  ['云数栖码', '云栖数码', 'swapped'],
  ['云溪数码', '云栖数码', 'replaced'],
  ['云栖数码数码', '云栖数码', 'added'],
  ['云栖数码', '云栖数码数码', 'dropped'],
  ['云栖数据数码', '云栖数码', undefined],
  ['云栖数码', '云栖数码', undefined],
  ['云溪数据', '云栖数码', undefined],
  ['', '云', 'dropped'],
])('%s → %s: %s', (written, meant, slip) => expect(singleSlip(written, meant)).toBe(slip))

it('is symmetric, with dropped and added as each other’s mirror', () => {
  const text = fc.stringMatching(/^[甲乙丙]{0,6}$/)
  const mirror = { dropped: 'added', added: 'dropped', swapped: 'swapped', replaced: 'replaced' } as const
  fc.assert(
    fc.property(text, text, (a, b) => {
      const slip = singleSlip(a, b)
      expect(singleSlip(b, a)).toBe(slip && mirror[slip])
      expect(similarity(a, b)).toBeCloseTo(similarity(b, a))
      expect(similarity(a, a)).toBe(1)
    }),
  )
})
