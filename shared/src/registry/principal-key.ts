import { nameKey } from '../enterprise-name.ts'

export type PrincipalRelation = 'same' | 'different' | 'unknown'

/** Characters that stand for one that is not shown. */
const HIDDEN = /[*＊×某○●□_]/g
const BESIDE = /[（(【［[][^）)】］\]]*[）)】］\]]?/g
const SEVERAL = /[、,，;；/／|]+/

/**
 * Whether two writings name one person: spaces, dots between syllables, traditional characters and remarks in brackets do
 * not count, a masked 王* is any 王 of that length, and one of several is enough.
 */
export function comparePrincipals(written: string, known: string | null): PrincipalRelation {
  const left = peopleIn(written)
  const right = peopleIn(known ?? '')
  if (left.length === 0 || right.length === 0) return 'unknown'
  let masked = false
  for (const a of left) {
    for (const b of right) {
      if (a === b && !a.includes('*')) return 'same'
      if (fits(a, b)) masked = true
    }
  }
  return masked ? 'unknown' : 'different'
}

function peopleIn(text: string): string[] {
  if (/^\s*(?:N\/?A|NULL|无|暂无|-+)\s*$/i.test(text)) return []
  return text
    .normalize('NFKC')
    .replace(BESIDE, '')
    .split(SEVERAL)
    .map((person) => {
      const bare = person.replace(/[\s·•．.・‧]/g, '').replace(HIDDEN, '*')
      // The key takes asterisks away, so each piece between them is spelt by itself.
      return bare
        .split('*')
        .map(nameKey)
        .join('*')
        .replace(/(?:先生|女士)$/, '')
    })
    .filter((person) => /\p{L}/u.test(person))
}

function fits(a: string, b: string): boolean {
  return (
    a.length === b.length && [...a].every((character, i) => character === '*' || b[i] === '*' || character === b[i])
  )
}
