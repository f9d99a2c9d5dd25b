import type pg from 'pg'
import { keepBefore } from './keep-before.ts'

/** One number on more enterprises than this belongs to an agency or a park office. 依据: DOMAIN §3.4 第 9 条. */
const PROXY_ABOVE = 5

const PHONES = `unnest(s.phone_indexes, s.phone_ciphers, s.phones_masked, s.phones_sms) with ordinality
  as p (index, cipher, masked, sms, place)`

/** Numbers of a first load: nobody's stand there yet, so who shares one is known beforehand. */
export async function writeFirstContacts(client: pg.ClientBase, staged: string): Promise<void> {
  // The register was empty when the planner last looked: it would sort both sides.
  await client.query('set local enable_mergejoin = off')
  await client.query(
    `with crowded as (
       select index from ${staged} s cross join lateral unnest(s.phone_indexes) as index
       where s.credit_code is not null and not s.duplicate group by index having count(*) > $1)
     insert into enterprise_contact (enterprise_id, phone_cipher, phone_index, phone_masked, sms_capable, proxy, rank, source)
     select e.id, p.cipher, p.index, p.masked, p.sms, crowded.index is not null, p.place - 1, 'register'
     from ${staged} s join enterprise e on e.credit_code = s.credit_code cross join lateral ${PHONES}
     left join crowded on crowded.index = p.index
     where s.credit_code is not null and not s.duplicate and s.phone_indexes <> '{}'`,
    [PROXY_ABOVE],
  )
}

/** Brings the numbers of touched enterprises to what the file says; those from people stay. Leaves `affected_phone` behind. */
export async function writeContacts(client: pg.ClientBase, staged: string): Promise<void> {
  await client.query(`
    create temporary table staged_phone on commit drop as
    select e.id as enterprise_id, p.index as phone_index, p.cipher, p.masked, p.sms, (p.place - 1)::smallint as rank
    from touched t join ${staged} s on s.ctid = t.staged_at join enterprise e on e.credit_code = t.credit_code
    cross join lateral ${PHONES}`)
  await client.query('analyze staged_phone')
  await client.query(`
    create temporary table affected_phone on commit drop as
    select phone_index from staged_phone
    union select c.phone_index from enterprise_contact c join touched t on t.enterprise_id = c.enterprise_id`)
  await client.query(`
    delete from enterprise_contact c using touched t
    where c.enterprise_id = t.enterprise_id and c.source = 'register' and not exists (
      select 1 from staged_phone p where p.enterprise_id = c.enterprise_id and p.phone_index = c.phone_index)`)
  await client.query(`
    insert into enterprise_contact (enterprise_id, phone_cipher, phone_index, phone_masked, sms_capable, rank, source)
    select enterprise_id, cipher, phone_index, masked, sms, rank, 'register' from staged_phone
    on conflict (enterprise_id, phone_index) do update set rank = excluded.rank, sms_capable = excluded.sms_capable`)
}

/** A number that came or went may make others' an agency's number, or theirs alone again. */
export async function flagProxies(client: pg.ClientBase, batchId: number): Promise<void> {
  await client.query('analyze affected_phone')
  await client.query(
    `create temporary table misflagged on commit drop as
     with shared as (
       select c.phone_index, count(distinct c.enterprise_id) > $1 as proxy
       from enterprise_contact c join affected_phone using (phone_index) group by c.phone_index)
     select c.id, c.enterprise_id, shared.proxy from enterprise_contact c join shared using (phone_index) where c.proxy <> shared.proxy and not c.agency_found`,
    [PROXY_ABOVE],
  )
  await keepBefore(
    client,
    batchId,
    `select enterprise_id from misflagged where enterprise_id not in (
    select id from enterprise where batch_id = ${Number(batchId)})`,
  )
  await client.query('update enterprise_contact c set proxy = m.proxy from misflagged m where c.id = m.id')
}
