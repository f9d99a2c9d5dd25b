import { type SQL, sql } from 'drizzle-orm'
import { firstRow, type Tx } from '../db/tx.ts'
import type { KeyFrequencies } from './key-frequencies.ts'
import type { LibrarySearch } from './library-filters.ts'
import { gather, walk } from './library-statements.ts'
import { areFew, areKnown, isEmpty } from './search-estimates.ts'

const ID_BYTES = 8

/**
 * All that match at this moment, the most promising first, at most `most` of them: eight bytes each, so that a city of a
 * million is eight megabytes.
 */
export async function listMatching(
  tx: Tx,
  search: LibrarySearch,
  { most, frequencies }: { readonly most: number; readonly frequencies: KeyFrequencies },
): Promise<Float64Array> {
  if (isEmpty(search)) return new Float64Array()
  const matching = await statementOf(tx, search, most, frequencies)
  // One value instead of a row each: a million rows would be a hundred megabytes of objects.
  const found = await firstRow<{ ids: Buffer | null }>(
    tx,
    sql`select string_agg(int8send(m.id), ''::bytea) as ids from (${matching}) m`,
  )
  const bytes = found?.ids ?? Buffer.alloc(0)
  return Float64Array.from({ length: bytes.length / ID_BYTES }, (_, at) => Number(bytes.readBigInt64BE(at * ID_BYTES)))
}

/** By what they are found when all are wanted: what walking reads in vain for a page is read once here. */
async function statementOf(tx: Tx, search: LibrarySearch, most: number, frequencies: KeyFrequencies): Promise<SQL> {
  const page = { sort: 'score', cursor: null, limit: most } as const
  if (areFew(search, frequencies) || search.keyed.length > 0) return gather(search, 'keys', page)
  if (await areKnown(tx, search, frequencies)) return gather(search, 'known', page)
  const [range] = search.ranges.score
  if (!range) throw new Error('an order by score has one range')
  return walk(search, { sort: 'score', range, cursor: null }, most, null)
}
