import { isReasoned, type OutreachAction, type OutreachReason, type OutreachState, outreachReasons } from './words.ts'

/** What people said or did; stored. */
export const saidStates = [
  'new',
  'assigned',
  'contacted',
  'intent',
  'not_now',
  'refused',
  'unreachable',
  'dormant',
  'invalid',
] as const satisfies readonly OutreachState[]
export type SaidState = (typeof saidStates)[number]

/** What follows from organisations, applications and the register, the first that holds; derived, never stored. */
export const factStates = ['organised', 'covered', 'applying', 'invalid'] as const satisfies readonly OutreachState[]
export type FactState = (typeof factStates)[number]

/** What a call, a visit or a message exchanged can come to. */
export const contactOutcomes = [
  'talked',
  'intends',
  'not_now',
  'refuses',
  'no_answer',
  'rule_out',
] as const satisfies readonly OutreachAction[]
export type ContactOutcome = (typeof contactOutcomes)[number]

/** What an officer does without having been in touch. */
export const outreachMoves = ['assign', 'give_back', 'rest', 'reopen'] as const satisfies readonly OutreachAction[]

/** `same` = it stays as it is; `waiting` = assigned where somebody has it, new otherwise. */
type Target = SaidState | 'same' | 'waiting'
type Actions = Partial<Record<OutreachAction, Target>>

const handedOn: Actions = { assign: 'same', give_back: 'same' }
/** A decision of “not yet” on an application says when to come back, wherever outreach stood. */
const deferred: Actions = { defer: 'not_now' }
const outcomes: Actions = {
  talked: 'contacted',
  intends: 'intent',
  not_now: 'not_now',
  refuses: 'refused',
  no_answer: 'unreachable',
  rule_out: 'invalid',
}

/** THE TABLE of what people say; one missed call takes nothing back that was said before. */
export const outreachLifecycle = {
  new: { ...outcomes, ...deferred, assign: 'assigned', rest: 'dormant' },
  assigned: { ...outcomes, ...deferred, assign: 'assigned', give_back: 'new', rest: 'dormant' },
  contacted: { ...outcomes, ...deferred, ...handedOn, rest: 'dormant' },
  intent: { ...outcomes, ...deferred, ...handedOn, talked: 'same', no_answer: 'same' },
  not_now: { ...outcomes, ...deferred, ...handedOn, talked: 'same', no_answer: 'same' },
  refused: { ...outcomes, ...deferred, ...handedOn, talked: 'same', no_answer: 'same', reopen: 'waiting' },
  unreachable: { ...outcomes, ...deferred, ...handedOn, rest: 'dormant' },
  dormant: { ...outcomes, ...deferred, ...handedOn, no_answer: 'same', reopen: 'waiting' },
  invalid: { ...deferred, reopen: 'waiting' },
} as const satisfies Record<SaidState, Actions>

/** While a fact decides, being in touch is still recorded and it may still be handed on. */
const underFacts: readonly OutreachAction[] = ['assign', 'give_back', 'talked', 'no_answer', 'defer']

/** How outreach stands as said, and the fact, if any, that goes before it. */
export type Standing = {
  readonly said: SaidState
  readonly fact: FactState | null
  readonly reason: OutreachReason | null
  /** `YYYY-MM-DD` */
  readonly nextOn: string | null
  readonly unreachableCount: number
  readonly assignedPostId: number | null
  /** The invitation whose holder said so himself; null where an officer did. */
  readonly saidByInvitation: number | null
}

/** What is brought along with an action. */
export type Given = {
  readonly reason?: OutreachReason | undefined
  readonly nextOn?: string | undefined
  readonly note?: string | undefined
  /** Who has it from now on. */
  readonly postId?: number | undefined
  /** Set when no officer does it, but whoever was invited. */
  readonly invitationId?: number | undefined
}

export const untouched: Standing = {
  said: 'new',
  fact: null,
  reason: null,
  nextOn: null,
  unreachableCount: 0,
  assignedPostId: null,
  saidByInvitation: null,
}

/** The state that is shown, filtered by and counted. */
export function stateOf({ said, fact }: Pick<Standing, 'said' | 'fact'>): OutreachState {
  return fact ?? said
}

/** What an officer may do now, in the order of the table. Only an assigned one can be given back. */
export function allowedActions(standing: Pick<Standing, 'said' | 'fact' | 'assignedPostId'>): OutreachAction[] {
  const actions = Object.keys(outreachLifecycle[standing.said]) as OutreachAction[] // a const object's own keys
  return actions.filter(
    (action) =>
      action !== 'defer' &&
      targetOf(standing, action) !== undefined &&
      (action !== 'give_back' || standing.assignedPostId !== null),
  )
}

function targetOf({ said, fact }: Pick<Standing, 'said' | 'fact'>, action: OutreachAction): Target | undefined {
  const actions: Actions = outreachLifecycle[said]
  return fact === null || underFacts.includes(action) ? actions[action] : undefined
}

