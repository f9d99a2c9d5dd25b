import type { readOverview } from '@yijian/shared/application/case-contract'
import { ruleOf } from '@yijian/shared/application/lifecycle'
import type { AnswerOf } from '@yijian/shared/operation'
import type { Place } from '@yijian/shared/values'
import { keysOf, reviewStates } from '@yijian/shared/vocabulary'
import { sql } from 'drizzle-orm'
import { rows, type Tx, withTx } from '../db/tx.ts'
import type { Call } from '../http/serve.ts'
import type { OfficerCaller } from '../identity/caller.ts'
import { enterprisesOf, seenBy } from './jurisdiction.ts'
import { shown } from './list-cases.ts'
import { listQueueItems } from './list-queue-items.ts'
import { getPath, getPlacesUnder, getRootPlace } from './places-under.ts'

type Overview = AnswerOf<typeof readOverview>
type Figures = Overview['total']

const STUCK = 20
const nothing: Figures = { open: 0, overdue: 0, soon: 0, unplaced: 0, withEnterprise: 0, established: 0, library: 0 }
const withApplicant = keysOf(reviewStates).filter((state) => ruleOf(state).holder === 'applicant')

/**
 * What is open and what is stuck below a place of the post's jurisdiction, by the places next below it, in the order of
 * their codes and never by merit. @throws Refusal not_found for a place outside it
 */
export async function handleReadOverview({ context, caller, query }: Call<typeof readOverview>): Promise<Overview> {
  const now = context.now()
  return withTx(context.database, caller.scope, async (tx) => {
    const root = await getRootPlace(tx, caller)
    const path = await getPath(tx, root, query.placeId ?? root.id)
    const place = path.at(-1) ?? root
    const under = await getPlacesUnder(tx, caller, place.id)
    const children = await listChildren(tx, caller, place)
    const cases = await countCases(tx, caller, place, now)
    const library = await countLibrary(tx, caller, place)
    const figures = (id: number | null): Figures => ({ ...nothing, ...cases.get(id), library: library.get(id) ?? 0 })
    const overdue = sql`${seenBy(caller)} and ${shown('overdue', now)} and r.place_id = any (${sql.param(under)}::int[])`
    const stuck = await listQueueItems(tx, caller, now, overdue, { limit: STUCK })
    return {
      place,
      path,
      total: figures(null),
      children: children.map((child) => ({ place: child, figures: figures(child.id) })),
      stuck: stuck.items,
    }
  })
}

/** The place (no child) and everything below it, each with the place next below the given one that it belongs to. */
function placesWithChild(placeId: number) {
  return sql`with recursive under as (
      select ${placeId}::int as id, null::int as child
      union all
      select d.id, coalesce(under.child, d.id) from division d join under on d.parent_id = under.id where d.valid_to is null)`
}

/** A street has no children; an office over some places or a list sees those that hold something of its own. */
async function listChildren(tx: Tx, caller: OfficerCaller, place: Place): Promise<Place[]> {
  const covered =
    caller.office.covers === 'places'
      ? sql`under.id = any (${sql.param(caller.places)}::int[])`
      : sql`exists (select 1 from enterprise e where e.place_id = under.id and ${enterprisesOf(caller)})`
  return rows<Place>(
    tx,
    sql`${placesWithChild(place.id)}
        select d.id, d.name, d.tier from division d
        where d.id in (select under.child from under where ${covered}) order by d.code`,
  )
}

type Counted = Omit<Figures, 'library'> & { child: number | null; whole: boolean }

/** Figures of each child, and under null those of the whole place: its pool belongs to no child. */
async function countCases(
  tx: Tx,
  caller: OfficerCaller,
  place: Place,
  now: Date,
): Promise<Map<number | null, Omit<Figures, 'library'>>> {
  const at = now.toISOString()
  const open = shown('open', now)
  const counted = await rows<Counted>(
    tx,
    sql`${placesWithChild(place.id)}
        select under.child, grouping(under.child) = 1 as whole,
          count(*) filter (where ${open})::int as open,
          count(*) filter (where ${shown('overdue', now)})::int as overdue,
          count(*) filter (where ${open} and r.due_at >= ${at}
            and ${at}::timestamptz - r.clock_started_at >= 0.8 * (r.due_at - r.clock_started_at))::int as soon,
          count(*) filter (where r.state = 'unplaced')::int as unplaced,
          count(*) filter (where r.state = any (${sql.param(withApplicant)}::text[]))::int as "withEnterprise",
          count(*) filter (where ${shown('established', now)})::int as established
        from review r join under on under.id = r.place_id
        where ${seenBy(caller)}
        group by grouping sets ((under.child), ())`,
  )
  return new Map(
    counted
      .filter(({ child, whole }) => whole || child !== null)
      .map(({ child, whole, ...figures }) => [whole ? null : child, figures]),
  )
}

/** Live enterprises of the register, likewise. */
async function countLibrary(tx: Tx, caller: OfficerCaller, place: Place): Promise<Map<number | null, number>> {
  const counted = await rows<{ child: number | null; whole: boolean; count: number }>(
    tx,
    sql`${placesWithChild(place.id)}
        select under.child, grouping(under.child) = 1 as whole, count(*)::int as count
        from enterprise e join under on under.id = e.place_id
        where ${enterprisesOf(caller)} and e.status_class = 'live'
        group by grouping sets ((under.child), ())`,
  )
  return new Map(
    counted
      .filter(({ child, whole }) => whole || child !== null)
      .map(({ child, whole, count }) => [whole ? null : child, count]),
  )
}
