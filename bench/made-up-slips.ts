import { checkDigit } from '@yijian/shared/credit-code'
import { nameKey, parseEnterpriseName } from '@yijian/shared/enterprise-name'
import {
  absent,
  agree,
  changed,
  ELSEWHERE,
  missing,
  named,
  review,
  type Slip,
  without,
  withoutCode,
  withPrincipal,
} from './slip.ts'

const CHARACTERS = '云海山金华天龙凤明瑞祥泰和安达通宏伟杰盛'

export const slips: readonly Slip[] = [
  agree('place moved from brackets to the front', (claim) =>
    named(claim, claim.name.replace(/^(.*)[(（](杭州|浙江)[)）](.*)$/, '$2$1$3')),
  ),
  agree('place moved from the front into brackets', (claim) =>
    named(claim, claim.name.replace(/^杭州([^市].*)有限公司$/, '$1（杭州）有限公司')),
  ),
  agree('province and city written out', (claim) => named(claim, claim.name.replace(/^杭州(?!市)/, '浙江省杭州市'))),
  agree('without place and legal form', (claim) => named(claim, parseEnterpriseName(claim.name).core)),
  review('code with a character left out', (claim, n) => ({ ...claim, code: without(claim.code, n % 17) })),
  review('code with a character typed twice', (claim, n) => ({
    ...claim,
    code: claim.code.slice(0, n % 17) + claim.code.charAt(n % 17) + claim.code.slice(n % 17),
  })),
  review('code with two neighbours swapped', (claim, n) => changed(claim, 'code', swapped(claim.code, n % 17))),
  review('code alone', (claim) => ({ name: '', code: claim.code, address: '', principal: '' })),
  review('code right, a character of the name lost', (claim) => named(claim, without(claim.name, 4))),
  review('code of nobody, name right', (claim, n) => ({ ...claim, code: nobody(n) })),
  review('no code, a character lost', (claim) => ({ ...claim, code: '', name: without(claim.name, 4) })),
  review('no code, a character lost, another address', (claim) => ({
    name: without(claim.name, 4),
    code: '',
    address: ELSEWHERE,
    principal: '',
  })),
  review('no code, two characters swapped', (claim) => withoutCode(changed(claim, 'name', swapped(claim.name, 3)))),
  review('no code, a character mistaken', (claim, n) => withoutCode(named(claim, mistaken(claim.name, n)))),
  review('no code, parts reordered', (claim) =>
    withoutCode(named(claim, claim.name.replace(/^(杭州)(..)(..)(.{2,})$/, '$1$3$2$4'))),
  ),
  missing('in the register no more, no code', (claim) => ({ ...claim, code: '' })),
  missing('in the register no more, own code', (claim) => claim),
  missing('in the register no more, code with a slip', (claim, n) =>
    changed(claim, 'code', swapped(claim.code, n % 17)),
  ),
  missing('another brand, code of nobody, another address', (claim, n) => ({
    name: mistaken(claim.name, n),
    code: nobody(n),
    address: ELSEWHERE,
    principal: '',
  })),
  // What a list that was typed, scanned or collected elsewhere brings.
  agree('principal given and right', (claim) => withPrincipal(claim, spaced(claim.known))),
  review('principal given and another', (claim) =>
    withPrincipal(claim, claim.known === '王立示' ? '李立示' : '王立示'),
  ),
  agree('traditional characters', (claim) => named(claim, traditional(claim.name))),
  agree('code and name in full width', (claim) => ({ ...claim, code: wide(claim.code), name: wide(claim.name) })),
  agree('code in groups, with dashes and in quotes', (claim, n) => ({
    ...claim,
    code:
      [
        claim.code.replace(/(.{4})(?=.)/g, '$1 '),
        claim.code.replace(/(.{6})(?=.)/g, '$1-'),
        `'${claim.code}`,
        `="${claim.code}"`,
        `“${claim.code.toLowerCase()}”`,
      ][n % 5] ?? '',
  })),
  agree('code with its label, or a copy’s number', (claim, n) => ({
    ...claim,
    code: n % 2 === 0 ? `统一社会信用代码：${claim.code}` : `${claim.code}（1/1）`,
  })),
  agree('code in the name’s cell', (claim) => ({ ...claim, code: '', name: `${claim.name}（${claim.code}）` })),
  agree('numbering of the list before the name', (claim, n) =>
    named(claim, [`${n}、`, `（${n % 90}）`, `${n}. `][n % 3] + claim.name),
  ),
  agree('former name written beside the name', (claim) => named(claim, `${claim.name}（原杭州前身示例有限公司）`)),
  agree('numbers in the other writing', (claim) => named(claim, otherNumbers(claim.name))),
  agree('letters in lower case and full width', (claim) =>
    named(claim, /[A-Z]/.test(claim.name) ? wide(claim.name.toLowerCase()) : claim.name),
  ),
  agree('blanks and dots strewn in', (claim) => named(claim, [...claim.name].join(' ').replace(' ', '·'))),
  review('O for 0, I for 1, S for 5, Z for 2 in the code', (claim, n) =>
    changed(claim, 'code', claim.code.replace(...misread(n))),
  ),
  review('every 0 of the code an O', (claim) => changed(claim, 'code', claim.code.replaceAll('0', 'O'))),
  review('two characters of the code wrong', (claim, n) => ({
    ...claim,
    code: otherAt(otherAt(claim.code, 9 + (n % 3)), 13 + (n % 4)),
  })),
  review('code right, two characters of the name wrong', (claim, n) => named(claim, mistakenTwice(claim.name, n))),
  review('code right, a branch of it', (claim) => named(claim, `${claim.name}桐庐第九分公司`)),
  review('code right, name of another city’s namesake', (claim) =>
    named(claim, claim.name.replace(/^(?:浙江省?)?杭州市?/, '温州')),
  ),
  review('code right, another legal form', (claim) =>
    named(claim, claim.name.replace(/(?<!股份)有限(?:责任)?公司$/, '股份有限公司')),
  ),
  review('code right, brand alone', (claim) => named(claim, parseEnterpriseName(claim.name).core.slice(0, 2))),
  review('no code, two characters of the name wrong', (claim, n) =>
    withoutCode(named(claim, mistakenTwice(claim.name, n))),
  ),
  review('no code, two characters of the trade lost', (claim) =>
    withoutCode(named(claim, claim.name.replace(/^(.{6})..(?=..+公司$)/, '$1'))),
  ),
  review('no code, place moved and form changed', (claim) =>
    withoutCode(named(claim, claim.name.replace(/^杭州([^市].*)有限公司$/, '$1（杭州）有限责任公司'))),
  ),
  review('no code, homophone in the brand', (claim) => withoutCode(named(claim, homophone(claim.name)))),
  review('no code, homophone in the brand, another address', (claim) => ({
    ...claim,
    name: homophone(claim.name),
    code: '',
    address: ELSEWHERE,
  })),
  review('no code, homophone, another address, principal right', (claim) =>
    withPrincipal({ ...claim, name: homophone(claim.name), code: '', address: ELSEWHERE }, claim.known),
  ),
  review('no code, legal form cut off by the column', (claim) => withoutCode(named(claim, claim.name.slice(0, -2)))),
  review('no code, brand and trade without place and form', (claim) =>
    withoutCode(named(claim, parseEnterpriseName(claim.name).core)),
  ),
  review('no code, a name of two or three characters beside place and form', (claim) =>
    parseEnterpriseName(claim.name).core.length <= 3 ? withoutCode(claim) : undefined,
  ),
  review('no code, such a name with a homophone', (claim) =>
    parseEnterpriseName(claim.name).core.length <= 3 ? withoutCode(named(claim, homophone(claim.name))) : undefined,
  ),
  review('code with a slip and name with one', (claim, n) =>
    named({ ...claim, code: otherAt(claim.code, 8 + (n % 9)) }, without(claim.name, 4)),
  ),
  // What stands around a name or a code in a form or a chat, and what short ways of writing leave out.
  agree('a form’s label before the name, a stamp or a phone behind it', (claim, n) =>
    named(
      claim,
      [
        `企业名称：${claim.name}`,
        `${claim.name}（盖章）`,
        `${claim.name} 1380000${1000 + (n % 9000)}`,
        `No.${n % 90} ${claim.name}`,
      ][n % 4] ?? '',
    ),
  ),
  agree('code among words and brackets', (claim, n) => ({
    ...claim,
    code: [`［${claim.code}］`, `USCC: ${claim.code}（副本）`, `代码证号 ${claim.code} 有效`][n % 3] ?? '',
  })),
  agree('the words of the legal form in another order', (claim) =>
    named(claim, claim.name.replace(/(?<!股份)有限(?:责任)?公司$/, '责任有限公司')),
  ),
  review('code right, a factory or shop said to be a company', (claim) =>
    /[厂店社]$/.test(claim.name) ? named(claim, `${claim.name}有限公司`) : undefined,
  ),
  review('two codes in one cell', (claim, n) => ({ ...claim, code: `${claim.code}/${nobody(n)}` })),
  review('old tax number, homophone in the name, another address', (claim) =>
    named({ ...claim, code: claim.code.slice(2, 17), address: ELSEWHERE }, homophone(claim.name)),
  ),
  review('no code, a department behind the name', (claim, n) =>
    withoutCode(named(claim, claim.name + (['人事部', '办公室', '财务科', '人力资源部'][n % 4] ?? ''))),
  ),
  review('no code, a word typed twice', (claim) =>
    withoutCode(named(claim, claim.name.slice(0, 4) + claim.name.slice(2, 4) + claim.name.slice(4))),
  ),
  review('no code, a bank by its short name', (claim) =>
    withoutCode(named(claim, claim.name.replace(/^中国(.).银行股份有限公司(?=.{4})/, '$1行'))),
  ),
  absent('no code, another brand of the same trade at that address', (claim, n) => {
    const { core } = parseEnterpriseName(claim.name)
    return withoutCode(named(claim, claim.name.replace(core, strangeBrand(n) + core.slice(2))))
  }),
  missing('in the register no more, in a form with its own code', (claim) =>
    named(claim, `企业名称：${claim.name}（盖章）`),
  ),
  missing('in the register no more, a branch of it without code', (claim) => ({
    ...claim,
    code: '',
    name: `${claim.name}第九分公司`,
    address: ELSEWHERE,
  })),
  absent('no code, another city’s namesake', (claim) =>
    withoutCode(
      named({ ...claim, address: '温州市鹿城区人民路1号' }, claim.name.replace(/^(?:浙江省?)?杭州市?/, '温州')),
    ),
  ),
  absent('no code, a branch that is not registered, elsewhere', (claim) => ({
    ...claim,
    code: '',
    address: ELSEWHERE,
    name: `${claim.name}桐庐第九分公司`,
  })),
]

