import { localDay } from '@yijian/shared/application/clock'
import type { PlaceFinder, Resolution } from '@yijian/shared/division'
import { addStatuses, createStatusReader, type StatusMet, type StatusWords } from '@yijian/shared/enterprise-status'
import { cellOf, type HeaderMapping, type RegisterField } from '@yijian/shared/registry/header'
import {
  type RegisterRow,
  type RowProblem,
  type RowReading,
  readRegisterRow,
} from '@yijian/shared/registry/register-row'
import type { FieldCipher } from '../../crypto/field-cipher.ts'
import { rawCsvLine } from '../tables/csv-line.ts'
import { isFilled, type TableRow } from '../tables/table.ts'
import { CopyWriter } from './copy-writer.ts'
import { searchOf } from './library-columns.ts'
import { maskNumbers, maskPhoneCell, rawRow } from './raw-row.ts'
import {
  type Found,
  readFollowing,
  type StagedStart,
  sealPhones,
  stageFacts,
  stageRejected,
  stageRow,
  stageUnchanged,
} from './stage-row.ts'
import { type Told, tellSame, toldBy, toldDigest } from './told-facts.ts'

/** Under which rejected rows are sealed, in the staging table and in registry_rejected_row. */
export const REJECTED_CONTEXT = 'registry_rejected_row|sealed'

/** What the register holds under a code. */
export type KnownRow = {
  readonly id: number
  readonly contentHash: string
  /** What the hash is over, where it is not over all that a row says. */
  readonly told?: Told
}

export type Workshop = {
  readonly mapping: HeaderMapping
  readonly cipher: FieldCipher
  readonly findPlace: PlaceFinder
  /** `contentHash` may be its beginning only, 16 hex digits at least. */
  readonly findKnown: (creditCode: string) => KnownRow | undefined
  readonly statusWords: StatusWords
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
  /** By what stands in the cell. */
  readonly statuses: Map<string, StatusMet>
}

export type ProblemTally = {
  readonly field: string
  readonly reason: string
  readonly warning: boolean
  count: number
  readonly examples: { row: number; value: string }[]
}

const EXAMPLES = 5
/** What is made of more rows outlives the collector's first look at it, which costs twice the reading. */
const ROWS_AT_A_TIME = 60

export function emptyTally(): Tally {
  return { rows: 0, rejected: 0, warned: 0, unchanged: 0, filled: new Map(), problems: new Map(), statuses: new Map() }
}

type Refusal = Extract<RowReading, { readonly ok: false }>

/** A row that comes in. */
type Accepted = {
  readonly source: TableRow
  readonly start: StagedStart
  readonly row: RegisterRow
  /** The register holds exactly this. */
  readonly unchanged: boolean
  readonly digest: Buffer
  /** Where its facts stand among those of the block. */
  readonly facts: { readonly start: number; readonly end: number }
  readonly phoneIndexes: readonly Buffer[]
}

