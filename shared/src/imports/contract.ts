import * as z from 'zod/mini'
import { defineOperation } from '../operation.ts'
import { Day, Id, IdText, Moment, text, Uuid } from '../values.ts'
import { MetStatusWord, MOST_STATUS_WORDS, NamedStatusWord, StatusWordView } from './status-word-contract.ts'

/** received → staging → staged → applying → applied → undoing → undone; or cancelled, or failed. */
export const importStates = [
  'received',
  'staging',
  'staged',
  'applying',
  'applied',
  'undoing',
  'undone',
  'cancelled',
  'failed',
] as const
export const ImportState = z.enum(importStates)
export type ImportState = z.infer<typeof ImportState>

/** What a file would do to the register, apart by what a person must think about. One enterprise may stand under several. */
export const differenceKinds = [
  'new',
  'renamed',
  'principal_changed',
  'moved',
  'died',
  'revived',
  'other_change',
  'vanished',
] as const
export const DifferenceKind = z.enum(differenceKinds)
export type DifferenceKind = z.infer<typeof DifferenceKind>

/** Why an import waits although it could be read; each must be accepted with a reason. Thresholds: `import-holds.ts`. */
export const holdKinds = [
  'status_changes',
  'rows_missing',
  'column_emptied',
  'many_rejected',
  'principals_changed',
  'many_renamed',
  'places_lost',
  'other_city',
  'districts_missing',
  'older_than_register',
  'cut_off',
] as const
export const Hold = z.object({
  kind: z.enum(holdKinds),
  /** The share that was found and the one that is still usual, 0 to 1. */
  share: z.number(),
  limit: z.number(),
  /** The column that a `column_emptied` is about. */
  field: z.nullable(z.string()),
  /** The day of the register as it is, which an `older_than_register` is about. */
  day: z.optional(Day),
})
export type Hold = z.infer<typeof Hold>

const fieldName = z.string()

/** Per field of the register: the column it is read from and how full it is. */
export const ColumnProfile = z.object({
  field: fieldName,
  header: z.nullable(z.string()),
  /** 0 to 1: rows of the file in which the cell holds anything. */
  filled: z.number(),
  /** The same in the register as it is now; null when it is empty. */
  filledBefore: z.nullable(z.number()),
})
export type ColumnProfile = z.infer<typeof ColumnProfile>

export const ProblemCount = z.object({
  field: fieldName,
  /** A `RowReason`. */
  reason: z.string(),
  /** True: the row came in, without this field. False: the row was rejected. */
  warning: z.boolean(),
  count: z.int(),
  examples: z.array(z.object({ row: z.int(), value: z.string() })),
})
export type ProblemCount = z.infer<typeof ProblemCount>

export const ImportProfile = z.object({
  columns: z.array(ColumnProfile),
  problems: z.array(ProblemCount),
  /** What stands for a status. Missing in files that were read before this was counted. */
  statusWords: z.optional(z.array(MetStatusWord)),
})
export type ImportProfile = z.infer<typeof ImportProfile>

const FieldChange = z.object({
  field: z.string(),
  before: z.nullable(z.string()),
  after: z.nullable(z.string()),
})

export const Difference = z.object({
  /** Null while the enterprise is new. */
  enterpriseId: z.nullable(Id),
  /** Null for a vanished one. */
  row: z.nullable(z.int()),
  name: z.string(),
  creditCode: z.nullable(z.string()),
  kinds: z.array(DifferenceKind),
  changes: z.array(FieldChange),
})
export type Difference = z.infer<typeof Difference>

export const ImportComparison = z.object({
  /** Enterprises in the register before. */
  registerBefore: z.int(),
  kinds: z.array(z.object({ kind: DifferenceKind, count: z.int(), examples: z.array(Difference) })),
  /** Changed enterprises by field. */
  fields: z.array(z.object({ field: z.string(), count: z.int() })),
  /**
   * Districts of which a file that should list everything lists nothing, or next to nothing: how many enterprises of the
   * register it leaves out there. They are not taken for vanished. Null: of no known district.
   */
  unlisted: z.optional(z.array(z.object({ district: z.nullable(z.string()), enterprises: z.int() }))),
})
export type ImportComparison = z.infer<typeof ImportComparison>

