import type pg from 'pg'
import { STAGED_COLUMNS, STAGED_FACTS } from './stage-row.ts'

export type BatchCounts = {
  readonly rows: number
  readonly new: number
  readonly changed: number
  readonly unchanged: number
  readonly duplicate: number
  readonly rejected: number
  readonly warned: number
}

/** One number on more enterprises than this belongs to an agency or a park office. 依据: DOMAIN §3.4 第 9 条. */
const PROXY_ABOVE = 5

const FACTS = Object.keys(STAGED_FACTS)
const TAKEN_OVER = ['lookup_keys', 'content_hash', ...FACTS]
/** What a person would call a change; keys and hashes follow from it. */
const TOLD = FACTS.filter((column) => column !== 'name_key')

/** Into an empty register everything goes, in the order of the file as it lies there: a sort of whole rows is saved. */
const ALL_STAGED = 'from staged s where s.credit_code is not null'
const NEW_ONES = 'from touched t join staged s using (row_number) where t.enterprise_id is null order by s.row_number'

export async function createStaging(client: pg.ClientBase): Promise<void> {
  const columns = Object.entries(STAGED_COLUMNS).map(([column, type]) => `${column} ${type}`)
  await client.query(`create temporary table staged (${columns.join(', ')}) on commit drop`)
}

/** Turns the staged rows into the register's next state. Runs inside the transaction that staged them. */
export async function applyStagedRows(client: pg.ClientBase): Promise<BatchCounts> {
  await client.query('create index on staged (credit_code)')
  await client.query('analyze staged (row_number, credit_code, unchanged)')
  const rows = await count(client, 'select count(*) from staged')
  const rejected = await count(client, 'select count(*) from staged where credit_code is null')
  const duplicate = await rowCount(
    client,
    `with ranked as (
       select row_number, row_number() over (partition by credit_code order by live desc, approved_on desc nulls last, row_number desc) as place
       from staged where credit_code is not null)
     delete from staged using ranked where staged.row_number = ranked.row_number and ranked.place > 1`,
  )
  const warned = await count(
    client,
    'select count(*) from staged where credit_code is not null and problems is not null',
  )
  const unchanged = await count(client, 'select count(*) from staged where unchanged')
  await client.query(`
    create temporary table touched on commit drop as
    select s.row_number, e.id as enterprise_id
    from staged s left join enterprise e on e.credit_code = s.credit_code
    where s.credit_code is not null and not s.unchanged`)
  await client.query('create index on touched (row_number)')
  await client.query('analyze touched')
  return {
    rows,
    new: await count(client, 'select count(*) from touched where enterprise_id is null'),
    changed: await count(client, 'select count(*) from touched where enterprise_id is not null'),
    unchanged,
    duplicate,
    rejected,
    warned,
  }
}

