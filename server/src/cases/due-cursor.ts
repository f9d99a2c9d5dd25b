import { Refusal } from '@yijian/shared/errors'
import { type SQL, sql } from 'drizzle-orm'

/** Where a page of cases ended: the due moment as PostgreSQL writes it, to the microsecond, and the case. */
export type DueCursor = { readonly due: string | null; readonly id: number }

const MOMENT = /^\d{4,5}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?[+-]\d\d(:\d\d)?$/

export function writeCursor({ due, id }: DueCursor): string {
  return Buffer.from(JSON.stringify([due, id])).toString('base64url')
}

/** @throws Refusal malformed_request for anything that no page has given out */
export function readCursor(text: string): DueCursor {
  const [due, id] = parse(text)
  const known =
    (due === null || (typeof due === 'string' && MOMENT.test(due) && !Number.isNaN(Date.parse(due)))) && isId(id)
  if (!known) throw new Refusal('malformed_request')
  return { due, id }
}

/** Reviews (`r`) after the cursor, in the order of due moments, those without one last. */
export function afterDue({ due, id }: DueCursor): SQL {
  return due === null
    ? sql`(r.due_at is null and r.application_id > ${id})`
    : sql`(r.due_at > ${due} or r.due_at is null or (r.due_at = ${due} and r.application_id > ${id}))`
}

/** A cursor over ids alone. @throws Refusal malformed_request */
export function readIdCursor(text: string): number {
  const id = Number(text)
  if (!/^[1-9]\d{0,14}$/.test(text) || !isId(id)) throw new Refusal('malformed_request')
  return id
}

function parse(text: string): [unknown, unknown] {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
    return Array.isArray(value) && value.length === 2 ? [value[0], value[1]] : [undefined, undefined]
  } catch {
    return [undefined, undefined]
  }
}

function isId(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0
}
