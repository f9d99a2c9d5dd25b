/** 依据: GB 32100-2015 附录 A. The index of a character is its value; I, O, S, V and Z do not exist. */
const CHARSET = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28] as const
const SHAPE = /^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/
const SEVENTEEN = /^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{9}$/
/** By the number of the character; a list holds thousands of codes to be tried in thirty ways each. */
const VALUES = new Int8Array(128).fill(-1)
for (const [value, character] of [...CHARSET].entries()) VALUES[character.charCodeAt(0)] = value

/** 依据: GB 11714-1997. Letters count on from A = 10 with none left out, unlike in the outer code. */
const INNER_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2] as const

/** What people and machines misread, per illegal letter and, in the six registrar digits, per letter. */
const CONFUSED: Readonly<Record<string, string>> = { O: '0', I: '1', Z: '2', S: '5', V: 'U' }
const CONFUSED_DIGIT: Readonly<Record<string, string>> = { ...CONFUSED, D: '0', Q: '0', L: '1', B: '8', G: '6', U: '0' }

/** Who the code was issued to, from its first two characters. */
export type CreditCodeKind = 'enterprise' | 'sole_trader' | 'cooperative' | 'social_organisation' | 'union' | 'other'

export type CreditCodeProblem = 'empty' | 'damaged_by_spreadsheet' | 'length' | 'character' | 'check_digit'

export type CreditCodeReading =
  | {
      readonly ok: true
      readonly code: string
      readonly kind: CreditCodeKind
      /** Position 17 disagrees with GB 11714. Registrars have issued such codes, so it is a hint and no error. */
      readonly innerDigitOff: boolean
    }
  | {
      readonly ok: false
      readonly text: string
      readonly problem: CreditCodeProblem
      /** The one right code, when exactly one reading of the misread characters has a valid check digit. */
      readonly repair?: string
    }

