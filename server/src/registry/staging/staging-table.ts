import type pg from 'pg'
import { STAGED_COLUMNS } from './stage-row.ts'

/**
 * The table that a file is read into: `registry_staging.batch_<id>`, unlogged, made by the application's role. One row
 * for every row of the file that holds anything. Its columns:
 *
 * - `row_number` as a spreadsheet counts; unique, no index
 * - `credit_code` normalised; null means that the row was rejected
 * - `enterprise_id` the enterprise of this code in the register when the file was read, rejected rows included when their
 *   code was readable; null when it has none
 * - `live` its status lets it live; decides between rows of one code
 * - `unchanged` the register holds exactly this (equal `content_hash`): facts but `approved_on`, place, phones and raw are null,
 *   or a file that lacks columns says nothing new (see keep-untold.ts)
 * - `duplicate` another row of the file under the same code counts instead: the live one, then the latest approval, then
 *   one that is no branch (a branch under such a code carries its parent's), then the last
 * - `content_hash` over everything the row says; null when rejected
 * - `problems` [{field, value, reason}]: why it was rejected, or what of it was left out; null when nothing
 * - `sealed` a rejected row whole, as a line of CSV, under REJECTED_CONTEXT
 * - `raw` the row as a line of CSV with its phone numbers masked
 * - `phone_indexes`, `phone_ciphers`, `phones_masked`, `phones_sms`: arrays side by side, best number first
 * - `place_id` … `learned_place_id`, `name_key` … `building_key`, and the facts, named and typed as in `enterprise`
 *   (see stage-row.ts)
 *
 * What comes in is `credit_code is not null and not duplicate`; what it changes is that `and not unchanged`, new where
 * `enterprise_id is null`.
 */
export function stagingTable(batchId: number): string {
  if (!Number.isSafeInteger(batchId)) throw new RangeError(`no batch: ${batchId}`)
  return `registry_staging.batch_${batchId}`
}

/** Begins anew: what an earlier attempt left goes. */
export async function createStaging(client: pg.ClientBase, batchId: number): Promise<void> {
  const columns = Object.entries(STAGED_COLUMNS).map(([column, type]) => `${column} ${type}`)
  await dropStaging(client, batchId)
  await client.query(
    `create unlogged table ${stagingTable(batchId)} (${columns.join(', ')}, duplicate boolean not null default false)`,
  )
}

/** Decides between the rows of one code, once all are there. @returns how many another one stands above */
export async function markDuplicates(client: pg.ClientBase, batchId: number): Promise<number> {
  const table = stagingTable(batchId)
  const marked = await client.query(`
    with twice as (
      select credit_code from ${table} where credit_code is not null group by credit_code having count(*) > 1),
    ranked as (
      select s.ctid, row_number() over (
        partition by credit_code order by live desc, approved_on desc nulls last,
          coalesce(type_class, (select e.type_class from enterprise e where e.id = s.enterprise_id)) is not distinct from 'branch',
          row_number desc) as place
      from ${table} s join twice using (credit_code))
    update ${table} s set duplicate = true from ranked where s.ctid = ranked.ctid and ranked.place > 1`)
  return marked.rowCount ?? 0
}

export async function dropStaging(client: Pick<pg.ClientBase, 'query'>, batchId: number): Promise<void> {
  await client.query(`drop table if exists ${stagingTable(batchId)}`)
}

/** The file has to be read again: its staging table is gone, emptied by a crash or of an earlier version, or the register has changed since. */
export class StagingOutOfDate extends Error {}

/** @throws StagingOutOfDate unless the table holds the rows that were counted when the file was read */
export async function assertStaged(client: Pick<pg.ClientBase, 'query'>, batchId: number, rows: number): Promise<void> {
  const table = stagingTable(batchId)
  const found = await client.query<{ known: boolean }>('select to_regclass($1) is not null as known', [table])
  if (!found.rows[0]?.known) throw new StagingOutOfDate(`${table} is gone`)
  const lacking = await client.query(
    `select from unnest($2::text[], $3::text[]) as c (name, type) where not exists (
       select from pg_attribute a where a.attrelid = to_regclass($1) and a.attname = c.name and a.atttypid = c.type::regtype)`,
    [table, Object.keys(STAGED_COLUMNS), Object.values(STAGED_COLUMNS)],
  )
  if (lacking.rowCount) throw new StagingOutOfDate(`${table} was made by an earlier version`)
  const counted = await client.query<{ count: number }>(`select count(*) from ${table}`)
  const count = Number(counted.rows[0]?.count)
  if (count !== rows) throw new StagingOutOfDate(`${table} holds ${count} rows instead of ${rows}`)
}

/** Drops the staging tables of batches that are not named: those of a process that was killed. */
export async function dropOtherStaging(client: Pick<pg.ClientBase, 'query'>, kept: readonly number[]): Promise<void> {
  const { rows } = await client.query<{ id: number }>(
    `select substr(tablename, 7)::int as id from pg_tables where schemaname = 'registry_staging' and tablename ~ '^batch_[0-9]+$'`,
  )
  for (const { id } of rows) if (!kept.includes(id)) await dropStaging(client, id)
}
