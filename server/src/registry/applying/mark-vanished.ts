import type pg from 'pg'
import { keepBefore } from './keep-before.ts'

/**
 * A list covers a district when it names at least this share of the enterprises that the register has there: a
 * district's own list names some elsewhere, and those that it does not name elsewhere have not vanished.
 */
const COVERED_FROM = 0.2

/** Statuses of enterprises that are gone or going, as a list in SQL. */
export const DEAD = `('liquidation', 'revoked', 'gone', 'moved')`

/**
 * Tables for a query: `placed` (id, district, named, gone, live), every enterprise that an earlier file brought, and whether
 * this complete file names it; `covered` (district), the districts that the file is about. A row that was rejected names
 * its enterprise all the same.
 */
export function listedByDistrict(staged: string): string {
  return `
    placed as (
      select e.id, case when d.tier = 'street' then d.parent_id else d.id end as district,
        exists (select from ${staged} s where s.credit_code = e.credit_code)
          or exists (select from ${staged} s where s.enterprise_id = e.id and s.credit_code is null) as named,
        e.vanished_batch_id is not null as gone,
        e.vanished_batch_id is null and e.status_class not in ${DEAD} as live
      from enterprise e join division d on d.id = e.place_id
      where e.batch_id is not null and not e.provisional),
    covered as (
      select district from placed group by district having count(*) filter (where named) >= ${COVERED_FROM} * count(*))`
}

/** Of those, what has vanished. */
export const VANISHED = 'select placed.id from placed join covered using (district) where not named and not gone'

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
  await client.query(`create temporary table vanishing on commit drop as with ${listedByDistrict(staged)} ${VANISHED}`)
  await keepBefore(client, batchId, 'select id from vanishing')
  const marked = await client.query(
    'update enterprise e set vanished_batch_id = $1 from vanishing v where e.id = v.id',
    [batchId],
  )
  return marked.rowCount ?? 0
}
