import type pg from 'pg'

/**
 * Keeps what enterprises are, phones included, before a batch changes them; the first image of a batch counts.
 * @param ids a query for the ids of enterprises
 */
export async function keepBefore(client: pg.ClientBase, batchId: number, ids: string): Promise<void> {
  await client.query(
    `insert into enterprise_before (batch_id, enterprise_id, was, contacts)
     select $1, e.id, to_jsonb(e), coalesce(
       (select jsonb_agg(to_jsonb(c) order by c.id) from enterprise_contact c where c.enterprise_id = e.id), '[]')
     from enterprise e where e.id in (${ids}) on conflict do nothing`,
    [batchId],
  )
}
