import type { PlaceFinder, Resolution } from '@yijian/shared/division'
import type { HeaderMapping, RegisterField } from '@yijian/shared/registry/header'
import {
  type RegisterRow,
  type RowProblem,
  type RowReading,
  readRegisterRow,
} from '@yijian/shared/registry/register-row'
import type { FieldCipher } from '../crypto/field-cipher.ts'
import { rawCsvLine } from './csv-line.ts'
import { maskNumbers, maskPhoneCell, rawRow } from './raw-row.ts'
import {
  contentHash,
  type StagedStart,
  stageFacts,
  stageFollowing,
  stagePhones,
  stageRejected,
  stageRow,
  stageUnchanged,
} from './stage-row.ts'
import { isFilled, type TableRow } from './table.ts'

/** Under which rejected rows are sealed, in the staging table and in registry_rejected_row. */
export const REJECTED_CONTEXT = 'registry_rejected_row|sealed'

/** What the register holds under a code. */
export type KnownRow = { readonly id: number; readonly contentHash: string }

export type Workshop = {
  readonly mapping: HeaderMapping
  readonly cipher: FieldCipher
  readonly findPlace: PlaceFinder
  /** `contentHash` may be its beginning only, 16 hex digits at least. */
  readonly findKnown: (creditCode: string) => KnownRow | undefined
}

/** What was met in the rows, for the report that nobody should have to read the table again for. */
export type Tally = {
  rows: number
  rejected: number
  warned: number
  unchanged: number
  /** Rows in which the column of a field holds anything. */
  readonly filled: Map<RegisterField, number>
  readonly problems: Map<string, ProblemTally>
}

export type ProblemTally = {
  readonly field: string
  readonly reason: string
  readonly warning: boolean
  count: number
  readonly examples: { row: number; value: string }[]
}

const EXAMPLES = 5

export function emptyTally(): Tally {
  return { rows: 0, rejected: 0, warned: 0, unchanged: 0, filled: new Map(), problems: new Map() }
}

type Refusal = Extract<RowReading, { readonly ok: false }>

type Accepted = {
  readonly at: number
  readonly cells: readonly string[]
  readonly start: StagedStart
  readonly row: RegisterRow
  readonly facts: string
  readonly phoneIndexes: readonly string[]
  readonly contentHash: string
}

/** Stages rows, some hundreds at a time: each becomes one line for COPY, in their order, and is counted in `tally`. */
export function createRowStager({ mapping, cipher, findPlace, findKnown }: Workshop, tally: Tally) {
  const columns = [...mapping.columns]
  const phoneColumn = mapping.columns.get('phone')
  const nowhere: Resolution = findPlace('')

  function reject({ number, cells }: TableRow, { problem, creditCode }: Refusal): string {
    tally.rejected++
    const problems = [shown(problem)]
    note(tally, problems, { number, warning: false })
    const enterpriseId = creditCode ? (findKnown(creditCode)?.id ?? null) : null
    return stageRejected(
      { number, enterpriseId, problems },
      cipher.seal(REJECTED_CONTEXT, rawCsvLine(cells).slice(0, -2)),
    )
  }

  function remarksOn({ number }: TableRow, warnings: readonly RowProblem[]): readonly RowProblem[] {
    if (warnings.length === 0) return warnings
    tally.warned++
    const problems = warnings.map(shown)
    note(tally, problems, { number, warning: true })
    return problems
  }

  /** A step for all rows before the next one; see stageFollowing. */
  return function stage(block: readonly TableRow[]): string {
    tally.rows += block.length
    countFilled(tally, block, columns)
    const readings = block.map(({ cells }) => readRegisterRow(cells, mapping))
    const lines: string[] = []
    const read: { at: number; row: RegisterRow; warnings: readonly RowProblem[] }[] = []
    for (const [at, reading] of readings.entries()) {
      const source = block[at]
      if (reading.ok) read.push({ at, ...reading })
      else if (source) lines[at] = reject(source, reading)
    }
    const facts = read.map(({ row }) => stageFacts(row, nowhere))
    const indexes = read.map(({ row }) => row.phones.map(({ number }) => cipher.index('phone', number).toString('hex')))
    const digests = read.map(({ row }, i) => contentHash(row, facts[i] ?? '', indexes[i] ?? []))
    const changed: Accepted[] = []
    for (const [i, { at, row, warnings }] of read.entries()) {
      const source = block[at]
      const digest = digests[i] ?? ''
      if (!source) continue
      const known = findKnown(row.creditCode)
      const start = { number: source.number, enterpriseId: known?.id ?? null, problems: remarksOn(source, warnings) }
      if (known && digest.startsWith(known.contentHash)) {
        tally.unchanged++
        lines[at] = stageUnchanged(start, row, digest)
      } else {
        const phoneIndexes = indexes[i] ?? []
        changed.push({ at, cells: source.cells, start, row, facts: facts[i] ?? '', phoneIndexes, contentHash: digest })
      }
    }
    const raws = changed.map(({ cells }) => rawRow(cells, phoneColumn))
    const phones = changed.map(({ row, phoneIndexes }) => stagePhones(row, phoneIndexes, cipher))
    const rows = changed.map(({ row }) => row)
    const following = stageFollowing(
      rows,
      rows.map((row) => placeOf(row, findPlace)),
    )
    for (const [i, { at, start, row, ...rest }] of changed.entries()) {
      const parts = { ...rest, raw: raws[i] ?? '', phones: phones[i] ?? '', following: following[i] ?? '' }
      lines[at] = stageRow(start, row, parts)
    }
    return lines.join('')
  }
}

function countFilled(
  tally: Tally,
  block: readonly TableRow[],
  columns: readonly (readonly [RegisterField, number])[],
): void {
  for (const [field, column] of columns) {
    let filled = tally.filled.get(field) ?? 0
    for (const { cells } of block) if (isFilled(cells[column] ?? '')) filled++
    tally.filled.set(field, filled)
  }
}

/** A problem as it may stand in the open. */
function shown(problem: RowProblem): RowProblem {
  if (problem.reason === 'phone_damaged_by_spreadsheet') return problem
  const value = problem.field === 'phone' ? maskPhoneCell(problem.value) : maskNumbers(problem.value)
  return { ...problem, value }
}

function note(tally: Tally, problems: readonly RowProblem[], about: { number: number; warning: boolean }): void {
  for (const { field, reason, value } of problems) {
    const key = `${field}|${reason}|${about.warning}`
    let met = tally.problems.get(key)
    if (!met) {
      met = { field, reason, warning: about.warning, count: 0, examples: [] }
      tally.problems.set(key, met)
    }
    met.count++
    if (met.examples.length < EXAMPLES) met.examples.push({ row: about.number, value })
  }
}

/** Adds up what several readers met; examples are the first rows again. */
export function addTally(into: Tally, from: Tally): void {
  into.rows += from.rows
  into.rejected += from.rejected
  into.warned += from.warned
  into.unchanged += from.unchanged
  for (const [field, count] of from.filled) into.filled.set(field, (into.filled.get(field) ?? 0) + count)
  for (const [key, met] of from.problems) {
    const known = into.problems.get(key)
    const examples = [...(known?.examples ?? []), ...met.examples].sort((a, b) => a.row - b.row).slice(0, EXAMPLES)
    into.problems.set(key, { ...met, count: met.count + (known?.count ?? 0), examples })
  }
}

function placeOf(row: RegisterRow, findPlace: PlaceFinder): Resolution {
  // Where it works comes before where it is registered. 依据: 属地 is the operating address.
  return findPlace(row.operatingAddress ?? row.address ?? '', { writtenAfter: row.establishedOn })
}
