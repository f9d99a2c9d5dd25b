import * as z from 'zod/mini'
import { CrossCheckReason, Verdict } from '../cross-check/verdict.ts'
import { StatusClass } from '../enterprise-status.ts'
import { defineOperation } from '../operation.ts'
import { Id, IdText, Moment, Uuid } from '../values.ts'
import { coBuildingFits, coBuildingReasons, OrganisationKnown, SideFit } from './co-building.ts'
import { LIST_FIELDS } from './list-columns.ts'

/** A longer list is brought in parts. */
export const MAX_LIST_ROWS = 50_000
/** Lists and their answers are deleted after so many days. */
export const LIST_DAYS = 90

const listStates = ['waiting', 'checking', 'checked', 'cancelled', 'failed'] as const
export const ListState = z.enum(listStates)
export type ListState = z.infer<typeof ListState>

/** What a person said about a row whose enterprise the check could not be sure of. */
const rowDecisions = ['open', 'confirmed', 'rejected'] as const
export const RowDecision = z.enum(rowDecisions)
export type RowDecision = z.infer<typeof RowDecision>

export const VerdictCounts = z.object({ agree: z.int(), review: z.int(), conflict: z.int(), absent: z.int() })
export type VerdictCounts = z.infer<typeof VerdictCounts>

/** A new check of a list that was answered before did not succeed: what is shown is the answer of `checkedAt`. */
export const FailedAgain = z.object({
  /** As `failure` of a list. */
  failure: z.string(),
  at: Moment,
  /** What it was to be read as: asked for these again, it is tried again. */
  columns: z.array(z.object({ field: z.enum(LIST_FIELDS), column: z.int().check(z.gte(0)) })),
})
export type FailedAgain = z.infer<typeof FailedAgain>

const ListSummary = z.object({
  id: Id,
  fileName: z.string(),
  state: ListState,
  broughtBy: z.string(),
  broughtAt: Moment,
  checkedAt: z.nullable(Moment),
  /** The day on which it is deleted. */
  keptUntil: Moment,
  rows: z.int(),
  counts: VerdictCounts,
  failedAgain: z.nullable(FailedAgain),
})
export type ListSummary = z.infer<typeof ListSummary>

export const ListView = z.object({
  ...ListSummary.shape,
  /** `gb18030, gzip`; `xlsx, 企业名录`. Null until the file was opened. */
  encoding: z.nullable(z.string()),
  headerRow: z.nullable(z.int()),
  /** The list's own columns in their order, with the field each is read as; a field is a key of REGISTER_HEADERS. */
  columns: z.array(z.object({ header: z.string(), field: z.nullable(z.string()) })),
  /** Whether its columns can be read as something else. */
  mayChoose: z.boolean(),
  confirmed: z.int(),
  rejected: z.int(),
  /** Rows that name no enterprise, sums and remarks, which were not checked. */
  leftOut: z.int(),
  /** A key of the wording: no_header, damaged, too_many_rows, file_gone, broken … */
  failure: z.nullable(z.string()),
})
export type ListView = z.infer<typeof ListView>

/** An enterprise as the public register shows it; no contact, no principal. */
export const ListEnterprise = z.object({
  id: Id,
  name: z.string(),
  creditCode: z.nullable(z.string()),
  /** Tells those of one name apart; lists checked earlier do not have it. */
  address: z.optional(z.nullable(z.string())),
  statusText: z.nullable(z.string()),
  statusClass: StatusClass,
  reasons: z.array(CrossCheckReason),
})
export type ListEnterprise = z.infer<typeof ListEnterprise>

export const ListRow = z.object({
  row: z.int(),
  /** As the list has them; empty where it has no such column. */
  name: z.string(),
  code: z.string(),
  address: z.string(),
  principal: z.string(),
  verdict: Verdict,
  reasons: z.array(CrossCheckReason),
  /** The enterprise meant; for a conflict the one that the code names. */
  enterprise: z.nullable(ListEnterprise),
  /** Best first; the enterprise meant is among them. */
  suggestions: z.array(ListEnterprise),
  decision: RowDecision,
  /** The suggestion that was confirmed. */
  confirmedId: z.nullable(Id),
  decidedBy: z.nullable(z.string()),
  version: z.int(),
})
export type ListRow = z.infer<typeof ListRow>

const params = z.object({ id: IdText })
const cursor = z.optional(z.string().check(z.maxLength(40)))
const format = z.enum(['xlsx', 'csv'])

