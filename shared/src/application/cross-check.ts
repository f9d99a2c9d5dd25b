import * as z from 'zod/mini'
import type { Proof } from '../vocabulary.ts'
import { contradictions, type Numbers, standing, type Thresholds } from './standard.ts'

/** Raised whenever a rule's meaning changes; stored beside every finding. */
export const ruleVersion = '2026-11.2'

export const checkRules = ['C1', 'C2', 'C3', 'C4', 'C5', 'C6', 'C7', 'C8', 'C10', 'C11', 'C12', 'C13'] as const

/**
 * One check. `outcome` is what was found: a register that could not be asked is `unknown`, never "no".
 * `effect` is what follows: nothing, a note, a look by the officer, or a stop before submission.
 * `sentence` is a key of the wording, both values stand beside it.
 */
export const Finding = z.object({
  rule: z.enum(checkRules),
  outcome: z.enum(['agrees', 'differs', 'unknown']),
  effect: z.enum(['none', 'note', 'look', 'stop']),
  sentence: z.string(),
  declared: z.nullable(z.string()),
  registered: z.nullable(z.string()),
})
export type Finding = z.infer<typeof Finding>

export type RegisterRow = {
  readonly name: string
  readonly formerNames: readonly string[]
  readonly creditCode: string | null
  readonly principalName: string | null
  readonly statusText: string | null
  readonly statusClass: 'live' | 'paused' | 'moved' | 'liquidation' | 'revoked' | 'gone' | 'unknown'
  readonly headcount: number | null
  readonly placeName: string
  readonly placeTier: 'street' | 'county' | 'city' | 'province'
  readonly placeCertain: boolean
  /** Told by the applicant and not in the register yet. */
  readonly provisional: boolean
  /** Missing in the newest complete register. */
  readonly vanished: boolean
}

/** Everything the checks look at, gathered by the server; nothing is read from anywhere else. */
export type CrossCheckInput = {
  readonly creditCodeValid: boolean | null
  readonly row: RegisterRow
  readonly declared: {
    readonly name: string | null
    readonly principal: string | null
    readonly placeName: string | null
    readonly numbers: Numbers
  }
  /** What the register said when the applicant confirmed it; all null at submission, and wherever something else was declared. */
  readonly confirmed: {
    readonly name: string | null
    readonly principal: string | null
    readonly placeName: string | null
  }
  /** The identity of the declared (or once confirmed) and the registered name, as the register's own comparison answers it. */
  readonly nameVerdict: 'same' | 'former' | 'similar' | 'other'
  readonly organisationName: string | null
  readonly otherOpenNumber: string | null
  readonly proof: Proof
  readonly licenceGiven: boolean
  readonly invitation: 'none' | 'live' | 'over'
  /** Age of the register's batch in days; null when the row came from no batch. */
  readonly registerAgeDays: number | null
  readonly registerDate: string | null
  readonly thresholds: Thresholds
}

/** 依据: DOMAIN §8.2 C13，名册数据超过此天数即提示 */
const REGISTER_STALE_DAYS = 120

/** The cross-check of an application against the register. Pure: equal inputs, equal findings. */
export function crossCheck(input: CrossCheckInput): Finding[] {
  return [
    creditCode(input),
    inRegister(input),
    name(input),
    status(input),
    principal(input),
    place(input),
    organisation(input),
    otherApplication(input),
    numbers(input),
    proof(input),
    invitation(input),
    registerAge(input),
  ]
}

type Verdict = readonly [outcome: Finding['outcome'], effect: Finding['effect'], sentence: string]

function finding(
  rule: Finding['rule'],
  [outcome, effect, sentence]: Verdict,
  declared: string | null = null,
  registered: string | null = null,
): Finding {
  return { rule, outcome, effect, sentence, declared, registered }
}

function creditCode({ creditCodeValid, row }: CrossCheckInput): Finding {
  if (creditCodeValid === null) return finding('C1', ['unknown', 'look', 'code_missing'])
  const verdict: Verdict = creditCodeValid ? ['agrees', 'none', 'code_valid'] : ['differs', 'look', 'code_invalid']
  return finding('C1', verdict, row.creditCode, row.creditCode)
}

function inRegister({ row }: CrossCheckInput): Finding {
  if (row.provisional) return finding('C2', ['unknown', 'look', 'not_in_register'], row.name, null)
  return row.vanished
    ? finding('C2', ['unknown', 'look', 'vanished_from_register'], null, row.name)
    : finding('C2', ['agrees', 'none', 'in_register'], null, row.name)
}

function name({ declared, confirmed, row, nameVerdict }: CrossCheckInput): Finding {
  if (row.provisional) return finding('C3', ['unknown', 'note', 'name_not_checked'], row.name, null)
  // Renamed since the applicant confirmed the name: what was confirmed is compared like a declared one.
  const said = declared.name ?? confirmed.name
  if (said === null || (declared.name === null && nameVerdict === 'same'))
    return finding('C3', ['agrees', 'none', 'name_confirmed'], null, row.name)
  const verdicts: Record<CrossCheckInput['nameVerdict'], Verdict> = {
    same: ['agrees', 'none', 'name_same'],
    former: ['agrees', 'note', 'name_former'],
    similar: ['differs', 'look', 'name_similar'],
    other: ['differs', 'look', 'name_other'],
  }
  return finding('C3', verdicts[nameVerdict], said, row.name)
}

