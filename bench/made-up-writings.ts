import { parseEnterpriseName } from '@yijian/shared/enterprise-name'
import { syllablesOf } from '@yijian/shared/library/pinyin'
import {
  absent,
  agree,
  changed,
  ELSEWHERE,
  isPerson,
  missing,
  named,
  review,
  type Slip,
  without,
  withoutCode,
  withPrincipal,
} from './slip.ts'

/** Ways in which people, forms, scanners and programs write an enterprise down, in other letters, cells and company. */
export const writings: readonly Slip[] = [
  agree('line breaks, zero-width characters or a full stop in the name and the code', (claim, n) => ({
    ...claim,
    name: [`${claim.name.slice(0, 4)}\r\n${claim.name.slice(4)}`, [...claim.name].join('\u200b'), `${claim.name}。`][
      n % 3
    ] as string,
    code: n % 2 ? `${claim.code.slice(0, 9)}\n${claim.code.slice(9)}` : `\u200e${claim.code}\u200f`,
  })),
  agree('characters of a page’s source', (claim, n) =>
    named(
      claim,
      [
        `&nbsp;${claim.name}&nbsp;`,
        claim.name.replace(/^(..)/, '$1&#8203;'),
        `&lt;b&gt;${claim.name}&lt;/b&gt;`,
        [...claim.name].map((c) => `&#${c.charCodeAt(0)};`).join(''),
        `<td>${claim.name}<br></td>`,
      ][n % 5] as string,
    ),
  ),
  agree('radicals that a PDF gives for characters', (claim) => named(claim, asRadicals(claim.name))),
  agree('a status behind the name', (claim, n) =>
    named(claim, claim.name + ['（已注销）', '(存续)', '【在业】', '（吊销，未注销）', '-注销', '（开业）'][n % 6]),
  ),
  agree('the principal behind the name', (claim, n) =>
    isPerson(claim.known)
      ? named(
          claim,
          claim.name + [`（${claim.known}）`, ` ${claim.known}`, `-${claim.known}`, ` 法人：${claim.known}`][n % 4],
        )
      : undefined,
  ),
  agree('new name behind the old one', (claim, n) =>
    named(
      claim,
      [
        `杭州前身示例有限公司（现更名为${claim.name}）`,
        `杭州前身示例有限公司（现名：${claim.name}）`,
        `杭州前身示例有限公司，现更名为${claim.name}`,
        `原杭州前身示例有限公司 现为${claim.name}`,
      ][n % 4] as string,
    ),
  ),
  agree('old name behind the new one', (claim, n) =>
    named(
      claim,
      [
        `${claim.name}（曾用名：杭州前身示例有限公司）`,
        `${claim.name}曾用名杭州前身示例有限公司`,
        `${claim.name}，原名杭州前身示例有限公司`,
        `${claim.name}（由杭州前身示例有限公司更名）`,
      ][n % 4] as string,
    ),
  ),
  agree('code and name in each other’s column', (claim) => ({ ...claim, name: claim.code, code: claim.name })),
  agree('code and name both in the code’s column', (claim) => ({
    ...claim,
    name: '',
    code: `${claim.name} ${claim.code}`,
  })),
  agree('surname of the principal with a title', (claim, n) =>
    withPrincipal(claim, claim.known.charAt(0) + ['总', '经理', '先生', '女士', '某', '老板', '董事长'][n % 7]),
  ),
  review('another surname with a title', (claim, n) =>
    withPrincipal(claim, (claim.known.startsWith('欧') ? '王' : '欧') + ['总', '经理', '先生', '女士'][n % 4]),
  ),
  agree('principal with a title, a phone or in Latin letters', (claim, n) =>
    withPrincipal(
      claim,
      [
        `${claim.known}（董事长）`,
        `法定代表人：${claim.known}`,
        `${claim.known} 13800001234`,
        `${claim.known}总经理`,
        latin(claim.known),
      ][n % 5] as string,
    ),
  ),
  agree('（有限合伙） left out', (claim) =>
    /合伙企业[(（].*合伙[)）]$/.test(claim.name)
      ? named(claim, claim.name.replace(/[(（][^(（]*合伙[)）]$/, ''))
      : undefined,
  ),
  agree('the kind of enterprise in brackets behind the name', (claim, n) =>
    /[店厂社部]$/.test(claim.name)
      ? named(claim, claim.name + ['（个体工商户）', '（个体）', '（个人独资）'][n % 3])
      : undefined,
  ),
  review('code right, a look-alike in the name', (claim) => named(claim, lookAlike(claim.name))),
  review('no code, a look-alike in the name', (claim) => withoutCode(named(claim, lookAlike(claim.name)))),
  review('no code, a look-alike in the name, no address', (claim) =>
    /公司$/.test(claim.name) && parseEnterpriseName(claim.name).core.length > 3
      ? withoutCode(named({ ...claim, address: '' }, lookAlike(claim.name)))
      : undefined,
  ),
  review('code right, a slip in the place', (claim, n) => named(claim, spoiltPlace(claim.name, n))),
  review('no code, a slip in the place', (claim, n) => withoutCode(named(claim, spoiltPlace(claim.name, n)))),
  review('no code, a slip in the place, another address', (claim, n) =>
    withoutCode(named({ ...claim, address: ELSEWHERE }, spoiltPlace(claim.name, n))),
  ),
  review('no code, name in pinyin, word by word', (claim, n) => withoutCode(named(claim, inPinyin(claim.name, n)))),
  review('no code, name in pinyin, no address', (claim, n) =>
    withoutCode(named({ ...claim, address: '' }, inPinyin(claim.name, n))),
  ),
  review('no code, name in English, address given', (claim, n) => withoutCode(named(claim, inEnglish(claim.name, n)))),
  review('no code, name in English, principal given', (claim, n) => {
    const english = withoutCode(named({ ...claim, address: '' }, inEnglish(claim.name, n)))
    return english && isPerson(claim.known)
      ? { ...english, principal: n % 2 ? claim.known : latin(claim.known) }
      : undefined
  }),
  review('code right, name in pinyin or English', (claim, n) =>
    named(claim, n % 2 ? inPinyin(claim.name, n) : inEnglish(claim.name, n)),
  ),
  missing('in the register no more, name in pinyin', (claim, n) => withoutCode(named(claim, inPinyin(claim.name, n)))),
  missing('in the register no more, name in English', (claim, n) =>
    withoutCode(named(claim, inEnglish(claim.name, n))),
  ),
  review('code right, 集团 added or left out', (claim) => named(claim, otherGroup(claim.name))),
  review('no code, 集团 added or left out', (claim) => withoutCode(named(claim, otherGroup(claim.name)))),
  review('code right, 总公司 or 总部 written', (claim, n) =>
    /公司$/.test(claim.name)
      ? named(claim, `${claim.name.replace(/公司$/, '')}${n % 2 ? '总公司' : '公司总公司'}`)
      : undefined,
  ),
  review('no code, brand and trade of a sole trader', (claim) =>
    /^9[23]/.test(claim.code) ? withoutCode(named(claim, parseEnterpriseName(claim.name).core)) : undefined,
  ),
  review('two enterprises in one cell, code right', (claim, n) =>
    named(
      claim,
      [
        `${claim.name}、杭州青松示例有限公司`,
        `杭州青松示例有限公司/${claim.name}`,
        `${claim.name}（杭州青松示例有限公司）`,
      ][n % 3] as string,
    ),
  ),
  review('two enterprises in one cell, no code', (claim, n) =>
    withoutCode(
      named(claim, [`${claim.name}、杭州青松示例有限公司`, `${claim.name}\n杭州青松示例有限公司`][n % 2] as string),
    ),
  ),
  review('registration number in the code’s cell', (claim, n) => ({ ...claim, code: registrationNumber(n) })),
  review('organisation code alone', (claim, n) => ({
    ...claim,
    name: '',
    address: '',
    code: n % 2 ? claim.code.slice(8, 17) : `${claim.code.slice(8, 16)}-${claim.code.charAt(16)}`,
  })),
  review('organisation code, a slip in the name, another address', (claim) =>
    named({ ...claim, code: claim.code.slice(8, 17), address: ELSEWHERE }, without(claim.name, 4)),
  ),
  review('code with two more figures behind it', (claim, n) => ({
    ...claim,
    code: claim.code + String(10 + (n % 90)),
  })),
  review('check digit wrong, nothing else given', (claim) => ({
    name: '',
    address: '',
    principal: '',
    code: claim.code.slice(0, 17) + (claim.code.endsWith('3') ? '4' : '3'),
  })),
  review('code with O for 0 and two neighbours swapped', (claim, n) => {
    const code = claim.code.replace('0', 'O')
    const at = 9 + (n % 7)
    return changed(claim, 'code', code.slice(0, at) + code.charAt(at + 1) + code.charAt(at) + code.slice(at + 2))
  }),
  agree('code in letters that only look Latin', (claim) =>
    changed(
      claim,
      'code',
      claim.code.replace(/[ABCEHKMPTXY]/g, (c) => 'АВСЕНКМРТХУ'.charAt('ABCEHKMPTXY'.indexOf(c))),
    ),
  ),
  review('no code, two of three characters mistaken, address and principal right', (claim) =>
    shortName(claim.name) && isPerson(claim.known)
      ? { ...claim, code: '', principal: claim.known, name: twoOfShort(claim.name) }
      : undefined,
  ),
  review('no code, two of three characters mistaken, principal right', (claim) =>
    shortName(claim.name) && isPerson(claim.known)
      ? { ...claim, address: '', code: '', principal: claim.known, name: twoOfShort(claim.name) }
      : undefined,
  ),
  review('no code, a brand of two characters, address of street and number', (claim) => {
    const street = /(?<=[区县市道镇乡])[^区县市道镇乡]{2,5}[路街巷]\d+号/.exec(claim.address)?.[0]
    return street
      ? { ...claim, code: '', address: street, name: parseEnterpriseName(claim.name).core.slice(0, 2) }
      : undefined
  }),
  review('no code, name with a character lost, principal right, no address', (claim) =>
    isPerson(claim.known)
      ? { ...claim, address: '', code: '', principal: claim.known, name: without(claim.name, 4) }
      : undefined,
  ),
  review('no code, a moved enterprise: name right, another address', (claim) => ({
    ...claim,
    code: '',
    address: ELSEWHERE,
  })),
  absent('no code, pinyin of nobody', (_, n) => ({
    name: `Hangzhou ${['Feilong', 'Zhuanggua', 'Nuoshuang', 'Kuangque'][n % 4]}${['chuai', 'nue', 'pie', 'zei'][(n >> 2) % 4]} Keji Youxian Gongsi`,
    code: '',
    address: '',
    principal: '',
  })),
  absent('no code, name of a foreign company', (claim, n) => ({
    ...claim,
    code: '',
    name: `${['Blackwater', 'Northgate', 'Silverline', 'Hawthorne'][n % 4]} ${['Trading', 'Holdings', 'Technology'][n % 3]} Ltd.`,
  })),
  absent('no code, a stranger with the principal’s name', (claim, n) => ({
    ...claim,
    code: '',
    address: ELSEWHERE,
    principal: claim.known,
    name: `杭州${'骐骥麒麟鲲鹏'.charAt(n % 6)}${'骧骅骢骝骠'.charAt(n % 5)}贸易有限公司`,
  })),
]

const RADICALS: readonly [string, string][] = [
  ['长', '⻓'],
  ['车', '⻋'],
  ['门', '⻔'],
  ['飞', '⻜'],
  ['马', '⻢'],
  ['金', '⾦'],
  ['山', '⼭'],
  ['工', '⼯'],
  ['大', '⼤'],
  ['一', '⼀'],
  ['贝', '⻉'],
  ['龙', '⻰'],
  ['风', '⻛'],
  ['西', '⻄'],
  ['食', '⻝'],
  ['水', '⽔'],
]
function asRadicals(name: string): string {
  return RADICALS.reduce((text, [character, radical]) => text.replaceAll(character, radical), name)
}

function latin(person: string): string {
  const [first = '', ...given] = syllablesOf(person)
  const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
  return `${capital(first)} ${capital(given.join(''))}`
}

/** Characters that a scanner takes for one another. */
export const LOOK_ALIKES = [
  '未末',
  '日曰',
  '己已巳',
  '人入',
  '士土',
  '千干',
  '王玉',
  '大太',
  '天夫',
  '木本',
  '力刀',
  '白自',
  '田由',
  '华毕',
  '科料',
  '贸贺',
  '晴睛',
  '间问',
  '工江',
  '今令',
  '桥侨',
  '清请',
  '风凤',
]
/** One character before the legal form as a scanner misreads it. */
function lookAlike(name: string): string {
  for (let i = 2; i < name.length - 4; i++) {
    const group = LOOK_ALIKES.find((set) => set.includes(name.charAt(i)))
    if (group)
      return name.slice(0, i) + group.charAt((group.indexOf(name.charAt(i)) + 1) % group.length) + name.slice(i + 1)
  }
  return name
}

function spoiltPlace(name: string, number: number): string {
  if (!/^杭州(?!市)/.test(name)) return name
  return (
    ['浙江抗州', '杭洲', '浙工省杭州', '杭州州', '航州', '抗州市', '折江杭州', '杭卅', '浙江省杭洲市'][number % 9] +
    name.slice(2)
  )
}

function inPinyin(name: string, number: number): string {
  if (!/^杭州\p{Script=Han}+公司$/u.test(name)) return name
  const words = /^(杭州市?)(.*?)((?:股份)?有限公司|有限责任公司|公司)$/.exec(name)
  if (!words) return name
  const [, place = '', middle = '', form = ''] = words
  const spelt = [place, middle.slice(0, 2), middle.slice(2, 4), middle.slice(4), form]
    .filter((part) => part !== '')
    .map((part) => syllablesOf(part).join(''))
    .map((text) => text.charAt(0).toUpperCase() + text.slice(1))
  const text = spelt.join(' ').replaceAll('v', number % 2 ? 'v' : 'u')
  return number % 3 === 0
    ? text.toUpperCase()
    : number % 3 === 1
      ? text
      : syllablesOf(name).join(' ').replaceAll('v', 'u')
}

const TRADES: readonly [RegExp, string][] = [
  [/网络科技$/, 'NETWORK TECHNOLOGY'],
  [/信息技术$/, 'INFORMATION TECHNOLOGY'],
  [/电子商务$/, 'E-COMMERCE'],
  [/科技$/, 'TECHNOLOGY'],
  [/贸易$/, 'TRADING'],
  [/机械$/, 'MACHINERY'],
  [/广告$/, 'ADVERTISING'],
  [/服饰$/, 'GARMENT'],
  [/化工$/, 'CHEMICAL'],
  [/建材$/, 'BUILDING MATERIALS'],
  [/电子$/, 'ELECTRONICS'],
  [/包装$/, 'PACKAGING'],
  [/投资管理$/, 'INVESTMENT MANAGEMENT'],
]
/** Names of a brand of two or three characters and one trade that has a usual word. */
function inEnglish(name: string, number: number): string {
  const { core } = parseEnterpriseName(name)
  if (!/^杭州.*有限公司$/.test(name)) return name
  for (const [trade, word] of TRADES) {
    const brand = core.replace(trade, '')
    if (brand === core || brand.length < 2 || brand.length > 3) continue
    const text = `HANGZHOU ${syllablesOf(brand).join('').replaceAll('v', 'u').toUpperCase()} ${word} CO., LTD`
    return number % 2 ? text : text.toLowerCase().replace(/\b[a-z]/g, (letter) => letter.toUpperCase())
  }
  return name
}

function otherGroup(name: string): string {
  if (/集团/.test(name)) return name.replace(/[(（]?集团[)）]?/, '')
  return parseEnterpriseName(name).core.length >= 4 ? name.replace(/(?<!股份)有限公司$/, '集团有限公司') : name
}

function registrationNumber(number: number): string {
  const fourteen = `33010600${String(100_000 + number)}`
  let product = 10
  for (const digit of fourteen) product = (((product + Number(digit)) % 10 || 10) * 2) % 11
  return fourteen + String((11 - product) % 10)
}

function shortName(name: string): boolean {
  return /公司$/.test(name) && parseEnterpriseName(name).core.length === 3
}
function twoOfShort(name: string): string {
  const { core } = parseEnterpriseName(name)
  return name.replace(core, `骐骥${core.slice(2)}`)
}
