import { maskPhone } from '../mobile.ts'

const MOBILE = /(?<!\d)(?:\+?86[- ]?)?1[3-9]\d(?:[- ]?\d{4}){2}(?!\d)/g
const LANDLINE = /(?<!\d)0\d{2,3}[- ]?\d{7,8}(?:-\d{1,6})?(?!\d)/g
const IDENTITY = /(?<!\d)[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?!\d)/g
const ANY_PHONE = /\d{7,}/g

/** A cell without whole phone and identity numbers, wherever in it they stand. */
export function withoutPhones(text: string): string {
  if (!/\d/.test(text.normalize('NFKC'))) return text
  const found = text
    .replace(IDENTITY, (number) => `${number.slice(0, 6)}********${number.slice(14)}`)
    .replace(MOBILE, (number) => maskPhone(number.replace(/\D/g, '').slice(-11)))
    .replace(LANDLINE, (number) => maskPhone(number.replace(/ /g, '-')))
  // Full-width digits hide a number from the patterns, never from a reader.
  const plain = found.normalize('NFKC')
  return plain === found || withoutPhonesIn(plain) ? found : withoutPhones(plain)
}

function withoutPhonesIn(text: string): boolean {
  return ![IDENTITY, MOBILE, LANDLINE].some((pattern) => text.search(pattern) >= 0)
}

/** A cell of a column that holds phones: no longer run of digits stays whole. */
export function maskedPhoneCell(text: string): string {
  return withoutPhones(text)
    .normalize('NFKC')
    .replace(ANY_PHONE, (digits) => maskPhone(digits))
}
