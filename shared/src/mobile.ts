import * as z from 'zod/mini'

const MOBILE = /^1[3-9]\d{9}$/
/** Numbers that take short messages; data-only and satellite ranges are left out. 依据: 号段资料, DOMAIN §1.3. */
const SMS_CAPABLE = /^1(3\d|4[579]|5[0-35-9]|6[2567]|7[0-8]|8\d|9[0-35-9])\d{8}$/
const LANDLINE = /^(0[1-9]\d{1,2})-?(\d{7,8})(?:[-转]?(\d{1,6}))?$/
const SERVICE = /^(?:400-?\d{3}-?\d{4}|95\d{3,6})$/

/** A normalised mainland mobile: eleven digits, no country code. */
export const Mobile = z.string().check(z.regex(MOBILE))
export type Mobile = z.infer<typeof Mobile>

export type Phone =
  | { readonly kind: 'mobile'; readonly number: string; readonly smsCapable: boolean }
  | { readonly kind: 'landline' | 'service'; readonly number: string; readonly smsCapable: false }

/** NFKC, without +86, 0086, 86, spaces and dashes; null when it is no mainland mobile. */
export function normaliseMobile(text: string): Mobile | null {
  if (MOBILE.test(text)) return text
  const digits = bare(text)
    .replace(/[-()]/g, '')
    .replace(/^(?:\+|00)?86(?=1\d{10}$)/, '')
  return MOBILE.test(digits) ? digits : null
}

export function isSmsCapable(mobile: Mobile): boolean {
  return SMS_CAPABLE.test(mobile)
}

export type MessagedMobile =
  | { readonly ok: true; readonly mobile: Mobile }
  | { readonly ok: false; readonly why: 'landline' | 'foreign_mobile' | 'not_a_mobile' }

/**
 * The mobile that codes and answers are sent to, or why this cannot be one: whoever signs in or applies is told by message.
 * 依据: DOMAIN §5.1
 */
export function readMessagedMobile(text: string): MessagedMobile {
  const phone = parsePhone(text)
  if (phone?.kind === 'mobile' && phone.smsCapable) return { ok: true, mobile: phone.number }
  if (phone && phone.kind !== 'mobile') return { ok: false, why: 'landline' }
  return { ok: false, why: /^(?:\+|00)(?!86)/.test(bare(text)) ? 'foreign_mobile' : 'not_a_mobile' }
}

/** 3-4-4, as people read a number aloud. */
export function formatMobile(mobile: Mobile): string {
  return mobile.replace(/^(\d{3})(\d{4})(\d{4})$/, '$1 $2 $3')
}

/** 138****8000 for a mobile, 0571-****1234 for a landline. */
export function maskPhone(number: string): string {
  if (MOBILE.test(number)) return `${number.slice(0, 3)}****${number.slice(7)}`
  const landline = LANDLINE.exec(number)
  if (landline) return `${landline[1]}-****${(landline[2] ?? '').slice(-4)}`
  return `****${number.slice(-4)}`
}

/** Reads one number of any kind; null when it is none. */
export function parsePhone(text: string): Phone | null {
  const mobile = normaliseMobile(text)
  if (mobile) return { kind: 'mobile', number: mobile, smsCapable: isSmsCapable(mobile) }
  const number = bare(text)
    .replace(/^(?:\+|00)86-?(?=\d)/, '0')
    .replace(/^00/, '0')
    .replace(/^\((0\d{2,3})\)/, '$1-')
  const landline = LANDLINE.exec(number)
  if (landline) {
    const [, area, local, extension] = landline
    return { kind: 'landline', number: `${area}-${local}${extension ? `-${extension}` : ''}`, smsCapable: false }
  }
  // Hangzhou's local numbers have eight digits and are often written without their area code.
  if (/^[2-8]\d{7}$/.test(number)) return { kind: 'landline', number: `0571-${number}`, smsCapable: false }
  return SERVICE.test(number) ? { kind: 'service', number, smsCapable: false } : null
}

