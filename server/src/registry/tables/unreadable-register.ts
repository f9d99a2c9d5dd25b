import type { FailureDetail } from '@yijian/shared/imports/contract'

/** What is wrong with a file, as a key that the reader's language words: see client/src/i18n. */
export type Unreadable =
  | 'no_header'
  | 'damaged'
  | 'quote_open'
  | 'workbook_too_large'
  | 'old_excel'
  | 'locked'
  | 'packed'
  | 'no_table'
  | 'empty'
  | 'no_row_usable'
  /** One below the other, with other columns. */
  | 'two_lists'

/** A file that cannot be taken in as a list of enterprises; the message says what is wrong with it. */
export class UnreadableRegister extends Error {
  readonly key: Unreadable
  /** Where it is wrong, as far as that is known. */
  readonly detail: FailureDetail | null

  constructor(message: string, key: Unreadable = 'damaged', where: Partial<FailureDetail> = {}) {
    super(message)
    this.key = key
    this.detail = Object.keys(where).length > 0 ? { row: null, field: null, missing: [], found: null, ...where } : null
  }
}
