import type pg from 'pg'
import { PLACE_COLUMNS, STAGED_COLUMNS, TAKEN_OVER_COLUMNS, TOLD_COLUMNS } from '../staging/stage-row.ts'
import { StagingOutOfDate, stagingTable } from '../staging/staging-table.ts'
import { keepBefore } from './keep-before.ts'
import { markVanished } from './mark-vanished.ts'
import { scoreFirstReach, scoreReach } from './score-reach.ts'
import { flagProxies, writeContacts, writeFirstContacts } from './write-contacts.ts'

export type BatchCounts = {
  readonly rows: number
  readonly new: number
  readonly changed: number
  readonly unchanged: number
  readonly duplicate: number
  readonly rejected: number
  readonly warned: number
  readonly vanished: number
}

/** The client of a transaction that the caller began and will commit; the rest of the work is done here. */
export type ApplyOptions = {
  readonly batchId: number
  /** The file lists every enterprise of what it covers: those it does not list have vanished. */
  readonly complete: boolean
}

/**
 * Makes the staged rows of a batch the register's next state, in the caller's transaction: enterprises, their history,
 * what they were before, their phones, rejected rows, vanished marks. Every row is accounted for: new + changed +
 * unchanged + duplicate + rejected = rows. The batch's own row is the caller's to write.
 * @throws StagingOutOfDate when the register is no longer what the file was compared with; read it again
 */
export async function applyStaged(client: pg.ClientBase, { batchId, complete }: ApplyOptions): Promise<BatchCounts> {
  await prepare(client)
  const staged = stagingTable(batchId)
  const first = await beginsFirstLoad(client)
  if (first) await client.query('discard plans')
  else await assertCurrent(client, staged)
  const counts = await countRows(client, staged)
  await writeRejections(client, staged, batchId)
  await keepLosers(client, staged, batchId)
  if (first) {
    await insertAll(client, staged, batchId)
    await writeFirstContacts(client, staged)
    await scoreFirstReach(client)
    await client.query('select end_first_load()')
    return { ...counts, new: counts.touched, changed: 0, vanished: 0 }
  }
  const touched = await findTouched(client, staged)
  const vanished = await markVanished(client, { staged, batchId, complete })
  await keepBefore(client, batchId, 'select enterprise_id from touched where enterprise_id is not null')
  await writeRevisions(client, staged, batchId)
  await updateKnown(client, staged, batchId)
  await insertNew(client, staged, batchId)
  await writeContacts(client, staged)
  await flagProxies(client, batchId)
  await scoreReach(client, staged)
  await client.query('select settle_enterprise_indexes()')
  return { ...counts, ...touched, vanished }
}

async function prepare(client: pg.ClientBase): Promise<void> {
  await client.query(`select set_config('yijian.system', 'on', true), set_config('statement_timeout', '0', true),
    set_config('idle_in_transaction_session_timeout', '0', true), set_config('work_mem', '64MB', true),
    set_config('maintenance_work_mem', '256MB', true), set_config('gin_pending_list_limit', '32MB', true)`)
}

async function beginsFirstLoad(client: pg.ClientBase): Promise<boolean> {
  const { rows } = await client.query<{ first: boolean }>('select begin_first_load() as first')
  return rows[0]?.first === true
}

/** Rows were left out because the register held them already; it must hold them still. */
async function assertCurrent(client: pg.ClientBase, staged: string): Promise<void> {
  const changed = await client.query(`
    select 1 from ${staged} s left join enterprise e on e.credit_code = s.credit_code and not e.provisional
    where s.unchanged and not s.duplicate and e.content_hash is distinct from s.content_hash limit 1`)
  if (changed.rowCount) throw new StagingOutOfDate('the register has changed since the file was read')
}

async function countRows(client: pg.ClientBase, staged: string) {
  const { rows } = await client.query<
    Record<'rows' | 'rejected' | 'duplicate' | 'unchanged' | 'touched' | 'warned', number>
  >(`
    select count(*) as rows,
      count(*) filter (where credit_code is null) as rejected,
      count(*) filter (where duplicate) as duplicate,
      count(*) filter (where unchanged and not duplicate) as unchanged,
      count(*) filter (where credit_code is not null and not duplicate and not unchanged) as touched,
      count(*) filter (where credit_code is not null and not duplicate and problems is not null) as warned
    from ${staged}`)
  const [counts] = rows
  if (!counts) throw new Error('the staged rows were not counted')
  return counts
}

async function writeRejections(client: pg.ClientBase, staged: string, batchId: number): Promise<void> {
  await client.query(
    `insert into registry_rejection (batch_id, row_number, field, value, reason, warning)
     select $1, s.row_number, p.field, p.value, p.reason, s.credit_code is not null
     from ${staged} s cross join lateral jsonb_to_recordset(s.problems) as p (field text, value text, reason text)
     where s.problems is not null on conflict do nothing`,
    [batchId],
  )
  await client.query(
    `insert into registry_rejected_row (batch_id, row_number, sealed)
     select $1, row_number, sealed from ${staged} where sealed is not null`,
    [batchId],
  )
}

/** What another row of the file stood above, once: the same file again brings nothing new. 依据: DOMAIN §3.4 第 12 条. */
async function keepLosers(client: pg.ClientBase, staged: string, batchId: number): Promise<void> {
  await client.query(
    `insert into registry_duplicate_row (batch_id, row_number, credit_code, raw)
     select $1, s.row_number, s.credit_code, s.raw from ${staged} s
     where s.duplicate and s.raw is not null and not exists (
       select from registry_duplicate_row known where known.credit_code = s.credit_code and known.raw = s.raw)`,
    [batchId],
  )
}

