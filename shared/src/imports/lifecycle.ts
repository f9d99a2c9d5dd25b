import type { ImportState } from './contract.ts'

/** What persons do to a register file, and what its jobs do. */
export const importSteps = [
  'begin_staging',
  'finish_staging',
  'fail',
  'cancel',
  'change_mapping',
  'compare_again',
  'read_again',
  'approve',
  'finish_applying',
  'put_back',
  'undo',
  'finish_undoing',
  'leave_applied',
] as const
export type ImportStep = (typeof importSteps)[number]

/** Steps that a person takes; the others are the program's own. */
export const personalSteps = ['change_mapping', 'approve', 'cancel', 'undo', 'compare_again', 'read_again'] as const
export type PersonalStep = (typeof personalSteps)[number]

/** THE TABLE of a register file's states: what may happen in each, and what it becomes. */
export const importLifecycle = {
  received: { begin_staging: 'staging', fail: 'failed', cancel: 'cancelled' },
  // Begun again where a worker died: the file is read from its start.
  staging: { begin_staging: 'staging', finish_staging: 'staged', fail: 'failed', cancel: 'cancelled' },
  staged: { approve: 'applying', change_mapping: 'received', compare_again: 'received', cancel: 'cancelled' },
  // The register changes in one transaction: either it is changed, or the file is as it was before its approval.
  applying: { finish_applying: 'applied', put_back: 'staged' },
  applied: { undo: 'undoing' },
  // The same on the way back: it is taken back in one transaction, or stands as it did.
  undoing: { finish_undoing: 'undone', leave_applied: 'applied' },
  // Other columns may make a file readable in which no row was; more room one that was not at fault.
  failed: { change_mapping: 'received', read_again: 'received' },
  undone: {},
  cancelled: {},
} as const satisfies Record<ImportState, Partial<Record<ImportStep, ImportState>>>

/** States from which this step leads on, all to the same one. */
export function statesBefore(step: ImportStep): ImportState[] {
  // Object.keys widens to string; the keys are the states of the table.
  return (Object.keys(importLifecycle) as ImportState[]).filter((state) => stateAfter(state, step) !== undefined)
}

/** Undefined when the step cannot be taken in this state. */
export function stateAfter(state: ImportState, step: ImportStep): ImportState | undefined {
  const steps: Partial<Record<ImportStep, ImportState>> = importLifecycle[state]
  return steps[step]
}

/** What was lacking was not in the file: read again it may be another matter. The same bytes stay damaged. */
const faultsOfTheServer: readonly string[] = ['disk_full', 'out_of_memory', 'gave_up']

export type ImportStanding = {
  readonly state: ImportState
  /** The uploaded file is still here, so it can be read again. */
  readonly fileKept: boolean
  /** Why it could not be read, or went no further; see `ImportView.failure`. */
  readonly failure: string | null
  /** Its header was found, so columns can be chosen. */
  readonly headerKnown: boolean
  /** Another file has changed the register since this one was compared with it. */
  readonly outdated: boolean
  /** No other applied file came after it. */
  readonly newestApplied: boolean
  readonly broughtByCaller: boolean
  /** Whoever brought a file may not approve it. 依据: TRUST §2.5 (四眼原则) */
  readonly secondPersonNeeded: boolean
}

/** What this person may do now; the buttons and the server's check are made from this. */
export function allowedSteps(standing: ImportStanding): PersonalStep[] {
  const { fileKept, failure, headerKnown, outdated, newestApplied, broughtByCaller, secondPersonNeeded } = standing
  const conditions: Record<PersonalStep, boolean> = {
    change_mapping: fileKept && headerKnown,
    approve: !outdated && !(secondPersonNeeded && broughtByCaller),
    compare_again: outdated && fileKept,
    read_again: fileKept && failure !== null && faultsOfTheServer.includes(failure),
    cancel: true,
    undo: newestApplied,
  }
  return personalSteps.filter((step) => conditions[step] && stateAfter(standing.state, step) !== undefined)
}
