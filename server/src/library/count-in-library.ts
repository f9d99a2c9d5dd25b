import type { SQL } from 'drizzle-orm'
import { firstRow, type Tx } from '../db/tx.ts'
import { findInLibrary } from './find-in-library.ts'
import type { KeyFrequencies } from './key-frequencies.ts'
import type { LibrarySearch } from './library-filters.ts'
import {
  type By,
  countAmong,
  countGathered,
  countOnWalk,
  countThere,
  type Read,
  type Stretch,
} from './library-statements.ts'
import { areFew, areKnown, isEmpty, rowsThere } from './search-estimates.ts'

export type Count = { readonly count: number /** There are more than were counted. */; readonly more: boolean }
type Counting = {
  /** Counted no further than this. */
  readonly most: number
  readonly frequencies: KeyFrequencies
}

/**
 * Rows that counting reads: a city of fifty thousand is counted to its end. Of more, the first in order tell whether to
 * read on: where they hold few matches, so many are gathered instead. What has to be looked up in other tables takes five
 * times as long a row.
 */
const ROWS = { first: 20_000, all: 60_000, lookedUp: 10_000 } as const
const SPARSE = 500
/** Matches that are gathered, and enterprises that other tables tell, when they are counted in part. */
const GATHERED = 3000
const SOME = 100
/** Other tables tell about all places; what a post may see is sifted out of that one by one. */
const SHARE_SIFTED = 0.3

/** How many match; of what would take long, how many there are at least. */
export async function countInLibrary(tx: Tx, search: LibrarySearch, { most, frequencies }: Counting): Promise<Count> {
  if (isEmpty(search)) return { count: 0, more: false }
  const there = rowsThere(search, frequencies)
  if (areFew(search, frequencies)) return countBy(tx, search, 'keys', most)
  if (search.among !== null && there > ROWS.lookedUp && there >= SHARE_SIFTED * frequencies.enterprises) {
    const { read, found } = await countRead(tx, countAmong(search, search.among, GATHERED))
    if (read < GATHERED || found >= SOME) return { count: found, more: read === GATHERED }
  }
  if (search.aside) return countBy(tx, search, 'aside', most)
  const { keyed, elsewhere } = search
  const inAnyOrder = !elsewhere && keyed.length === 0 && there <= ROWS.first + ROWS.all
  const rowsRead = elsewhere ? ROWS.lookedUp : inAnyOrder ? ROWS.all : ROWS.first
  const stretch = wholeOrder(search)
  const part = await countRead(tx, (inAnyOrder ? countThere : countOnWalk)(search, stretch, rowsRead))
  if (part.found > most) return { count: most, more: true }
  if (part.read < rowsRead) return { count: part.found, more: false }
  const loosely = keyed.length > 0 && keyed.every(({ anyOf }) => anyOf)
  const sparse = loosely ? SPARSE / 10 : SPARSE
  if (part.found < sparse && keyed.length > 0) return countBy(tx, search, 'keys', Math.min(most, GATHERED))
  if (!elsewhere && !inAnyOrder && part.found >= sparse) {
    const rest = loosely ? ROWS.first : ROWS.all - ROWS.first
    const { read, found } = await countRead(tx, countOnWalk(search, { ...stretch, cursor: part.last }, rest))
    const count = part.found + found
    return { count: Math.min(count, most), more: count > most || read === rest }
  }
  if (part.found > 0) return { count: part.found, more: true }
  // At the end of the order nothing narrows it: what is closed or not private.
  const last = await findInLibrary(tx, search, { sort: 'score', cursor: null, limit: SOME + 1, frequencies })
  return { count: Math.min(last.length, SOME), more: last.length > SOME }
}

/** How many match, up to `most`, however long it takes. */
export async function countToTheEnd(tx: Tx, search: LibrarySearch, { most, frequencies }: Counting): Promise<Count> {
  if (isEmpty(search)) return { count: 0, more: false }
  if (areFew(search, frequencies) || search.keyed.length > 0) return countBy(tx, search, 'keys', most)
  if (await areKnown(tx, search, frequencies)) return countBy(tx, search, 'known', most)
  if (search.aside) return countBy(tx, search, 'aside', most)
  const { found } = await countRead(tx, countThere(search, wholeOrder(search), null))
  return { count: Math.min(found, most), more: found > most }
}

async function countBy(tx: Tx, search: LibrarySearch, by: By, most: number): Promise<Count> {
  const found = (await firstRow<{ found: number }>(tx, countGathered(search, by, most + 1)))?.found ?? 0
  return { count: Math.min(found, most), more: found > most }
}

async function countRead(tx: Tx, statement: SQL): Promise<Read> {
  return (await firstRow<Read>(tx, statement)) ?? { read: 0, found: 0, last: null }
}

function wholeOrder({ ranges }: LibrarySearch): Stretch {
  const [range] = ranges.score
  if (!range) throw new Error('an order by score has one range')
  return { sort: 'score', range, cursor: null }
}
