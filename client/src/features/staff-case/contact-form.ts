import { contradictions, type Numbers } from '@yijian/shared/application/standard'
import type { Language } from '@yijian/shared/errors'
import { type FieldError, fieldErrorText } from '@yijian/shared/field-errors'
import { contactMeans, keysOf } from '@yijian/shared/vocabulary'
import type { FormError } from '../../ui/ErrorSummary.tsx'
import type { ContactInput } from './use-case.ts'

export const countFields = ['staff', 'youth', 'members', 'women'] as const

interface ContactErrors {
  readonly pickMeans: string
  readonly pickReached: string
  readonly wholeNumber: string
}

/** The contact record as filled in; an empty number is not known yet. Numbers count only when somebody was reached. */
export function readContact(
  data: FormData,
  texts: ContactErrors,
  language: Language,
): { readonly contact?: ContactInput; readonly errors: readonly FormError[] } {
  const errors: FormError[] = []
  const text = (name: string) => String(data.get(name) ?? '').trim()
  const means = keysOf(contactMeans).find((one) => one === text('means'))
  const reached = text('reached')
  if (!means) errors.push({ field: 'means', message: texts.pickMeans })
  if (reached === '') errors.push({ field: 'reached', message: texts.pickReached })
  const spoke = reached === 'yes'
  const numbers = spoke ? readNumbers() : undefined
  if (numbers) {
    for (const { field, exceeds } of contradictions(numbers)) {
      const message: FieldError = exceeds === 'staff' ? 'more_than_staff' : 'more_than_youth'
      errors.push({ field, message: fieldErrorText(message, language) })
    }
  }
  if (!means || errors.length > 0) return { errors }
  const spokeWith = text('spokeWith')
  const note = text('note')
  return {
    errors,
    contact: {
      means,
      reached: spoke,
      authorityConfirmed: spoke && data.get('authorityConfirmed') !== null,
      ...(spoke && spokeWith && { spokeWith }),
      ...(numbers && { numbers }),
      ...(note && { note }),
    },
  }

  function readNumbers(): Numbers {
    const [staff = null, youth = null, members = null, women = null] = countFields.map((field) => {
      const typed = text(field).normalize('NFKC')
      if (typed === '') return null
      if (/^\d{1,7}$/.test(typed)) return Number(typed)
      errors.push({ field, message: texts.wholeNumber })
      return null
    })
    const party = text('partyBranch')
    return { staff, youth, members, women, partyBranch: party === 'yes' ? true : party === 'no' ? false : null }
  }
}
