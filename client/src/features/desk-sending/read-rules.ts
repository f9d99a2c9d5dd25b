import type { ProposedRules, SendingVersion } from '@yijian/shared/invitation/sending-contract'
import { boundsOfRules, problemsOfRules, type RulesProblem } from '@yijian/shared/invitation/sending-rules'
import type { StaffSendingTexts } from '../../i18n/zh-CN/staff-sending.ts'
import type { FormError } from '../../ui/ErrorSummary.tsx'

export const NUMBERS = [
  'fromHour',
  'toHour',
  'daysBetweenPerNumber',
  'timesPerEnterprise',
  'daysPerEnterprise',
  'validDays',
] as const satisfies readonly (keyof ProposedRules)[]
type NumberField = (typeof NUMBERS)[number]
export const FIELDS = ['effectiveFrom', ...NUMBERS, 'source'] as const

type Known = { readonly today: string; readonly others: readonly Pick<SendingVersion, 'effectiveFrom'>[] }

/** What was filled in, or what is wrong with it, in the order of the form. */
export function readRules(
  form: Pick<FormData, 'get'>,
  { today, others }: Known,
  texts: StaffSendingTexts['form'],
): { readonly rules: ProposedRules } | { readonly errors: readonly FormError[] } {
  const given = (field: string) => String(form.get(field) ?? '').trim()
  const errors = new Map<string, string>()
  const number = (field: NumberField): number => {
    const text = given(field).normalize('NFKC')
    const value = /^\d{1,3}$/.test(text) ? Number(text) : Number.NaN
    const { least, most } = boundsOfRules[field]
    if (!(value >= least && value <= most)) errors.set(field, texts.number(least, most))
    return value
  }
  const rules = {
    effectiveFrom: given('effectiveFrom'),
    fromHour: number('fromHour'),
    toHour: number('toHour'),
    daysBetweenPerNumber: number('daysBetweenPerNumber'),
    timesPerEnterprise: number('timesPerEnterprise'),
    daysPerEnterprise: number('daysPerEnterprise'),
    validDays: number('validDays'),
    source: given('source'),
  }
  if (rules.source === '') errors.set('source', texts.needed)
  const words: Record<RulesProblem['problem'], string> = {
    a_later_day: texts.laterDay,
    day_taken: texts.taken,
    check_this: texts.hours,
  }
  const taken = others.map(({ effectiveFrom }) => effectiveFrom)
  for (const { field, problem } of problemsOfRules(rules, { today, taken }))
    if (!errors.has(field)) errors.set(field, words[problem])
  if (errors.size === 0) return { rules }
  return {
    errors: FIELDS.flatMap((field) => {
      const message = errors.get(field)
      return message === undefined ? [] : [{ field, message }]
    }),
  }
}
