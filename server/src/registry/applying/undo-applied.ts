import type pg from 'pg'
import { PLACE_COLUMNS, TAKEN_OVER_COLUMNS } from '../staging/stage-row.ts'
import { REACHED, scoreExpression } from './score-expression.ts'

export type UndoCounts = {
  /** Enterprises that are again what they were. */
  readonly restored: number
  /** New ones that are gone. */
  readonly removed: number
  /** New ones that something refers to by now: they stay, as if entered by hand. */
  readonly kept: number
}

/** What an import writes into an enterprise that the register holds; everything else in its row is other people's work. */
const IMPORTED = [
  ...TAKEN_OVER_COLUMNS,
  'provisional',
  'batch_id',
  'created_batch_id',
  'vanished_batch_id',
  'updated_at',
]
/** Tables whose rows come and go with the register itself. */
const OWN_TABLES = ['enterprise_contact', 'enterprise_revision', 'enterprise_before']

/**
 * Takes back what the newest applied batch did, to the letter, in the caller's transaction: fields, keys, phones,
 * vanished marks. A street that a person has assigned since stays. Its revisions stay as history. The batch's own row is
 * the caller's to write, as is making sure that no batch was applied after it.
 */
export async function undoApplied(client: pg.ClientBase, { batchId }: { batchId: number }): Promise<UndoCounts> {
  await client.query(`select set_config('yijian.system', 'on', true), set_config('statement_timeout', '0', true),
    set_config('idle_in_transaction_session_timeout', '0', true), set_config('work_mem', '64MB', true)`)
  await client.query(`
    create temporary table was on commit drop as
    select (jsonb_populate_record(null::enterprise, b.was)).*, b.contacts from enterprise_before b where b.batch_id = ${Number(batchId)}`)
  await client.query('alter table was add primary key (id)')
  await client.query('analyze was')
  await client.query('discard plans')
  const assignedSince = `e.place_how = 'assigned'
    and (was.place_how, was.place_id) is distinct from (e.place_how, e.place_id)`
  const restored = await client.query(
    `update enterprise e set ${IMPORTED.map((column) => `${column} = was.${column}`).join(', ')},
       ${PLACE_COLUMNS.map((column) => `${column} = case when ${assignedSince} then e.${column} else was.${column} end`).join(', ')}
     from was where e.id = was.id`,
  )
  await restoreContacts(client)
  const { removed, kept } = await removeNew(client, batchId)
  await client.query('select settle_enterprise_indexes()')
  return { restored: restored.rowCount ?? 0, removed, kept }
}

/** Numbers from the register are again those that were there; those from people stay, flagged and ranked as before. */
async function restoreContacts(client: pg.ClientBase): Promise<void> {
  await client.query(`
    create temporary table contact_was on commit drop as
    select c.* from was cross join lateral jsonb_populate_recordset(null::enterprise_contact, was.contacts) as c`)
  await client.query('alter table contact_was add primary key (id)')
  await client.query('analyze contact_was')
  await client.query(`
    delete from enterprise_contact c using was where c.enterprise_id = was.id and c.source = 'register'
      and not exists (select from contact_was w where w.id = c.id)`)
  await client.query(`
    update enterprise_contact c set phone_cipher = w.phone_cipher, phone_masked = w.phone_masked, sms_capable = w.sms_capable,
      proxy = w.proxy or c.agency_found, rank = w.rank
    from contact_was w where c.id = w.id
      and (c.sms_capable, c.proxy, c.rank) is distinct from (w.sms_capable, w.proxy, w.rank)`)
  await client.query(`
    insert into enterprise_contact overriding system value
    select w.* from contact_was w where w.source = 'register' and not exists (
      select from enterprise_contact c where c.id = w.id)
    on conflict (enterprise_id, phone_index) do nothing`)
  // Its score is the one of before, and does not know what people found out since.
  await client.query(`
    update enterprise e set standard_score = ${scoreExpression(REACHED)}
    where e.id in (
      select c.enterprise_id from was join enterprise_contact c on c.enterprise_id = was.id left join contact_was w on w.id = c.id
      where (w.id is null and c.source <> 'register') or c.proxy <> w.proxy
        or exists (select from number_mark n where n.phone_index = c.phone_index))`)
}

async function removeNew(client: pg.ClientBase, batchId: number): Promise<{ removed: number; kept: number }> {
  await client.query(`
    create temporary table brought on commit drop as
    select id, false as needed from enterprise where batch_id = ${Number(batchId)}`)
  await client.query('create index on brought (id)')
  await client.query('analyze brought')
  for (const { table, column } of await referencesToEnterprises(client)) {
    await client.query(
      `update brought set needed = true where not needed and exists (select from ${table} r where r.${column} = brought.id)`,
    )
  }
  // A number that a person noted is that person's work.
  await client.query(`
    update brought set needed = true from enterprise_contact c where c.enterprise_id = brought.id and c.source <> 'register'`)
  await client.query(`
    update brought set needed = true from enterprise e where e.id = brought.id and e.created_batch_id is distinct from ${Number(batchId)}`)
  const kept = await client.query(`
    update enterprise e set provisional = true, batch_id = null, created_batch_id = null, content_hash = null, raw = null, row_number = null
    from brought where e.id = brought.id and needed`)
  await client.query('delete from enterprise_contact c using brought where c.enterprise_id = brought.id and not needed')
  const { rows } = await client.query<{ removed: number }>(
    `select remove_enterprises(coalesce(array_agg(id), '{}')) as removed from brought where not needed`,
  )
  return { removed: rows[0]?.removed ?? 0, kept: kept.rowCount ?? 0 }
}

/** Every column of the database that refers to an enterprise, those of the register's own tables apart. */
async function referencesToEnterprises(client: pg.ClientBase): Promise<{ table: string; column: string }[]> {
  const { rows } = await client.query<{ table: string; column: string }>(
    `select c.conrelid::regclass::text as table, quote_ident(a.attname) as column
     from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
     where c.contype = 'f' and c.confrelid = 'enterprise'::regclass and c.conparentid = 0
       and not (c.conrelid::regclass::text = any ($1))`,
    [OWN_TABLES],
  )
  return rows
}
