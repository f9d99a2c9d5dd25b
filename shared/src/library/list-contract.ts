import * as z from 'zod/mini'
import { StatusClass } from '../enterprise-status.ts'
import { defineOperation } from '../operation.ts'
import { OutreachStateName } from '../outreach/contract.ts'
import { outreachStates } from '../outreach/words.ts'
import { IndustrySection } from '../registry/industry.ts'
import { CommandId, Day, Id, IdText, Moment, Place, text } from '../values.ts'
import { keysOf } from '../vocabulary.ts'
import { AgeBand, SizeBand } from './facets.ts'
import { MOST_AT_ONCE, VIEW_NAME } from './limits.ts'
import { scoreReasons } from './score.ts'

const MOST_CHOICES = 24
const separated = z.pipe(
  z.string().check(z.maxLength(400)),
  z.transform((value) => value.split(',')),
)
/** Several choices in one value of an address, with commas between: any of them counts. */
// A list of words is never empty here; zod's type wants to see that.
function anyOf<const V extends string>(words: readonly V[]) {
  return z.optional(
    z.pipe(separated, z.array(z.enum(words as [V, ...V[]])).check(z.minLength(1), z.maxLength(MOST_CHOICES))),
  )
}

export const librarySorts = ['score', 'newest', 'headcount'] as const
export type LibrarySort = (typeof librarySorts)[number]

/** What narrows the library; all of it holds together. */
const filters = {
  /** Parts of names, people or addresses, initials or pinyin, the beginning of a code; words apart must all be found. */
  q: z.optional(z.string().check(z.maxLength(60))),
  placeId: z.optional(IdText),
  communityId: z.optional(IdText),
  industry: anyOf([...IndustrySection.options, 'unknown']),
  size: anyOf(SizeBand.options),
  age: anyOf(AgeBand.options),
  status: anyOf(StatusClass.options),
  outreach: anyOf(keysOf(outreachStates)),
  /** With any of these tags. */
  tag: z.optional(z.pipe(separated, z.array(IdText).check(z.minLength(1), z.maxLength(MOST_CHOICES)))),
  /** Missing from the newest complete list that should have it. */
  vanished: z.optional(z.literal('yes')),
  /** In a street that was found with doubts, until somebody confirms or corrects it; what waits in a pool has none. */
  doubtful: z.optional(z.literal('yes')),
}
export const LibraryFilters = z.object(filters)
export type LibraryFilters = z.output<typeof LibraryFilters>

/** Filters as an address has them, for a body; read by `LibraryFilters`. */
export const FilterWords = z.partialRecord(z.enum([...filterNames(), 'sort']), z.string().check(z.maxLength(400)))
export type FilterWords = z.infer<typeof FilterWords>

function filterNames(): (keyof typeof filters)[] {
  return Object.keys(filters) as (keyof typeof filters)[] // keys of the const object above
}

export const TagRef = z.object({ id: Id, name: z.string() })
const ScoreReasonView = z.object({
  reason: z.enum(scoreReasons),
  value: z.string(),
  points: z.int(),
  most: z.int(),
})

export const LibraryItem = z.object({
  id: Id,
  name: z.string(),
  creditCode: z.nullable(z.string()),
  placeName: z.string(),
  statusText: z.nullable(z.string()),
  statusClass: StatusClass,
  headcount: z.nullable(z.int()),
  industrySection: z.nullable(IndustrySection),
  establishedOn: z.nullable(Day),
  outreach: OutreachStateName,
  /** A live invitation is on its way. */
  invited: z.boolean(),
  vanished: z.boolean(),
  tags: z.array(TagRef),
  score: z.int().check(z.gte(0), z.lte(100)),
  reasons: z.array(ScoreReasonView),
})
export type LibraryItem = z.infer<typeof LibraryItem>

export const searchLibrary = defineOperation({
  id: 'searchLibrary',
  method: 'GET',
  path: '/api/library',
  summary: 'The cultivation library within this post’s places: searched, filtered, in order; 50 at a time',
  access: 'officer',
  records: 'nothing',
  query: z.object({
    ...filters,
    sort: z.optional(z.enum(librarySorts)),
    cursor: z.optional(z.string().check(z.maxLength(120))),
  }),
  responses: {
    200: z.object({
      items: z.array(LibraryItem),
      next: z.nullable(z.string()),
      /** Where nothing has what was typed: names that sound like it or are a slip away from it, at most ten. */
      alike: z.optional(z.array(LibraryItem)),
    }),
  },
})

