import { countyIn, parseEnterpriseName } from '@yijian/shared/enterprise-name'
import { agree, ELSEWHERE, missing, named, review, type Slip, without, withoutCode } from './slip.ts'

const TRADE =
  /(?:贸易|商贸|科技|技术|机械|广告|服饰|服装|化工|建材|电子|电器|包装|食品|纺织|印刷|实业|投资管理|物资|进出口|装饰工程|汽车配件|房地产开发)$/
const OTHER_WORDS: Readonly<Record<string, string>> = {
  ...{ 贸易: '商贸', 商贸: '贸易', 科技: '技术', 技术: '科技', 服饰: '服装', 服装: '服饰', 化工: '化学', 电器: '电气' },
}
const PEOPLE = ['王示例', '李示', '陈示例', '张示']
const DISTRICTS = ['萧山', '余杭', '富阳', '临安', '桐庐', '建德']

/** Names cut down to what an enterprise is called by, slips of people who are at work elsewhere, and those who are gone. */
export const shorthand: readonly Slip[] = [
  review('no code, the brand alone, no address', (claim) => bare(claim.name, brandOf(claim.name))),
  review('no code, place and brand, no address', (claim) =>
    claim.name.startsWith('杭州') ? bare(claim.name, `杭州${brandOf(claim.name)}`) : undefined,
  ),
  review('no code, brand and the first word of the trade, no address', (claim) => {
    const { core } = parseEnterpriseName(claim.name)
    return /公司$/.test(claim.name) && core.length > 4 ? bare(claim.name, core.slice(0, 4)) : undefined
  }),
  review('no code, the trade in other words, another address', (claim) => {
    const { core } = parseEnterpriseName(claim.name)
    const trade = core.slice(-2)
    const other = OTHER_WORDS[trade]
    return other && core.length > 3 ? elsewhere(claim.name.replace(core, core.slice(0, -2) + other)) : undefined
  }),
  review('no code, a character of the trade mistaken, another address', (claim, n) => {
    const { core } = parseEnterpriseName(claim.name)
    return TRADE.test(core) && core.length > 3
      ? elsewhere(claim.name.replace(core, core.slice(0, -1) + '云海山龙瑞祥和安'.charAt(n % 8)))
      : undefined
  }),
  review('no code, a character lost from the name and one from the legal form, another address', (claim, n) =>
    /有限公司$/.test(claim.name) && claim.name.length > 10
      ? elsewhere(without(claim.name, 5).replace(/有限公司$/, ['限公司', '有限公', '有限司'][n % 3] ?? ''))
      : undefined,
  ),
  review('no code, another district before the name, no address', (claim, n) =>
    /^杭州(?:萧山|余杭|富阳|临安)/.test(claim.name)
      ? {
          ...{ code: '', address: '', principal: '' },
          name: claim.name.replace(/^杭州(..)/, (_, own) => `杭州${DISTRICTS.filter((one) => one !== own)[n % 5]}`),
        }
      : undefined,
  ),
  review('no code, a person who runs into the name, another address', (claim, n) =>
    /^(?:杭州|浙江)/.test(claim.name) ? elsewhere(`${PEOPLE[n % 4]}${claim.name}`) : undefined,
  ),
  agree('code right, the district where it is registered before the name, no address', (claim) => {
    const county = countyIn(claim.address)
    return county && /^杭州(?!市|萧山|余杭|富阳|临安|桐庐|淳安|建德)/.test(claim.name)
      ? named({ ...claim, address: '' }, claim.name.replace(/^杭州/, `杭州市${county}区`))
      : undefined
  }),
  missing('in the register no more, no code, no address', (claim) => withoutCode({ ...claim, address: '' })),
  missing('in the register no more, no code, another address', (claim) => elsewhere(claim.name)),
  missing('in the register no more, no code, its street alone', (claim) => {
    const [street] = /^.{4,}?(?:街道|镇|乡|路|大道|村)/u.exec(claim.address) ?? []
    return street ? withoutCode({ ...claim, address: street }) : undefined
  }),
  missing('in the register no more, the brand alone', (claim) => bare(claim.name, brandOf(claim.name))),
]

function brandOf(name: string): string {
  const { core } = parseEnterpriseName(name)
  const brand = core.replace(TRADE, '')
  return /公司$/.test(name) && brand !== core && brand.length > 1 && brand.length < 4 ? brand : ''
}

function bare(name: string, called: string) {
  return called.length > 1 && called !== '杭州' && called !== name
    ? { name: called, code: '', address: '', principal: '' }
    : undefined
}

function elsewhere(name: string) {
  return { name, code: '', address: ELSEWHERE, principal: '' }
}
