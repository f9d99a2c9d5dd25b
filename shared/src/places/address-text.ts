/** Han characters, letters and figures as they are in most addresses: nothing to make plain. */
const PLAIN = /^[!-~\u4e00-\u9fff]*$/

/** An address as its parts are looked for: full-width forms made plain, without blanks. */
export function addressText(address: string): string {
  return PLAIN.test(address) ? address : address.normalize('NFKC').replace(/\s+/g, '')
}
