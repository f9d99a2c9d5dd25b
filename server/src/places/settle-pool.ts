import { sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { firstRow, systemScope, type Tx, withTx } from '../db/tx.ts'
import { DISTRICT, POOLS } from './place-area.ts'

/**
 * Adds up what has changed in the pool since its groups were counted, or counts them all where somebody asked for that. Each
 * is one statement, whose snapshot decides which changes it has seen; whoever moves enterprises meanwhile waits for nothing.
 */
export async function settlePool({ database }: Pick<Context, 'database'>): Promise<void> {
  await withTx(database, systemScope, async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(hashtext('yijian.pool'))`)
    if (await firstRow(tx, sql`select from pool_recount limit 1`)) await recount(tx)
    else if (await firstRow(tx, sql`select from pool_change limit 1`)) await addUp(tx)
  })
}

async function recount(tx: Tx): Promise<void> {
  await tx.execute(sql`delete from pool_group`)
  await tx.execute(sql`delete from pool_total`)
  await tx.execute(sql`
    with asked as (delete from pool_recount), seen as (delete from pool_change),
      sums as (
        insert into pool_group (place_id, building_key, district, enterprises)
        select e.place_id, coalesce(e.building_key, ''), ${DISTRICT}, count(*) from enterprise e
        where e.place_how in ${POOLS} group by 1, 2, 3
        returning place_id, district, enterprises)
    insert into pool_total (place_id, district, enterprises)
    select place_id, district, sum(enterprises) from sums group by 1, 2`)
}

/** Known groups are changed and others added: a negative change could not even be proposed as a new group. */
async function addUp(tx: Tx): Promise<void> {
  await tx.execute(sql`
    with seen as (delete from pool_change returning place_id, building_key, district, change),
      sums as (select place_id, building_key, district, sum(change) as change from seen group by 1, 2, 3 having sum(change) <> 0),
      known as (
        update pool_group g set enterprises = g.enterprises + s.change from sums s
        where (g.place_id, g.building_key, g.district) = (s.place_id, s.building_key, s.district)
        returning g.place_id, g.building_key, g.district),
      new as (
        insert into pool_group (place_id, building_key, district, enterprises)
        select place_id, building_key, district, change from sums
        where (place_id, building_key, district) not in (select place_id, building_key, district from known)),
      totals as (select place_id, district, sum(change) as change from sums group by 1, 2),
      known_totals as (
        update pool_total p set enterprises = p.enterprises + t.change from totals t
        where (p.place_id, p.district) = (t.place_id, t.district) returning p.place_id, p.district)
    insert into pool_total (place_id, district, enterprises)
    select place_id, district, change from totals where (place_id, district) not in (select place_id, district from known_totals)`)
  await tx.execute(sql`delete from pool_group where enterprises = 0`)
}