function swapped(text: string, at: number): string {
  return text.slice(0, at) + text.charAt(at + 1) + text.charAt(at) + text.slice(at + 2)
}
function mistaken(name: string, number: number): string {
  return name.slice(0, 4) + CHARACTERS.charAt(number % CHARACTERS.length) + name.slice(5)
}
function strangeBrand(number: number): string {
  return `${'骐骥麒麟鲲鹏'.charAt(number % 6)}${'骧骅骢骝骠'.charAt(number % 5)}`
}
/** A valid code that was issued to nobody: real bodies do not begin with Y. */
function nobody(number: number): string {
  const seventeen = `91330106YJ${String(number).padStart(7, '0')}`
  return seventeen + checkDigit(seventeen)
}

const SIMPLE =
  '华东国际网络电业贸发达兴龙云万丰汇联纺织装饰设计图书馆药医疗机械车场务园艺环护测检钢铁铜银线缆门窗灯饮农产渔宝马凤鸟叶绿红经济创办学习资讯广艺维纳亚飞扬腾'
const TRADITIONAL =
  '華東國際網絡電業貿發達興龍雲萬豐匯聯紡織裝飾設計圖書館藥醫療機械車場務園藝環護測檢鋼鐵銅銀線纜門窗燈飲農產漁寶馬鳳鳥葉綠紅經濟創辦學習資訊廣藝維納亞飛揚騰'

