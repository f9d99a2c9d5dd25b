import { Refusal } from '@yijian/shared/errors'
import { Day, Id } from '@yijian/shared/values'
import * as z from 'zod/mini'

/** Where a page of a list ended, as the next request brings it back: whatever the list is ordered by, and the id last. */
export function writeCursor(at: readonly (string | number | boolean | null)[]): string {
  return Buffer.from(JSON.stringify(at)).toString('base64url')
}

/** @throws Refusal malformed_request for anything that no page has given out */
export function readCursor<Shape extends z.core.$ZodType>(shape: Shape, cursor: string): z.output<Shape> {
  let at: unknown
  try {
    at = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
  } catch {
    throw new Refusal('malformed_request')
  }
  return known(shape, at)
}

/** A cursor over ids alone. @throws Refusal malformed_request */
export function readIdCursor(cursor: string): number {
  return known(Id, /^[1-9]\d{0,14}$/.test(cursor) ? Number(cursor) : undefined)
}

/** A cursor over days, then ids: `2026-03-02_17`. @throws Refusal malformed_request */
export function readDayCursor(cursor: string): { readonly day: string; readonly id: number } {
  const [day = '', id = '', ...more] = cursor.split('_')
  if (more.length > 0) throw new Refusal('malformed_request')
  return { day: known(Day, day), id: readIdCursor(id) }
}

function known<Shape extends z.core.$ZodType>(shape: Shape, at: unknown): z.output<Shape> {
  const read = z.safeParse(shape, at)
  if (!read.success) throw new Refusal('malformed_request')
  return read.data
}
