import type { Claim } from './cross-check.ts'

const UNIT_END = '(?:公司|合作社|中心|[厂店社行院校所部场站亭馆处铺坊园]|合伙[)）]?|户[)）])'
const NAME = new RegExp(`^\\s*\\p{Script=Han}\\S{3,}${UNIT_END}\\s*$`, 'u')
const PLACE = '(?:浙江|杭州|上城|下城|江干|拱墅|西湖|滨江|萧山|余杭|临平|钱塘|富阳|临安|桐庐|淳安|建德)'
/** What stands in an address behind its district, and hardly twice in a name. */
const STREET = /街道|开发区|功能区|[镇乡村路街巷弄道]|\d+[号幢室楼]|\d-\d/u
const DISTRICT = new RegExp(`^(?:浙江省?)?(?:杭州市?)?(?:${PLACE}[区市县]?)?`, 'u')

/** What invoices and business cards print before each line. */
const LINE =
  /(?:(?:公司|企业|单位)?(?:名称|全称|抬头)|(?:纳税人识别号|统一社会信用代码|社会信用代码|信用代码|税号)|(?:单位|注册|公司|经营)?地址(?:[、,，及和/]?电话)?|(?:联系)?电话|开户(?:银)?行(?:及账号)?|(?:银行)?账号|法定代表人|法人|联系人)\s*[:：]/gu
const NAME_LINE = /(?:名称|全称|抬头)\s*[:：]$/u
const ADDRESS_LINE = /地址/u

const read = new WeakMap<Claim, Claim>()

/**
 * A claim whose name, address and principal stand in cells of their own: taken out of lines copied from an invoice, from a
 * cell that holds both name and address, or from each other's columns. The claim itself where nothing of the sort is there.
 */
export function inItsColumns(claim: Claim): Claim {
  const known = read.get(claim) ?? fromLines(claim) ?? fromExchanged(claim) ?? fromOneCell(claim) ?? claim
  read.set(claim, known)
  return known
}

function fromLines(claim: Claim): Claim | undefined {
  if (!/[:：]/.test(claim.name)) return undefined
  const labels = [...claim.name.matchAll(LINE)]
  if (labels.length < 2) return undefined
  const lines = labels.map((label, i) => ({
    label: label[0],
    text: claim.name
      .slice(label.index + label[0].length, labels[i + 1]?.index)
      .replace(/^[\s,，;；]+|[\s,，;；]+$/gu, ''),
  }))
  const name = lines.find(({ label }) => NAME_LINE.test(label))?.text
  if (!name) return undefined
  const address = lines.find(({ label }) => ADDRESS_LINE.test(label))?.text ?? ''
  return {
    ...claim,
    name,
    code: claim.code.trim() || (lines.find(({ label }) => /代码|识别号|税号/u.test(label))?.text ?? ''),
    address: claim.address.trim() || address.replace(/\s+(?:0\d{2,3}-?)?\d{7,}$/u, ''),
  }
}

const PLAINLY_A_NAME = /^\s*\p{Script=Han}\S{3,}(?:公司|合作社|[厂店行所部院])\s*$/u
const PERSON = /^\s*\p{Script=Han}{2,4}\s*$/u
const PLAINLY_AN_ADDRESS = /(?:\d[号幢室楼层座]?|[号幢室楼层村路镇]|街道)\s*$/u

function fromExchanged(claim: Claim): Claim | undefined {
  const { name, address, principal } = claim
  if (NAME.test(name)) return undefined
  if (PERSON.test(name) && PLAINLY_A_NAME.test(principal)) return { ...claim, name: principal, principal: name }
  const isExchanged = PLAINLY_AN_ADDRESS.test(name)
    ? PLAINLY_A_NAME.test(address)
    : NAME.test(address) && !isAddress(address)
  return isExchanged && isAddress(name) ? { ...claim, name: address, address: name } : undefined
}

const ADDRESS_END = '(?:\\d+-?[A-Z]?[号幢室楼层座弄组]?|[村组]|社区)'
const NO_NAME_END = `(?<!${UNIT_END}|[局队点船城库])`
const REMARK = '(?:[(（][^()（）]*[)）]?)?'
/** Run into the name only where it plainly ends as an address does; apart from it wherever it ends unlike a name. */
const BEHIND = new RegExp(
  `^(.{4,}${UNIT_END})(?:(?=${PLACE})(\\S{5,}${ADDRESS_END}${REMARK})|[\\s,，;；、]*[(（]((?=${PLACE}).{5,})[)）]|[\\s,，;；、]+(.{5,}(?:${NO_NAME_END}|市场)${REMARK}))$`,
  'u',
)
/** Behind a blank a name may begin with its brand; that runs into the address only a place sets off. */
const BEFORE = new RegExp(
  `^(?:(.*)[\\s,，;；、]+(\\S{4,}${UNIT_END})|(.*[号幢室楼层座弄组村侧旁内\\d)）.。])(${PLACE}\\S{2,}${UNIT_END}))$`,
  'u',
)
/** Addresses and names of enterprises are both longer than this. */
const BOTH = 14

function fromOneCell(claim: Claim): Claim | undefined {
  const text = claim.name.trim()
  if (text.length < BOTH || !STREET.test(text)) return undefined
  const [, name = '', run = '', bracketed = '', apart = ''] = BEHIND.exec(text) ?? []
  const behind = run || bracketed || apart
  if (name !== '' && isAddress(behind)) return moved(claim, name, behind)
  const [, front = '', own = '', before = '', its = ''] = BEFORE.exec(text) ?? []
  const [where, who] = own === '' ? [before, its] : [front, own]
  return isAddress(where) && !where.includes('公司') && !NAME.test(where) && NAME.test(who)
    ? moved(claim, who, where)
    : undefined
}

function moved(claim: Claim, name: string, address: string): Claim {
  return { ...claim, name, address: claim.address.trim() || address }
}

function isAddress(text: string): boolean {
  return STREET.test(text.trim().replace(DISTRICT, ''))
}
