import type { ApplicationView, Correction } from '@yijian/shared/application/contract'
import type { Locale } from '../../i18n/locale.tsx'
import type { ApplyTexts } from '../../i18n/zh-CN/apply.ts'
import type { FormError } from '../../ui/ErrorSummary.tsx'
import { checkNumbers, readNumbers } from '../apply/numbers.ts'
import { phoneProblem } from '../apply/phone-problem.ts'

/** What taps have chosen, beside what the form holds. */
export interface Extra {
  readonly placeId?: number
  readonly licenceId?: string
}

interface Asked {
  readonly correct: ApplicationView['correct']
  readonly extra: Extra
  readonly answers: ApplicationView['answers']
}

type Changes = Omit<Correction, 'commandId' | 'version'>

/**
 * The corrections in the form, only of what was marked. What a reason names must be given, or said to be right as it
 * is; under 其他 everything is open, and what was left as it was stays so.
 */
export function readCorrection(
  form: FormData,
  { correct, extra, answers }: Asked,
  texts: ApplyTexts,
  locale: Locale,
): { readonly correction: Changes; readonly errors: readonly FormError[] } {
  const errors: FormError[] = []
  const correction: Changes = {}
  const typed = (name: string) => String(form.get(name) ?? '').trim()
  const note = typed('note')
  const marked = new Set(correct?.fields)
  const meant = new Set(correct?.reasons)
  if (marked.has('members')) {
    const { numbers, errors: wrong } = checkNumbers(readNumbers(form), texts.numbers, locale)
    errors.push(...wrong)
    const same = JSON.stringify(numbers) === JSON.stringify(inOrder(answers.numbers))
    if (numbers && (meant.has('numbers') || !same)) correction.numbers = numbers
    // Sent back for its numbers and sent in with the same ones, it would come back again.
    if (meant.has('numbers') && same && note === '') errors.push({ field: 'note', message: texts.numbers.same })
  }
  if (marked.has('contactPhone')) {
    const name = typed('contactName')
    const phone = typed('contactPhone')
    if (meant.has('contact') || phone !== '' || name !== answers.contactName) {
      const wrong = phoneProblem(phone, locale)
      if (name === '') errors.push({ field: 'contactName', message: texts.contact.nameMissing })
      if (wrong !== undefined) errors.push({ field: 'contactPhone', message: wrong })
      correction.contact = { name, phone }
    }
  }
  if (meant.has('licence') && extra.licenceId === undefined)
    errors.push({ field: 'licence', message: texts.unlisted.licenceMissing })
  if (meant.has('place') && extra.placeId === undefined && note === '')
    errors.push({ field: 'place', message: texts.unlisted.placeMissing })
  const declaredName = typed('declaredName')
  const declaredPrincipal = typed('declaredPrincipal')
  if (declaredName !== '' && declaredName !== answers.declaredName) correction.declaredName = declaredName
  if (declaredPrincipal !== '' && declaredPrincipal !== answers.declaredPrincipal)
    correction.declaredPrincipal = declaredPrincipal
  if (extra.placeId !== undefined) correction.operatingPlaceId = extra.placeId
  if (extra.licenceId !== undefined) correction.licenceId = extra.licenceId
  if (note !== '') correction.note = note
  return { correction, errors }
}

/** In the order the form reads them. */
function inOrder({ staff, youth, members, women, partyBranch }: ApplicationView['answers']['numbers']) {
  return { staff, youth, members, women, partyBranch }
}
