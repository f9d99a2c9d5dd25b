import * as z from 'zod/mini'
import { STATUS_WORD_LENGTH, StatusClass } from '../enterprise-status.ts'
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
const StatusNaming = z.object({
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
