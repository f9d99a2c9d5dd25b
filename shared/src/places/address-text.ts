/** An address as its parts are looked for: full-width forms made plain, without blanks. */
export function addressText(address: string): string {
  return address.normalize('NFKC').replace(/\s+/g, '')
}
