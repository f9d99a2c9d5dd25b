import type pg from 'pg'
import { keepBefore } from './keep-before.ts'

/**
 * A list covers a district when it names at least this share of the enterprises that the register has there: a
 * district's own list names some elsewhere, and those that it does not name elsewhere have not vanished.
 */
const COVERED_FROM = 0.2

/**
 * Query for (id) of the enterprises that a complete file does not name although it covers their district: brought by an
 * earlier file and not vanished before. A row that was rejected names its enterprise all the same.
 */
export function vanishedEnterprises(staged: string): string {
  return `
    with placed as (
      select e.id, case when d.tier = 'street' then d.parent_id else d.id end as district,
        exists (select from ${staged} s where s.credit_code = e.credit_code)
          or exists (select from ${staged} s where s.enterprise_id = e.id and s.credit_code is null) as named,
        e.vanished_batch_id is not null as gone
      from enterprise e join division d on d.id = e.place_id
      where e.batch_id is not null and not e.provisional),
    covered as (
      select district from placed group by district having count(*) filter (where named) >= ${COVERED_FROM} * count(*))
    select placed.id from placed join covered using (district) where not named and not gone`
}

/** Marks what has vanished and takes the mark from what appears again. @returns how many vanished */
export async function markVanished(
  client: pg.ClientBase,
  { staged, batchId, complete }: { staged: string; batchId: number; complete: boolean },
): Promise<number> {
  const returned = `
    select e.id from enterprise e where e.vanished_batch_id is not null
      and exists (select from ${staged} s where s.credit_code = e.credit_code)`
  await keepBefore(client, batchId, returned)
  await client.query(`update enterprise set vanished_batch_id = null where id in (${returned})`)
  if (!complete) return 0
  await client.query(`create temporary table vanishing on commit drop as ${vanishedEnterprises(staged)}`)
  await keepBefore(client, batchId, 'select id from vanishing')
  const marked = await client.query(
    'update enterprise e set vanished_batch_id = $1 from vanishing v where e.id = v.id',
    [batchId],
  )
  return marked.rowCount ?? 0
}
