import {
  type Difference,
  type DifferenceKind,
  differenceKinds,
  type ImportComparison,
} from '@yijian/shared/imports/contract'
import type { HoldFacts } from '@yijian/shared/imports/import-holds'
import type pg from 'pg'
import { vanishedEnterprises } from '../registry/mark-vanished.ts'
import { stagingTable } from '../registry/staging-table.ts'
import { COMPARED_FIELDS, type DifferenceRow, presentDifference } from './present-difference.ts'

const EXAMPLES = 5

export type Compared = {
  readonly comparison: ImportComparison
  /** Rows that come in under a code of their own, by what they do. */
  readonly counts: Record<'new' | 'changed' | 'unchanged' | 'vanished' | 'warned', number>
  readonly facts: Pick<
    HoldFacts,
    'registerBefore' | 'listed' | 'known' | 'statusChanged' | 'principalChanged' | 'renamed' | 'placeLost'
  >
}

/**
 * Finds out what a staged file would do to the register as it is now, all by sets, and keeps it in `registry_difference`
 * in place of what an earlier comparison left there. Nothing of the register changes.
 */
export async function compareStaged(
  client: pg.ClientBase,
  { batchId, complete }: { batchId: number; complete: boolean },
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
  if (complete)
    await client.query(
      `insert into registry_difference (batch_id, enterprise_id, kinds, changes)
       select $1, id, '{vanished}', '{}' from (${vanishedEnterprises(staged)}) as vanished on conflict do nothing`,
      [batchId],
    )
  await client.query('analyze registry_difference')
  const rows = await countRows(client, staged)
  const kinds = await countKinds(client, batchId)
  const { status_changed: statusChanged, place_lost: placeLost } = await countUnusual(client, staged)
  const { registerBefore, ...counts } = rows
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
    },
  }
}

/** Rows that would write something. */
export const COMING = 'credit_code is not null and not duplicate and not unchanged'

const DEAD = `('liquidation', 'revoked', 'gone', 'moved')`
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
      select e.id, s.row_number, array_remove(array[${kinds.join(', ')}], null) as kinds, ${changes.join('\n || ')} as changes
      from ${staged} s join enterprise e on e.credit_code = s.credit_code
      join division de on de.id = e.place_id left join division ds on ds.id = s.place_id
      where ${COMING.replaceAll(/\b(credit_code|duplicate|unchanged)\b/g, 's.$1')}) as found
    where kinds <> '{}' or changes <> '{}'`
}

async function countRows(client: pg.ClientBase, staged: string) {
  const { rows } = await client.query<Record<'new' | 'changed' | 'unchanged' | 'warned' | 'registerBefore', number>>(`
    select count(*) filter (where not s.unchanged and e.id is null) as new,
      count(*) filter (where not s.unchanged and e.id is not null) as changed,
      count(*) filter (where s.unchanged) as unchanged,
      count(*) filter (where s.problems is not null) as warned,
      (select count(*) from enterprise where batch_id is not null and not provisional) as "registerBefore"
    from ${staged} s left join enterprise e on e.credit_code = s.credit_code
    where s.credit_code is not null and not s.duplicate`)
  const [counts] = rows
  if (!counts) throw new Error('the staged rows were not counted')
  return counts
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