/** Writes batch `batchId`'s rows, their history and their phones. */
export async function writeBatch(client: pg.ClientBase, batchId: number): Promise<void> {
  const first = await beginsFirstLoad(client)
  await client.query(
    `insert into registry_rejection (batch_id, row_number, field, value, reason, warning)
     select $1, s.row_number, p.field, p.value, p.reason, s.credit_code is not null
     from staged s cross join lateral jsonb_to_recordset(s.problems) as p (field text, value text, reason text)
     where s.problems is not null on conflict do nothing`,
    [batchId],
  )
  // A name that a person gave up goes on among the former names, so that papers under it still find the enterprise.
  await client.query(`
    update staged s set former_names = (
      select coalesce(array_agg(distinct known), '{}') from unnest(e.former_names || s.former_names ||
        case when e.name_key <> s.name_key and not e.provisional then array[e.name] else '{}' end) as known),
      lookup_keys = array(select unnest(e.lookup_keys) union select unnest(s.lookup_keys))
    from touched t join enterprise e on e.id = t.enterprise_id
    where t.row_number = s.row_number and (e.former_names <> '{}' or e.name_key <> s.name_key)`)
  await client.query(
    `insert into enterprise_revision (enterprise_id, batch_id, changes)
     select t.enterprise_id, $1, changes.value
     from touched t join staged s using (row_number) join enterprise e on e.id = t.enterprise_id
     cross join lateral (
       select jsonb_object_agg(old.key, jsonb_build_array(old.value, new.value)) as value
       from jsonb_each(to_jsonb(e)) old join jsonb_each(to_jsonb(s)) new using (key)
       where old.key = any ($2) and old.value is distinct from new.value) changes
     where changes.value is not null`,
    [batchId, TOLD],
  )
  // A street that a person assigned stands until the address it was assigned for changes.
  const keepsPlace = `e.place_how = 'assigned' and e.address is not distinct from s.address`
  await client.query(
    `update enterprise e set
       ${TAKEN_OVER.map((column) => `${column} = s.${column}`).join(', ')},
       place_id = case when ${keepsPlace} then e.place_id else s.place_id end,
       place_how = case when ${keepsPlace} then e.place_how else s.place_how end,
       place_certain = case when ${keepsPlace} then e.place_certain else s.place_certain end,
       provisional = false, batch_id = $1, updated_at = now()
     from touched t join staged s using (row_number) where e.id = t.enterprise_id`,
    [batchId],
  )
  // A conflict is an enterprise that somebody entered by hand while the file was read.
  const columns = ['credit_code', 'place_id', 'place_how', 'place_certain', ...TAKEN_OVER]
  await client.query(
    `insert into enterprise (${columns.join(', ')}, batch_id)
     select ${columns.map((column) => `s.${column}`).join(', ')}, $1
     ${first ? ALL_STAGED : NEW_ONES}
     on conflict (credit_code) do update set
       ${[...columns, 'batch_id'].map((column) => `${column} = excluded.${column}`).join(', ')}, provisional = false`,
    [batchId],
  )
  await writePhones(client)
  await client.query(first ? 'select end_first_load()' : 'select settle_enterprise_indexes()')
}

async function beginsFirstLoad(client: pg.ClientBase): Promise<boolean> {
  const { rows } = await client.query<{ first: boolean }>('select begin_first_load() as first')
  return rows[0]?.first === true
}

async function writePhones(client: pg.ClientBase): Promise<void> {
  await client.query(`
    create temporary table staged_phone on commit drop as
    select e.id as enterprise_id, decode(p.index, 'hex') as phone_index, p.cipher, p.masked, p.sms, p.rank
    from touched t join staged s using (row_number) join enterprise e on e.credit_code = s.credit_code
    cross join lateral jsonb_to_recordset(s.phones) as p (index text, cipher text, masked text, sms boolean, rank smallint)`)
  await client.query('analyze staged_phone')
  // This connection may have planned the check of the reference to `enterprise` when the table held a handful of rows: it
  // would go on reading the whole table for each of tens of thousands of phones.
  await client.query('discard plans')
  await client.query(`
    with gone as (
      delete from enterprise_contact c using touched t
      where c.enterprise_id = t.enterprise_id and c.source = 'register' and not exists (
        select 1 from staged_phone p where p.enterprise_id = c.enterprise_id and p.phone_index = c.phone_index)
      returning c.phone_index)
    update enterprise_contact c set proxy = false
    where c.proxy and c.phone_index in (select phone_index from gone)`)
  await client.query(`
    insert into enterprise_contact (enterprise_id, phone_cipher, phone_index, phone_masked, sms_capable, rank, source)
    select enterprise_id, cipher, phone_index, masked, sms, rank, 'register' from staged_phone
    on conflict (enterprise_id, phone_index) do update set rank = excluded.rank, sms_capable = excluded.sms_capable`)
  await client.query(
    `with crowded as (
       select phone_index from enterprise_contact group by phone_index having count(distinct enterprise_id) > $1)
     update enterprise_contact c set proxy = true from crowded where c.phone_index = crowded.phone_index and not c.proxy`,
    [PROXY_ABOVE],
  )
}

async function count(client: pg.ClientBase, statement: string): Promise<number> {
  const { rows } = await client.query<{ count: number }>(statement)
  return Number(rows[0]?.count ?? 0)
}

async function rowCount(client: pg.ClientBase, statement: string): Promise<number> {
  return (await client.query(statement)).rowCount ?? 0
}
