import * as z from 'zod/mini'
import { STATUS_WORD_LENGTH, StatusClass, type StatusMet, statusWordKey } from '../enterprise-status.ts'
import { Id, Moment, text } from '../values.ts'

/** A word that stands for a status in a file, and what it was read as. */
export const MetStatusWord = z.object({
  word: z.string(),
  class: StatusClass,
  rows: z.int(),
  /** The first row with a word that nobody knew, and whose it is. */
  example: z.nullable(z.object({ row: z.int(), name: z.string() })),
})
export type MetStatusWord = z.infer<typeof MetStatusWord>

/** What somebody of the city said a word means. */
export const StatusNaming = z.object({
  id: Id,
  class: StatusClass,
  /** Null: by command. */
  by: z.nullable(z.string()),
  at: Moment,
  source: z.string(),
})
export type StatusNaming = z.infer<typeof StatusNaming>

/** `named` is as it is now, which may be later than the file was read. */
export const StatusWordView = z.object({ ...MetStatusWord.shape, named: z.nullable(StatusNaming) })
export type StatusWordView = z.infer<typeof StatusWordView>

export const NamedStatusWord = z.object({
  word: text(STATUS_WORD_LENGTH),
  class: StatusClass,
  /** The naming that the person saw; null: none. */
  seen: z.nullable(Id),
})
export type NamedStatusWord = z.infer<typeof NamedStatusWord>

/** A file shows so many words; one with more has something else in the column. */
export const MOST_STATUS_WORDS = 60
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

/** Nobody knows what it means, and nobody has said that it cannot be known. */
export function isOpenWord({ class: read, named }: StatusWordView): boolean {
  return read === 'unknown' && named === null
}

/** Somebody has said what it means since the file was read. */
export function isNamedSince({ class: read, named }: StatusWordView): boolean {
  return named !== null && named.class !== read
}
