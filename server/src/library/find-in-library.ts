import type { LibrarySort } from '@yijian/shared/library/list-contract'
import { sql } from 'drizzle-orm'
import { firstRow, rows, type Tx } from '../db/tx.ts'
import type { KeyFrequencies } from './key-frequencies.ts'
import type { LibraryCursor } from './library-cursor.ts'
import type { LibrarySearch } from './library-filters.ts'
import { type By, countGathered, countOnWalk, gather, type Stretch, walk } from './library-statements.ts'

export type Found = { readonly id: number; readonly value: string }
type Asked = {
  readonly sort: LibrarySort
  readonly cursor: LibraryCursor | null
  readonly limit: number
  readonly frequencies: KeyFrequencies
}

/** Rows read in order to see how close together matches stand: about a millisecond. */
const TRIED = 2000
/** So few matches are found and sorted sooner than an order is walked. */
const FEW = 1500
/** Enterprises with a tag or at a state are looked up one by one as long as they are so few; so many rows are read sooner. */
const FEW_KNOWN = 500
const FEW_THERE = 10_000
/** What things take, in microseconds: orders but the score keep nothing beside them, so each row is fetched. */
const COST = { gathering: 1500, match: 8, row: { score: 0.7, newest: 2.5, headcount: 2.5 } } as const
/** A page may be further than the first rows let expect. */
const MARGIN = 1.5
/**
 * Rows that counting reads in order: a city of fifty thousand is counted to its end. Where the first of them hold fewer
 * matches than these, so many are gathered instead.
 */
const COUNTED_ROWS = { first: 20_000, all: 60_000 } as const
const SPARSE = 500
const COUNTED_MATCHES = 3000
const SOME = 100

/**
 * The next rows that match, in order. Common matches stand close together in the order, so it is walked; rare ones are
 * found by their keys and sorted. Statistics tell what is surely rare; for the rest a short walk shows how far a page is.
 */
export async function findInLibrary(tx: Tx, search: LibrarySearch, asked: Asked): Promise<Found[]> {
  const { sort, cursor, limit, frequencies } = asked
  if (isEmpty(search)) return []
  const gathered = (by: 'keys' | 'known') => rows<Found>(tx, gather(search, by, { sort, cursor, limit }))
  if (areFew(search, frequencies)) return gathered('keys')
  const [range] = search.ranges.score
  if (search.aside && sort === 'score' && range)
    return rows<Found>(tx, walk(search, { sort, range, cursor }, limit, null))
  const found: Found[] = []
  for (const range of search.ranges[sort]) {
    const walked = await walkStretch(tx, search, { sort, range, cursor }, limit - found.length, frequencies)
    if (walked === 'keys' || walked === 'known') return gathered(walked)
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
): Promise<Found[] | 'keys' | 'known'> {
  const tried = await rows<Found>(tx, walk(search, stretch, limit, TRIED))
  if (tried.length === limit) return tried
  const there = rowsThere(search, frequencies)
  const share = (tried.length + 1) / TRIED
  const read = (MARGIN * limit) / share
  const matches = Math.min(share * there, sureMatches(search, frequencies))
  const keyed = search.keyed.length > 0
  if (keyed && COST.gathering + matches * COST.match < Math.min(read, there) * COST.row[stretch.sort]) return 'keys'
  if (await areKnown(tx, search, frequencies)) return 'known'
  if (read < there) {
    const walked = await rows<Found>(tx, walk(search, stretch, limit, Math.ceil(read)))
    if (walked.length === limit) return walked
    if (keyed) return 'keys'
  }
  return rows<Found>(tx, walk(search, stretch, limit, null))
}

export type Count = { readonly count: number /** There are more than were counted. */; readonly more: boolean }
type Counting = {
  /** Counted no further than this. */
  readonly most: number
  readonly frequencies: KeyFrequencies
  /** However long it takes; otherwise what would take long is counted in part. */
  readonly thorough?: boolean
}

/** How many match. */
export async function countInLibrary(
  tx: Tx,
  search: LibrarySearch,
  { most, frequencies, thorough = false }: Counting,
): Promise<Count> {
  if (isEmpty(search)) return { count: 0, more: false }
  const gathered = async (by: By, atMost: number): Promise<Count> => {
    const row = await firstRow<{ found: number }>(tx, countGathered(search, by, atMost + 1))
    const found = row?.found ?? 0
    return { count: Math.min(found, atMost), more: found > atMost }
  }
  const walked = async (rowsRead: number | null) => {
    const [range] = search.ranges.score
    if (!range) throw new Error('an order by score has one range')
    const statement = countOnWalk(search, { sort: 'score', range, cursor: null }, rowsRead)
    return (await firstRow<{ read: number; found: number }>(tx, statement)) ?? { read: 0, found: 0 }
  }
  const keyed = search.keyed.length > 0
  if (areFew(search, frequencies) || (thorough && keyed)) return gathered('keys', most)
  if (await areKnown(tx, search, frequencies)) return gathered('known', most)
  if (search.aside) return gathered('aside', most)
  const part = await walked(thorough ? null : COUNTED_ROWS.first)
  if (part.found > most) return { count: most, more: true }
  if (thorough || part.read < COUNTED_ROWS.first) return { count: part.found, more: false }
  if (part.found >= SPARSE) {
    if (search.elsewhere) return { count: part.found, more: true }
    const { read, found } = await walked(COUNTED_ROWS.all)
    return { count: Math.min(found, most), more: found > most || read === COUNTED_ROWS.all }
  }
  if (keyed) return gathered('keys', Math.min(most, COUNTED_MATCHES))
  if (part.found > 0) return { count: part.found, more: true }
  // At the end of the order nothing narrows it: what is closed or not private.
  const last = await findInLibrary(tx, search, { sort: 'score', cursor: null, limit: SOME + 1, frequencies })
  return { count: Math.min(last.length, SOME), more: last.length > SOME }
}

function isEmpty({ nothing, places }: LibrarySearch): boolean {
  return nothing || places?.length === 0
}

function areFew(search: LibrarySearch, frequencies: KeyFrequencies): boolean {
  return search.places === null || sureMatches(search, frequencies) <= FEW
}

/** Whether there are few enterprises with the tags or at the states that are asked for, which is asked of other tables. */
async function areKnown(tx: Tx, search: LibrarySearch, frequencies: KeyFrequencies): Promise<boolean> {
  if (search.among === null || rowsThere(search, frequencies) <= FEW_THERE) return false
  const known = await firstRow<{ count: number }>(
    tx,
    sql`select count(*)::int as count from (${search.among} limit ${FEW_KNOWN + 1}) known`,
  )
  return (known?.count ?? 0) <= FEW_KNOWN
}

function rowsThere({ places }: LibrarySearch, { enterprises, shareOfPlaces }: KeyFrequencies): number {
  return enterprises * (places === null ? 1 : shareOfPlaces(places))
}

/** There are no more than these, as far as statistics go. */
function sureMatches(search: LibrarySearch, frequencies: KeyFrequencies): number {
  const [rarest] = search.keyed
  return rarest === undefined ? Number.POSITIVE_INFINITY : rarest.share * rowsThere(search, frequencies)
}
