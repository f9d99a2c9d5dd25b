import type { Decision } from '@yijian/shared/application/case-contract'
import { keysOf, organisationKinds, type ReviewAction, returnReasons } from '@yijian/shared/vocabulary'
import type { FormError } from '../../ui/ErrorSummary.tsx'

type Wanted = 'needed' | 'optional'

/** What the sheet of an action asks for. What an action needs at all stands in the lifecycle table. */
interface DecisionForm {
  readonly reasons?: true
  readonly kind?: true
  readonly place?: true
  readonly nextDate?: true
  readonly nationalId?: true
  readonly committee?: true
  /** Shows the result of the meeting with its photo, since it is what one decides about. */
  readonly result?: true
  /** For the applicant to read. */
  readonly words?: Wanted
  /** For officers only. */
  readonly note?: Wanted
}

export const decisionForms = {
  assign: { place: true, note: 'optional' },
  approve: { kind: true, words: 'optional' },
  return: { reasons: true, words: 'optional' },
  refuse: { words: 'needed' },
  defer: { nextDate: true, words: 'optional' },
  transfer: { place: true, note: 'needed' },
  send_back: { note: 'needed' },
  found_committee: { committee: true },
  approve_result: { result: true },
  return_result: { result: true, words: 'needed' },
  enter_national: { nationalId: true },
} as const satisfies Partial<Record<ReviewAction, DecisionForm>>

export type SheetAction = keyof typeof decisionForms

export function hasSheet(action: ReviewAction): action is SheetAction {
  return Object.hasOwn(decisionForms, action)
}

export function formOf(action: SheetAction): DecisionForm {
  return decisionForms[action]
}

export interface DecisionErrors {
  readonly pickReason: string
  readonly otherNeedsWords: string
  readonly pickKind: string
  readonly pickStreet: string
  readonly pickDate: string
  readonly wordsNeeded: string
  readonly noteNeeded: string
  readonly fieldNeeded: string
}

export type DecisionParts = Omit<Decision, 'commandId' | 'version' | 'action'>

/** @param today the day in Hangzhou, YYYY-MM-DD; @param asksKind false at the later steps, where the kind is settled */
export function readDecision(
  data: FormData,
  form: DecisionForm,
  { today, asksKind, texts }: { readonly today: string; readonly asksKind: boolean; readonly texts: DecisionErrors },
): { readonly parts: DecisionParts; readonly errors: readonly FormError[] } {
  const errors: FormError[] = []
  const text = (name: string) => String(data.get(name) ?? '').trim()
  const miss = (field: string, message: string) => errors.push({ field, message })
  const parts: DecisionParts = {}
  const words = text('applicantText')
  const note = text('note')
  if (form.reasons) {
    parts.reasons = keysOf(returnReasons).filter((reason) => data.get(`reason.${reason}`) !== null)
    if (parts.reasons.length === 0) miss('reason.numbers', texts.pickReason)
    if (parts.reasons.includes('other') && words === '') miss('applicantText', texts.otherNeedsWords)
  }
  if (form.kind && asksKind) {
    const kind = keysOf(organisationKinds).find((one) => one === text('kind'))
    if (kind) parts.kind = kind
    else miss('kind', texts.pickKind)
  }
  if (form.place) {
    parts.placeId = Number(text('placeId'))
    if (!parts.placeId) miss('placeId', texts.pickStreet)
  }
  if (form.nextDate) {
    parts.nextDate = text('nextDate')
    if (parts.nextDate <= today) miss('nextDate', texts.pickDate)
  }
  if (form.nationalId) {
    parts.nationalId = text('nationalId')
    if (parts.nationalId === '') miss('nationalId', texts.fieldNeeded)
  }
  if (form.committee) {
    const name = text('committeeName')
    const directorName = text('directorName')
    if (name === '') miss('committeeName', texts.fieldNeeded)
    if (directorName === '') miss('directorName', texts.fieldNeeded)
    parts.committee = { name, directorName, enterpriseIds: data.getAll('enterpriseId').map(Number) }
  }
  if (words !== '') parts.applicantText = words
  else if (form.words === 'needed') miss('applicantText', texts.wordsNeeded)
  if (note !== '') parts.note = note
  else if (form.note === 'needed') miss('note', texts.noteNeeded)
  return { parts, errors }
}
