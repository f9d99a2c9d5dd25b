import type { ImportView } from './contract.ts'

/** Rows that a second is enough for; see docs/import-figures.md. A machine that does other things needs longer. */
const A_SECOND = { new: 7000, changed: 2500, vanished: 10_000, rows: 100_000 }

/** About how long a file will be changing the register, in seconds. */
export function secondsToApply(counts: Pick<ImportView['counts'], keyof typeof A_SECOND>): number {
  const of = (kind: keyof typeof A_SECOND) => counts[kind] / A_SECOND[kind]
  return Math.ceil(1 + of('new') + of('changed') + of('vanished') + of('rows'))
}
