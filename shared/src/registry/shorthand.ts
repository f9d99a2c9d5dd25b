import { type NameParts, parseEnterpriseName } from '../enterprise-name.ts'
import { isMereTrade } from './trade-words.ts'

const CHARACTERS = /^[\p{Script=Han}\p{N}]{2,}$/u

/**
 * What people call an enterprise among themselves: its brand, with a piece of the trade or without, and no legal form. A
 * place or a trade alone is what nobody is called.
 */
export function isShorthand({ form, core }: NameParts): boolean {
  return form === 'none' && CHARACTERS.test(core) && !isMereTrade(core) && !isPlace(core)
}

function isPlace(text: string): boolean {
  return parseEnterpriseName(`${text}某某`).core === '某某'
}
