/**
 * Rows that people and programs left in a list to try it out. A row is let go when what it says adds up to `CERTAIN`; a
 * name that an enterprise could have is never enough alone. 依据: 企业名称登记管理规定（国务院令第734号）第四条、第六条: a
 * registered name is written in Chinese characters and has a 字号 beside its trade, so that 测试有限公司 and XX有限公司 are
 * nobody's, while 杭州测试仪器有限公司 and 111集团 may be somebody's.
 */
export type TrialCells = {
  readonly name: string
  readonly principal: string | null
  readonly address: string | null
}

const CERTAIN = 2

/** Whatever such a name has in it, or consists of; most names have none of it and cost one look. */
const HINT =
  /测试|试用|勿|忽略|样例|示例|演示|占位|某|[xX×*＊ｘＸ]{2}|[tT][eE][sS][tT]|[dD][eE][mM][oO]|^[^\u3400-\u9fff]*$/

const TRIAL = '(?:测试用?|试用|样例|示例|演示|占位|test(?:ing)?|demo|dummy|sample)'
const FORM =
  '(?:有限责任公司|股份有限公司|有限公司|集团公司|分公司|公司|企业|单位|商户|个体工商户|个体户|店|工厂|厂|company|co\\.?,?ltd\\.?)'
/** What a list calls its rows. */
const RECORD = '(?:数据|账号|帐号|用户|名称|记录|条目|主体|内容|data|一下)'
const THING = `(?:${FORM}|${RECORD})`
const NUMBER = '(?:[-_#.(]*(?:\\d{1,8}|[一二三四五六七八九十甲乙丙丁]|(?<![a-z])[a-z]{1,3})\\)?)'
/** Trades that everybody has. */
const GENERIC = '(?:网络科技|信息科技|信息技术|科技|信息|技术|网络|贸易|商贸|实业|服务|咨询|管理)'
const PLACE = '(?:(?:中国|浙江省?|杭州市?)?(?:[\\u3400-\\u9fff]{2}[市区县])?)'

/** Nothing but the word, the kind of thing it stands for and a number: 测试, test1, 测试企业123, demo_公司, 企业测试. */
const TRIAL_NAME = new RegExp(`^${THING}{0,2}(?:${TRIAL}[-_]?)+${NUMBER}?${THING}*${NUMBER}?$`)
/** The same with a place or a trade: somebody could be called so, but for a number at its end. */
const TRIAL_AND_MORE = new RegExp(`^${PLACE}(?:${TRIAL}[-_]?)+${NUMBER}?${GENERIC}?${THING}*$`)
const TRIAL_AND_NUMBER = new RegExp(`^${PLACE}(?:${TRIAL}[-_]?)+${GENERIC}?${THING}+${NUMBER}$`)
/** What one person tells others about the row. */
const MARKED =
  /(?:请?勿|不要|别)(?:删|动|改)|请忽略|忽略(?:此|本)|仅供测试|(?:公司|企业|店)测试(?:专用|数据|账号|使用|用)?$|\((?:仅?测试用?|测试数据|测试专用|测试账号|test)\)/
/** Where a name would stand: XX有限公司, 杭州***科技有限公司. */
const BLANKED = new RegExp(`^${PLACE}(?:x{2,}|×{2,}|\\*{2,})${GENERIC}?${FORM}${NUMBER}?$`)
const SOMEBODY = new RegExp(`^某{1,3}${FORM}${NUMBER}?$`)
/** One sign again and again, or keys that lie side by side. */
const KEYS =
  /^(?:(.)\1{2,}|.|abcd?e?f?g?|asdf?g?h?j?k?l?|qwer?t?y?|zxcv?b?n?m?|1?23(?:4(?:5(?:6(?:7(?:89?0?)?)?)?)?)?)$/u
const PAIR = /^(.)\1$/u
/** What somebody types to try a list out is short. */
const LONGEST_TRIAL = 60
const TRIAL_BESIDE = new RegExp(`^(?:${TRIAL}|[\\u3400-\\u9fff]{0,8}${TRIAL}$)`)

/** Quick, for every row of a register: whether it is worth asking `isTrialRow`. */
export function mayBeTrial(name: string): boolean {
  return HINT.test(name)
}

/** Whether a row is somebody's trial of the list and no enterprise. */
export function isTrialRow({ name, principal, address }: TrialCells): boolean {
  const score = weighName(plainOf(name))
  if (score === 0 || score >= CERTAIN) return score >= CERTAIN
  return score + weighBeside(principal) + weighBeside(address) >= CERTAIN
}

function weighName(name: string): number {
  if (MARKED.test(name)) return CERTAIN
  const bare = trimmed(name)
  if (bare === '' || KEYS.test(bare)) return CERTAIN
  if ([TRIAL_NAME, TRIAL_AND_NUMBER, SOMEBODY].some((certain) => certain.test(bare))) return CERTAIN
  if (BLANKED.test(name)) return CERTAIN
  return TRIAL_AND_MORE.test(bare) || PAIR.test(bare) ? 1 : 0
}

/** A principal or an address that is a trial as well. */
function weighBeside(cell: string | null): number {
  if (cell === null || cell.length > LONGEST_TRIAL) return 0
  const text = trimmed(plainOf(cell))
  return text === '' || TRIAL_BESIDE.test(text) || KEYS.test(text) || PAIR.test(text) ? 1 : 0
}

/** Without the signs around it. */
function trimmed(text: string): string {
  return text.replace(/^[\p{P}\p{S}]+|[\p{P}\p{S}]+$/gu, '')
}

/** Half width, small letters, and no blanks. */
function plainOf(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{Cf}]+/gu, '')
}
