import { queryKeys } from '@yijian/shared/cross-check/look-up-keys'
import { nameKey } from '@yijian/shared/enterprise-name'
import { readBySound } from '@yijian/shared/library/search-terms'
import { type SQL, sql } from 'drizzle-orm'
import { rows, type Tx } from '../db/tx.ts'
import { type LibrarySearch, readingCondition } from './library-filters.ts'
import { gather } from './library-statements.ts'

const MOST = 10
/** Of so many that sound alike any ten are as good. */
const CANDIDATES = 300

/**
 * Enterprises whose names sound like what was typed, or are a slip away from it, the likest first.
 * @param search what else is asked for: places and filters without the words
 */
export async function findAlike(tx: Tx, search: LibrarySearch, q: string): Promise<number[]> {
  const key = nameKey(q)
  if (Array.from(key).length < 2) return []
  const { near } = queryKeys(q)
  const sound = readBySound(q)
  const parts: SQL[] = [
    sql`(select e.id from enterprise e where e.lookup_keys && ${sql.param(near)}::int[] limit ${CANDIDATES})`,
  ]
  if (sound)
    parts.push(
      sql`(select e.id from enterprise e where e.search_keys @> ${sql.param(sound.keys)}::int[] and ${readingCondition(sound)} limit ${CANDIDATES})`,
    )
  const among = sql.join(parts, sql` union `)
  const found = await rows<{ id: number }>(
    tx,
    gather({ ...search, among }, 'known', { sort: 'score', cursor: null, limit: CANDIDATES }),
  )
  const likest = await rows<{ id: number }>(
    tx,
    sql`select e.id from enterprise e where e.id = any (${sql.param(found.map(({ id }) => id))}::bigint[])
        order by similarity(e.name_key, ${key}) desc, e.standard_score desc, e.id limit ${MOST}`,
  )
  return likest.map(({ id }) => id)
}
