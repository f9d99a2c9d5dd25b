import type { Receipt } from '@yijian/shared/application/contract'
import type { PublicEnterprise } from '@yijian/shared/library/contract'
import type { NumberAnswer } from '../../ui/NumberField.tsx'

export const numberNames = ['staff', 'youth', 'members', 'women'] as const
export type NumberName = (typeof numberNames)[number]
export type PartyAnswer = 'yes' | 'no' | 'unknown'

/** Numbers as typed, so that a reload shows what stood there, right or wrong. */
export type TypedNumbers = Readonly<Partial<Record<NumberName, NumberAnswer>>> & {
  readonly partyBranch?: PartyAnswer | undefined
}

export interface ChosenPlace {
  readonly id: number
  readonly name: string
}

export type ChosenEnterprise =
  | { readonly known: true; readonly enterprise: PublicEnterprise; readonly proven: boolean }
  | {
      readonly known: false
      readonly name: string
      readonly creditCode: string
      readonly place?: ChosenPlace | undefined
      readonly licenceId?: string | undefined
    }

/** Everything answered so far. Kept on the device and on the server, so every part may be missing. */
export interface Answers {
  readonly form: typeof FORM
  /** Milliseconds; the newer of two copies counts. */
  readonly savedAt: number
  readonly enterprise?: ChosenEnterprise | undefined
  /** The facts shown were confirmed, or corrected. */
  readonly confirmed?: boolean | undefined
  readonly declaredName?: string | undefined
  readonly declaredPrincipal?: string | undefined
  readonly place?: ChosenPlace | undefined
  readonly numbers?: TypedNumbers | undefined
  readonly contactName?: string | undefined
  readonly contactPhone?: string | undefined
  readonly licenceId?: string | undefined
  /** After submitting, nothing else is left. */
  readonly sent?: Receipt | undefined
}

/** Changes with the shape of `Answers`: a copy that an earlier release kept is then left aside. */
const FORM = 'apply-1'

export const noAnswers: Answers = { form: FORM, savedAt: 0 }

/** What does not carry over to another enterprise; the contact person does. */
export const forAnotherEnterprise = {
  confirmed: false,
  declaredName: undefined,
  declaredPrincipal: undefined,
  place: undefined,
  numbers: undefined,
  licenceId: undefined,
} satisfies Partial<Answers>

/** Long enough for going back in the browser to find the receipt; afterwards the way is free for another application. */
const RECEIPT_SHOWN_MS = 60 * 60 * 1000

/** The newest of the copies that this release can read. */
export function newestAnswers(copies: readonly unknown[], now: number): Answers {
  const readable = copies.filter(isAnswers).sort((a, b) => b.savedAt - a.savedAt)
  const newest = readable[0] ?? noAnswers
  return newest.sent && now - newest.savedAt > RECEIPT_SHOWN_MS ? noAnswers : newest
}

/** Something was chosen or typed, and has not been sent. */
export function holdsAnswers({ sent, enterprise, contactName, contactPhone }: Answers): boolean {
  return !sent && Boolean(enterprise || contactName || contactPhone)
}

function isAnswers(value: unknown): value is Answers {
  return typeof value === 'object' && value !== null && 'form' in value && value.form === FORM
}
