import type { ColumnProfile, Hold, holdKinds } from './contract.ts'

/** What is counted of a file and of the register it is compared with; all counts are of enterprises but `rows`. */
export type HoldFacts = {
  /** In the register, brought by earlier files. */
  readonly registerBefore: number
  /** The file lists every enterprise. */
  readonly complete: boolean
  readonly rows: number
  readonly rejected: number
  /** In the file and fit to be taken in, each once. */
  readonly listed: number
  /** Of those, in the register already. */
  readonly known: number
  readonly statusChanged: number
  readonly principalChanged: number
  readonly renamed: number
  /** Had a street, and would only have a pool of a district or the city. */
  readonly placeLost: number
  readonly columns: readonly Pick<ColumnProfile, 'field' | 'header' | 'filled' | 'filledBefore'>[]
}

/** Shares from 0 to 1; what is beyond them is unusual enough for a person to say why it is right. */
type Thresholds = {
  readonly from: string
  readonly statusChanges: number
  /** A complete file below this share of the register. */
  readonly rowsMissing: number
  /** A column below this share of how full it was, if it was filled by at least `columnFilled`. */
  readonly columnEmptied: number
  readonly columnFilled: number
  readonly rejected: number
  readonly principalsChanged: number
  readonly renamed: number
  readonly placesLost: number
  /** Fewer enterprises than this hold nothing back: three of ten corrections may well concern the status. */
  readonly atLeast: number
}

/**
 * 依据: DOMAIN §8.10 第 28 条（预览阈值，例如状态变化超过 20 % 即暂停）、§9 import.hold.thresholds。The share of status changes
 * and of missing rows are given there; the others are several times what a quarter usually brings.
 */
const thresholds: readonly [Thresholds, ...Thresholds[]] = [
  {
    from: '2026-01-01',
    statusChanges: 0.2,
    rowsMissing: 0.5,
    columnEmptied: 0.5,
    columnFilled: 0.2,
    rejected: 0.1,
    principalsChanged: 0.15,
    renamed: 0.1,
    placesLost: 0.05,
    atLeast: 10,
  },
]

/** What holds a file back, each to be accepted by name; nothing where the register is empty, for nothing can be spoilt. */
export function findHolds(facts: HoldFacts, day: string): Hold[] {
  if (facts.registerBefore === 0) return []
  const limits = thresholds.findLast(({ from }) => from <= day) ?? thresholds[0]
  const { known, rows, registerBefore, listed } = facts
  const beyond = (kind: (typeof holdKinds)[number], count: number, of: number, limit: number): Hold[] =>
    count >= limits.atLeast && count > limit * of ? [{ kind, share: shareOf(count, of), limit, field: null }] : []
  const missing = facts.complete && registerBefore >= limits.atLeast && listed < limits.rowsMissing * registerBefore
  return [
    ...beyond('status_changes', facts.statusChanged, known, limits.statusChanges),
    ...(missing
      ? [
          {
            kind: 'rows_missing' as const,
            share: shareOf(listed, registerBefore),
            limit: limits.rowsMissing,
            field: null,
          },
        ]
      : []),
    ...(known > 0 ? emptiedColumns(facts, limits) : []),
    ...beyond('many_rejected', facts.rejected, rows, limits.rejected),
    ...beyond('principals_changed', facts.principalChanged, known, limits.principalsChanged),
    ...beyond('many_renamed', facts.renamed, known, limits.renamed),
    ...beyond('places_lost', facts.placeLost, known, limits.placesLost),
  ]
}

/** A column that is not there takes nothing away; that a list of everything lacks it is odd all the same. */
function emptiedColumns({ columns, rows, complete }: HoldFacts, limits: Thresholds): Hold[] {
  const { columnEmptied, columnFilled, atLeast } = limits
  if (rows < atLeast) return []
  return columns.flatMap(({ field, header, filled, filledBefore }) => {
    if (header === null && !complete) return []
    if (filledBefore === null || filledBefore < columnFilled || filled >= filledBefore * columnEmptied) return []
    return [{ kind: 'column_emptied' as const, share: filled, limit: filledBefore * columnEmptied, field }]
  })
}

function shareOf(count: number, of: number): number {
  return of === 0 ? 1 : count / of
}

/** Holds that nobody has accepted by name. */
export function openHolds(holds: readonly Hold[], accepted: readonly Hold['kind'][]): Hold[] {
  return holds.filter(({ kind }) => !accepted.includes(kind))
}
