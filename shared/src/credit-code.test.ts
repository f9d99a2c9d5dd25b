import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  checkDigit,
  completeCreditCode,
  creditCodeNeighbours,
  creditCodesAround,
  isCreditCode,
  normaliseCreditCode,
  parseCreditCode,
} from './credit-code.ts'

const CHARSET = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const character = fc.constantFrom(...CHARSET)
const digit = fc.constantFrom(...'0123456789')
const validCode = fc
  .tuple(
    character,
    character,
    fc.array(digit, { minLength: 6, maxLength: 6 }),
    fc.array(character, { minLength: 9, maxLength: 9 }),
  )
  .map(([a, b, digits, body]) => {
    const head = a + b + digits.join('') + body.join('')
    return head + checkDigit(head)
  })

describe('the worked examples', () => {
  it.each([
    ['91350100M000100Y43', 'enterprise'],
    ['9152000071430580XT', 'enterprise'],
    ['91330106MA2TE5T01R', 'enterprise'],
    ['92330105MA2GEX1AXY', 'sole_trader'],
    ['91330103704212343N', 'enterprise'],
    ['81330106MC0A1B2CXT', 'union'],
    ['93330182MA2KLMN34B', 'cooperative'],
    ['913301091000033640', 'enterprise'],
    ['9133010910000042X9', 'enterprise'],
  ])('%s is valid (%s)', (code, kind) => {
    expect(parseCreditCode(code)).toEqual({ ok: true, code, kind, innerDigitOff: false })
  })

  it('normalises a quote, full width, an ideographic space and lower case', () => {
    expect(parseCreditCode("'９１３３０１　０６ｍａ２ｔｅ５ｔ０１ｒ")).toMatchObject({
      ok: true,
      code: '91330106MA2TE5T01R',
    })
    expect(parseCreditCode('="91330106MA2TE5T01R"')).toMatchObject({ ok: true, code: '91330106MA2TE5T01R' })
  })

  it.each([
    ['91350100M000100Y4Z', 'character'],
    ['91350100M000100Y44', 'check_digit'],
    ['91330106MA2TET501R', 'check_digit'],
    ['9.13301E+17', 'damaged_by_spreadsheet'],
    ['913502115628130000', 'damaged_by_spreadsheet'],
    ['91330106MA2TE5T01', 'length'],
    [' ', 'empty'],
  ])('%s is refused: %s', (text, problem) => {
    const reading = parseCreditCode(text)
    expect(reading).toMatchObject({ ok: false, problem })
    expect(reading).not.toHaveProperty('repair')
  })

  it('offers the one right repair of a misread letter and never applies it silently', () => {
    expect(parseCreditCode('91330106MA2TE5TO1R')).toEqual({
      ok: false,
      text: '91330106MA2TE5TO1R',
      problem: 'character',
      repair: '91330106MA2TE5T01R',
    })
  })

  it('takes a wrong inner digit as a hint', () => {
    expect(parseCreditCode('91330110MA2TE5T00F')).toMatchObject({ ok: true, innerDigitOff: true })
  })
})

it('completes a code with both check digits', () => {
  expect(completeCreditCode('91330106', 'MA2TE5T0')).toBe('91330106MA2TE5T01R')
})

describe('laws', () => {
  it('detects every single wrong character and every swap of neighbours', () => {
    fc.assert(
      fc.property(validCode, fc.nat(17), character, (code, at, other) => {
        const wrong = code.slice(0, at) + other + code.slice(at + 1)
        const swapped = code.slice(0, at) + code.charAt(at + 1) + code.charAt(at) + code.slice(at + 2)
        expect(isCreditCode(wrong)).toBe(wrong === code)
        expect(isCreditCode(swapped)).toBe(swapped === code)
      }),
      { numRuns: 2000 },
    )
  })

  it('finds the true code among the neighbours of any single slip', () => {
    const slip = fc.constantFrom('substitute', 'drop', 'double', 'swap')
    fc.assert(
      fc.property(validCode, fc.nat(16), character, slip, (code, at, other, kind) => {
        const wrong = {
          substitute: code.slice(0, at) + other + code.slice(at + 1),
          drop: code.slice(0, at) + code.slice(at + 1),
          double: code.slice(0, at) + code.charAt(at) + code.slice(at),
          swap: code.slice(0, at) + code.charAt(at + 1) + code.charAt(at) + code.slice(at + 2),
        }[kind]
        fc.pre(wrong !== code)
        expect(creditCodeNeighbours(wrong)).toContain(code)
      }),
      { numRuns: 300 },
    )
  })

  it('is indifferent to how a code is written down', () => {
    const noise = fc.constantFrom(' ', '　', '-', '\u200b', "'", '.', '\t', '')
    fc.assert(
      fc.property(validCode, fc.array(noise, { minLength: 18, maxLength: 18 }), (code, noises) => {
        const written = [...code].map((c, i) => c.toLowerCase() + noises[i]).join('')
        expect(normaliseCreditCode(written)).toBe(code)
      }),
    )
  })

  it('never throws, whatever is typed', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void parseCreditCode(text)))
  })
})

it('completes an old tax number and a code cut at either end', () => {
  const code = completeCreditCode('91330106', 'MA2TE5T0')
  for (const part of [code.slice(2, 17), code.slice(2), code.slice(0, 16)])
    expect(creditCodesAround(part)).toContain(code)
  for (const part of ['', code, code.slice(0, 15), '一二三四五六七八九十一二三四五'])
    expect(creditCodesAround(part)).not.toContain(code)
  expect(creditCodesAround('330106000012345').every(isCreditCode)).toBe(true)
})
