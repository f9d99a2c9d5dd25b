import { Refusal } from '@yijian/shared/errors'
import type { LibrarySort } from '@yijian/shared/library/list-contract'

/** Where a page ended: what it is ordered by, as text, and the enterprise. */
export type LibraryCursor = { readonly value: string; readonly id: number }

const VALUES: Readonly<Record<LibrarySort, RegExp>> = {
  score: /^\d{1,3}$/,
  newest: /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/,
  headcount: /^(?:-1|\d{1,8})$/,
}

export function writeLibraryCursor(sort: LibrarySort, { value, id }: LibraryCursor): string {
  return Buffer.from(JSON.stringify([sort, value, id])).toString('base64url')
}

/** @throws Refusal malformed_request for anything that no page in this order has given out */
export function readLibraryCursor(sort: LibrarySort, text: string): LibraryCursor {
  const [of, value, id] = parse(text)
  const known =
    of === sort &&
    typeof value === 'string' &&
    VALUES[sort].test(value) &&
    !(sort === 'newest' && Number.isNaN(Date.parse(value))) &&
    typeof id === 'number' &&
    Number.isSafeInteger(id) &&
    id > 0
  if (!known) throw new Refusal('malformed_request')
  return { value, id }
}

function parse(text: string): unknown[] {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
    return Array.isArray(value) ? value : []
  } catch {
    return []
  }
}
