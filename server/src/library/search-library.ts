import { COUNTED_UP_TO, MOST_EXPORTED } from '@yijian/shared/library/limits'
import type { countLibrary, searchLibrary } from '@yijian/shared/library/list-contract'
import type { AnswerOf } from '@yijian/shared/operation'
import { withTx } from '../db/tx.ts'
import type { Call } from '../http/serve.ts'
import { countInLibrary, countToTheEnd } from './count-in-library.ts'
import { findAlike } from './find-alike.ts'
import { findInLibrary } from './find-in-library.ts'
import { getKeyFrequencies } from './key-frequencies.ts'
import { readLibraryCursor, writeLibraryCursor } from './library-cursor.ts'
import { readLibrarySearch } from './library-filters.ts'
import { listLibraryItems } from './library-items.ts'

const PAGE = 50

/**
 * The library within the post's places, 50 at a time.
 * @throws Refusal not_found for a place outside them, malformed_request for a cursor of another order
 */
export async function handleSearchLibrary({
  context,
  caller,
  query,
}: Call<typeof searchLibrary>): Promise<AnswerOf<typeof searchLibrary>> {
  const { sort = 'score', cursor, ...filters } = query
  const now = context.now()
  const from = cursor === undefined ? null : readLibraryCursor(sort, cursor)
  return withTx(context.database, caller.scope, async (tx) => {
    const frequencies = await getKeyFrequencies(tx)
    const search = await readLibrarySearch(tx, caller, filters, { now, frequencies })
    const found = await findInLibrary(tx, search, { sort, cursor: from, limit: PAGE + 1, frequencies })
    const page = found.slice(0, PAGE)
    const last = page.at(-1)
    const items = (ids: readonly number[]) => listLibraryItems(tx, caller, ids, now)
    if (last === undefined && from === null && filters.q !== undefined) {
      const { q, ...others } = filters
      const alike = await findAlike(tx, await readLibrarySearch(tx, caller, others, { now, frequencies }), q)
      if (alike.length > 0) return { items: [], next: null, alike: await items(alike) }
    }
    return {
      items: await items(page.map(({ id }) => id)),
      next: found.length > PAGE && last ? writeLibraryCursor(sort, last) : null,
    }
  })
}

/** @throws Refusal not_found for a place outside the post's places */
export async function handleCountLibrary({
  context,
  caller,
  query: { whole, ...filters },
}: Call<typeof countLibrary>): Promise<AnswerOf<typeof countLibrary>> {
  return withTx(context.database, caller.scope, async (tx) => {
    const frequencies = await getKeyFrequencies(tx)
    const search = await readLibrarySearch(tx, caller, filters, { now: context.now(), frequencies })
    if (whole) return countToTheEnd(tx, search, { most: MOST_EXPORTED, frequencies })
    const { count, more } = await countInLibrary(tx, search, { most: COUNTED_UP_TO, frequencies })
    return { count: more ? roundedDown(count) : count, more }
  })
}

/** “1,400 or more” says as much as “1,437 or more”. */
function roundedDown(count: number): number {
  const step = 10 ** Math.max(0, String(count).length - 2)
  return Math.floor(count / step) * step
}