const Counts = z.object({
  rows: z.int(),
  new: z.int(),
  changed: z.int(),
  unchanged: z.int(),
  duplicate: z.int(),
  rejected: z.int(),
  warned: z.int(),
  vanished: z.int(),
})

/** Where a file could not be read: as much of it as is known. */
export const FailureDetail = z.object({
  /** As a spreadsheet counts. */
  row: z.nullable(z.int()),
  field: z.nullable(fieldName),
  /** Fields that every row needs and no column was found for. */
  missing: z.array(fieldName),
  /** What stands there, shortened, phone numbers masked. */
  found: z.nullable(z.string()),
})
export type FailureDetail = z.infer<typeof FailureDetail>

/** Another import of the same bytes. */
const SameFile = z.object({
  id: Id,
  state: ImportState,
  broughtBy: z.nullable(z.string()),
  startedAt: Moment,
  appliedAt: z.nullable(Moment),
})

export const ImportSummary = z.object({
  id: Id,
  fileName: z.string(),
  state: ImportState,
  sourceDate: z.nullable(Day),
  broughtBy: z.nullable(z.string()),
  startedAt: Moment,
  appliedAt: z.nullable(Moment),
  counts: Counts,
  holds: z.int(),
  /**
   * Known once the file has been read: the import that stands in the register, else the first of those on their way. Of
   * what has been applied, only one that was applied before.
   */
  sameFile: z.nullable(SameFile),
})
export type ImportSummary = z.infer<typeof ImportSummary>

/** What this person may do with it now. `approve` is missing for whoever brought the file, where a second person must. */
const importActions = ['change_mapping', 'approve', 'cancel', 'undo', 'compare_again', 'read_again'] as const

export const ImportView = z.object({
  ...ImportSummary.shape,
  complete: z.boolean(),
  /** `gb18030, gzip`; `xlsx, 企业名录`. Null until the file was opened. */
  encoding: z.nullable(z.string()),
  headerRow: z.nullable(z.int()),
  /** Columns of the file with the field each is read as; the first rows show what stands in them, phones masked. */
  columns: z.array(z.object({ header: z.string(), field: z.nullable(fieldName), samples: z.array(z.string()) })),
  /** The mapping was remembered from an earlier file with this header. */
  fromTemplate: z.boolean(),
  progress: z.object({
    rowsRead: z.int(),
    /** Going by those that were read; null while nobody knows. */
    rowsExpected: z.nullable(z.int()),
    /** The share of the file that these rows are of. */
    bytesRead: z.int(),
    bytes: z.int(),
    rowsPerSecond: z.nullable(z.int()),
    /** Of what is being done now: reading, comparing (not told), or changing the register. */
    secondsLeft: z.nullable(z.int()),
    /** How long that has taken so far; null while nothing is being done. */
    seconds: z.nullable(z.int()),
  }),
  profile: z.nullable(ImportProfile),
  /** As in the profile, with what has been said of each. */
  statusWords: z.array(StatusWordView),
  comparison: z.nullable(ImportComparison),
  heldBy: z.array(Hold),
  /** `key` is worded by the client, e.g. `no_header`, `damaged`, `no_row_usable`. */
  failure: z.nullable(z.object({ key: z.string(), detail: z.nullable(FailureDetail) })),
  secondPersonNeeded: z.boolean(),
  approvedBy: z.nullable(z.string()),
  approvedAt: z.nullable(Moment),
  approvalNote: z.nullable(z.string()),
  undoneBy: z.nullable(z.string()),
  undoneAt: z.nullable(Moment),
  undoReason: z.nullable(z.string()),
  /** Open applications whose check turned out otherwise, and tasks made; null until the follow-up has run. */
  followUp: z.nullable(z.object({ applicationsChanged: z.int(), tasks: z.int() })),
  actions: z.array(z.enum(importActions)),
})
export type ImportView = z.infer<typeof ImportView>

const params = z.object({ id: IdText })
const cursor = z.optional(z.string().check(z.maxLength(80)))

