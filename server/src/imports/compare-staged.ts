import {
  type Difference,
  type DifferenceKind,
  differenceKinds,
  type ImportComparison,
} from '@yijian/shared/imports/contract'
import type { HoldFacts } from '@yijian/shared/imports/import-holds'
import type pg from 'pg'
import { DEAD, listedByDistrict, VANISHED } from '../registry/applying/mark-vanished.ts'
import { stagingTable } from '../registry/staging/staging-table.ts'
import { COMPARED_FIELDS, type DifferenceRow, presentDifference } from './present-difference.ts'

const EXAMPLES = 5

export type Compared = {
  readonly comparison: ImportComparison
  /** Rows that come in under a code of their own, by what they do. */
  readonly counts: Record<'new' | 'changed' | 'unchanged' | 'vanished' | 'warned', number>
  readonly facts: Pick<
    HoldFacts,
    | 'registerBefore'
    | 'listed'
    | 'known'
    | 'statusChanged'
    | 'principalChanged'
    | 'renamed'
    | 'placeLost'
    | 'live'
    | 'liveListed'
    | 'lookedAt'
    | 'elsewhere'
    | 'unlisted'
  >
}

/**
 * Finds out what a staged file would do to the register as it is now, all by sets, and keeps it in `registry_difference`
 * in place of what an earlier comparison left there. Nothing of the register changes.
 */
export async function compareStaged(
  client: pg.ClientBase,
  { batchId, complete, rows: all }: { batchId: number; complete: boolean; rows: number },
): Promise<Compared> {
  const staged = stagingTable(batchId)
  await client.query(`select set_config('work_mem', '64MB', true), set_config('statement_timeout', '0', true),
    set_config('idle_in_transaction_session_timeout', '0', true)`)
  await client.query(
    `create index if not exists batch_${Number(batchId)}_coming on ${staged} (row_number) where ${COMING}`,
  )
  await client.query(`analyze ${staged} (row_number, credit_code, unchanged, duplicate)`)
  await client.query('delete from registry_difference where batch_id = $1', [batchId])
  await client.query(differencesOf(staged), [batchId])
  const districts = complete ? await compareDistricts(client, staged, batchId) : []
  await client.query('analyze registry_difference')
  const rows = await countRows(client, { staged, batchId, every: Math.max(1, Math.floor(all / LOOKED_AT)) })
  const kinds = await countKinds(client, batchId)
  const { status_changed: statusChanged, place_lost: placeLost } = await countUnusual(client, staged)
  const { registerBefore, lookedAt, elsewhere, ...counts } = rows
  const unlisted = districts.filter((one) => !one.covered && one.unlisted > 0)
  const counted = (kind: DifferenceKind) => (kind === 'new' ? counts.new : (kinds.get(kind) ?? 0))
  const known = counts.changed + counts.unchanged
  const byKind: ImportComparison['kinds'] = []
  for (const kind of differenceKinds) {
    const count = counted(kind)
    byKind.push({ kind, count, examples: count > 0 ? await readExamples(client, batchId, kind) : [] })
  }
  return {
    comparison: {
      registerBefore,
      kinds: byKind,
      fields: await countFields(client, batchId),
      unlisted: unlisted.map(({ district, unlisted: enterprises }) => ({ district, enterprises })),
    },
    counts: { ...counts, vanished: counted('vanished') },
    facts: {
      registerBefore,
      listed: counts.new + known,
      known,
      statusChanged,
      principalChanged: counted('principal_changed'),
      renamed: counted('renamed'),
      placeLost,
      live: sum(districts.map(({ live }) => live)),
      liveListed: sum(districts.map(({ liveListed }) => liveListed)),
      lookedAt,
      elsewhere,
      unlisted: sum(unlisted.map(({ unlisted: enterprises }) => enterprises)),
    },
  }
}

/** Rows that would write something. */
const COMING = 'credit_code is not null and not duplicate and not unchanged'

const ADDRESS_CHANGED = `(e.address, e.operating_address) is distinct from (s.address, s.operating_address)`
const districtOf = (division: string) =>
  `(case ${division}.tier when 'county' then ${division}.id when 'street' then ${division}.parent_id end)`

