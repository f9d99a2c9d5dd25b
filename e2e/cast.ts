import { completeCreditCode } from '@yijian/shared/credit-code'
import type { Role } from '@yijian/shared/vocabulary'

/** An enterprise of the journeys, in the register from the start. */
export type Enterprise = {
  readonly creditCode: string
  readonly name: string
  readonly principal: string
  readonly address: string
  readonly status: string
  /** The number that the register has. */
  readonly registeredPhone: string
  /** The number of somebody else who works there. */
  readonly ownPhone: string
  readonly contactName: string
}

export type Officer = {
  readonly name: string
  readonly phone: string
  readonly office: string
  readonly role: Role
}

/** What a register export calls its columns. */
const header = '统一社会信用代码,企业名称,企业类型,法定代表人,成立日期,注册资本,登记状态,住所,联系电话'

const people = ['温若川', '顾景行', '苏念真', '林书遥', '许嘉木', '叶星野', '方知夏', '程一诺']

let enterprisesMade = 0
let officersMade = 0

/**
 * @param where within 浙江省杭州市: 县区 and 街道, or a 县区 alone for the pool
 * @param at road and number, when several are to share one
 */
function enterprise(mark: string, where: string, status = '存续', at?: string): Enterprise {
  enterprisesMade += 1
  const n = String(enterprisesMade).padStart(3, '0')
  const person = (at: number) => people[(enterprisesMade * 3 + at) % people.length] ?? ''
  return {
    // Organisation codes of four Y have never been issued.
    creditCode: completeCreditCode('91330106', `YYYYE${n}`),
    name: `杭州${mark}信息技术有限公司`,
    principal: person(0),
    address: `浙江省杭州市${where}${at ?? `听澜路${enterprisesMade}号`}`,
    status,
    registeredPhone: `19900021${n}`,
    ownPhone: `19900022${n}`,
    contactName: person(1),
  }
}

function officer(name: string, office: string, role: Role = 'clerk'): Officer {
  officersMade += 1
  return { name, phone: `19900023${String(officersMade).padStart(3, '0')}`, office: `共青团杭州市${office}`, role }
}

/** Each journey has enterprises and streets of its own, so that none disturbs another. */
export const enterprises = {
  invited: enterprise('砚湖', '西湖区北山街道'),
  walkIn: enterprise('栖禾', '西湖区翠苑街道'),
  general: enterprise('汀野', '上城区湖滨街道'),
  mismatched: enterprise('霁川', '西湖区灵隐街道'),
  dead: enterprise('榆里', '西湖区留下街道', '吊销，未注销'),
  miswritten: enterprise('岫云', '西湖区留下街道'),
  leading: enterprise('沐岚', '临平区南苑街道'),
  covered: enterprise('澈溪', '临平区南苑街道'),
  contested: enterprise('枫渡', '萧山区北干街道'),
  deferred: enterprise('苇岸', '富阳区富春街道'),
  withdrawn: enterprise('竺西', '富阳区富春街道'),
  second: enterprise('漱石', '富阳区富春街道'),
  interrupted: enterprise('蘅芜', '临安区锦北街道'),
  hurried: enterprise('桁木', '临安区锦北街道'),
  pooled: enterprise('菱塘', '桐庐县'),
  renamed: enterprise('棠梨', '拱墅区米市巷街道'),
  called: enterprise('荻浦', '滨江区长河街道'),
  listed: enterprise('鹿溪', '滨江区浦沿街道'),
  misspelt: enterprise('鹭汀', '滨江区浦沿街道'),
  changing: enterprise('苔痕', '上城区望江街道'),
  sharing: enterprise('茭白', '建德市', '存续', '望舒路18号'),
  sharingToo: enterprise('莼菜', '建德市', '存续', '望舒路18号3幢201室'),
  apart: enterprise('芡实', '建德市', '存续', '望舒路20号'),
  keyed: enterprise('蓼花', '上城区清波街道'),
  // Written as the towns that they were: such a street is found with doubts.
  doubtful: enterprise('萍洲', '建德市新安江镇', '存续', '观澜路9号'),
  doubtfulToo: enterprise('荇菜', '建德市洋溪镇', '存续', '观澜路11号'),
} as const

export const officers = {
  beishan: officer('邵清晏', '西湖区北山街道工作委员会'),
  cuiyuan: officer('陶安然', '西湖区翠苑街道工作委员会'),
  xihu: officer('姜明远', '西湖区委员会'),
  hubin: officer('戚望舒', '上城区湖滨街道工作委员会'),
  shangcheng: officer('谢长宁', '上城区委员会'),
  city: officer('邹怀瑾', '委员会'),
  gudang: officer('喻知微', '西湖区古荡街道工作委员会'),
  nanyuan: officer('柏听雨', '临平区南苑街道工作委员会'),
  beigan: officer('水如镜', '萧山区北干街道工作委员会'),
  beiganSecond: officer('窦行之', '萧山区北干街道工作委员会', 'secretary'),
  ningwei: officer('章半夏', '萧山区宁围街道工作委员会'),
  fuchun: officer('云归鹤', '富阳区富春街道工作委员会'),
  fuchunSecond: officer('郎静姝', '富阳区富春街道工作委员会', 'secretary'),
  tonglu: { ...officer('苏鹤鸣', ''), office: '共青团桐庐县委员会' },
  tongjun: { ...officer('潘秋白', ''), office: '共青团桐庐县桐君街道工作委员会' },
  overview: officer('葛初晴', '委员会'),
  wangjiang: officer('岑未央', '上城区望江街道工作委员会'),
  importer: officer('骆知秋', '委员会'),
  changhe: officer('陆云起', '滨江区长河街道工作委员会'),
  changheSecond: officer('温如是', '滨江区长河街道工作委员会', 'secretary'),
  shangchengSecond: officer('蓝田暖', '上城区委员会', 'secretary'),
  jiande: { ...officer('韩霁月', ''), office: '共青团建德市委员会' },
  jiandeSecond: { ...officer('孟浮舟', ''), office: '共青团建德市委员会' },
} as const

/** The enterprises as a register export, UTF-8. */
export function registerOfJourneys(): string {
  return registerOf(Object.values(enterprises))
}

export function registerOf(some: readonly Enterprise[]): string {
  const rows = some.map(
    ({ creditCode, name, principal, address, status, registeredPhone }) =>
      `${creditCode},${name},有限责任公司,${principal},2019-04-12,200万元人民币,"${status}",${address},${registeredPhone}`,
  )
  return [header, ...rows].join('\r\n')
}
