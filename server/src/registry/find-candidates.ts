import { keysOf, searchedFor } from '@yijian/shared/registry/claim-keys'
import type { Claim, Known } from '@yijian/shared/registry/cross-check'

import type { Queryable } from '../db/queryable.ts'

/** Rows that one key may bring: a key shared by more says nothing, and the cost stays flat. */
const ROWS_PER_KEY = 60

const KNOWN = `e.id, e.credit_code as code, e.name, e.former_names as "formerNames", coalesce(e.address, '') as address,
  e.principal_name as principal, e.status_text as "statusText", e.status_class as "statusClass"`

/*
 * What is asked stands in a select of its own in each statement: a plan that knows the values looks cheaper to PostgreSQL
 * than one that does not, so that it would plan each look-up anew, which takes longer than the look-up.
 */

/** Rows under any of the codes, by code. One index look-up per code. */
export async function findByCodes(db: Queryable, codes: readonly string[]): Promise<Map<string, Known>> {
  if (codes.length === 0) return new Map()
  const { rows } = await db.query<Known>({
    name: 'enterprise by codes',
    text: `select ${KNOWN} from enterprise e where e.credit_code = any ((select $1::text[])::text[])`,
    values: [codes],
  })
  return new Map(rows.map((row) => [row.code ?? '', row]))
}

/** Of whom has the very core of a name; where there are more, a code and an address say more than they do. */
const FEW_RIVALS = 8

export type NamedAndRivals = {
  readonly known: Known[]
  /** False when more share the core than were looked at. */
  readonly allRivals: boolean
}

/**
 * The row under one code and, unless name, address and person are the very ones, whoever could contest that name: in one
 * round trip, which is most of what such an answer costs. Whom a key brings is found by the index of the keys alone, hence
 * the offset.
 */
export async function findNamedAndRivals(db: Queryable, code: string, claim: Claim): Promise<NamedAndRivals> {
  const [byName, byCore] = keysOf(claim).rivals
  const { rows } = await db.query<Known & { byCore: boolean }>({
    name: 'enterprise by code and rivals',
    text: `with named as materialized (select ${KNOWN} from enterprise e where e.credit_code = $1)
      select *, false as "byCore" from named
      union all select *, false from (${rivalsUnder('$3', ROWS_PER_KEY)}) by_name where not exists (select from named where name = $2 and $5 in ('', address) and $6 in ('', principal))
      union all select *, true from (${rivalsUnder('$4', FEW_RIVALS)}) by_core where not exists (select from named where name = $2)`,
    values: [code, claim.name, byName, byCore, claim.address, claim.principal],
  })
  return {
    known: distinct(rows.map(({ byCore: _, ...row }) => row)),
    allRivals: rows.filter((row) => row.byCore).length < FEW_RIVALS,
  }
}

function rivalsUnder(key: string, most: number): string {
  return `select * from (select ${KNOWN} from enterprise e where e.lookup_keys @> array[(select ${key}::int)] offset 0) shared
    limit ${most}`
}

/** How far the search goes for a claim; each stage costs a statement or two for any number of claims. */
export const stages = ['rivals', 'exact', 'slips', 'far', 'searched'] as const
export type Stage = (typeof stages)[number]

/** Rows that share a look-up key of this stage with each claim. */
export async function findCandidates(db: Queryable, claims: readonly Claim[], stage: Stage): Promise<Known[][]> {
  if (stage === 'searched') return findSearched(db, claims)
  const keys = claims.map((claim) => keysOf(claim)[stage])
  const byKey = await findByKeys(db, new Set(keys.flat()))
  return keys.map((asked) => distinct(rowsUnder(byKey, asked)))
}

/** Each row once. */
export function distinct(rows: readonly Known[]): Known[] {
  return [...new Map(rows.map((row) => [row.id, row])).values()]
}

async function findByKeys(db: Queryable, keys: ReadonlySet<number>): Promise<Map<number, Known[]>> {
  if (keys.size === 0) return new Map()
  const { rows } = await db.query<Known & { keys: number[] }>({
    name: 'enterprise by look-up keys',
    // One small index scan per key. Both one overlap test over all keys and a plain limit (without the offset, which
    // plans the inner query by itself) would be planned as scans of the table.
    text: `with hit as (
        select found.id, array_agg(key) as keys
        from unnest((select $1::int[])) as key
        cross join lateral (
          select id from (select id from enterprise where lookup_keys @> array[key] offset 0) shared limit ${ROWS_PER_KEY}) found
        group by found.id)
      select ${KNOWN}, hit.keys from hit join enterprise e using (id)`,
    values: [[...keys]],
  })
  const byKey = new Map<number, Known[]>()
  for (const { keys: shared, ...row } of rows) {
    for (const key of shared) {
      const others = byKey.get(key)
      if (others) others.push(row)
      else byKey.set(key, [row])
    }
  }
  return byKey
}

/** Rows that have all the library's search keys of some group of each claim. */
async function findSearched(db: Queryable, claims: readonly Claim[]): Promise<Known[][]> {
  const found: Known[][] = claims.map(() => [])
  const groups = claims.flatMap((claim, i) => searchedFor(claim).map((keys) => ({ i, keys })))
  if (groups.length === 0) return found
  const { rows } = await db.query<Known & { number: number }>({
    name: 'enterprise by search keys',
    text: `select ${KNOWN}, asked.number::int from unnest((select $1::text[])) with ordinality as asked (keys, number)
      cross join lateral (
        select * from (select * from enterprise where search_keys @> asked.keys::int[] offset 0) shared limit ${ROWS_PER_KEY}) e`,
    values: [groups.map(({ keys }) => `{${keys.join()}}`)],
  })
  for (const { number, ...row } of rows) found[groups[number - 1]?.i ?? 0]?.push(row)
  return found.map(distinct)
}

function rowsUnder(byKey: ReadonlyMap<number, Known[]>, keys: readonly number[] = []): Known[] {
  return keys.flatMap((key) => byKey.get(key) ?? [])
}
