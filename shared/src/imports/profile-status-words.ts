import { STATUS_WORD_LENGTH, type StatusMet, statusWordKey } from '../enterprise-status.ts'
import { type MetStatusWord, MOST_STATUS_WORDS } from './status-word-contract.ts'

/** A run of digits is a telephone or a code that slipped into the column; a program's own numbers are shorter. */
const NO_WORD = /\d{6}/

/** The words of a file for its profile: those that nobody knows first, then the most frequent; one for all its writings. */
export function statusWordsOf(statuses: ReadonlyMap<string, StatusMet>): MetStatusWord[] {
  const words = new Map<string, MetStatusWord>()
  const frequent = [...statuses].sort(([, a], [, b]) => b.rows - a.rows)
  for (const [written, met] of frequent) {
    const key = statusWordKey(written)
    if (key === '' || key.length > STATUS_WORD_LENGTH || NO_WORD.test(key)) continue
    const known = words.get(key)
    const examples = [known?.example ?? [], met.example ?? []].flat().sort((a, b) => a.row - b.row)
    words.set(key, {
      word: known?.word ?? written,
      class: met.class,
      rows: (known?.rows ?? 0) + met.rows,
      example: examples[0] ?? null,
    })
  }
  const openFirst = ({ class: read }: MetStatusWord) => (read === 'unknown' ? 0 : 1)
  return [...words.values()].sort((a, b) => openFirst(a) - openFirst(b) || b.rows - a.rows).slice(0, MOST_STATUS_WORDS)
}
