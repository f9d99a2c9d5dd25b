import { Day, Id } from '@yijian/shared/values'
import { type SQL, sql } from 'drizzle-orm'
import * as z from 'zod/mini'
import { readCursor, writeCursor } from '../db/cursor.ts'

const MOMENT = /^\d{4,5}-\d\d-\d\d (?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,6})?[+-]\d\d(?::\d\d)?$/
const isMoment = z.refine<string>((text) => MOMENT.test(text) && z.safeParse(Day, text.split(' ')[0]).success)

/** The due moment as PostgreSQL writes it, to the microsecond, and the case. */
const Due = z.tuple([z.nullable(z.string().check(isMoment)), Id])

/** Where a page of cases ended that are ordered by their due moments. */
export function writeDueCursor(last: { readonly due: string | null; readonly id: number }): string {
  return writeCursor([last.due, last.id])
}

/** Reviews (`r`) after the cursor, in the order of due moments, those without one last. @throws Refusal malformed_request */
export function afterDue(cursor: string): SQL {
  const [due, id] = readCursor(Due, cursor)
  return due === null
    ? sql`(r.due_at is null and r.application_id > ${id})`
    : sql`(r.due_at > ${due} or r.due_at is null or (r.due_at = ${due} and r.application_id > ${id}))`
}
