/** A table on its way to a person. Every cell is text: a credit code or a phone is no number, and nothing is a formula. */
export type Sheet = {
  /** Name of the worksheet; at most 31 characters of it are used. */
  readonly title: string
  readonly header: readonly string[]
  /** As many cells as the header has. Read once, as fast as the reader takes them. */
  readonly rows: Iterable<readonly string[]> | AsyncIterable<readonly string[]>
}
