import { fieldErrorText } from '@yijian/shared/field-errors'
import { parsePhone } from '@yijian/shared/mobile'
import type { Locale } from '../../i18n/locale.tsx'

/** Why a number cannot receive messages; undefined when it can. */
export function phoneProblem(text: string, locale: Locale): string | undefined {
  const phone = parsePhone(text)
  if (phone?.smsCapable) return undefined
  return fieldErrorText(phone && phone.kind !== 'mobile' ? 'landline' : 'not_a_mobile', locale)
}
