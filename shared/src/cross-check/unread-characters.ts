import { nameKey } from '../enterprise-name.ts'
import { withoutAsides } from './beside-name.ts'
import { countedInDigits } from './written-numbers.ts'

/** What stands for a character that was not read, not kept by a code page, or is not to be seen. */
const UNREAD = /[?*×□■○●◯�]+/g
const MOST = 3

/**
 * What keys fit a name in which some characters could not be read: 杭州云□数码, 杭州**数码. A sign may also be mere dirt,
 * for which nothing stands. Undefined where there is none, or too many.
 */
export function withUnread(text: string): RegExp | undefined {
  const shown = text.normalize('NFKC')
  const found = shown.match(UNREAD)
  if (!found || found.join('').length > MOST) return undefined
  const signs = [...found]
  const pieces = withoutAsides(shown).split(UNREAD)
  if (pieces.length !== signs.length + 1) return undefined
  const keys = pieces.map((piece) => countedInDigits(nameKey(piece)).replace(/[+#&]/g, '\\$&'))
  return new RegExp(
    `^${keys.map((key, i) => key + (signs[i] === undefined ? '' : `.{0,${signs[i].length}}`)).join('')}$`,
    'u',
  )
}
