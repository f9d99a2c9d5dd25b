import * as z from 'zod/mini'
import { defineOperation } from '../operation.ts'
import { CommandId, Id, IdText, Moment } from '../values.ts'
import { MOST_AT_ONCE, MOST_PREVIEWED } from './limits.ts'
import { LibraryFilters } from './list-contract.ts'

const WithWhom = z.object({
  postId: Id,
  officerName: z.string(),
  officeName: z.string(),
  count: z.int(),
  /** Of these, how many were written to, called or visited already. */
  inTouch: z.int(),
})
export const previewAssignment = defineOperation({
  id: 'previewAssignment',
  method: 'GET',
  path: '/api/library/assignments/preview',
  summary: 'What assigning these enterprises would change: who has them, where they are, what a post does not cover',
  access: 'officer',
  records: 'nothing',
  query: z.object({
    ...LibraryFilters.shape,
    /** Those picked one by one, instead of filters. */
    ids: z.optional(
      z.pipe(
        z.pipe(
          z.string().check(z.maxLength(MOST_PREVIEWED)),
          z.transform((value) => value.split(',')),
        ),
        z.array(IdText).check(z.minLength(1), z.maxLength(MOST_AT_ONCE)),
      ),
    ),
    postId: z.optional(IdText),
  }),
  responses: {
    200: z.object({
      count: z.int(),
      /** Nobody has these. */
      free: z.int(),
      /** Posts that have some of them, who has most first, at most five; `elsewhere` more are with others. */
      withWhom: z.array(WithWhom),
      elsewhere: z.int(),
      /** Ruled out by somebody: they stay as they are. */
      ruledOut: z.int(),
      /** Where they are, most first, at most five. */
      places: z.array(z.object({ name: z.string(), count: z.int() })),
      otherPlaces: z.int(),
      /** Outside what the post covers; with one of them nothing is assigned. Null while no post is asked about. */
      beyond: z.nullable(z.int()),
    }),
  },
})

export const listAssignments = defineOperation({
  id: 'listAssignments',
  method: 'GET',
  path: '/api/library/assignments',
  summary: 'What this post assigned to somebody by many at once, the newest five',
  access: 'officer',
  records: 'nothing',
  responses: {
    200: z.object({
      items: z.array(
        z.object({
          commandId: CommandId,
          at: Moment,
          officerName: z.string(),
          officeName: z.string(),
          assigned: z.int(),
          /** With this one as the command left them, so that it can be taken back. */
          unchanged: z.int(),
          takenBack: z.boolean(),
        }),
      ),
    }),
  },
})

export const takeBackAssignment = defineOperation({
  id: 'takeBackAssignment',
  method: 'POST',
  path: '/api/library/assignments/:id/take-back',
  summary: 'One step back: each enterprise goes to whoever had it before, unless somebody has acted on it since',
  access: 'officer',
  records: 'library',
  params: z.object({ id: CommandId }),
  body: z.object({ commandId: CommandId }),
  responses: {
    200: z.object({
      takenBack: z.int(),
      /** Somebody has acted on these since. */
      kept: z.int(),
    }),
  },
})