/** Where an action leads; undefined when the table has no such transition. */
export function moveOutreach(standing: Standing, action: OutreachAction, given: Given): Standing | undefined {
  const target = targetOf(standing, action)
  if (target === undefined || (action === 'give_back' && standing.assignedPostId === null)) return undefined
  const assignedPostId =
    action === 'assign' ? (given.postId ?? null) : action === 'give_back' ? null : standing.assignedPostId
  const waiting: SaidState = assignedPostId === null ? 'new' : 'assigned'
  const refusedAgain = target === 'refused' && standing.said === 'refused' && given.invitationId === undefined
  return {
    said: target === 'waiting' ? waiting : target === 'same' ? standing.said : target,
    fact: standing.fact,
    // A state that stays keeps its reason, and the day that was agreed with the enterprise.
    reason: target === 'same' ? standing.reason : (given.reason ?? null),
    nextOn: given.nextOn ?? (keepsDay(standing, action, target) ? standing.nextOn : null),
    unreachableCount:
      action === 'no_answer' ? standing.unreachableCount + 1 : isContact(action) ? 0 : standing.unreachableCount,
    assignedPostId,
    // Saying no to an officer as well takes nothing back of having said it before.
    saidByInvitation: target === 'same' || refusedAgain ? standing.saidByInvitation : (given.invitationId ?? null),
  }
}

/** A day to come back on stays until somebody was reached, or another day is set. */
function keepsDay({ said }: Standing, action: OutreachAction, target: Target): boolean {
  return (
    action === 'no_answer' || action === 'assign' || action === 'give_back' || (target === 'same' && said === 'not_now')
  )
}

function isContact(action: OutreachAction): boolean {
  return (contactOutcomes as readonly OutreachAction[]).includes(action)
}

export type GivenProblem = { readonly field: keyof Given; readonly problem: 'needed' | 'check_this' | 'a_later_day' }

const DAY_MS = 86_400_000
/** What is older says nothing about how outreach stands now; it belongs into the note. */
const MOST_DAYS_BACK = 365

/** What is wrong with the day of a call or a visit; the form and the server ask this one. */
export function problemOfDay(
  happenedOn: string,
  { today, establishedOn }: { readonly today: string; readonly establishedOn: string | null },
): 'not_later_than_today' | 'within_a_year' | 'before_founding' | null {
  if (happenedOn > today) return 'not_later_than_today'
  if ((Date.parse(today) - Date.parse(happenedOn)) / DAY_MS > MOST_DAYS_BACK) return 'within_a_year'
  return establishedOn !== null && happenedOn < establishedOn ? 'before_founding' : null
}

/** Nobody plans further ahead. */
const MOST_DAYS_AHEAD = 730

/** What is missing or wrong with what an action brings along; the form and the server ask this one. */
export function problemsOf(action: OutreachAction, given: Given, today: string): GivenProblem[] {
  // A decision on an application has been checked where it was taken.
  if (action === 'defer') return []
  const problems: GivenProblem[] = []
  if (isReasoned(action)) {
    if (given.reason === undefined) problems.push({ field: 'reason', problem: 'needed' })
    else if (!Object.hasOwn(outreachReasons[action], given.reason))
      problems.push({ field: 'reason', problem: 'check_this' })
    if (given.reason === 'other' && !given.note?.trim()) problems.push({ field: 'note', problem: 'needed' })
  }
  if (action === 'not_now' && given.nextOn === undefined) problems.push({ field: 'nextOn', problem: 'needed' })
  if (given.nextOn !== undefined) {
    const ahead = (Date.parse(given.nextOn) - Date.parse(today)) / DAY_MS
    if (ahead <= 0) problems.push({ field: 'nextOn', problem: 'a_later_day' })
    else if (ahead > MOST_DAYS_AHEAD) problems.push({ field: 'nextOn', problem: 'check_this' })
  }
  return problems
}

/** On and after its date, and as long as no fact has overtaken it. */
export function isDue({ fact, nextOn }: Pick<Standing, 'fact' | 'nextOn'>, today: string): boolean {
  return fact === null && nextOn !== null && nextOn <= today
}

/**
 * Why no invitation goes out, as far as what was said decides: before the day that was agreed, and after the enterprise itself
 * has answered an invitation with no, until an officer takes it up again. 依据: DOMAIN §8.10 第10条：约定日期之前不再发送邀请
 */
export function whyNotInvitedOn(
  { said, nextOn, saidByInvitation }: Pick<Standing, 'said' | 'nextOn' | 'saidByInvitation'>,
  today: string,
): 'agreed_later' | 'invitation_declined' | null {
  if (said === 'refused' && saidByInvitation !== null) return 'invitation_declined'
  return said === 'not_now' && nextOn !== null && nextOn > today ? 'agreed_later' : null
}
