import { sql } from 'drizzle-orm'
import { firstRow, type Tx } from '../db/tx.ts'
import type { KeyFrequencies } from './key-frequencies.ts'
import type { LibrarySearch } from './library-filters.ts'

/** So few matches are found and sorted sooner than an order is walked. */
const FEW = 1500
/** Enterprises with a tag or at a state are looked up one by one as long as they are so few; so many rows are read sooner. */
const FEW_KNOWN = 500
const FEW_THERE = 10_000

export function isEmpty({ nothing, places }: LibrarySearch): boolean {
  return nothing || places?.length === 0
}

export function areFew(search: LibrarySearch, frequencies: KeyFrequencies): boolean {
  return search.places === null || sureMatches(search, frequencies) <= FEW
}

/** Whether there are few enterprises with the tags or at the states that are asked for, which is asked of other tables. */
export async function areKnown(tx: Tx, search: LibrarySearch, frequencies: KeyFrequencies): Promise<boolean> {
  if (search.among === null || rowsThere(search, frequencies) <= FEW_THERE) return false
  const known = await firstRow<{ count: number }>(
    tx,
    sql`select count(*)::int as count from (${search.among} limit ${FEW_KNOWN + 1}) known`,
  )
  return (known?.count ?? 0) <= FEW_KNOWN
}

/** Enterprises in the places, as far as statistics go. */
export function rowsThere({ places }: LibrarySearch, { enterprises, shareOfPlaces }: KeyFrequencies): number {
  return enterprises * (places === null ? 1 : shareOfPlaces(places))
}

/** There are no more than these to be gathered, as far as statistics go. */
export function sureMatches(search: LibrarySearch, frequencies: KeyFrequencies): number {
  const [rarest] = search.keyed
  return rarest === undefined ? Number.POSITIVE_INFINITY : rarest.share * rowsGathered(search, frequencies)
}

/** Among these keys find what matches: any of dozens of keys is looked up in all places. */
export function rowsGathered(search: LibrarySearch, frequencies: KeyFrequencies): number {
  return search.keyed.some(({ anyOf }) => anyOf) ? frequencies.enterprises : rowsThere(search, frequencies)
}
