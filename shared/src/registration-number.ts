/**
 * The 15-digit number that enterprises carried before the credit code (依据: GS 15-2006). Old rows may have nothing
 * else; it is a secondary key and never turns into a credit code.
 */

/** NFKC without spaces, quotes and dashes; null when it is not 15 digits with a right check digit. */
export function parseRegistrationNumber(text: string): string | null {
  const number = plainOf(text)
  return isRegistrationNumber(number) ? number : null
}

/**
 * The old number of a row that has no readable code: in its own column, or where the code should stand. Whoever has to find
 * the code wants to know that it is one even where its check digit is off. Null where the code's column holds another code.
 */
export function findRegistrationNumber(codeText: string | null, numberText: string | null): string | null {
  const [misplaced, own] = [plainOf(codeText ?? ''), plainOf(numberText ?? '')]
  if (OF_AN_OFFICE.test(misplaced)) return misplaced
  return OF_AN_OFFICE.test(own) && !/[0-9a-z]{6}/i.test(misplaced) ? own : null
}

/** It begins with the area of the office that gave it. */
const OF_AN_OFFICE = /^[1-6]\d{14}$/

function plainOf(text: string): string {
  return text.normalize('NFKC').replace(/[\s\p{Cf}\p{Pd}'"=.]/gu, '')
}

/** ISO 7064 MOD 11,10 over the first 14 digits. */
function isRegistrationNumber(number: string): boolean {
  if (!/^\d{15}$/.test(number)) return false
  let product = 10
  for (let i = 0; i < 14; i++) {
    const sum = (product + Number(number[i])) % 10 || 10
    product = (sum * 2) % 11
  }
  return Number(number[14]) === (11 - product) % 10
}
