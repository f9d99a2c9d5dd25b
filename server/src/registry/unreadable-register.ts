/** What is wrong with a file, as a key that the reader's language words: see client/src/i18n. */
export type Unreadable = 'no_header' | 'damaged' | 'workbook_too_large' | 'old_excel' | 'no_row_usable'

/** A file that cannot be taken in as a list of enterprises; the message says what is wrong with it. */
export class UnreadableRegister extends Error {
  readonly key: Unreadable
  constructor(message: string, key: Unreadable = 'damaged') {
    super(message)
    this.key = key
  }
}
