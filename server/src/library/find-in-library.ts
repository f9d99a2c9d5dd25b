import type { LibrarySort } from '@yijian/shared/library/list-contract'
import { rows, type Tx } from '../db/tx.ts'
import type { KeyFrequencies } from './key-frequencies.ts'
import type { LibraryCursor } from './library-cursor.ts'
import type { LibrarySearch } from './library-filters.ts'
import { type By, gather, type Stretch, walk } from './library-statements.ts'
import { areFew, areKnown, isEmpty, rowsGathered, rowsThere, sureMatches } from './search-estimates.ts'

export type Found = { readonly id: number; readonly value: string }
type Asked = {
  readonly sort: LibrarySort
  readonly cursor: LibraryCursor | null
  readonly limit: number
  readonly frequencies: KeyFrequencies
}

/** Rows read in order to see how close together matches stand: about a millisecond. */
const TRIED = 2000
/** What things take, in microseconds: orders but the score keep nothing beside them, so each row is fetched. */
const COST = { gathering: 1500, match: 8, row: { score: 0.7, newest: 2.5, headcount: 2.5 } } as const
/** A page may be further than the first rows let expect. */
const MARGIN = 1.5
/**
 * The next rows that match, in order. Common matches stand close together in the order, so it is walked; rare ones are
 * found by their keys and sorted. Statistics tell what is surely rare; for the rest a short walk shows how far a page is.
 */
export async function findInLibrary(tx: Tx, search: LibrarySearch, asked: Asked): Promise<Found[]> {
  const { sort, cursor, limit, frequencies } = asked
  if (isEmpty(search)) return []
  const gathered = (by: By) => rows<Found>(tx, gather(search, by, { sort, cursor, limit }))
  if (areFew(search, frequencies)) return gathered('keys')
  const [range] = search.ranges.score
  if (search.aside && sort === 'score' && range) {
    if (search.elsewhere && (await areKnown(tx, search, frequencies))) return gathered('known')
    return rows<Found>(tx, walk(search, { sort, range, cursor }, limit, null))
  }
  const found: Found[] = []
  for (const range of search.ranges[sort]) {
    const walked = await walkStretch(tx, search, { sort, range, cursor }, limit - found.length, frequencies)
    if (typeof walked === 'string') return gathered(walked)
    found.push(...walked)
    if (found.length === limit) break
  }
  return found
}

/** @returns matches, or by what they are found sooner than by walking on */
async function walkStretch(
  tx: Tx,
  search: LibrarySearch,
  stretch: Stretch,
  limit: number,
  frequencies: KeyFrequencies,
): Promise<Found[] | By> {
  const tried = await rows<Found>(tx, walk(search, stretch, limit, TRIED))
  if (tried.length === limit) return tried
  const there = rowsThere(search, frequencies)
  const share = (tried.length + 1) / TRIED
  const read = (MARGIN * limit) / share
  const matches = Math.min(share * rowsGathered(search, frequencies), sureMatches(search, frequencies))
  const keyed = search.keyed.length > 0
  if (keyed && COST.gathering + matches * COST.match < Math.min(read, there) * COST.row[stretch.sort]) return 'keys'
  if (await areKnown(tx, search, frequencies)) return 'known'
  if (search.aside?.few) return 'aside'
  if (read < there) {
    const walked = await rows<Found>(tx, walk(search, stretch, limit, Math.ceil(read)))
    if (walked.length === limit) return walked
    if (keyed) return 'keys'
  }
  return rows<Found>(tx, walk(search, stretch, limit, null))
}