/** Each kind with the condition for it, on staged row `s`, enterprise `e` and their places `ds` and `de`. */
const KINDS: Readonly<Partial<Record<DifferenceKind, string>>> = {
  renamed: 'not e.provisional and e.name_key <> s.name_key',
  principal_changed: 'not e.provisional and e.principal_name <> s.principal_name',
  // From street to street, or from district to district. A pool in place of its own street is less known, not moved.
  moved: `not e.provisional and ${ADDRESS_CHANGED} and (
    (de.tier = 'street' and ds.tier = 'street' and de.id <> ds.id) or ${districtOf('de')} <> ${districtOf('ds')})`,
  died: `e.status_class not in ${DEAD} and s.status_class in ${DEAD}`,
  revived: `e.status_class in ${DEAD} and s.status_class in ('live', 'paused')`,
}

function differencesOf(staged: string): string {
  const kinds = Object.entries(KINDS).map(([kind, condition]) => `case when ${condition} then '${kind}' end`)
  const changes = Object.entries(COMPARED_FIELDS).map(
    ([field, { differs, before, after }]) =>
      `case when ${differs} then jsonb_build_object('${field}', jsonb_build_array(${before}, ${after})) else '{}' end`,
  )
  return `
    insert into registry_difference (batch_id, enterprise_id, row_number, kinds, changes)
    select $1, id, row_number, case when kinds = '{}' then '{other_change}' else kinds end, changes
    from (
      select e.id, s.row_number, e.provisional, array_remove(array[${kinds.join(', ')}], null) as kinds, ${changes.join('\n || ')} as changes
      from ${staged} s join enterprise e on e.credit_code = s.credit_code
      join division de on de.id = e.place_id left join division ds on ds.id = s.place_id
      where ${COMING.replaceAll(/\b(credit_code|duplicate|unchanged)\b/g, 's.$1')}) as found
    where kinds <> '{}' or changes <> '{}' or provisional`
}

/** So many rows tell how many of all are of another city. */
const LOOKED_AT = 20_000

/**
 * Of another city: registered by the authority of one (依据: GB 32100-2015, positions 3 to 8; the state's and the province's
 * own authorities end in 00), or with an address that begins with the name of one. Former cities among the counties are ours.
 */
const ELSEWHERE = `(
  (substr(s.credit_code, 3, 4) <> all (ours.codes) and substr(s.credit_code, 5, 2) <> '00')
  or coalesce(substring(s.address from '^(?:中国)?(?:[^省市区县]{2,8}(?:省|自治区))?([^省市区县]{2,6}市)') !~ ours.names, false))`
const OURS = `(
  select array_agg(distinct left(code, 4)) as codes, '(' || string_agg(distinct left(name, -1), '|') || ')市$' as names
  from division where tier in ('city', 'county'))`

/** A row whose hash is another one, but in which nothing differs that a person would see, changes nothing. */
async function countRows(
  client: pg.ClientBase,
  { staged, batchId, every }: { staged: string; batchId: number; every: number },
) {
  type Counted = 'new' | 'known' | 'warned' | 'registerBefore' | 'changed' | 'lookedAt' | 'elsewhere'
  const { rows } = await client.query<Record<Counted, number>>(
    `select count(*) filter (where not s.unchanged and e.id is null) as new,
      count(*) filter (where s.unchanged or e.id is not null) as known,
      count(*) filter (where s.problems is not null) as warned,
      count(*) filter (where s.row_number % $2 = 0) as "lookedAt",
      count(*) filter (where case when s.row_number % $2 = 0 then ${ELSEWHERE} end) as elsewhere,
      (select count(*) from enterprise where batch_id is not null and not provisional) as "registerBefore",
      (select count(*) from registry_difference where batch_id = $1 and row_number is not null) as changed
    from ${staged} s left join enterprise e on e.credit_code = s.credit_code cross join ${OURS} ours
    where s.credit_code is not null and not s.duplicate`,
    [batchId, every],
  )
  const [counted] = rows
  if (!counted) throw new Error('the staged rows were not counted')
  const { known, ...counts } = counted
  return { ...counts, unchanged: known - counts.changed }
}

