import { nameKey } from '../enterprise-name.ts'
import { syllablesOf } from '../library/pinyin.ts'

export type PrincipalRelation = 'same' | 'different' | 'unknown'

/** Characters that stand for one that is not shown. */
const HIDDEN = /[*＊×某○●□_]/g
const BESIDE = /[（(【［[][^）)】］\]]*[）)】］\]]?/g
const SEVERAL = /[、,，;；/／|]+/

const LABEL = /^\s*(?:法定代表人|法人代表|法人|负责人|经营者|投资人|执行事务合伙人|姓名)\s*[:：是]?\s*(?=\p{L}{2})/u
const PHONE = /(?:电话|手机)?[:：\s]*\+?\d[\d\s-]{6,}$/
const TITLE =
  /(?:先生|女士|小姐|老师|同志|(?:副?董事|总|副总)?经理|副?董事长|副?总裁?|董事|[厂店院校站所社行]长|副?主任|书记|老板|老总|法人|负责人)$/
const LATIN = /^[A-Z]+$/
/** What stands where nobody is named: that it is not known, or where to look; the form's own words. */
const NOBODY =
  /^\s*(?:N\/?A|NULL|NONE|[暂]?无|没有|不详|不明|未知|未填写?|待[补定填查]充?|同上|略|(?:详?见|详情见)\S*|法定代表人|法人代表?|负责人|经营者|投资人|姓名|[〃"“”/／.。-]+)\s*$/i
const FAMILY_NAME = /^(?:\p{Script=Han}|欧阳|上官|诸葛|司马|司徒|皇甫|尉迟|公孙|夏侯|东方|令狐|慕容|长孙|端木)$/u

/**
 * Whether two writings name one person: spaces, dots between syllables, traditional characters and remarks in brackets do
 * not count, a masked 王* is any 王 of that length, and one of several is enough.
 */
export function comparePrincipals(written: string, known: string | null): PrincipalRelation {
  const left = peopleIn(written)
  const right = left.length === 0 ? [] : peopleIn(known ?? '')
  if (right.length === 0) return 'unknown'
  const [one] = left
  if (one !== undefined && left.length === 1 && LATIN.test(one))
    return right.some((person) => isSpelt(one, person)) ? 'same' : 'different'
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
  if (text === '' || NOBODY.test(text)) return []
  const bare = text.normalize('NFKC').replace(BESIDE, '').replace(PHONE, '').replace(LABEL, '')
  return (/^[a-z\s,.'-]+$/i.test(bare) ? [bare] : bare.split(SEVERAL))
    .map(readPerson)
    .filter((person) => /\p{L}/u.test(person))
}

/** Without titles; who is named by the family name alone (张总, 李某) is any of that name. */
function readPerson(text: string): string {
  const person = text.replace(/[\s·•．.・‧,'-]/g, '')
  // The key takes asterisks away, so each piece between them is spelt by itself.
  const key = person
    .replace(/(?<=^.)某{1,2}$/u, '先生')
    .replace(HIDDEN, '*')
    .split('*')
    .map(nameKey)
    .join('*')
  const named = key.replace(TITLE, '')
  return named !== key && FAMILY_NAME.test(named) ? `${named}…` : named
}

/** Zhang San, San Zhang or ZHANGSAN for 张三; whichever of the two names stands first. */
function isSpelt(latin: string, person: string): boolean {
  const syllables = syllablesOf(person).map((syllable) => syllable.replace('v', 'u'))
  const [family = '', ...given] = syllables
  const spelt = latin
    .toLowerCase()
    .replace(/v/g, 'u')
    .replace(/(?<=[ln])yu/g, 'u')
  return [`${family}${given.join('')}`, `${given.join('')}${family}`].includes(spelt)
}

function fits(a: string, b: string): boolean {
  if (a.endsWith('…')) return b.startsWith(a.slice(0, -1))
  if (b.endsWith('…')) return a.startsWith(b.slice(0, -1))
  return (
    a.length === b.length && [...a].every((character, i) => character === '*' || b[i] === '*' || character === b[i])
  )
}
