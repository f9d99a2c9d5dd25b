import { sql } from 'drizzle-orm'
import { firstRow, type Tx } from '../db/tx.ts'

/** How many enterprises there are, and which share of them a search key or a place has, as far as statistics go. */
export type KeyFrequencies = {
  readonly enterprises: number
  shareOf(key: number): number
  /** What has one of many; those too rare for statistics are a tenth of the register together at most. */
  shareOfAny(keys: readonly number[]): number
  shareOfPlaces(places: readonly number[]): number
}

type Statistics = {
  readonly enterprises: number
  readonly keys: number[] | null
  readonly keyShares: number[] | null
  readonly places: number[] | null
  readonly placeShares: number[] | null
}

const KEPT_MS = 60_000
let kept: { readonly until: number; readonly of: KeyFrequencies } | undefined

/**
 * PostgreSQL samples which keys and places are common when it analyses the table; whatever is not among those is rarer than
 * the rarest of them. They choose a way to search and never decide what is found, so a minute old is new enough.
 */
export async function getKeyFrequencies(tx: Tx): Promise<KeyFrequencies> {
  if (kept && kept.until > performance.now()) return kept.of
  const found = await firstRow<Statistics>(
    tx,
    sql`select greatest(c.reltuples, 0)::float8 as enterprises,
          k.most_common_elems::text::int[] as keys, k.most_common_elem_freqs::float8[] as "keyShares",
          p.most_common_vals::text::int[] as places, p.most_common_freqs::float8[] as "placeShares"
        from pg_class c
        left join pg_stats k on k.schemaname = 'public' and k.tablename = 'enterprise' and k.attname = 'search_keys'
        left join pg_stats p on p.schemaname = 'public' and p.tablename = 'enterprise' and p.attname = 'place_id'
        where c.oid = 'enterprise'::regclass`,
  )
  const { shareOf, shareOfAny } = sharesOf(found?.keys, found?.keyShares)
  const { shareOf: shareOfPlace } = sharesOf(found?.places, found?.placeShares)
  const of = {
    enterprises: found?.enterprises ?? 0,
    shareOf,
    shareOfAny,
    shareOfPlaces: (places: readonly number[]) =>
      Math.min(
        1,
        places.reduce((sum, place) => sum + shareOfPlace(place), 0),
      ),
  }
  kept = { until: performance.now() + KEPT_MS, of }
  return of
}

const RARE_TOGETHER = 0.1

/** Without statistics everything might be everywhere. */
function sharesOf(values: readonly number[] | null | undefined, shares: readonly number[] | null | undefined) {
  const known = new Map(values?.map((value, i) => [value, shares?.[i] ?? 1]))
  const rarest = Math.min(1, ...known.values())
  const shareOf = (value: number) => known.get(value) ?? rarest
  const shareOfAny = (any: readonly number[]) => {
    const rare = any.filter((value) => !known.has(value)).length
    const common = any.reduce((sum, value) => sum + (known.get(value) ?? 0), 0)
    return Math.min(1, common + Math.min(RARE_TOGETHER, rare * rarest))
  }
  return { shareOf, shareOfAny }
}