type District = {
  /** Null for those of which no more than the city is known. */
  readonly district: string | null
  readonly covered: boolean
  readonly live: number
  readonly liveListed: number
  readonly unlisted: number
}

/** Keeps what has vanished, and counts by district what a file of everything lists. */
async function compareDistricts(client: pg.ClientBase, staged: string, batchId: number): Promise<District[]> {
  const { rows } = await client.query<District>(
    `with ${listedByDistrict(staged)},
     kept as (
       insert into registry_difference (batch_id, enterprise_id, kinds, changes)
       select $1, id, '{vanished}', '{}' from (${VANISHED}) as vanished on conflict do nothing)
     select case when d.tier = 'county' then d.name end as district, c.district is not null as covered,
       count(*) filter (where p.live) as live,
       count(*) filter (where p.live and p.named) as "liveListed",
       count(*) filter (where not p.named and not p.gone) as unlisted
     from placed p join division d on d.id = p.district left join covered c on c.district = p.district
     group by d.id, c.district order by unlisted desc, d.code`,
    [batchId],
  )
  return rows
}

function sum(counts: readonly number[]): number {
  return counts.reduce((all, count) => all + count, 0)
}

/** What no kind of difference says by itself, but holds a file back when it is much. */
async function countUnusual(client: pg.ClientBase, staged: string) {
  const { rows } = await client.query<Record<'status_changed' | 'place_lost', number>>(`
    select count(*) filter (where e.status_class <> s.status_class) as status_changed,
      count(*) filter (where ${ADDRESS_CHANGED} and de.tier = 'street' and ds.tier <> 'street') as place_lost
    from ${staged} s join enterprise e on e.credit_code = s.credit_code
    join division de on de.id = e.place_id join division ds on ds.id = s.place_id
    where not s.duplicate and not s.unchanged and not e.provisional`)
  return rows[0] ?? { status_changed: 0, place_lost: 0 }
}

async function countKinds(client: pg.ClientBase, batchId: number): Promise<Map<string, number>> {
  const { rows } = await client.query<{ kind: string; count: number }>(
    'select kind, count(*) from registry_difference cross join unnest(kinds) as kind where batch_id = $1 group by kind',
    [batchId],
  )
  return new Map(rows.map(({ kind, count }) => [kind, count]))
}

async function countFields(client: pg.ClientBase, batchId: number): Promise<ImportComparison['fields']> {
  const { rows } = await client.query<{ field: string; count: number }>(
    `select field, count(*) from registry_difference cross join jsonb_object_keys(changes) as field
     where batch_id = $1 group by field order by count desc, field`,
    [batchId],
  )
  return rows
}

async function readExamples(client: pg.ClientBase, batchId: number, kind: DifferenceKind): Promise<Difference[]> {
  const { rows } =
    kind === 'new'
      ? await client.query<DifferenceRow>(stagedNew(batchId), [0, EXAMPLES])
      : await client.query<DifferenceRow>(KNOWN_DIFFERENCES, [batchId, kind, 0, EXAMPLES])
  return rows.map(presentDifference)
}

/** Staged rows below $1 that would make an enterprise; at most $2. */
export function stagedNew(batchId: number): string {
  return `
    select null as id, s.row_number as row, s.name, s.credit_code as code, '{new}'::text[] as kinds, '{}'::jsonb as changes
    from ${stagingTable(batchId)} s
    where ${COMING.replaceAll(/\b(credit_code|duplicate|unchanged)\b/g, 's.$1')} and s.row_number > $1
      and not exists (select from enterprise e where e.credit_code = s.credit_code)
    order by s.row_number limit $2`
}

/** Differences of batch $1 of kind $2 in enterprises beyond $3; at most $4. */
export const KNOWN_DIFFERENCES = `
  select d.enterprise_id as id, d.row_number as row, e.name, e.credit_code as code, d.kinds, d.changes
  from registry_difference d join enterprise e on e.id = d.enterprise_id
  where d.batch_id = $1 and $2 = any (d.kinds) and d.enterprise_id > $3
  order by d.enterprise_id limit $4`