export type PhonesRead = {
  readonly phones: readonly Phone[]
  /** What looked like a number or a part of one and is in none of them: too few figures, an extension behind a mobile. */
  readonly lost: readonly string[]
}

/** Every number in a register cell (`0571-88…/138…（同微信）`), mobiles that take messages first, each once. */
export function readPhones(cell: string): PhonesRead {
  if (MOBILE.test(cell)) {
    return { phones: [{ kind: 'mobile', number: cell, smsCapable: isSmsCapable(cell) }], lost: NOTHING_LOST }
  }
  const found = new Map<string, Phone>()
  const lost: string[] = cell.length > MOST_READ ? [cell.slice(MOST_READ)] : []
  for (const part of rejoined(cell.slice(0, MOST_READ).normalize('NFKC')).split(/(?:[/;,、，；|\s]|(?!转)\p{L})+/u)) {
    const number = part.replace(/[^\d+()转-]+/g, '').replace(/\(\)|\($|^\)|[-转]+$/g, '')
    if (MEANS_NOTHING.test(number)) continue
    // A mobile has no extension: the one that stands behind it is another's.
    const [, before, extension] = EXTENSION.exec(number) ?? []
    const mobile = before === undefined ? null : normaliseMobile(before)
    const phone = parsePhone(mobile ?? number)
    if (phone) found.set(phone.number, phone)
    if (phone === null) lost.push(number)
    else if (mobile !== null) lost.push(`转${extension}`)
  }
  return { phones: [...found.values()].sort((a, b) => rank(a) - rank(b)), lost }
}

const NOTHING_LOST: readonly string[] = []
/** Dozens of numbers; a longer cell has swallowed others, and looking for numbers in it takes a time that grows as its square. */
const MOST_READ = 1000
/** The code of the country by itself, or fewer figures than any number has. */
const MEANS_NOTHING = /^(?:\D*(?:\d\D*){0,2}|(?:\+|00)86)$/
const EXTENSION = /^(.*1[3-9]\d{9})[-转]+(\d{1,6})$/

/** One number that is written in groups stays one; programs that take it for a figure write `13800138000.0`. */
function rejoined(text: string): string {
  return text
    .replace(/(\d)\.0+(?!\d)/g, '$1')
    .replace(/(?<=[\d)]) *(?:转分?机?|分机号?|ext\.?|[x#])[ :-]*(?=\d{1,6}(?!\d))/gi, '转')
    .replace(/\((0\d{2,3})\) */g, '$1-')
    .replace(/(?<!\d)(1[3-9]\d)[ -](\d{4})[ -](\d{4})(?!\d)/g, '$1$2$3')
    .replace(/(?<!\d)(1[3-9]\d{9})-(?=1[3-9]\d{9}(?!\d)|0\d{2,3}-)/g, '$1/')
    .replace(/(?<!\d)(0\d{2,3}[- ]?\d{4}) (\d{3,4})(?!\d)/g, '$1$2')
    .replace(/(?:\+|00)86[ -]+([1-9]\d{1,2})[ -]+(?=\d{7,8}(?!\d))/g, '0$1-')
    .replace(/(?<!\d)(0\d{2,3})(?: +-? *|- +)(?=\d{7,8}(?!\d))/g, '$1-')
}

/** A number that a spreadsheet turned into `1.38E+10` has lost its digits. */
export function isDamagedPhone(cell: string): boolean {
  return /^\d(\.\d+)?E\+?\d+$/i.test(cell.normalize('NFKC').replace(/[\s'"=]/g, ''))
}

function rank(phone: Phone): number {
  return phone.smsCapable ? 0 : phone.kind === 'mobile' ? 1 : phone.kind === 'landline' ? 2 : 3
}

function bare(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\s\p{Cf}'"=]/gu, '')
    .replace(/\p{Pd}/gu, '-')
}
