import type { Language } from './errors.ts'

/** Closed list of what can be wrong with one field. A schema names an entry as its message; `http/errors.ts` words it. */
const fieldErrors = {
  check_this: { zh: '请检查这一项', en: 'Please check this' },
  needed: { zh: '请填写这一项', en: 'Please fill this in' },
  not_a_mobile: { zh: '请填写 11 位手机号码', en: 'Please enter an 11-digit mainland mobile number' },
  landline: {
    zh: '固定电话收不到短信，请填写手机号码',
    en: 'A landline cannot receive messages; please enter a mobile number',
  },
  foreign_mobile: {
    zh: '目前只支持中国大陆手机号码（+86）',
    en: 'Only mainland China mobile numbers (+86) are supported',
  },
  more_than_staff: { zh: '不能多于职工总数', en: 'This cannot exceed the number of staff' },
  more_than_youth: {
    zh: '团员都在 28 周岁以下，不能多于 35 周岁以下青年数',
    en: 'League members are 28 or younger, so they cannot exceed the youth',
  },
  more_than_expected: { zh: '实到人数不能多于应到人数', en: 'Those present cannot exceed those expected' },
  more_than_present: { zh: '票数不能多于实到人数', en: 'The votes cannot exceed those present' },
  in_the_future: { zh: '请填写已经召开的会议日期', en: 'The meeting must have been held already' },
  not_a_majority: {
    zh: '赞成票须超过实到人数的一半，未过半数请重新选举',
    en: 'More than half of those present must have voted for; otherwise hold the vote again',
  },
  cannot_be_covered: {
    zh: '这家企业不能纳入：须在本辖区、存续、未建团组织，且没有其他阶段的申请',
    en: 'This enterprise cannot be covered: it must be yours, alive, without an organisation or an application at another stage',
  },
  a_later_day: { zh: '请选择今天以后的日期', en: 'Please choose a day after today' },
  day_taken: { zh: '已有规则从这一天起生效，请选别的日期', en: 'Other rules begin on this day; please choose another' },
  not_later_than_today: { zh: '日期不能晚于今天', en: 'The day cannot be later than today' },
  within_a_year: {
    zh: '只能记一年以内的联系，更早的请写在备注里',
    en: 'Only contacts of the last year can be recorded; tell of earlier ones in the note',
  },
  before_founding: {
    zh: '这一天企业还没有成立，请检查日期',
    en: 'The enterprise had not been founded on that day; please check it',
  },
  not_a_phone: {
    zh: '请填写正确的手机号码或带区号的固定电话',
    en: 'Please enter a mobile, or a landline with its area code',
  },
  credit_code: { zh: '请填写正确的 18 位统一社会信用代码', en: 'Please enter a correct 18-character credit code' },
  notice_changed: {
    zh: '个人信息保护说明已更新，请刷新页面，重新阅读后再提交',
    en: 'The privacy notice has changed; please reload the page and read it again',
  },
  six_digits: { zh: '验证码是 6 位数字', en: 'The code has six digits' },
} as const satisfies Record<string, { zh: string; en: string }>

export type FieldError = keyof typeof fieldErrors

/** What the message of a schema names; a message of the schema's own making asks to check the field. */
export function fieldErrorNamed(message: string | undefined): FieldError {
  return message !== undefined && Object.hasOwn(fieldErrors, message) ? (message as FieldError) : 'check_this' // hasOwn has just shown that it is a key
}

/** The sentence for a field. */
export function fieldErrorText(error: FieldError, language: Language): string {
  const entry = fieldErrors[error]
  return language === 'en' ? entry.en : entry.zh
}