/** NFKC, upper case, without spaces, quotes, dots and dashes. Does not validate. */
export function normaliseCreditCode(text: string): string {
  if (SHAPE.test(text)) return text
  return text
    .normalize('NFKC')
    .replace(/[\s\p{Cf}\p{Pd}\p{Pi}\p{Pf}'"`´′″=.·。_*#]/gu, '')
    .toUpperCase()
}

/** Reads what somebody typed or a spreadsheet exported. Never throws, never repairs silently. */
export function parseCreditCode(text: string): CreditCodeReading {
  const code = normaliseCreditCode(text)
  if (isCreditCode(code)) {
    return { ok: true, code, kind: creditCodeKind(code), innerDigitOff: innerCheckDigit(code) !== code[16] }
  }
  const problem = problemOf(text, code)
  const repair = problem === 'empty' || problem === 'damaged_by_spreadsheet' ? undefined : repairCreditCode(code)
  return { ok: false, text: code, problem, ...(repair && { repair }) }
}

/** True for a normalised code whose shape and check digit are right. */
export function isCreditCode(code: string): boolean {
  return SHAPE.test(code) && checkDigit(code) === code[17]
}

/** The 18th character that the first 17 ask for. @throws RangeError on characters outside the charset. */
export function checkDigit(code: string): string {
  let sum = 0
  for (let i = 0; i < 17; i++) {
    const value = valueAt(code, i)
    if (value < 0) throw new RangeError(`no credit code character: ${code[i]}`)
    sum += value * (WEIGHTS[i] ?? 0)
  }
  // A sum that 31 divides must give 0, hence the outer remainder.
  return CHARSET.charAt((31 - (sum % 31)) % 31)
}

/** Makes a code from department, category and registrar (8 characters) and the body of the organisation code (8). */
export function completeCreditCode(head: string, body: string): string {
  const sixteen = head + body
  const seventeen = sixteen + innerCheckDigit(sixteen)
  return seventeen + checkDigit(seventeen)
}

export function creditCodeKind(code: string): CreditCodeKind {
  if (code.startsWith('91')) return 'enterprise'
  if (code.startsWith('92')) return 'sole_trader'
  if (code.startsWith('93')) return 'cooperative'
  if (code.startsWith('5')) return 'social_organisation'
  if (code.startsWith('8')) return 'union'
  return 'other'
}

/**
 * Every valid code one slip away: a character misread, left out, typed twice or swapped with its neighbour.
 * About twenty; the register decides which of them exists.
 */
export function creditCodeNeighbours(code: string): string[] {
  const found = new Set<string>()
  const offer = (candidate: string) => {
    if (candidate !== code && isCreditCode(candidate)) found.add(candidate)
  }
  const readable = code.replace(/[OIZSV]/g, (letter) => CONFUSED[letter] ?? letter)
  offer(readable)
  if (code.length < 17 || code.length > 19) return [...found]
  for (const text of new Set([code, readable])) {
    for (let i = 0; i <= text.length; i++) {
      const head = text.slice(0, i)
      if (text.length === 19) offer(head + text.slice(i + 1))
      if (text.length === 18 && i < 17) offer(head + text.charAt(i + 1) + text.charAt(i) + text.slice(i + 2))
      if (text.length === 19) continue
      const tail = text.slice(text.length === 18 ? i + 1 : i)
      const character = head.length + tail.length === 17 ? characterBetween(head, tail) : undefined
      if (character !== undefined) offer(head + character + tail)
    }
  }
  return [...found]
}

const MARKET_HEADS = ['91', '92', '93']

/** Every valid code that a number holds the greater part of: an old tax number (positions 3 to 17), or a code cut at an end. */
export function creditCodesAround(part: string): string[] {
  const heads = part.length === 15 || part.length === 16 ? MARKET_HEADS : []
  const found = heads.map((head) => {
    const begun = head + part
    return begun.length === 17 && SEVENTEEN.test(begun) ? begun + checkDigit(begun) : begun
  })
  if (SEVENTEEN.test(`${part}0`)) found.push(completeCreditCode(part.slice(0, 8), part.slice(8)))
  return found.filter(isCreditCode)
}

/** The only character that fits between the two: the weighted sum of all 18 is a multiple of 31, which is prime. */
function characterBetween(head: string, tail: string): string | undefined {
  let sum = 0
  for (let i = 0; i < head.length + tail.length; i++) {
    const isHead = i < head.length
    const value = isHead ? valueAt(head, i) : valueAt(tail, i - head.length)
    if (value < 0) return undefined
    sum += value * weightAt(isHead ? i : i + 1)
  }
  for (let value = 0; value < CHARSET.length; value++) {
    if ((sum + value * weightAt(head.length)) % 31 === 0) return CHARSET[value]
  }
  return undefined
}

/** Negative where there is no character that a code may hold. */
function valueAt(code: string, i: number): number {
  return VALUES[code.charCodeAt(i)] ?? -1
}

/** The check character stands last and counts once. */
function weightAt(i: number): number {
  return WEIGHTS[i] ?? 1
}

function problemOf(text: string, code: string): CreditCodeProblem {
  if (code === '') return 'empty'
  const compact = text.normalize('NFKC').replace(/[\s'"=]/g, '')
  if (/^\d(\.\d+)?E\+?\d+$/i.test(compact)) return 'damaged_by_spreadsheet'
  if (code.length !== 18) return 'length'
  // A spreadsheet keeps 15 figures of a number and fills up with noughts.
  if (/^\d{15}000$/.test(code)) return 'damaged_by_spreadsheet'
  return SHAPE.test(code) ? 'check_digit' : 'character'
}

function repairCreditCode(code: string): string | undefined {
  if (code.length !== 18) return undefined
  const repaired = [...code].map((character, i) =>
    i >= 2 && i < 8 ? (CONFUSED_DIGIT[character] ?? character) : (CONFUSED[character] ?? character),
  )
  const candidate = repaired.join('')
  return candidate !== code && isCreditCode(candidate) ? candidate : undefined
}

/** Check character of the organisation code inside (positions 9 to 16). */
function innerCheckDigit(code: string): string {
  let sum = 0
  for (let i = 0; i < 8; i++) sum += innerValue(code.charCodeAt(8 + i)) * (INNER_WEIGHTS[i] ?? 0)
  const check = 11 - (sum % 11)
  return check === 10 ? 'X' : check === 11 ? '0' : String(check)
}

function innerValue(character: number): number {
  return character <= 57 ? character - 48 : character - 55
}