export const countLibrary = defineOperation({
  id: 'countLibrary',
  method: 'GET',
  path: '/api/library/count',
  summary: 'How many enterprises of the library match, up to 10,000; with `more` there are at least so many',
  access: 'officer',
  records: 'nothing',
  query: z.object({
    ...filters,
    /** Counted to the end, however long it takes: as many as a file would hold. */
    whole: z.optional(z.literal('yes')),
  }),
  responses: { 200: z.object({ count: z.int(), more: z.boolean() }) },
})

export const listLibraryPlaces = defineOperation({
  id: 'listLibraryPlaces',
  method: 'GET',
  path: '/api/library/places',
  summary: 'Counties and streets where this post’s enterprises are',
  access: 'officer',
  records: 'nothing',
  responses: {
    200: z.object({ counties: z.array(z.object({ county: Place, streets: z.array(Place) })) }),
  },
})
export const listCommunities = defineOperation({
  id: 'listCommunities',
  method: 'GET',
  path: '/api/library/communities',
  summary: 'Communities and villages of a street in this post’s places',
  access: 'officer',
  records: 'nothing',
  query: z.object({ placeId: IdText }),
  responses: { 200: z.object({ items: z.array(z.object({ id: Id, name: z.string() })) }) },
})

const tagKinds = ['key_list', 'industry', 'demonstration', 'other'] as const
export const TagView = z.object({
  id: Id,
  name: z.string(),
  kind: z.enum(tagKinds),
  officeName: z.string(),
  /** Made by this office, so it may be given, taken and put away here. */
  own: z.boolean(),
})
export type TagView = z.infer<typeof TagView>
export const listTags = defineOperation({
  id: 'listTags',
  method: 'GET',
  path: '/api/library/tags',
  summary: 'Tags of this agency that concern this post’s places',
  access: 'officer',
  records: 'nothing',
  responses: { 200: z.object({ items: z.array(TagView), canMake: z.boolean() }) },
})
export const makeTag = defineOperation({
  id: 'makeTag',
  method: 'POST',
  path: '/api/library/tags',
  summary: 'Make a tag: a key list, an industry committee, demonstration sites; the same name is the same tag',
  access: 'officer',
  records: 'library',
  body: z.object({ name: text(20), kind: z.enum(tagKinds) }),
  responses: { 200: TagView },
})
export const archiveTag = defineOperation({
  id: 'archiveTag',
  method: 'POST',
  path: '/api/library/tags/:id/archive',
  summary: 'Put a tag away: it is offered no more, and what it stood on stays on record',
  access: 'officer',
  records: 'library',
  params: z.object({ id: IdText }),
  responses: { 200: z.object({ id: Id }) },
})

/** Which enterprises: those picked, or all that match. */
export const Selection = z.union([
  z.object({ ids: z.array(Id).check(z.minLength(1), z.maxLength(MOST_AT_ONCE)) }),
  z.object({ filters: FilterWords }),
])
export type Selection = z.infer<typeof Selection>

export const giveTag = defineOperation({
  id: 'giveTag',
  method: 'POST',
  path: '/api/library/tags/:id/enterprises',
  summary:
    'Give a tag to many enterprises, or take it from them: picked ones, all that match, or a pasted list of codes',
  access: 'officer',
  records: 'library',
  params: z.object({ id: IdText }),
  body: z.object({
    commandId: CommandId,
    take: z.boolean(),
    which: z.union([Selection, z.object({ codes: z.string().check(z.minLength(1), z.maxLength(120_000)) })]),
  }),
  responses: {
    200: z.object({
      changed: z.int(),
      /** Had it, or had it not, already. */
      already: z.int(),
      /** Texts in the list that are no code, or that nothing in this post’s places has; at most 50 of them. */
      unknown: z.array(z.string()),
      unknownCount: z.int(),
    }),
  },
})

