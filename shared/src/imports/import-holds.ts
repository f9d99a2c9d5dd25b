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
  /** Live in the register as it is, and of those in the file; both 0 unless it is to list every enterprise. */
  readonly live: number
  readonly liveListed: number
  /** Rows that were looked at for it, and those whose code or address is of another city. */
  readonly lookedAt: number
  readonly elsewhere: number
  /** In districts that a complete file leaves out. */
  readonly unlisted: number
  /** Rows at which the file breaks off, or may: see `fillsSheet`. */
  readonly cutOff: number
  /** The day that the file speaks of, and the newest one that a file in the register did, `YYYY-MM-DD`. */
  readonly day: string | null
  readonly newestDay: string | null
  readonly columns: readonly Pick<ColumnProfile, 'field' | 'header' | 'filled' | 'filledBefore'>[]
}

/** As many as a sheet of Excel holds, until 2003 and since: what is saved from one ends there, at the end of a row. */
const SHEET_ROWS: readonly number[] = [65_536, 1_048_576]

/** Whether a list, its header and what stands above included, fills a sheet to its last row, so that more may be missing. */
export function fillsSheet({ headerRow, rows }: { headerRow: number; rows: number }): boolean {
  return SHEET_ROWS.includes(headerRow + rows)
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
  /** Registered by the authority of another city, or with an address there. */
  readonly otherCity: number
  /** Fewer enterprises than this hold nothing back: three of ten corrections may well concern the status. */
  readonly atLeast: number
}

/**
 * 依据: DOMAIN §8.10 第 28 条（预览阈值，例如状态变化超过 20 % 即暂停）、§9 import.hold.thresholds。The share of status changes
 * and of missing rows are given there; the others are several times what a quarter usually brings.
 * In an export of Hangzhou one row in a thousand is of another city.
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
    otherCity: 0.1,
    atLeast: 10,
  },
]

/** What holds a file back, each to be accepted by name. In an empty register nothing can be spoilt but by a file that is not what it should be. */
export function findHolds(facts: HoldFacts, day: string): Hold[] {
  const limits = thresholds.findLast(({ from }) => from <= day) ?? thresholds[0]
  const { known, rows, registerBefore } = facts
  const beyond = (kind: (typeof holdKinds)[number], count: number, of: number, limit: number): Hold[] =>
    count >= limits.atLeast && count > limit * of ? [{ kind, share: shareOf(count, of), limit, field: null }] : []
  const damaged: Hold[] = [
    ...beyond('other_city', facts.elsewhere, facts.lookedAt, limits.otherCity),
    ...(facts.cutOff > 0
      ? [{ kind: 'cut_off' as const, share: shareOf(facts.cutOff, rows), limit: 0, field: null }]
      : []),
  ]
  if (registerBefore === 0) return damaged
  const missing = missingRows(facts, limits)
  return [
    ...beyond('status_changes', facts.statusChanged, known, limits.statusChanges),
    ...missing,
    ...emptiedColumns(facts, limits),
    ...beyond('many_rejected', facts.rejected, rows, limits.rejected),
    ...beyond('principals_changed', facts.principalChanged, known, limits.principalsChanged),
    ...beyond('many_renamed', facts.renamed, known, limits.renamed),
    ...beyond('places_lost', facts.placeLost, known, limits.placesLost),
    // Where most is missing anyhow, it is missing in every district.
    ...(missing.length > 0 ? [] : beyond('districts_missing', facts.unlisted, registerBefore, 0)),
    ...older(facts),
    ...damaged,
  ]
}

/** A register of everything lists most of what lives, whatever else it lists: one of another city has as many rows. */
function missingRows({ complete, registerBefore, listed, live, liveListed }: HoldFacts, limits: Thresholds): Hold[] {
  if (!complete) return []
  const found = [
    { of: live, count: liveListed },
    { of: registerBefore, count: listed },
  ].find(({ of, count }) => of >= limits.atLeast && count < limits.rowsMissing * of)
  if (!found) return []
  return [{ kind: 'rows_missing', share: shareOf(found.count, found.of), limit: limits.rowsMissing, field: null }]
}

/** What is older would put back what has changed since. */
function older({ day, newestDay }: HoldFacts): Hold[] {
  if (day === null || newestDay === null || day >= newestDay) return []
  return [{ kind: 'older_than_register', share: 1, limit: 0, field: null, day: newestDay }]
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
