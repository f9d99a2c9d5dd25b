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

/** A street's office, a town, a zone: whoever writes it alone says where, not who. */
const PLACE_END = /(?:街道|[乡镇]|开发区|园区|新区)$/

function isPlace(text: string): boolean {
  return PLACE_END.test(text) || parseEnterpriseName(`${text}某某`).core === '某某'
}
