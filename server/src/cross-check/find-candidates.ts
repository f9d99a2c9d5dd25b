import { keysOf, searchedFor, searchedForShort } from '@yijian/shared/cross-check/claim-keys'
import { readCode } from '@yijian/shared/cross-check/claimed-code'
import type { Claim, Known } from '@yijian/shared/cross-check/cross-check'
import { BESIDE_PLACES, canBeFoundAround, needsNoCore, type Rivals, rivalKeys } from '@yijian/shared/cross-check/rivals'

import type { Queryable } from '../db/queryable.ts'

/** Rows that one key may bring: a key shared by more says nothing, and the cost stays flat. */
const ROWS_PER_KEY = 60

const KNOWN = `e.id, e.credit_code as code, e.name, e.former_names as "formerNames", coalesce(e.address, '') as address,
  e.principal_name as principal, e.status_text as "statusText", e.status_class as "statusClass"`

const COLUMNS = 'id, code, name, "formerNames", address, principal, "statusText", "statusClass"'

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
    values: [listed(codes)],
  })
  return new Map(rows.map((row) => [row.code ?? '', row]))
}

/** Codes hold nothing that would have to be quoted. */
function listed(codes: readonly string[]): string {
  return `{${codes.join()}}`
}

/** Rivals of each sort that are looked at: whether there is one decides, and where there are more, code and address say more. */
const FEW_RIVALS = 4

/**
 * Who could contest a name with the one under `asked.code`, or be meant by it: those with the very name; those at the
 * claimed address; and, where nobody has the name and they matter, those with its core. Each is found by the index of the
 * keys alone, hence the offsets, and they are few: a name that thousands share costs what another does.
 */
function rivalsAt(addressKeys: string, most: number): string {
  return `(
  with by_name as materialized (select under.* from unnest(asked.by_name) as key cross join lateral (${rowsOf('array[key]', FEW_RIVALS)}) under limit ${FEW_RIVALS})
  select *, asked.core_matters as "coreMatters", 'name' as found from by_name
  union all select *, asked.core_matters, 'address' from (${rowsOf(`array[${addressKeys}]`, most)}) by_address
  union all select *, asked.core_matters, 'core' from (${rowsOf('array[asked.by_core]', FEW_RIVALS)}) by_core
    where asked.core_matters and not exists (select from by_name))`
}

function rowsOf(keys: string, most: number): string {
  return `${sharing(keys)} limit ${most}`
}

function sharing(keys: string): string {
  return `select * from (select ${KNOWN} from enterprise e where e.lookup_keys @> ${keys} offset 0) shared
    where asked.code is null or code is distinct from asked.code`
}

function ofEach(rivals: string): string {
  return `select rivals.*, asked.number::int
    from (
      select code, by_name::int[], by_core, by_address, core_matters, number
      from unnest((select $1::text[]), (select $2::text[]), (select $3::int[]), (select $4::int[]), (select $5::bool[]))
        with ordinality as asked (code, by_name, by_core, by_address, core_matters, number) offset 0) asked
    cross join lateral ${rivals} rivals`
}

/** With the core of the name; whoever else is there could not contest it. */
const RIVALS_OF_EACH = ofEach(rivalsAt('asked.by_core, asked.by_address', FEW_RIVALS))
const AROUND_EACH = ofEach(rivalsAt('asked.by_address', ROWS_PER_KEY))

/** `around` is whoever sits at the claimed address, `address` who has the core of the name besides. */
type How = 'named' | 'name' | 'address' | 'around' | 'core'
type Found = Known & { found: How; coreMatters: boolean; isNear?: boolean; number?: number }

/** What `findNamedAndRivals` finds. */
type Named = {
  readonly named: readonly Known[]
  readonly rivals: Rivals
  /** As `findAround` finds them, where neither name nor address is anything like its own. */
  readonly around: Rivals | undefined
}

/**
 * One scan serves all keys, as each further one in a statement costs time even where it is not run. The key of the core
 * stands behind those of the name under the same limit, and so is used only where few have the name.
 */
const NAMED_AND_RIVALS = `with named as materialized (
    select ${KNOWN}, not (e.lookup_keys @> $6::int[] or coalesce(e.lookup_keys @> $10::int[]
        and ($13::bool or translate(replace(e.name_key, $14, ''), '${BESIDE_PLACES}', '') = any ($15::text[])), false)) as "coreMatters",
      coalesce((e.credit_code = $2 or ($2 is null and $5 <> '' and e.address = $5)) and e.name = $3 and $4 in ('', e.principal_name), false) as "isSame",
      e.lookup_keys && $12::int[] as "isNear"
    from enterprise e where e.credit_code = any ((select $1::text[])::text[]))
  select ${COLUMNS}, "coreMatters", "isNear", 'named' as found from named
  union all
  select rivals.*
  from (select * from named where not ("isSame" and (select $5::text) in ('', address)) offset 0) asked
  cross join (values ('name', ${FEW_RIVALS}), ('address', ${FEW_RIVALS}), ('around', ${ROWS_PER_KEY})) part (name, most)
  cross join lateral (
    select sharing.*, asked."coreMatters", asked."isNear", set.found
    from (values ('name', 'name', $6::int[]), ('name', 'name', $7::int[]), ('name', 'name', $8::int[]), ('name', 'core', $9::int[]),
      ('address', 'address', $10::int[]), ('around', 'around', $11::int[])) set (part, found, keys)
    cross join lateral (${sharing('set.keys')}) sharing
    where set.part = part.name and set.keys is not null
      and case set.found when 'name' then not asked."isSame" when 'around' then not asked."isNear" when 'core' then asked."coreMatters" else true end
    limit part.most) rivals`

