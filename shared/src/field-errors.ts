import type { Language } from './errors.ts'

/** Closed list of what can be wrong with one field. A schema names an entry as its message; `http/errors.ts` words it. */
export const fieldErrors = {
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
  six_digits: { zh: '验证码是 6 位数字', en: 'The code has six digits' },
} as const satisfies Record<string, { zh: string; en: string }>

export type FieldError = keyof typeof fieldErrors

/** The sentence for a field: an entry of the list, or the plain request to check it. */
export function fieldErrorText(message: string, language: Language): string {
  const entry = Object.hasOwn(fieldErrors, message) ? fieldErrors[message as FieldError] : fieldErrors.check_this // hasOwn has just shown that it is a key
  return language === 'en' ? entry.en : entry.zh
}