export const createList = defineOperation({
  id: 'createList',
  method: 'POST',
  path: '/api/lists',
  summary: 'Have an uploaded list checked against the register; asked again for the same upload, the same list',
  access: 'officer',
  records: 'list',
  body: z.object({ uploadId: Uuid }),
  responses: { 200: ListView },
})
export const listLists = defineOperation({
  id: 'listLists',
  method: 'GET',
  path: '/api/lists',
  summary: 'Lists that this office brought, the newest first',
  access: 'officer',
  records: 'nothing',
  query: z.object({ cursor }),
  responses: { 200: z.object({ items: z.array(ListSummary), next: z.nullable(z.string()) }) },
})
export const readList = defineOperation({
  id: 'readList',
  method: 'GET',
  path: '/api/lists/:id',
  summary: 'One list: how far its check is, what was found, which columns were read',
  access: 'officer',
  records: 'nothing',
  params,
  responses: { 200: ListView },
})
export const cancelList = defineOperation({
  id: 'cancelList',
  method: 'POST',
  path: '/api/lists/:id/cancellation',
  summary: 'Stop the check of a list and delete what was read of it; one that was answered before keeps that answer',
  access: 'officer',
  records: 'list',
  params,
  responses: { 200: ListView },
})
export const listListRows = defineOperation({
  id: 'listListRows',
  method: 'GET',
  path: '/api/lists/:id/rows',
  summary: 'The rows of a list with verdict, reasons and suggestions',
  access: 'officer',
  records: 'nothing',
  params,
  query: z.object({ verdict: z.optional(Verdict), decision: z.optional(RowDecision), cursor }),
  responses: { 200: z.object({ items: z.array(ListRow), next: z.nullable(z.string()) }) },
})
export const decideListRow = defineOperation({
  id: 'decideListRow',
  method: 'PUT',
  path: '/api/lists/:id/rows/:row/decision',
  summary: 'Confirm one suggestion of a row, reject them all, or open it again',
  access: 'officer',
  records: 'list',
  params: z.object({ id: IdText, row: IdText }),
  body: z.object({
    decision: RowDecision,
    /** Set for `confirmed`, and for nothing else. */
    enterpriseId: z.nullable(Id),
    /** Of the row as it was seen. */
    version: z.int().check(z.gte(0)),
  }),
  responses: { 200: ListRow },
})
export const ListColumn = z.object({
  /** Empty where the list has no header. */
  header: z.string(),
  field: z.nullable(z.enum(LIST_FIELDS)),
  /** Cells of the first rows, phone numbers masked. */
  samples: z.array(z.string()),
})
export type ListColumn = z.infer<typeof ListColumn>

export const readListColumns = defineOperation({
  id: 'readListColumns',
  method: 'GET',
  path: '/api/lists/:id/columns',
  summary: 'The columns of a list, what each is read as, and what stands in it',
  access: 'officer',
  records: 'nothing',
  params,
  responses: { 200: z.object({ columns: z.array(ListColumn) }) },
})
/** Asked again for the same columns, it is the same check. */
export const chooseListColumns = defineOperation({
  id: 'chooseListColumns',
  method: 'PUT',
  path: '/api/lists/:id/columns',
  summary: 'Read a list as other columns and check it again; what was decided on its rows is open again',
  access: 'officer',
  records: 'list',
  params,
  body: z.object({
    columns: z.array(z.object({ field: z.enum(LIST_FIELDS), column: z.int().check(z.gte(0)) })).check(z.maxLength(20)),
  }),
  responses: { 200: ListView },
})
/** The list's own columns in their order, then verdict, code, registered name, status, reasons and suggestions. */
export const downloadList = defineOperation({
  id: 'downloadList',
  method: 'GET',
  path: '/api/lists/:id/answer',
  summary: 'The list with its answers as a workbook or CSV; phone numbers are masked',
  access: 'officer',
  records: 'nothing',
  params,
  query: z.object({ format }),
  responses: { 200: z.string() },
})

export const CoBuildingItem = z.object({
  row: z.int(),
  enterpriseId: Id,
  name: z.string(),
  creditCode: z.nullable(z.string()),
  statusText: z.nullable(z.string()),
  statusClass: StatusClass,
  placeId: Id,
  placeName: z.string(),
  headcount: z.nullable(z.int()),
  fit: z.enum(coBuildingFits),
  /** Why it is not on the co-building list; null when it is. */
  why: z.nullable(z.enum(coBuildingReasons)),
  sides: z.object({ league: SideFit, union: SideFit, women: SideFit }),
  organisations: z.object({ league: OrganisationKnown, union: OrganisationKnown, women: OrganisationKnown }),
})
export type CoBuildingItem = z.infer<typeof CoBuildingItem>

export const CoBuildingStreet = z.object({
  placeId: Id,
  placeName: z.string(),
  counts: z.object({ both: z.int(), joint: z.int(), ask: z.int(), no: z.int() }),
  /** Offices whose places contain it, one of each agency where there is one. */
  offices: z.array(z.object({ agency: z.enum(['league', 'union', 'women']), name: z.string() })),
})
export type CoBuildingStreet = z.infer<typeof CoBuildingStreet>

export const readCoBuilding = defineOperation({
  id: 'readCoBuilding',
  method: 'GET',
  path: '/api/lists/:id/co-building',
  summary: 'Which enterprises of a list are fit for league and union together, by street',
  access: 'officer',
  records: 'nothing',
  params,
  /** Without `fit`, those on the list: what can be built in. */
  query: z.object({ fit: z.optional(z.enum(coBuildingFits)), placeId: z.optional(IdText), cursor }),
  responses: {
    200: z.object({
      streets: z.array(CoBuildingStreet),
      /** Enterprises of the list that lie outside this post's places. */
      outside: z.int(),
      items: z.array(CoBuildingItem),
      next: z.nullable(z.string()),
    }),
  },
})
export const downloadCoBuilding = defineOperation({
  id: 'downloadCoBuilding',
  method: 'GET',
  path: '/api/lists/:id/co-building/file',
  summary: 'The co-building list, what can be built in and nothing else, as a workbook or CSV',
  access: 'officer',
  records: 'nothing',
  params,
  query: z.object({ format }),
  responses: { 200: z.string() },
})
