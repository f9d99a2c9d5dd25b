import { looksLike } from '@yijian/shared/cross-check/look-alikes'
import { parseEnterpriseName } from '@yijian/shared/enterprise-name'
import { syllablesOf } from '@yijian/shared/library/pinyin'
import { each, type HardKind } from './hard-claim.ts'
import { LOOK_ALIKES } from './made-up-writings.ts'
import { ELSEWHERE, isPerson, type Meant } from './slip.ts'

const core = ({ name }: Meant) => parseEnterpriseName(name).core

/** The same enterprise in other writings, and with more than one slip. */
export const hardWritings: readonly HardKind[] = [
  each('code before the name, with its label, in the name’s cell', 'agree', ({ name, code }, n) => ({
    name: [`统一社会信用代码：${code} ${name}`, `${code} ${name}`, `${code}/${name}`, `${name} 信用代码${code}`][
      n % 4
    ] as string,
    code: '',
  })),
  each('name, code and principal in one cell', 'agree', ({ name, code, known }) =>
    isPerson(known) ? { name: `${name}/${code}/${known}`, code: '' } : undefined,
  ),
  each('股份有限公司 as 股份公司', 'agree', ({ name }) => ({ name: name.replace('股份有限公司', '股份公司') })),
  each('集团 in brackets or out of them', 'agree', ({ name }) => ({
    name: /（集团）/.test(name) ? name.replace('（集团）', '集团') : name.replace(/集团(?=有限公司)/, '（集团）'),
  })),
  each('（普通合伙） left out', 'agree', ({ name }) => ({ name: name.replace(/[（(]普通合伙[)）]/, '') })),
  each('English name behind the name', 'agree', ({ name }, n) => ({
    name: `${name}${[' HANGZHOU SHILI CO.,LTD', '（Hangzhou Shili Co., Ltd.）', '\nHangzhou Shili Trading Co., Ltd', '/SHILI'][n % 4]}`,
  })),
  each('signs before and behind the name', 'agree', ({ name }, n) => ({
    name: [`★${name}★`, `*${name}`, `【${name}】`, `“${name}”`, `${name}，`, `《${name}》`, `—${name}`, `√ ${name}`][
      n % 8
    ] as string,
  })),
  each('district written out before the name, where it is', 'agree', ({ name, address }) => {
    const [, district] = /(上城|拱墅|西湖|滨江|萧山|余杭|临平|钱塘)区/.exec(address) ?? []
    return district && /^杭州(?!市|萧山|余杭|富阳|临安|建德|桐庐|淳安)/.test(name)
      ? { name: name.replace(/^杭州/, `浙江省杭州市${district}区`) }
      : undefined
  }),
  each('市 left out', 'agree', ({ name }) => ({ name: name.replace(/^(杭州|建德|临安|富阳)市/, '$1') })),
  each('code in lower case, in groups, with a label', 'agree', ({ name, code }) => ({
    name: ` ${name}`,
    code: `社会信用代码: ${code.toLowerCase().replace(/^(.{8})/, '$1 ')}`,
  })),
  each('code with the registration number behind it', 'review', ({ name, code }, n) => ({
    name: ` ${name}`,
    code: `${code} 注册号33010600${String(1000000 + n)}`,
  })),
  each('code right, 有限责任公司 for 有限公司, at work elsewhere', 'agree', ({ name }) => ({
    name: name.replace(/(?<!股份)有限公司$/, '有限责任公司'),
    address: ELSEWHERE,
  })),
  each('code right, no place, at work elsewhere', 'agree', ({ name }) => ({
    name: name.replace(/^杭州市?(?=.{6})/, ''),
    address: ELSEWHERE,
  })),
  each('code right, moved', 'agree', ({ name }) => ({ name: `${name} `, address: ELSEWHERE })),
  each('l for 1, B for 8 or G for 6 in the code', 'review', ({ name, code }, n) => {
    const [from, to] = [
      ['1', 'l'],
      ['8', 'B'],
      ['6', 'G'],
    ][n % 3] as [string, string]
    const at = code.indexOf(from, 2)
    return at < 0 || at > 16 ? undefined : { name: ` ${name}`, code: code.slice(0, at) + to + code.slice(at + 1) }
  }),
  each('code right, two look-alikes in the name', 'review', ({ name }) => ({ name: lookAlikes(name, 2) })),
  each('no code, two look-alikes in the name', 'review', ({ name }) => ({ name: lookAlikes(name, 2), code: '' })),
  each('code right, legal form spoilt', 'review', ({ name }, n) => ({ name: spoiltForm(name, n) })),
  each('no code, legal form spoilt', 'review', ({ name }, n) => ({ name: spoiltForm(name, n), code: '' })),
  each('no code, brand and address without a number', 'review', (row) =>
    core(row).length >= 4 && /[路街村镇]/.test(row.address)
      ? {
          name: core(row).slice(0, 2),
          code: '',
          address: row.address.replace(/\d.*$/, '').replace(/[（(].*$/, ''),
        }
      : undefined,
  ),
  each('no code, brand and address with its number', 'review', (row) =>
    core(row).length >= 4 && /\d号/.test(row.address) ? { name: core(row).slice(0, 2), code: '' } : undefined,
  ),
  each('no code, brand and the same address', 'review', (row) =>
    core(row).length >= 4 ? { name: core(row).slice(0, 2), code: '' } : undefined,
  ),
  each('no code, name badly spoilt, principal right', 'review', (row, n) =>
    isPerson(row.known) && core(row).length >= 4
      ? { name: mutilated(row.name, n), code: '', address: '', principal: row.known }
      : undefined,
  ),
  each('no code, name badly spoilt, principal and address right', 'review', (row, n) =>
    isPerson(row.known) && core(row).length >= 4
      ? { name: mutilated(row.name, n), code: '', principal: row.known }
      : undefined,
  ),
  each('no code, name badly spoilt, address right', 'review', (row, n) =>
    core(row).length >= 4 ? { name: mutilated(row.name, n), code: '' } : undefined,
  ),
  each('no code, brand alone, principal right', 'review', (row) =>
    isPerson(row.known) && core(row).length >= 4
      ? { name: core(row).slice(0, 2), code: '', address: '', principal: row.known }
      : undefined,
  ),
  each('no code, core with nothing else', 'review', (row) =>
    core(row).length >= 4 ? { name: core(row), code: '', address: '' } : undefined,
  ),
  each('no code, another word for the trade, address right', 'review', ({ name }) => ({
    name: name
      .replace('科技', '技术')
      .replace('贸易', '商贸')
      .replace('服饰', '服装')
      .replace('装饰', '装潢')
      .replace('机械', '机电')
      .replace('建材', '建筑材料'),
    code: '',
  })),
  each('code right, another word for the trade', 'review', ({ name }) => ({
    name: name.replace('科技', '技术').replace('贸易', '商贸').replace('服饰', '服装').replace('机械', '机电'),
  })),
  each('code right, 浙大 or 杭钢 written out, or the other way', 'review', ({ name }) => ({
    name: name
      .replace(/浙大(?!学)/, '浙江大学')
      .replace('中石化', '中国石化')
      .replace('杭钢', '杭州钢铁')
      .replace('供销社', '供销合作社')
      .replace('农行', '农业银行'),
  })),
  each('no code, 供销合作社, 农行 and their like', 'review', ({ name }) => ({
    code: '',
    name: name
      .replace(/^中国农业银行股份有限公司/, '农行')
      .replace(/^中国建设银行股份有限公司/, '建行')
      .replace(/^中国邮政储蓄银行股份有限公司/, '邮储银行')
      .replace(/^中国石化销售有限公司/, '中石化')
      .replace(/^中国移动通信集团/, '中国移动')
      .replace('供销社', '供销合作社')
      .replace('股份经济合作社', '经济合作社'),
  })),
  each('code right, a name as it is said in a chat', 'agree', ({ name }, n) => ({
    name: [`我们公司叫${name}`, `${name}谢谢`, `${name}的员工`, `我是${name}员工`][n % 4] as string,
  })),
  each('no code, the same in a chat', 'review', ({ name }, n) => ({
    code: '',
    name: [`我们公司叫${name}`, `${name}谢谢`, `${name}的员工`, `我是${name}员工`][n % 4] as string,
  })),
  each('no code, pinyin in another reading', 'review', ({ name }, n) => {
    const spelt = inOtherReading(name, n)
    return spelt === undefined ? undefined : { name: spelt, code: '' }
  }),
  each('no code, pinyin in another reading, no address', 'review', ({ name }, n) => {
    const spelt = inOtherReading(name, n)
    return spelt === undefined ? undefined : { name: spelt, code: '', address: '' }
  }),
  each('no code, two characters lost', 'review', (row) =>
    core(row).length >= 5
      ? { code: '', name: row.name.replace(core(row), core(row).replace(/^(.).(.)./, '$1$2')) }
      : undefined,
  ),
  each('no code, halves of the name turned round', 'review', (row) =>
    core(row).length >= 4
      ? { code: '', name: row.name.replace(core(row), core(row).slice(2) + core(row).slice(0, 2)) }
      : undefined,
  ),
  each('no code, homophone and a character lost, address right', 'review', (row) =>
    core(row).length >= 5
      ? {
          code: '',
          name: row.name
            .replace(core(row), core(row).slice(0, 3) + core(row).slice(4))
            .replace(/[宏弘鸿]/, '红')
            .replace(/[达]/, '大')
            .replace(/[盛]/, '圣')
            .replace(/[华]/, '花'),
        }
      : undefined,
  ),
]

function lookAlikes(name: string, count: number): string {
  let left = count
  const text = [...name].map((character, i) => {
    const group = LOOK_ALIKES.find((set) => set.includes(character))
    if (!group || left === 0 || i < 2 || i > name.length - 5) return character
    left--
    return group.charAt((group.indexOf(character) + 1) % group.length)
  })
  const spoilt = text.join('')
  return left === 0 && looksLike(spoilt, name) ? spoilt : name
}

function spoiltForm(name: string, number: number): string {
  if (!/[^份]有限公司$/.test(name)) return name
  const form = ['有限公同', '有限公', '有公司', '有限责仼公司', '有限分司', '有眼公司', '限有公司'][number % 7]
  return name.replace(/有限公司$/, form ?? '')
}

const WRONG = '云海山金华天龙凤明瑞祥泰和安达通宏伟杰盛'
/** Three or more characters of the name are others or lost, and two of the brand or the trade still stand. */
function mutilated(name: string, number: number): string {
  const its = parseEnterpriseName(name).core
  const wrong = WRONG.charAt(number % WRONG.length) + WRONG.charAt((number + 7) % WRONG.length)
  return name.replace(
    its,
    [its.charAt(0) + wrong + its.slice(3), wrong + its.slice(2), its.slice(0, 2) + wrong, its.slice(1, 3)][
      number % 4
    ] ?? its,
  )
}

/** Characters as the register's keys may not read them. */
const OTHER_READINGS: Readonly<Record<string, string>> = Object.fromEntries(
  '乾qian 重zhong 长zhang 乐yue 单shan 曾zeng 厦sha 模mu 都dou 畜xu 莞guan 柏bo 栖xi'
    .split(' ')
    .map((entry) => [entry.charAt(0), entry.slice(1)]),
)
const FIRST_READINGS: Readonly<Record<string, string>> = Object.fromEntries(
  '乾qian 重chong 行xing 长chang 乐le 单dan 曾zeng 厦xia 朝chao 会hui 模mo 都du 畜chu 柏bai'
    .split(' ')
    .map((entry) => [entry.charAt(0), entry.slice(1)]),
)
/** Undefined for a name without such a character before its legal form. */
function inOtherReading(name: string, number: number): string | undefined {
  const table = number % 2 ? OTHER_READINGS : FIRST_READINGS
  const its = parseEnterpriseName(name)
  if (!/^杭州\p{Script=Han}+有限公司$/u.test(name) || ![...name].some((character) => character in table))
    return undefined
  const read = [...name].map((character, i) => table[character] ?? syllablesOf(name)[i] ?? '')
  return its.core.length < 3 ? undefined : read.join('').replaceAll('v', 'u')
}
