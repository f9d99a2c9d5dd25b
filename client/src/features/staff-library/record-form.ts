import type { Language } from '@yijian/shared/errors'
import { fieldErrorText } from '@yijian/shared/field-errors'
import {
  type ContactOutcome,
  contactOutcomes,
  type GivenProblem,
  problemOfDay,
  problemsOf,
} from '@yijian/shared/outreach/lifecycle'
import { isReasoned, type OutreachReason, outreachWays, reasonsBy } from '@yijian/shared/outreach/words'
import { keysOf } from '@yijian/shared/vocabulary'
import type { FormError } from '../../ui/ErrorSummary.tsx'
import type { ContactInput } from './use-enterprise.ts'

interface RecordErrors {
  readonly pickWay: string
  readonly pickOutcome: string
  readonly pickReason: string
  readonly pickDay: string
  readonly sayWhy: string
}

interface Asked {
  readonly today: string
  readonly establishedOn: string | null
  readonly texts: RecordErrors
  readonly locale: Language
}

export const wayOf = (text: string | undefined) => keysOf(outreachWays).find((one) => one === text)

export const outcomeOf = (text: string | undefined): ContactOutcome | undefined =>
  contactOutcomes.find((one) => one === text)

/** The record as filled in, or what is wrong with it; what the outcome does not ask for is left out. */
export function readRecord(
  data: FormData,
  version: number,
  { today, establishedOn, texts, locale }: Asked,
): { readonly contact?: ContactInput; readonly errors: readonly FormError[] } {
  const text = (name: string) => String(data.get(name) ?? '').trim()
  const way = wayOf(text('way'))
  const outcome = outcomeOf(text('outcome'))
  const errors: FormError[] = []
  if (!way) errors.push({ field: 'way', message: texts.pickWay })
  if (!outcome) errors.push({ field: 'outcome', message: texts.pickOutcome })
  const happenedOn = text('happenedOn') || today
  const wrongDay = problemOfDay(happenedOn, { today, establishedOn })
  if (wrongDay) errors.push({ field: 'happenedOn', message: fieldErrorText(wrongDay, locale) })
  if (!way || !outcome) return { errors }
  const reason: OutreachReason | undefined = isReasoned(outcome)
    ? reasonsBy(outcome, way).find((one) => one === text('reason'))
    : undefined
  const nextOn = text('nextOn') || undefined
  const note = text('note') || undefined
  // Among several errors each says by itself what is missing.
  const missing: Partial<Record<GivenProblem['field'], string>> = {
    reason: texts.pickReason,
    nextOn: texts.pickDay,
    note: texts.sayWhy,
  }
  for (const { field, problem } of problemsOf(outcome, { reason, nextOn, note }, today)) {
    const message = field === 'reason' || problem === 'needed' ? missing[field] : undefined
    errors.push({ field, message: message ?? fieldErrorText(problem, locale) })
  }
  if (errors.length > 0) return { errors }
  const spokeWith = outcome === 'no_answer' ? '' : text('spokeWith')
  return {
    errors,
    contact: {
      version,
      way,
      happenedOn,
      outcome,
      ...(reason && { reason }),
      ...(nextOn && { nextOn }),
      ...(spokeWith && { spokeWith }),
      ...(note && { note }),
    },
  }
}
