import { checkDigit, creditCodeNeighbours, creditCodesAround, isCreditCode } from '../credit-code.ts'

/** Enterprises, sole traders and cooperatives. */
const MARKET_HEADS = ['91', '92', '93']
/** Who registers here: the state, the province, the city, and its districts and counties, past and present. 依据: GB/T 2260. */
const REGISTRARS = [
  '100000',
  '330000',
  ...[0, 1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12, 13, 14, 22, 27, 81, 82, 83, 84, 85].map(
    (district) => `3301${String(district).padStart(2, '0')}`,
  ),
]
const ORGANISATION_CODE = /^[0-9A-HJ-NPQRTUWXY]{8}[0-9X]$/
const LENGTH = 18

/**
 * Every valid code that a number may have been meant for: one slip away, of which it holds the greater part, within which
 * it is the organisation code (positions 9 to 17, whoever registered it here), or behind or before which more was typed.
 */
export function codesNear(number: string): string[] {
  if (ORGANISATION_CODE.test(number)) {
    return MARKET_HEADS.flatMap((head) => REGISTRARS.map((registrar) => head + registrar + number)).map(
      (seventeen) => seventeen + checkDigit(seventeen),
    )
  }
  if (number.length > LENGTH + 1)
    return [number.slice(0, LENGTH), number.slice(-LENGTH)].flatMap((part) => (isCreditCode(part) ? [part] : []))
  return [...creditCodeNeighbours(number), ...creditCodesAround(number)]
}