function traditional(text: string): string {
  return [...text].map((character) => TRADITIONAL.charAt(SIMPLE.indexOf(character)) || character).join('')
}

function spaced(person: string): string {
  return person.replace(/^(.)/, '$1 ')
}
function wide(text: string): string {
  return text.replace(/[!-~]/g, (character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0))
}
function otherNumbers(name: string): string {
  const numerals = '零一二三四五六七八九'
  return name.replace(/第([一二三四五六七八九])(?![十百])|第(\d)(?!\d)/g, (_, numeral?: string, digit?: string) =>
    numeral ? `第${numerals.indexOf(numeral)}` : `第${numerals.charAt(Number(digit))}`,
  )
}
function misread(number: number): [string, string] {
  const pairs: [string, string][] = [
    ['0', 'O'],
    ['1', 'I'],
    ['5', 'S'],
    ['2', 'Z'],
  ]
  return pairs[number % pairs.length] ?? ['0', 'O']
}
function otherAt(code: string, at: number): string {
  return code.slice(0, at) + (code.charAt(at) === '7' ? '4' : '7') + code.slice(at + 1)
}
function mistakenTwice(name: string, number: number): string {
  return nameKey(name).length < 9
    ? name
    : mistaken(name, number).slice(0, 7) + CHARACTERS.charAt((number + 5) % CHARACTERS.length) + name.slice(8)
}
const HOMOPHONES = [
  '华花化画',
  '鑫新欣心',
  '达大',
  '宏弘鸿红',
  '盛胜圣',
  '博波',
  '金锦今',
  '腾藤',
  '恒衡',
  '瑞锐睿',
  '诚成城程',
  '信兴星',
  '丰峰锋风',
  '源元原圆',
  '佳嘉家加',
  '明名铭',
  '利力立丽',
  '伟维为',
  '通同',
  '建健',
  '天田',
  '安',
  '泰太',
  '康',
  '美',
  '富福',
  '嘉家',
]
/** The first character of the brand that has one, written as another of the same sound. */
function homophone(name: string): string {
  for (let i = 2; i < Math.min(name.length, 6); i++) {
    const group = HOMOPHONES.find((set) => set.length > 1 && set.includes(name.charAt(i)))
    if (!group) continue
    const at = group.indexOf(name.charAt(i))
    return name.slice(0, i) + group.charAt((at + 1) % group.length) + name.slice(i + 1)
  }
  return name
}
