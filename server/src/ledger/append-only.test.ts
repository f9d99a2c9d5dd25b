import { afterAll, beforeAll, expect, test } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../testing/database.ts'

const appendOnly = [
  'ledger_event',
  'ledger_seal',
  'ledger_sealed_head',
  'evidence',
  'procedure_version',
  'enterprise_revision',
  'contact_record',
  'outreach_event',
  'outreach_contact',
  'enterprise_phone_record',
  'message_reply',
  'sending_rule',
  'sending_rule_withdrawal',
  'registry_status_word',
]

let db: TestDatabase
beforeAll(async () => {
  db = await cloneDatabase()
})
afterAll(() => db.drop())

/** The code PostgreSQL refuses with, in the widest scope the product has. */
async function refusal(statement: string): Promise<string> {
  const client = await db.database.pool.connect()
  try {
    await client.query('begin')
    await client.query(`select set_config('yijian.system', 'on', true)`)
    await client.query(statement)
    return 'done'
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : 'unclear'
  } finally {
    await client.query('rollback')
    client.release()
  }
}

const DENIED = '42501'

test.each(appendOnly)('the application’s role can neither change nor empty %s', async (table) => {
  const { rows } = await db.owner.query<{ name: string }>(
    `select column_name as name from information_schema.columns where table_name = $1 order by ordinal_position`,
    [table],
  )
  for (const { name } of rows)
    expect([name, await refusal(`update ${table} set ${name} = default`)]).toEqual([name, DENIED])
  expect(await refusal(`delete from ${table}`)).toBe(DENIED)
  expect(await refusal(`truncate ${table}`)).toBe(DENIED)
  expect(await refusal(`select 1 from ${table} for update`)).toBe(DENIED)
})

test('nor can it give itself the right, drop a rule, or become the owner', async () => {
  for (const statement of [
    'alter table ledger_event disable row level security',
    'alter table review no force row level security',
    'drop policy review_scope on review',
    'drop table ledger_event',
    'alter table ledger_event drop constraint ledger_event_chain_key',
    'set role yijian_owner',
    'set session_replication_role = replica',
    `create function overreach() returns trigger language plpgsql as 'begin return null; end'`,
  ]) {
    expect([statement, await refusal(statement)]).toEqual([statement, DENIED])
  }
  // PostgreSQL answers such a grant with a warning only; what counts is that nothing was granted.
  await db.database.pool.query('grant all on ledger_event to yijian_app')
  expect(await refusal('delete from ledger_event')).toBe(DENIED)
  const [role] = (
    await db.database.pool.query(
      'select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb from pg_roles where rolname = current_user',
    )
  ).rows
  expect(role).toEqual({ rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false })
})

test('what runs with the owner’s rights takes nothing that the application made for the database’s own', async () => {
  const client = await db.database.pool.connect()
  const chain = `select pg_get_constraintdef(oid) as rule from pg_catalog.pg_constraint where conname = 'ledger_event_chain_key'`
  const before = (await client.query(chain)).rows
  await client.query('begin')
  await client.query(`select set_config('yijian.system', 'on', true)`)
  // A catalogue by which the owner would put a harmless rule in the place of that one.
  await client.query(`create temporary table pg_constraint as
    select oid, 'ledger_event_chain_key'::name as conname, conrelid, 'f'::"char" as contype, 'enterprise'::regclass::oid as confrelid,
      0::oid as conparentid
    from pg_catalog.pg_constraint where conrelid = 'ledger_event'::regclass and contype = 'c' limit 1`)
  expect((await client.query('select from pg_temp.pg_constraint')).rowCount).toBe(1)
  await client.query('grant select on pg_temp.pg_constraint to public')
  await client.query('select remove_enterprises(array(select generate_series(-3000, -1)))')
  expect((await client.query(chain)).rows).toEqual(before)
  await client.query('rollback')
  client.release()
})

test('row-level security is forced, for the owner too, on everything that speaks of one enterprise’s application', async () => {
  const hidden = [
    'application',
    'review',
    'ledger_event',
    'evidence',
    'contact_record',
    'reply',
    'draft',
    'attachment',
    'meeting_result',
    'invitation',
    'outreach',
    'outreach_contact',
    'outreach_event',
    'enterprise_phone_record',
    'tag',
    'enterprise_tag',
    'task',
    'register_notice',
    'list_exchange',
    'list_exchange_row',
  ]
  const { rows } = await db.owner.query<{ name: string }>(
    'select relname as name from pg_class where relrowsecurity and relforcerowsecurity order by 1',
  )
  expect(rows.map(({ name }) => name)).toEqual([...hidden, 'phone_reveal'].sort())
})
