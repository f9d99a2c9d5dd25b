import type { Division, Succession } from '@yijian/shared/division'
import type { Queryable } from '../db/queryable.ts'

/** All divisions, past and present, and what became of those that ended. A few hundred rows for a city. */
export async function readDivisions(db: Queryable): Promise<{ divisions: Division[]; successions: Succession[] }> {
  const divisions = await db.query<Division>(
    `select id, code, name, tier, parent_id as "parentId", valid_from as "validFrom", valid_to as "validTo" from division order by id`,
  )
  const successions = await db.query<Succession>(`select old_id as "oldId", new_id as "newId" from division_succession`)
  return { divisions: divisions.rows, successions: successions.rows }
}
