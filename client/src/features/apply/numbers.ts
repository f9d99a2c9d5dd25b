import { contradictions, type Numbers } from '@yijian/shared/application/standard'
import { fieldErrorText } from '@yijian/shared/field-errors'
import type { Locale } from '../../i18n/locale.tsx'
import type { ApplyTexts } from '../../i18n/zh-CN/apply.ts'
import type { FormError } from '../../ui/ErrorSummary.tsx'
import { type NumberName, numberNames, type PartyAnswer, type TypedNumbers } from './answers.ts'

const partyAnswers: readonly PartyAnswer[] = ['yes', 'no', 'unknown']

/** What stands in the number fields now. */
export function readNumbers(form: FormData): TypedNumbers {
  const typed = (name: NumberName) => ({
    typed: String(form.get(name) ?? ''),
    unknown: form.get(`${name}.unknown`) !== null,
  })
  return {
    staff: typed('staff'),
    youth: typed('youth'),
    members: typed('members'),
    women: typed('women'),
    partyBranch: partyAnswers.find((answer) => answer === form.get('partyBranch')),
  }
}

/** undefined: not answered, or no number; null: left to the street. */
export function countOf(answer: TypedNumbers[NumberName]): number | null | undefined {
  if (answer === undefined) return undefined
  if (answer.unknown) return null
  const digits = answer.typed.normalize('NFKC').replace(/[\s,]/g, '')
  return /^\d{1,6}$/.test(digits) ? Number(digits) : undefined
}

/** The numbers when everything is answered and can be true together, else what is wrong. */
export function checkNumbers(
  typed: TypedNumbers,
  texts: ApplyTexts['numbers'],
  locale: Locale,
): { readonly numbers: Numbers | undefined; readonly errors: readonly FormError[] } {
  const errors: (FormError & { readonly field: NumberName })[] = []
  for (const name of numberNames) {
    if (countOf(typed[name]) !== undefined) continue
    const blank = (typed[name]?.typed.trim() ?? '') === ''
    errors.push({ field: name, message: blank ? texts.missing[name] : texts.wrong(texts.labels[name], texts.notWhole) })
  }
  const numbers: Numbers = {
    staff: countOf(typed.staff) ?? null,
    youth: countOf(typed.youth) ?? null,
    members: countOf(typed.members) ?? null,
    women: countOf(typed.women) ?? null,
    partyBranch: typed.partyBranch === 'yes' ? true : typed.partyBranch === 'no' ? false : null,
  }
  for (const { field, exceeds } of contradictions(numbers)) {
    const message = exceeds === 'staff' ? 'more_than_staff' : 'more_than_youth'
    errors.push({ field, message: texts.wrong(texts.labels[field], fieldErrorText(message, locale)) })
  }
  // As the fields stand on the page.
  errors.sort((one, other) => numberNames.indexOf(one.field) - numberNames.indexOf(other.field))
  const missing = typed.partyBranch === undefined ? [{ field: 'partyBranch', message: texts.missing.partyBranch }] : []
  const all = [...errors, ...missing]
  return { numbers: all.length === 0 ? numbers : undefined, errors: all }
}

/** The other way round, for a form that corrects numbers already sent. */
export function typedFrom(numbers: Numbers): TypedNumbers {
  const typed = (count: number | null) => ({ typed: count === null ? '' : String(count), unknown: count === null })
  return {
    staff: typed(numbers.staff),
    youth: typed(numbers.youth),
    members: typed(numbers.members),
    women: typed(numbers.women),
    partyBranch: numbers.partyBranch === null ? 'unknown' : numbers.partyBranch ? 'yes' : 'no',
  }
}
