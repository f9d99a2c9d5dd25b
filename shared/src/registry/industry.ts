import * as z from 'zod/mini'
import { industrySections } from './industry-sections.ts'

export const IndustrySection = z.enum([
  'A',
  'B',
  'C',
  'D',
  'E',
  'F',
  'G',
  'H',
  'I',
  'J',
  'K',
  'L',
  'M',
  'N',
  'O',
  'P',
  'Q',
  'R',
  'S',
  'T',
])
export type IndustrySection = z.infer<typeof IndustrySection>

/** Words of the classification itself, in an industry cell; the first that stands in it counts. */
const WORDS: readonly (readonly [RegExp, IndustrySection])[] = [
  [/信息传输|软件|信息技术|互联网(?!销售|零售)|电信/, 'I'],
  [/金融|银行|保险业|资本市场|货币/, 'J'],
  [/房地产|物业/, 'K'],
  [/科学研究|技术服务|研究和试验|科技推广/, 'M'],
  [/批发|零售/, 'F'],
  [/住宿|餐饮/, 'H'],
  [/交通运输|运输|仓储|邮政|快递|物流/, 'G'],
  [/租赁|商务服务/, 'L'],
  [/水利|环境|公共设施/, 'N'],
  [/居民服务|修理/, 'O'],
  [/教育/, 'P'],
  [/卫生|社会工作|医疗/, 'Q'],
  [/文化|体育|娱乐|新闻|出版/, 'R'],
  [/公共管理|社会保障|社会组织/, 'S'],
  [/国际组织/, 'T'],
  [/采矿|开采/, 'B'],
  [/电力|热力|燃气|水生产/, 'D'],
  [/建筑|装饰|土木|安装/, 'E'],
  [/制造|加工/, 'C'],
  [/农|林业|牧|渔/, 'A'],
]

/**
 * The section that an industry cell names: its letter, a code of the classification (I65, 6510, 65), or its words.
 * Null when it says none: a business scope lists whatever an enterprise may do and is no industry.
 */
export function industrySection(text: string | null): IndustrySection | null {
  if (text === null) return null
  const plain = text.normalize('NFKC').replace(/\s/g, '').toUpperCase()
  const letter = /^([A-T])(?![A-Z])/.exec(plain)?.[1]
  if (letter !== undefined) return IndustrySection.options.find((section) => section === letter) ?? null
  const digits = /^\d{2}(?=\d{0,2}(?!\d))/.exec(plain)?.[0]
  if (digits !== undefined) return sectionOfDivision(Number(digits))
  return WORDS.find(([words]) => words.test(plain))?.[1] ?? null
}

function sectionOfDivision(division: number): IndustrySection | null {
  return (
    IndustrySection.options.find((section) => {
      const [first, last] = industrySections[section].divisions
      return division >= first && division <= last
    }) ?? null
  )
}
