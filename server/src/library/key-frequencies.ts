import { sql } from 'drizzle-orm'
import { firstRow, type Tx } from '../db/tx.ts'

/** How many enterprises there are and in which share of them a search key stands, as far as statistics go. */
export type KeyFrequencies = { readonly enterprises: number; shareOf(key: number): number }

const KEPT_MS = 60_000
let kept: { readonly until: number; readonly of: KeyFrequencies } | undefined

/**
 * PostgreSQL samples which keys are common when it analyses the table; whatever is not among those is rarer than the
 * rarest of them. They choose a way to search and never decide what is found, so a minute old is new enough.
 */
export async function getKeyFrequencies(tx: Tx): Promise<KeyFrequencies> {
  if (kept && kept.until > performance.now()) return kept.of
  const found = await firstRow<{ enterprises: number; keys: number[] | null; shares: number[] | null }>(
    tx,
    sql`select greatest(c.reltuples, 0)::float8 as enterprises, s.most_common_elems::text::int[] as keys, s.most_common_elem_freqs::float8[] as shares
        from pg_class c left join pg_stats s on s.schemaname = 'public' and s.tablename = 'enterprise' and s.attname = 'search_keys'
        where c.oid = 'enterprise'::regclass`,
  )
  const shares = new Map(found?.keys?.map((key, i) => [key, found.shares?.[i] ?? 1]))
  const rarest = Math.min(1, ...shares.values())
  const of = {
    enterprises: found?.enterprises ?? 0,
    // Without statistics every key might be in every row.
    shareOf: (key: number) => shares.get(key) ?? rarest,
  }
  kept = { until: performance.now() + KEPT_MS, of }
  return of
}