/** Into an empty register everything goes, in the order of the file as it lies there: a sort of whole rows is saved. */
async function insertAll(client: pg.ClientBase, staged: string, batchId: number): Promise<void> {
  const columns = ['credit_code', ...PLACE_COLUMNS, ...TAKEN_OVER_COLUMNS].join(', ')
  await client.query(
    `insert into enterprise (${columns}, batch_id, created_batch_id)
     select ${columns}, $1, $1 from ${staged} where credit_code is not null and not duplicate`,
    [batchId],
  )
}

async function findTouched(client: pg.ClientBase, staged: string): Promise<{ new: number; changed: number }> {
  await client.query(`
    create temporary table touched on commit drop as
    select s.ctid as staged_at, s.row_number, s.credit_code, e.id as enterprise_id
    from ${staged} s left join enterprise e on e.credit_code = s.credit_code
    where s.credit_code is not null and not s.duplicate and not s.unchanged`)
  await client.query('analyze touched')
  // This connection may have planned checks of references when the tables held a handful of rows: it would go on
  // reading the whole table for each of tens of thousands of phones.
  await client.query('discard plans')
  const { rows } = await client.query<{ new: number; changed: number }>(
    'select count(*) filter (where enterprise_id is null) as new, count(enterprise_id) as changed from touched',
  )
  return rows[0] ?? { new: 0, changed: 0 }
}

/** What the register knew beside the file. A name that a person gave up goes on among the former names, so that papers under it still find the enterprise. */
const FORMER_NAMES = `(select coalesce(array_agg(distinct known), '{}') from unnest(e.former_names || s.former_names ||
  case when e.name_key <> s.name_key and not e.provisional then array[e.name] else '{}' end) as known)`
const KEEPS_NAMES = `(e.former_names <> '{}' or e.name_key <> s.name_key)`

async function writeRevisions(client: pg.ClientBase, staged: string, batchId: number): Promise<void> {
  const names = `case when ${KEEPS_NAMES} then ${FORMER_NAMES} else s.former_names end`
  const after = TOLD_COLUMNS.map((column) => `'${column}', ${column === 'former_names' ? names : `s.${column}`}`)
  const before = TOLD_COLUMNS.map((column) => `'${column}', e.${column}`)
  await client.query(
    `insert into enterprise_revision (enterprise_id, batch_id, changes)
     select t.enterprise_id, $1, changes.value
     from touched t join ${staged} s on s.ctid = t.staged_at join enterprise e on e.id = t.enterprise_id
     cross join lateral (
       select jsonb_object_agg(old.key, jsonb_build_array(old.value, new.value)) as value
       from jsonb_each(jsonb_build_object(${before.join(', ')})) old
       join jsonb_each(jsonb_build_object(${after.join(', ')})) new using (key)
       where old.value is distinct from new.value) changes
     where changes.value is not null`,
    [batchId],
  )
}

async function updateKnown(client: pg.ClientBase, staged: string, batchId: number): Promise<void> {
  // A street that a person assigned stands until the address it was assigned for changes.
  const keepsPlace = `e.place_how = 'assigned' and e.address is not distinct from s.address`
  const joined: Readonly<Record<string, string>> = {
    former_names: `case when ${KEEPS_NAMES} then ${FORMER_NAMES} else s.former_names end`,
    lookup_keys: `case when ${KEEPS_NAMES} then array(select unnest(e.lookup_keys) union select unnest(s.lookup_keys)) else s.lookup_keys end`,
    search_keys: `case when ${KEEPS_NAMES} then array(select unnest(e.search_keys) union select unnest(s.search_keys)) else s.search_keys end`,
    // As long as shared/src/library/search-keys.ts lets former names be.
    search_text: `case when ${KEEPS_NAMES} then s.search_text || E'\\n' || left(translate(array_to_string(${FORMER_NAMES}, E'\\n'), '（）() ', ''), 150) else s.search_text end`,
  }
  await client.query(
    `update enterprise e set
       ${TAKEN_OVER_COLUMNS.map((column) => `${column} = ${joined[column] ?? `s.${column}`}`).join(', ')},
       ${PLACE_COLUMNS.map((column) => `${column} = case when ${keepsPlace} then e.${column} else s.${column} end`).join(', ')},
       provisional = false, batch_id = $1, vanished_batch_id = null, updated_at = now()
     from touched t join ${staged} s on s.ctid = t.staged_at where e.id = t.enterprise_id`,
    [batchId],
  )
}

/** A conflict is an enterprise that somebody entered by hand in this very moment; it was not created by the batch. */
async function insertNew(client: pg.ClientBase, staged: string, batchId: number): Promise<void> {
  const columns = ['credit_code', ...PLACE_COLUMNS, ...TAKEN_OVER_COLUMNS]
  await client.query(
    `insert into enterprise (${columns.join(', ')}, batch_id, created_batch_id)
     select ${columns.map((column) => `s.${column}`).join(', ')}, $1, $1
     from touched t join ${staged} s on s.ctid = t.staged_at where t.enterprise_id is null order by t.row_number
     on conflict (credit_code) do update set
       ${[...columns, 'batch_id'].map((column) => `${column} = excluded.${column}`).join(', ')}, provisional = false`,
    [batchId],
  )
}

// The staged columns that go into `enterprise` are all staged.
for (const column of [...PLACE_COLUMNS, ...TAKEN_OVER_COLUMNS]) {
  if (!(column in STAGED_COLUMNS)) throw new Error(`${column} is not staged`)
}