/**
 * The rows under any of the codes and, when it is one, its rivals, unless name, address and person are its own, and its
 * code or an address is given; and whoever is around, where the claim seems to mean one of those instead: in one round trip, which is
 * most of what such an answer costs. That the core does not matter is guessed from keys and spelling; see `needsNoCore`.
 */
export async function findNamedAndRivals(db: Queryable, codes: readonly string[], claim: Claim): Promise<Named> {
  const { byName, everyForm, byCore, byAddress, core, places } = rivalKeys(claim)
  const hasAround = canBeFoundAround(claim)
  const { rows } = await db.query<Found>({
    name: 'enterprise by code and rivals',
    text: NAMED_AND_RIVALS,
    values: [
      ...[listed(codes), codeIn(claim), claim.name, claim.principal, claim.address],
      ...[all(byName[0]), all(byName[1]), all(byName[2]), all(byCore)],
      ...[all(byCore, byAddress), hasAround ? all(byAddress) : null],
      ...[`{${[...byName, byCore, byAddress].filter((key) => key !== undefined).join()}}`, everyForm, core, places],
    ],
  })
  const named = rows.filter(({ found }) => found === 'named')
  const [only] = named
  const isAround = hasAround && only?.isNear === false
  return {
    named: named.map(knownIn),
    rivals: rivalsAmong(rows, only?.coreMatters ?? true),
    around: isAround ? rivalsAmong(rows, true, 'around') : undefined,
  }
}

/** Null where there is nothing to look for. */
function all(...keys: readonly (number | undefined)[]): string | null {
  return keys.includes(undefined) ? null : `{${keys.join()}}`
}

/** Null when it is none that was ever given out: what it was meant for is a guess. */
function codeIn(claim: Claim): string | null {
  const reading = readCode(claim)
  return reading.ok ? reading.code : null
}

/** The same for many claims, whose codes were looked up before. */
export async function findRivals(
  db: Queryable,
  asked: readonly { readonly claim: Claim; readonly named: Known }[],
): Promise<Rivals[]> {
  return findEach(
    db,
    asked.map(({ claim, named }) => ({ claim, code: named.code, coreMatters: !needsNoCore(claim, named) })),
    { name: 'rivals of enterprises', text: RIVALS_OF_EACH },
  )
}

/** Whoever sits at the address of each claim, and a few who bear its name or share its core. */
export async function findAround(db: Queryable, claims: readonly Claim[]): Promise<Rivals[]> {
  return findEach(
    db,
    claims.map((claim) => ({ claim, code: null, coreMatters: true })),
    { name: 'enterprises around', text: AROUND_EACH },
  )
}

type Asked = { readonly claim: Claim; readonly code: string | null; readonly coreMatters: boolean }

async function findEach(
  db: Queryable,
  asked: readonly Asked[],
  { name, text }: { readonly name: string; readonly text: string },
): Promise<Rivals[]> {
  if (asked.length === 0) return []
  const keys = asked.map(({ claim }) => rivalKeys(claim))
  const { rows } = await db.query<Found>({
    name,
    text,
    values: [
      asked.map(({ code }) => code),
      keys.map(({ byName }) => `{${byName.join()}}`),
      keys.map(({ byCore }) => byCore),
      keys.map(({ byAddress }) => byAddress),
      asked.map(({ coreMatters }) => coreMatters),
    ],
  })
  const found = asked.map((): Found[] => [])
  for (const row of rows) found[(row.number ?? 0) - 1]?.push(row)
  return found.map((ofOne, i) => rivalsAmong(ofOne, asked[i]?.coreMatters ?? true))
}

function knownIn({ found: _, coreMatters: __, isNear: ___, number: ____, ...known }: Found): Known {
  return known
}

function rivalsAmong(rows: readonly Found[], coreMatters: boolean, here: How = 'address'): Rivals {
  const at = (how: How) => rows.filter(({ found }) => found === how)
  const byName = at('name').slice(0, FEW_RIVALS)
  const isAsked = coreMatters && byName.length === 0
  const byCore = isAsked ? at('core') : []
  return {
    known: distinct([...byName, ...at(here), ...byCore].map(knownIn)),
    allOfName: byName.length < FEW_RIVALS,
    allOfCore: isAsked ? byCore.length < FEW_RIVALS : 'unasked',
  }
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
  const groups = claims.flatMap((claim, i) => [
    ...searchedFor(claim).map((keys) => ({ i, keys, short: false })),
    ...searchedForShort(claim).map((keys) => ({ i, keys, short: true })),
  ])
  if (groups.length === 0) return found
  const { rows } = await db.query<Known & { number: number }>({
    name: 'enterprise by search keys',
    text: `select ${KNOWN}, asked.number::int from unnest((select $1::text[])) with ordinality as asked (keys, number)
      cross join lateral (
        select * from (select * from enterprise where search_keys @> asked.keys::int[] offset 0) shared limit ${ROWS_PER_KEY}) e`,
    values: [groups.map(({ keys }) => `{${keys.join()}}`)],
  })
  const ofGroup = groups.map((): Known[] => [])
  for (const { number, ...row } of rows) ofGroup[number - 1]?.push(row)
  // Of a brand that more share than are looked at, nobody can say how many bear it.
  for (const [at, { i, short }] of groups.entries())
    if (!short || (ofGroup[at]?.length ?? 0) < ROWS_PER_KEY) found[i]?.push(...(ofGroup[at] ?? []))
  return found.map(distinct)
}

function rowsUnder(byKey: ReadonlyMap<number, Known[]>, keys: readonly number[] = []): Known[] {
  return keys.flatMap((key) => byKey.get(key) ?? [])
}
