import { Refusal } from '@yijian/shared/errors'
import { MOST_AT_ONCE } from '@yijian/shared/library/limits'
import type { LibraryFilters, Selection } from '@yijian/shared/library/list-contract'
import { sql } from 'drizzle-orm'
import { enterprisesOf } from '../cases/jurisdiction.ts'
import { rows, type Tx } from '../db/tx.ts'
import type { OfficerCaller } from '../identity/caller.ts'
import { findInLibrary } from './find-in-library.ts'
import { getKeyFrequencies } from './key-frequencies.ts'
import { readFilterWords, readLibrarySearch } from './library-filters.ts'

/**
 * The enterprises that a selection means, in the order of their ids.
 * @throws Refusal not_found when a picked one is not this post's, too_many_at_once
 */
export async function selectEnterprises(tx: Tx, caller: OfficerCaller, which: Selection, now: Date): Promise<number[]> {
  return 'ids' in which
    ? getPicked(tx, caller, which.ids)
    : findMatching(tx, caller, readFilterWords(which.filters), now)
}

/** @throws Refusal not_found when one is not this post's */
export async function getPicked(tx: Tx, caller: OfficerCaller, ids: readonly number[]): Promise<number[]> {
  const asked = [...new Set(ids)]
  const found = await rows<{ id: number }>(
    tx,
    sql`select e.id from enterprise e where e.id = any (${sql.param(asked)}::bigint[]) and ${enterprisesOf(caller)}`,
  )
  if (found.length < asked.length) throw new Refusal('not_found')
  return asked.sort((a, b) => a - b)
}

/** @throws Refusal too_many_at_once */
export async function findMatching(
  tx: Tx,
  caller: OfficerCaller,
  filters: LibraryFilters,
  now: Date,
): Promise<number[]> {
  const frequencies = await getKeyFrequencies(tx)
  const search = await readLibrarySearch(tx, caller, filters, { now, frequencies })
  const found = await findInLibrary(tx, search, { sort: 'score', cursor: null, limit: MOST_AT_ONCE + 1, frequencies })
  if (found.length > MOST_AT_ONCE) throw new Refusal('too_many_at_once')
  return found.map(({ id }) => id).sort((a, b) => a - b)
}
