import { localDay } from '@yijian/shared/application/clock'
import type { MeetingResult } from '@yijian/shared/application/contract'
import { type FieldError, fieldErrorText } from '@yijian/shared/field-errors'
import type { Locale } from '../../i18n/locale.tsx'
import type { ApplicationsTexts } from '../../i18n/zh-CN/applications.ts'
import type { FormError } from '../../ui/ErrorSummary.tsx'

export const resultFields = ['heldOn', 'expected', 'present', 'secretaryName', 'votesFor', 'paperId'] as const
type ResultField = (typeof resultFields)[number]

/** The result when it is complete and can be true, else what is wrong; the server checks the same again. */
export function readResult(
  form: FormData,
  paperId: string | undefined,
  texts: ApplicationsTexts['result'],
  locale: Locale,
): { readonly result: MeetingResult | undefined; readonly errors: readonly FormError[] } {
  const errors: FormError[] = []
  const missing = (field: ResultField) => errors.push({ field, message: texts.missing[field] })
  const wrong = (field: ResultField, why: FieldError) => errors.push({ field, message: fieldErrorText(why, locale) })
  const typed = (field: ResultField) =>
    String(form.get(field) ?? '')
      .normalize('NFKC')
      .trim()
  const count = (field: 'expected' | 'present' | 'votesFor') => {
    if (/^\d{1,6}$/.test(typed(field))) return Number(typed(field))
    if (typed(field) === '') missing(field)
    else errors.push({ field, message: texts.notWhole })
    return undefined
  }
  const heldOn = typed('heldOn')
  if (heldOn === '') missing('heldOn')
  else if (heldOn > localDay(new Date())) wrong('heldOn', 'in_the_future')
  const expected = count('expected')
  const present = count('present')
  const secretaryName = typed('secretaryName')
  if (secretaryName === '') missing('secretaryName')
  const votesFor = count('votesFor')
  if (paperId === undefined) missing('paperId')
  if (expected !== undefined && present !== undefined && present > expected) wrong('present', 'more_than_expected')
  if (present !== undefined && votesFor !== undefined) {
    if (votesFor > present) wrong('votesFor', 'more_than_present')
    else if (votesFor * 2 <= present) wrong('votesFor', 'not_a_majority')
  }
  const complete = expected !== undefined && present !== undefined && votesFor !== undefined && paperId !== undefined
  if (errors.length > 0 || !complete) return { result: undefined, errors }
  return { result: { heldOn, expected, present, votesFor, secretaryName, paperId }, errors }
}