export const createImport = defineOperation({
  id: 'createImport',
  method: 'POST',
  path: '/api/imports',
  summary:
    'Have an uploaded register file read and compared; asked again for the same upload, answers with the same import',
  access: 'officer',
  records: 'import',
  body: z.object({
    uploadId: Uuid,
    /** The day the export speaks of. */
    sourceDate: z.nullable(Day),
    /** It lists every enterprise, so that what it does not list has vanished. */
    complete: z.boolean(),
  }),
  responses: { 200: ImportView },
})
export const listImports = defineOperation({
  id: 'listImports',
  method: 'GET',
  path: '/api/imports',
  summary: 'Register files, the newest first',
  access: 'officer',
  records: 'nothing',
  query: z.object({ cursor }),
  responses: { 200: z.object({ items: z.array(ImportSummary), next: z.nullable(z.string()) }) },
})
export const readImport = defineOperation({
  id: 'readImport',
  method: 'GET',
  path: '/api/imports/:id',
  summary: 'One register file: how far it is, what it holds, what it would change or has changed',
  access: 'officer',
  records: 'nothing',
  params,
  responses: { 200: ImportView },
})
export const listImportDifferences = defineOperation({
  id: 'listImportDifferences',
  method: 'GET',
  path: '/api/imports/:id/differences',
  summary: 'Every enterprise that a staged or applied file touches, by kind of difference',
  access: 'officer',
  records: 'nothing',
  params,
  query: z.object({ kind: DifferenceKind, cursor }),
  responses: { 200: z.object({ items: z.array(Difference), next: z.nullable(z.string()) }) },
})
/** CSV with the file's own header and the reasons in a last column; mended, it can be imported alone. */
export const downloadRejectedRows = defineOperation({
  id: 'downloadRejectedRows',
  method: 'GET',
  path: '/api/imports/:id/rejected-rows',
  summary: 'The rejected rows as a file with their reasons',
  access: 'officer',
  records: 'nothing',
  params,
  responses: { 200: z.string() },
})
export const setImportMapping = defineOperation({
  id: 'setImportMapping',
  method: 'PUT',
  path: '/api/imports/:id/mapping',
  summary: 'Read the file again with other columns; remembered for files with the same header',
  access: 'officer',
  records: 'import',
  params,
  body: z.object({
    /** Field → column, counted from 0. */
    columns: z.array(
      z.object({ field: z.string().check(z.maxLength(40)), column: z.int().check(z.gte(0), z.lte(200)) }),
    ),
    remember: z.boolean(),
  }),
  responses: { 200: ImportView },
})
/** Of words that somebody else has just said another meaning of, the whole request is refused; see the import then. */
export const nameStatusWords = defineOperation({
  id: 'nameStatusWords',
  method: 'POST',
  path: '/api/imports/:id/status-words',
  summary: 'Say what words for a status mean, in this and in every later file; a file that waits is read again',
  access: 'officer',
  records: 'import',
  params,
  body: z.object({
    words: z.array(NamedStatusWord).check(z.minLength(1), z.maxLength(MOST_STATUS_WORDS)),
    /** Who said so, or where it is written. */
    source: text(200),
  }),
  responses: { 200: ImportView },
})
export const approveImport = defineOperation({
  id: 'approveImport',
  method: 'POST',
  path: '/api/imports/:id/approval',
  summary: 'Let a staged file change the register; every hold must be named, with a reason',
  access: 'officer',
  records: 'import',
  params,
  body: z.object({ acceptedHolds: z.array(z.enum(holdKinds)), note: z.nullable(text(500)) }),
  responses: { 200: ImportView },
})
export const compareImportAgain = defineOperation({
  id: 'compareImportAgain',
  method: 'POST',
  path: '/api/imports/:id/comparison',
  summary: 'Compare a staged file again after another one has changed the register',
  access: 'officer',
  records: 'import',
  params,
  responses: { 200: ImportView },
})
export const readImportAgain = defineOperation({
  id: 'readImportAgain',
  method: 'POST',
  path: '/api/imports/:id/reading',
  summary: 'Read a stored file once more that the server had no room or no memory to read',
  access: 'officer',
  records: 'import',
  params,
  responses: { 200: ImportView },
})
export const cancelImport = defineOperation({
  id: 'cancelImport',
  method: 'POST',
  path: '/api/imports/:id/cancellation',
  summary: 'Give a file up that has not changed the register yet',
  access: 'officer',
  records: 'import',
  params,
  responses: { 200: ImportView },
})
export const undoImport = defineOperation({
  id: 'undoImport',
  method: 'POST',
  path: '/api/imports/:id/undoing',
  summary: 'Have everything taken back that the newest applied file has changed',
  access: 'officer',
  records: 'import',
  params,
  body: z.object({ reason: text(500) }),
  responses: { 200: ImportView },
})
