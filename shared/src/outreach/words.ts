import type { Word } from '../vocabulary.ts'

/** How outreach to an enterprise stands. 依据: DOMAIN §8.1 */
export const outreachStates = {
  new: { zh: '未联系', en: 'Not contacted' },
  assigned: { zh: '已分派', en: 'Assigned' },
  contacted: { zh: '已联系', en: 'Contacted' },
  intent: { zh: '有意向', en: 'Intends to' },
  not_now: { zh: '暂不，约定再联系', en: 'Not now, a date is set' },
  refused: { zh: '不愿建立', en: 'Declined' },
  unreachable: { zh: '联系不上', en: 'Not reached' },
  dormant: { zh: '暂搁', en: 'Set aside' },
  applying: { zh: '申请中', en: 'Applying' },
  organised: { zh: '已单独建立', en: 'Organised' },
  covered: { zh: '已联合覆盖', en: 'Covered jointly' },
  invalid: { zh: '非联系对象', en: 'Not to be contacted' },
} as const satisfies Record<string, Word>
export type OutreachState = keyof typeof outreachStates

export const outreachActions = {
  assign: { zh: '分派', en: 'Assign' },
  give_back: { zh: '交回', en: 'Give back' },
  talked: { zh: '已沟通', en: 'Spoke' },
  intends: { zh: '有意向', en: 'Intends to' },
  not_now: { zh: '暂不，约定日期', en: 'Not now, date set' },
  refuses: { zh: '不愿建立', en: 'Declines' },
  no_answer: { zh: '没联系上', en: 'Not reached' },
  rule_out: { zh: '不是对象', en: 'Not a target' },
  rest: { zh: '暂搁', en: 'Set aside' },
  reopen: { zh: '重新列入', en: 'Take up again' },
  defer: { zh: '申请暂不具备，约定日期', en: 'Application not yet possible, date set' },
} as const satisfies Record<string, Word>
export type OutreachAction = keyof typeof outreachActions

export const outreachWays = {
  phone: { zh: '电话', en: 'Phone call' },
  visit: { zh: '上门', en: 'Visit' },
  wechat: { zh: '微信', en: 'WeChat' },
} as const satisfies Record<string, Word>
export type OutreachWay = keyof typeof outreachWays

/** Why, for each action that wants to know. 依据: DOMAIN §8.1、§8.10 第2、9、10、17、23条 */
export const outreachReasons = {
  not_now: {
    no_youth: { zh: '暂时没有青年', en: 'No young people yet' },
    conditions: { zh: '人数等条件还不具备', en: 'Numbers do not allow it yet' },
    busy: { zh: '近期经营繁忙', en: 'Busy at present' },
    considering: { zh: '内部还在商议', en: 'Still being discussed inside' },
    reorganising: { zh: '正在搬迁、改制或换负责人', en: 'Moving, restructuring or changing principal' },
    not_told: { zh: '没有说明原因', en: 'No reason given' },
    other: { zh: '其他', en: 'Other' },
  },
  refuses: {
    no_interest: { zh: '没有意愿', en: 'No interest' },
    elsewhere: { zh: '由总部或上级单位统一建立', en: 'Its parent body organises for it' },
    doubts: { zh: '对来电或政策有疑虑', en: 'Doubts the call or the policy' },
    other: { zh: '其他', en: 'Other' },
  },
  no_answer: {
    unanswered: { zh: '无人接听', en: 'No answer' },
    out_of_service: { zh: '停机或空号', en: 'Out of service' },
    wrong_number: { zh: '号码不是这家企业', en: 'Wrong number' },
    agent_phone: { zh: '代办、代账公司的电话', en: 'The number of an agency' },
    nobody_there: { zh: '上门无人', en: 'Nobody there' },
  },
  rule_out: {
    closed_down: { zh: '实际已停业', en: 'Has in fact closed down' },
    moved_away: { zh: '已搬离本辖区', en: 'Has moved away' },
    not_found: { zh: '登记地址查无此企业', en: 'Unknown at its address' },
    not_target: { zh: '不属于建团对象', en: 'Not a body to organise' },
    other: { zh: '其他', en: 'Other' },
  },
  rest: {
    long_silent: { zh: '多次联系不上', en: 'Tried in vain many times' },
    dormant_business: { zh: '没有实际经营', en: 'Not really in business' },
    other: { zh: '其他', en: 'Other' },
  },
} as const satisfies Partial<Record<OutreachAction, Record<string, Word>>>

/** What is found out in one way only: nobody hears on a visit that a number is out of service. */
const foundOutBy: Partial<Record<string, readonly OutreachWay[]>> = {
  unanswered: ['phone', 'wechat'],
  out_of_service: ['phone'],
  wrong_number: ['phone', 'wechat'],
  agent_phone: ['phone', 'wechat'],
  nobody_there: ['visit'],
}

/** The reasons that an outcome may have in this way of being in touch; all of them while no way is chosen. */
export function reasonsBy(action: ReasonedAction, way: OutreachWay | undefined): readonly OutreachReason[] {
  const reasons = Object.keys(outreachReasons[action]) as OutreachReason[] // keys of a const object
  return reasons.filter((reason) => way === undefined || (foundOutBy[reason]?.includes(way) ?? true))
}

export type ReasonedAction = keyof typeof outreachReasons
export type OutreachReason = { [A in ReasonedAction]: keyof (typeof outreachReasons)[A] }[ReasonedAction]

export const reasonKeys = [...new Set(Object.values(outreachReasons).flatMap((words) => Object.keys(words)))] as [
  OutreachReason,
  ...OutreachReason[],
] // keys of const objects

export function isReasoned(action: OutreachAction): action is ReasonedAction {
  return Object.hasOwn(outreachReasons, action)
}

/** The words of a reason, whichever action gave it. */
export function reasonWord(reason: OutreachReason): Word {
  for (const words of Object.values<Record<string, Word>>(outreachReasons)) {
    const found = words[reason]
    if (found) return found
  }
  throw new Error(`no words for the reason ${reason}`)
}