function status({ row }: CrossCheckInput): Finding {
  if (row.provisional) return finding('C4', ['unknown', 'look', 'status_unknown'])
  const verdicts: Record<RegisterRow['statusClass'], Verdict> = {
    live: ['agrees', 'none', 'status_live'],
    paused: ['differs', 'look', 'status_paused'],
    moved: ['differs', 'look', 'status_moved'],
    liquidation: ['differs', 'stop', 'status_dead'],
    revoked: ['differs', 'stop', 'status_dead'],
    gone: ['differs', 'stop', 'status_dead'],
    unknown: ['unknown', 'look', 'status_unknown'],
  }
  return finding('C4', verdicts[row.statusClass], null, row.statusText)
}

function principal({ declared, confirmed, row }: CrossCheckInput): Finding {
  if (!row.principalName) return finding('C5', ['unknown', 'note', 'principal_unknown'], declared.principal, null)
  const said = declared.principal ?? confirmed.principal
  const same = said === null || squeeze(said) === squeeze(row.principalName)
  if (!same) return finding('C5', ['differs', 'look', 'principal_differs'], said, row.principalName)
  return declared.principal === null
    ? finding('C5', ['agrees', 'none', 'principal_confirmed'], null, row.principalName)
    : finding('C5', ['agrees', 'none', 'principal_same'], declared.principal, row.principalName)
}

function place({ declared, confirmed, row }: CrossCheckInput): Finding {
  const registered = row.placeTier === 'street' ? row.placeName : null
  if (declared.placeName === null && registered && confirmed.placeName !== null && confirmed.placeName !== registered)
    return finding('C6', ['differs', 'look', 'place_differs'], confirmed.placeName, registered)
  if (declared.placeName === null) {
    return registered && row.placeCertain
      ? finding('C6', ['agrees', 'none', 'place_confirmed'], null, registered)
      : finding('C6', ['unknown', 'look', 'place_unknown'], null, row.placeName)
  }
  if (!registered) return finding('C6', ['unknown', 'note', 'place_declared_only'], declared.placeName, row.placeName)
  return declared.placeName === registered
    ? finding('C6', ['agrees', 'none', 'place_same'], declared.placeName, registered)
    : finding('C6', ['differs', 'look', 'place_differs'], declared.placeName, registered)
}

function organisation({ organisationName, proof: how }: CrossCheckInput): Finding {
  if (!organisationName) return finding('C7', ['agrees', 'none', 'no_organisation'])
  // Told, and stopped, only for one who has proven belonging; for others the officer looks.
  return finding(
    'C7',
    ['differs', how === 'self_declared' ? 'look' : 'stop', 'has_organisation'],
    null,
    organisationName,
  )
}

function otherApplication({ otherOpenNumber }: CrossCheckInput): Finding {
  return otherOpenNumber
    ? finding('C8', ['differs', 'look', 'other_application'], null, otherOpenNumber)
    : finding('C8', ['agrees', 'none', 'only_application'])
}

function numbers({ declared, row, thresholds }: CrossCheckInput): Finding {
  const said = summary(declared.numbers)
  const registered = row.headcount === null ? null : String(row.headcount)
  if (contradictions(declared.numbers).length > 0)
    return finding('C10', ['differs', 'look', 'numbers_contradict'], said, registered)
  const can = standing(declared.numbers, thresholds)
  if (can.result === 'unknown') return finding('C10', ['unknown', 'look', 'numbers_unknown'], said, registered)
  const { youth } = declared.numbers
  if (row.headcount !== null && youth !== null && youth > row.headcount) {
    return finding('C10', ['differs', 'look', 'more_youth_than_staff'], said, registered)
  }
  return finding(
    'C10',
    ['agrees', can.result === 'can' ? 'none' : 'note', can.result === 'can' ? `can_${can.kind}` : 'not_yet'],
    said,
    registered,
  )
}

function proof({ proof: how, licenceGiven }: CrossCheckInput): Finding {
  if (how !== 'self_declared') return finding('C11', ['agrees', 'none', how])
  return finding('C11', [
    'unknown',
    licenceGiven ? 'note' : 'look',
    licenceGiven ? 'self_declared_with_licence' : 'self_declared',
  ])
}

function invitation({ invitation: found }: CrossCheckInput): Finding {
  const verdicts: Record<CrossCheckInput['invitation'], Verdict> = {
    none: ['agrees', 'none', 'walked_in'],
    live: ['agrees', 'none', 'invited'],
    over: ['differs', 'note', 'invitation_over'],
  }
  return finding('C12', verdicts[found])
}

function registerAge({ registerAgeDays, registerDate }: CrossCheckInput): Finding {
  if (registerAgeDays === null) return finding('C13', ['unknown', 'note', 'register_date_unknown'])
  return registerAgeDays > REGISTER_STALE_DAYS
    ? finding('C13', ['differs', 'note', 'register_old'], null, registerDate)
    : finding('C13', ['agrees', 'none', 'register_fresh'], null, registerDate)
}

/** What stands before submission: nothing else may stop an applicant. */
export function stops(findings: readonly Finding[]): Finding[] {
  return findings.filter((one) => one.effect === 'stop')
}

function summary({ staff, youth, members }: Numbers): string {
  return [staff, youth, members].map((count) => (count === null ? '?' : String(count))).join(' / ')
}

function squeeze(name: string): string {
  return name.normalize('NFKC').replace(/[\s·•．.]/g, '')
}
