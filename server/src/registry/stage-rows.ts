import type { PlaceFinder, Resolution } from '@yijian/shared/division'
import type { HeaderMapping, RegisterField } from '@yijian/shared/registry/header'
import { type RegisterRow, type RowProblem, readRegisterRow } from '@yijian/shared/registry/register-row'
import type { FieldCipher } from '../crypto/field-cipher.ts'
import { rawCsvLine } from './csv-line.ts'
import { maskNumbers, maskPhoneCell, rawRow } from './raw-row.ts'
import { contentHash, stageFacts, stageRejected, stageRow, stageUnchanged } from './stage-row.ts'
import type { TableRow } from './table.ts'

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

/** Stages rows one after the other: each becomes one line for COPY, and is counted in `tally`. */
export function createRowStager({ mapping, cipher, findPlace, findKnown }: Workshop, tally: Tally) {
  const columns = [...mapping.columns]
  const phoneColumn = mapping.columns.get('phone')
  const nowhere: Resolution = findPlace('')

  function stage({ number, cells }: TableRow): string {
    tally.rows++
    for (const [field, column] of columns) {
      const cell = cells[column]
      if (cell !== undefined && cell !== '' && cell.trim() !== '')
        tally.filled.set(field, (tally.filled.get(field) ?? 0) + 1)
    }
    const reading = readRegisterRow(cells, mapping)
    if (!reading.ok) {
      tally.rejected++
      const problems = [shown(reading.problem)]
      note(tally, problems, { number, warning: false })
      const enterpriseId = reading.creditCode ? (findKnown(reading.creditCode)?.id ?? null) : null
      const sealed = cipher.seal(REJECTED_CONTEXT, rawCsvLine(cells).slice(0, -2))
      return stageRejected({ number, enterpriseId, problems }, sealed)
    }
    const { row } = reading
    const problems = reading.warnings.length === 0 ? reading.warnings : reading.warnings.map(shown)
    if (problems.length > 0) {
      tally.warned++
      note(tally, problems, { number, warning: true })
    }
    const facts = stageFacts(row, nowhere)
    const phoneIndexes = row.phones.map((phone) => cipher.index('phone', phone.number).toString('hex'))
    const digest = contentHash(row, facts, phoneIndexes)
    const known = findKnown(row.creditCode)
    const start = { number, enterpriseId: known?.id ?? null, problems }
    if (known && digest.startsWith(known.contentHash)) {
      tally.unchanged++
      return stageUnchanged(start, row, digest)
    }
    const raw = rawRow(cells, phoneColumn)
    const place = placeOf(row, findPlace)
    return stageRow(start, row, { facts, contentHash: digest, phoneIndexes, place, raw, cipher })
  }
  return stage
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
