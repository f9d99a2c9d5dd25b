import { fieldErrorText } from '@yijian/shared/field-errors'
import { readMessagedMobile } from '@yijian/shared/mobile'
import type { Locale } from '../../i18n/locale.tsx'

/** Why a number cannot receive messages; undefined when it can. */
export function phoneProblem(text: string, locale: Locale): string | undefined {
  const read = readMessagedMobile(text)
  return read.ok ? undefined : fieldErrorText(read.why, locale)
}