/** Stages rows, some hundreds at a time, as rows of binary COPY in their order, and counts them in `tally`. */
export function createRowStager({ mapping, cipher, findPlace, findKnown, statusWords }: Workshop, tally: Tally) {
  const statusOf = createStatusReader(statusWords, tally.statuses)
  const phoneColumn = mapping.columns.get('phone')
  const nowhere = findPlace('')
  const toldHere = toldBy(mapping.columns)
  const digestOf = (row: RegisterRow, phoneIndexes: readonly Buffer[], told: Told) =>
    tellSame(told, toldHere) ? toldDigest(row, phoneIndexes, told) : undefined
  const copy = new CopyWriter()
  const factsCopy = new CopyWriter()

  function reject({ number, cells }: TableRow, { problem, creditCode }: Refusal): void {
    tally.rejected++
    const problems = [shown(problem)]
    note(tally, problems, { number, warning: false })
    const enterpriseId = creditCode ? (findKnown(creditCode)?.id ?? null) : null
    stageRejected(
      copy,
      { number, enterpriseId, problems },
      cipher.seal(REJECTED_CONTEXT, rawCsvLine(cells).slice(0, -2)),
    )
  }

  function remarksOn({ number, leftOut }: TableRow, warnings: readonly RowProblem[]): readonly RowProblem[] {
    if (warnings.length === 0 && leftOut === undefined) return warnings
    tally.warned++
    const problems = warnings.map(shown)
    if (leftOut !== undefined) problems.push({ field: 'row', value: String(leftOut), reason: 'columns_left_out' })
    note(tally, problems, { number, warning: true })
    return problems
  }

  function accept(block: readonly TableRow[], readings: readonly RowReading[]): (Accepted | undefined)[] {
    const at = readings.flatMap((reading, i) => (reading.ok ? [i] : []))
    const read = readings.filter((reading) => reading.ok)
    const rows = read.map(({ row }) => row)
    const indexes = rows.map((row) => row.phones.map(({ number }) => cipher.index('phone', number)))
    factsCopy.clear()
    const facts = stageFacts(rows, indexes, { copy: factsCopy, nothing: { place: nowhere, search: NO_SEARCH } })
    const accepted: (Accepted | undefined)[] = block.map(() => undefined)
    for (const [i, { row, warnings }] of read.entries()) {
      const source = block[at[i] ?? -1]
      const known = findKnown(row.creditCode)
      const [fact, phoneIndexes] = [facts[i], indexes[i]]
      if (!source || !fact || !phoneIndexes) continue
      if (row.statusClass === 'unknown') exemplify(tally, row, source.number)
      const start = { number: source.number, enterpriseId: known?.id ?? null, problems: remarksOn(source, warnings) }
      const digest = known?.told ? digestOf(row, phoneIndexes, known.told) : fact.digest
      const unchanged = known !== undefined && digest?.toString('hex').startsWith(known.contentHash) === true
      accepted[at[i] ?? -1] = {
        source,
        start,
        row,
        unchanged,
        digest: unchanged && digest ? digest : fact.digest,
        facts: fact,
        phoneIndexes,
      }
    }
    return accepted
  }

  return function stage(rows: readonly TableRow[]): Uint8Array<ArrayBuffer> {
    for (let from = 0; from < rows.length; from += ROWS_AT_A_TIME) stageBlock(rows.slice(from, from + ROWS_AT_A_TIME))
    return copy.take()
  }

  /** A step for all rows before the next one; see readFollowing. */
  function stageBlock(block: readonly TableRow[]): void {
    tally.rows += block.length
    countFilled(tally, block, mapping)
    const today = localDay(new Date())
    const readings = block.map(({ cells, brokenOff }) => {
      // Half a row counts for nothing.
      const reading = readRegisterRow(cells, mapping, today, brokenOff ? undefined : statusOf)
      return brokenOff ? refuseBroken(reading, cells) : reading
    })
    const accepted = accept(block, readings)
    const changed = accepted.flatMap((row) => (row && !row.unchanged ? [row] : []))
    const raws = changed.map(({ source }) => rawRow(source.cells, phoneColumn))
    const phones = changed.map(({ row, phoneIndexes }) => sealPhones(row, phoneIndexes, cipher))
    const rows = changed.map(({ row }) => row)
    const places = rows.map((row) => placeOf(row, findPlace))
    const searches = rows.map(searchOf)
    const found = rows.map((_, i): Found => ({ place: places[i] ?? nowhere, search: searches[i] ?? NO_SEARCH }))
    const following = readFollowing(rows, found)
    const facts = factsCopy.written()
    let at = 0
    for (const [i, reading] of readings.entries()) {
      const [source, row] = [block[i], accepted[i]]
      if (source && !reading.ok) reject(source, reading)
      else if (row?.unchanged) {
        tally.unchanged++
        stageUnchanged(copy, row.start, row.row, row.digest)
      } else if (row) {
        stageRow(copy, row.start, row.row, {
          digest: row.digest,
          raw: raws[at] ?? '',
          phones: phones[at] ?? NO_PHONES,
          following,
          at,
          facts: facts.subarray(row.facts.start, row.facts.end),
        })
        at++
      }
    }
  }
}

const BROKEN_SHOWN = 60

/** Half a row says nothing that could be taken in; whose it is it may say. */
function refuseBroken(reading: RowReading, cells: readonly string[]): RowReading {
  const creditCode = reading.ok ? reading.row.creditCode : reading.creditCode
  return {
    ok: false,
    problem: { field: 'row', value: cells.join(' ').slice(0, BROKEN_SHOWN), reason: 'cut_off' },
    ...(creditCode && { creditCode }),
  }
}

const NO_SEARCH = { text: '', keys: [] }
const NO_PHONES = { indexes: [], ciphers: [], masked: [], sms: [] }

function countFilled(tally: Tally, block: readonly TableRow[], mapping: HeaderMapping): void {
  for (const field of mapping.columns.keys()) {
    let filled = tally.filled.get(field) ?? 0
    for (const { cells } of block) if (isFilled(cellOf(cells, mapping, field))) filled++
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

function exemplify({ statuses }: Tally, { statusText, name }: RegisterRow, row: number): void {
  const met = statuses.get(statusText ?? '')
  if (met) met.example ??= { row, name }
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
  addStatuses(into.statuses, from.statuses)
}

function placeOf(row: RegisterRow, findPlace: PlaceFinder): Resolution {
  // Where it works comes before where it is registered. 依据: 属地 is the operating address.
  return findPlace(row.operatingAddress ?? row.address ?? '', { writtenAfter: row.establishedOn })
}
