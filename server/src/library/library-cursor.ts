import type { LibrarySort } from '@yijian/shared/library/list-contract'
import { Day, Id } from '@yijian/shared/values'
import * as z from 'zod/mini'
import { readCursor, writeCursor } from '../db/cursor.ts'

/** Where a page ended: what it is ordered by, as text, and the enterprise. */
export type LibraryCursor = { readonly value: string; readonly id: number }

const VALUES = {
  score: z.string().check(z.regex(/^\d{1,3}$/)),
  newest: Day,
  headcount: z.string().check(z.regex(/^(?:-1|\d{1,8})$/)),
} as const satisfies Record<LibrarySort, z.ZodMiniType<string>>

export function writeLibraryCursor(sort: LibrarySort, { value, id }: LibraryCursor): string {
  return writeCursor([sort, value, id])
}

/** @throws Refusal malformed_request for anything that no page in this order has given out */
export function readLibraryCursor(sort: LibrarySort, cursor: string): LibraryCursor {
  const [, value, id] = readCursor(z.tuple([z.literal(sort), VALUES[sort], Id]), cursor)
  return { value, id }
}
