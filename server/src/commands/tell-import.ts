import type { DifferenceKind, Hold, holdKinds } from '@yijian/shared/imports/contract'
import type { MetStatusWord } from '@yijian/shared/imports/status-word-contract'
import { secondsToApply } from '@yijian/shared/imports/time-to-apply'
import { rowReasons } from '@yijian/shared/registry/words'
import type { Batch } from '../imports/batch-repository.ts'
import type { StagingProgress } from '../imports/watch-staging.ts'

const kinds: Readonly<Record<DifferenceKind, string>> = {
  new: 'new',
  renamed: 'renamed',
  principal_changed: 'with another principal',
  moved: 'moved',
  died: 'closed, revoked or in liquidation',
  revived: 'alive again',
  other_change: 'otherwise changed',
  vanished: 'no longer listed',
}

const holds: Readonly<Record<(typeof holdKinds)[number], string>> = {
  status_changes: 'statuses change',
  rows_missing: 'of the enterprises of the register are listed',
  column_emptied: 'of this column is filled',
  many_rejected: 'of the rows are rejected',
  principals_changed: 'principals change',
  many_renamed: 'enterprises are renamed',
  places_lost: 'lose their street',
  other_city: 'of the rows are of another city',
  districts_missing: 'of the register is in districts of which the file lists next to nothing',
  older_than_register: 'the file is older than what the register holds, which is of',
  cut_off: 'the file seems to be cut off: its last row is incomplete, or it fills a sheet of Excel to the last row',
}

/** What a staged file would change, what is wrong in it and what holds it back, a line each. */
export function findings({ comparison, profile, holds: held }: Batch): string[] {
  const differences = (comparison?.kinds ?? []).filter(({ count }) => count > 0)
  return [
    `The register holds ${comparison?.registerBefore ?? 0} enterprises. This file makes`,
    ...(differences.length > 0 ? [] : ['  no difference']),
    ...differences.map(({ kind, count, examples }) => {
      const names = examples.slice(0, 3).map(({ name }) => name)
      return `  ${String(count).padStart(8)}  ${kinds[kind]}: ${names.join(', ')}${count > names.length ? ', …' : ''}`
    }),
    ...((comparison?.unlisted ?? []).length > 0 ? ['Next to nothing is listed of'] : []),
    ...(comparison?.unlisted ?? []).map(
      ({ district, enterprises }) => `  ${String(enterprises).padStart(8)}  ${district ?? 'of no known district'}`,
    ),
    ...(profile && profile.problems.length > 0 ? ['Problems'] : []),
    ...(profile?.problems ?? []).map(({ reason, field, warning, count, examples }) => {
      const words = reason in rowReasons ? rowReasons[reason as keyof typeof rowReasons].en : reason
      const [first] = examples
      return `  ${String(count).padStart(8)}  ${warning ? 'left out' : 'rejected'}, ${field}: ${words}${first ? ` (row ${first.row}: ${first.value})` : ''}`
    }),
    ...unknownWords(profile?.statusWords ?? []),
    ...(held.length > 0 ? ['Unusual'] : []),
    ...held.map((hold) => `  ${holdLine(hold)}`),
  ]
}

/** With what says what they mean. */
function unknownWords(words: readonly MetStatusWord[]): string[] {
  const unknown = words.filter((word) => word.class === 'unknown')
  if (unknown.length === 0) return []
  return [
    'Statuses that are not understood; say what they mean with status-words, and import the file again',
    ...unknown.map(({ word, rows, example }) => {
      const first = example ? ` (row ${example.row}: ${example.name})` : ''
      return `  ${String(rows).padStart(8)}  ${word}${first}`
    }),
  ]
}

function holdLine({ kind, share, limit, field, day }: Hold): string {
  if (kind === 'cut_off' || kind === 'older_than_register') return `${holds[kind]}${day ? ` ${day}` : ''}`
  const least = kind === 'rows_missing' || kind === 'column_emptied'
  return `${field ? `${field}: ` : ''}${percent(share)} ${holds[kind]}; usual: ${least ? 'at least' : 'up to'} ${percent(limit)}`
}

function percent(share: number): string {
  return `${Math.round(share * 1000) / 10} %`
}

export function countsLine({ counts }: Batch): string {
  const { new: added, changed, unchanged, duplicate, rejected, warned, vanished } = counts
  return `${added} new, ${changed} changed, ${unchanged} unchanged, ${duplicate} twice in the file, ${rejected} rejected, ${vanished} no longer listed; ${warned} with a remark`
}

/** The same for programs. */
export function summaryOf({ id, state, counts, holds: held }: Batch, seconds: number): object {
  return { batch: id, state, ...counts, holds: held.map(({ kind }) => kind), seconds }
}

/** Words what is going on once a file is approved. */
export function applyingLine({ counts }: Batch): string {
  return `Changing the register: ${counts.new} new, ${counts.changed} changed, about ${secondsToApply(counts)} s …`
}

/** Words how far reading is: rows, speed, and the time that is left. */
export function paceLine({ rows, bytes, since }: StagingProgress, size: number, now: Date): string {
  if (rows === 0) return 'Looking at the file …'
  if (bytes >= size) return `All ${rows} rows read; comparing them with the register …`
  const seconds = Math.max(0.1, (now.getTime() - since.getTime()) / 1000)
  const share = bytes / Math.max(1, size)
  const left = share > 0.02 ? `, about ${Math.ceil((seconds * (1 - share)) / share)} s left` : ''
  return `${rows} rows read, ${Math.round(rows / seconds)} a second${left}`
}
