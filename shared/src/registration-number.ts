/**
 * The 15-digit number that enterprises carried before the credit code (依据: GS 15-2006). Old rows may have nothing
 * else; it is a secondary key and never turns into a credit code.
 */

/** NFKC without spaces, quotes and dashes; null when it is not 15 digits with a right check digit. */
export function parseRegistrationNumber(text: string): string | null {
  const number = text.normalize('NFKC').replace(/[\s\p{Cf}\p{Pd}'"=.]/gu, '')
  return isRegistrationNumber(number) ? number : null
}

/** ISO 7064 MOD 11,10 over the first 14 digits. */
export function isRegistrationNumber(number: string): boolean {
  if (!/^\d{15}$/.test(number)) return false
  let product = 10
  for (let i = 0; i < 14; i++) {
    const sum = (product + Number(number[i])) % 10 || 10
    product = (sum * 2) % 11
  }
  return Number(number[14]) === (11 - product) % 10
}
