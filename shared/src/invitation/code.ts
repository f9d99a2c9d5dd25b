/** Characters of invitation codes: none that is mistaken for another (no 0 O 1 I L). */
export const codeAlphabet = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'
export const codeLength = 10

/** As typed from a message: any case, spaces, dashes, full width. Null when it cannot be a code. */
export function normaliseCode(text: string): string | null {
  const code = text.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase()
  return code.length === codeLength && [...code].every((character) => codeAlphabet.includes(character)) ? code : null
}