export const LibraryView = z.object({
  id: Id,
  name: z.string(),
  query: FilterWords,
  shared: z.boolean(),
  mine: z.boolean(),
  ownerName: z.string(),
})
export type LibraryView = z.infer<typeof LibraryView>
export const listLibraryViews = defineOperation({
  id: 'listLibraryViews',
  method: 'GET',
  path: '/api/library/views',
  summary: 'Saved views: one’s own, and those that the office shares',
  access: 'officer',
  records: 'nothing',
  responses: { 200: z.object({ items: z.array(LibraryView) }) },
})
export const saveLibraryView = defineOperation({
  id: 'saveLibraryView',
  method: 'PUT',
  path: '/api/library/views',
  summary:
    'Save a view under a name; another of one’s own of that name is replaced only where that was asked; at most 30',
  access: 'officer',
  records: 'library',
  body: z.object({
    name: text(VIEW_NAME),
    query: FilterWords,
    shared: z.boolean(),
    /** Another view of one’s own that has the name gives way to this one. */
    replace: z.optional(z.boolean()),
  }),
  responses: {
    200: z.discriminatedUnion('result', [
      z.object({ result: z.literal('saved'), view: LibraryView }),
      z.object({ result: z.literal('name_taken') }),
    ]),
  },
})
export const deleteLibraryView = defineOperation({
  id: 'deleteLibraryView',
  method: 'DELETE',
  path: '/api/library/views/:id',
  summary: 'Delete a view of one’s own; a second time there is none to delete',
  access: 'officer',
  records: 'library',
  params: z.object({ id: IdText }),
  responses: { 200: z.object({ id: Id }) },
})

export const listOfficePosts = defineOperation({
  id: 'listOfficePosts',
  method: 'GET',
  path: '/api/library/posts',
  summary: 'Posts that enterprises can be assigned to: of this office and of those below it',
  access: 'officer',
  records: 'nothing',
  query: z.object({ q: z.optional(z.string().check(z.maxLength(30))) }),
  responses: {
    200: z.object({
      items: z.array(z.object({ postId: Id, officerName: z.string(), officeName: z.string(), mine: z.boolean() })),
      more: z.boolean(),
    }),
  },
})
export const assignLibrary = defineOperation({
  id: 'assignLibrary',
  method: 'POST',
  path: '/api/library/assignments',
  summary: 'Assign many enterprises to one post: all of them, or none when one lies outside what that post covers',
  access: 'officer',
  records: 'library',
  body: z.object({
    commandId: CommandId,
    postId: Id,
    which: Selection,
    /** What another post has stays with it. */
    leaveOthers: z.optional(z.boolean()),
  }),
  responses: {
    200: z.object({
      /** What takes it back again. */
      commandId: CommandId,
      assigned: z.int(),
      /** Were with this post before. */
      already: z.int(),
      /** Left as they are: ruled out by somebody, until they are taken up again. */
      left: z.int(),
      /** Left with whoever has them. */
      others: z.int(),
    }),
  },
})

export const exportLibrary = defineOperation({
  id: 'exportLibrary',
  method: 'POST',
  path: '/api/library/exports',
  summary: 'The library as a file, within this post’s places; phones masked unless a secretary says why; recorded',
  access: 'officer',
  records: 'library',
  body: z.object({
    filters: FilterWords,
    format: z.enum(['xlsx', 'csv']),
    phones: z.enum(['masked', 'full']),
    reason: z.optional(text(200)),
  }),
  responses: { 200: z.any() },
})
export const listLibraryExports = defineOperation({
  id: 'listLibraryExports',
  method: 'GET',
  path: '/api/library/exports',
  summary: 'Files that this office took out of the library, the newest hundred',
  access: 'officer',
  records: 'nothing',
  responses: {
    200: z.object({
      items: z.array(
        z.object({
          id: Id,
          at: Moment,
          officerName: z.string(),
          format: z.enum(['xlsx', 'csv']),
          phones: z.enum(['masked', 'full']),
          reason: z.nullable(z.string()),
          rowCount: z.int(),
          query: FilterWords,
        }),
      ),
    }),
  },
})
