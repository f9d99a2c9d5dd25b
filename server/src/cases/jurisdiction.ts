import type { Queue } from '@yijian/shared/application/queues'
import { type SQL, sql } from 'drizzle-orm'
import type { OfficerCaller } from '../identity/caller.ts'

/** Reviews (`r`) of the post's agency that its office covers: whatever a post may read. */
export function seenBy(caller: OfficerCaller): SQL {
  return caller.office.covers === 'places'
    ? sql`(r.agency = ${caller.office.agency} and r.place_id = any (${sql.param(caller.places)}::int[]))`
    : sql`(r.agency = ${caller.office.agency} and r.enterprise_id = any (${sql.param(caller.enterprises)}::bigint[]))`
}

/** Of those, the ones whose turn is at this office: its tier, and no office that lists the enterprise stands before it. */
function handledBy(caller: OfficerCaller): SQL {
  const { id, tier, covers } = caller.office
  const turn =
    covers === 'places'
      ? sql`(r.acting_office_id is null or r.acting_office_id = ${id})`
      : sql`r.acting_office_id = ${id}`
  return sql`(${seenBy(caller)} and r.acting_tier = ${tier} and ${turn})`
}

/** What a worklist holds for this post. Count and list are made from this one condition, so that they agree. */
export function inQueue(caller: OfficerCaller, queue: Queue): SQL {
  return sql`(${handledBy(caller)} and r.state = any (${sql.param(queue.states)}::text[]))`
}

/** Enterprises (`e`) that the post's office covers. */
export function enterprisesOf(caller: OfficerCaller): SQL {
  return caller.office.covers === 'places'
    ? sql`e.place_id = any (${sql.param(caller.places)}::int[])`
    : sql`e.id = any (${sql.param(caller.enterprises)}::bigint[])`
}
