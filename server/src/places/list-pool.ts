import type { AnswerOf } from '@yijian/shared/operation'
import type { Hints, listPoolEnterprises, listPoolGroups } from '@yijian/shared/places/contract'
import type { Place } from '@yijian/shared/values'
import { sql } from 'drizzle-orm'
import * as z from 'zod/mini'
import { readCursor, readIdCursor, writeCursor } from '../db/cursor.ts'
import { rows, type Tx, withTx } from '../db/tx.ts'
import type { Call } from '../http/serve.ts'
import { ADDRESS, DISTRICT, getPlaceArea, type PlaceArea, POOLS } from './place-area.ts'
import { findExamples, findPoolGroups, type GroupRow } from './pool-groups.ts'

type Groups = AnswerOf<typeof listPoolGroups>
type Group = Groups['items'][number]
type Enterprises = AnswerOf<typeof listPoolEnterprises>

const GROUPS = 20
const ENTERPRISES = 50

/** Where a page of groups ended: addresses that name nothing come last, then the smaller groups. */
const written = z.string().check(z.refine((text) => !text.includes('\0')))
const GroupCursor = z.tuple([z.boolean(), z.int(), written, z.int(), written])

/** What waits in the pools of the post's area, by building, largest first, with what the register says of each building. */
export async function handleListPoolGroups({ context, caller, query }: Call<typeof listPoolGroups>): Promise<Groups> {
  const { q, cursor } = query
  return withTx(context.database, caller.scope, async (tx) => {
    const area = await getPlaceArea(tx, caller)
    const after = cursor === undefined ? null : readGroupCursor(cursor)
    const { waiting, more, groups } = await findPoolGroups(tx, area, { q: q ?? '', after, limit: GROUPS + 1 })
    const shown = groups.slice(0, GROUPS)
    const last = groups.length > GROUPS && !more ? shown.at(-1) : undefined
    return {
      waiting,
      more,
      streetIds: caller.places.filter((id) => area.streets.has(id)),
      items: await present(tx, area, shown),
      next: last ? writeGroupCursor(last) : null,
    }
  })
}

/** The enterprises of one group, 50 at a time. */
export async function handleListPoolEnterprises({
  context,
  caller,
  query,
}: Call<typeof listPoolEnterprises>): Promise<Enterprises> {
  const { key, poolId, district, cursor } = query
  return withTx(context.database, caller.scope, async (tx) => {
    const area = await getPlaceArea(tx, caller)
    const found = await rows<Enterprises['items'][number]>(
      tx,
      sql`select e.id, e.name, ${ADDRESS} as address, e.place_how as how,
            jsonb_build_object('id', d.id, 'name', d.name, 'tier', d.tier) as place
          from enterprise e join division d on d.id = e.place_id
          where e.place_id = ${poolId}::bigint and e.place_how in ${POOLS} and ${area.reach}
            and ${key === undefined ? sql`e.building_key is null` : sql`e.building_key = ${key}`}
            and ${DISTRICT} = ${district ?? ''}::text
            ${cursor === undefined ? sql`` : sql`and e.id > ${readIdCursor(cursor)}`}
          order by e.id limit ${ENTERPRISES + 1}`,
    )
    const items = found.slice(0, ENTERPRISES)
    const [hints = []] = await readHints(tx, area, [{ key: key ?? null, district: district ?? null, poolId }])
    return { hints, items, next: found.length > ENTERPRISES ? String(items.at(-1)?.id) : null }
  })
}

/** What groups and their hints are told by. */
type Spot = Pick<Group, 'key' | 'district'> & { readonly poolId: number }

async function present(tx: Tx, area: PlaceArea, groups: readonly GroupRow[]): Promise<Group[]> {
  const spots = groups.map(({ key, district, poolId }) => ({ key: key || null, district: district || null, poolId }))
  const hints = await readHints(tx, area, spots)
  const examples = await findExamples(tx, groups)
  const pools = await rows<{ pool: Place }>(
    tx,
    sql`select jsonb_build_object('id', d.id, 'name', d.name, 'tier', d.tier) as pool from division d
        where d.id = any (${sql.param(groups.map(({ poolId }) => poolId))}::int[])`,
  )
  return spots.flatMap(({ key, district, poolId }, n) => {
    const [example, enterprises] = [examples[n], groups[n]?.enterprises]
    const pool = pools.find((one) => one.pool.id === poolId)?.pool
    return example && enterprises && pool ? [{ key, pool, district, enterprises, example, hints: hints[n] ?? [] }] : []
  })
}

/** Streets that enterprises of the same building are in for sure, within the districts that each group may mean. */
async function readHints(tx: Tx, area: PlaceArea, spots: readonly Spot[]): Promise<Hints[]> {
  const asked = spots.flatMap(({ key, district, poolId }, n) => {
    if (key === null) return []
    const counties = poolId === area.cityId ? area.countiesNamed(district ?? '') : [poolId]
    const anywhere = poolId === area.cityId && district === null
    const streets = [...area.streets.values()].filter(({ parentId }) => anywhere || counties.includes(parentId))
    return streets.map(({ id }) => ({ n, key, id }))
  })
  const column = <K extends keyof (typeof asked)[number]>(name: K) => sql.param(asked.map((one) => one[name]))
  const sure = await rows<{ n: number; place: Place; enterprises: number }>(
    tx,
    sql`select a.n, jsonb_build_object('id', d.id, 'name', d.name, 'tier', d.tier) as place, a.enterprises
        from (select a.n, e.place_id, count(*)::int as enterprises
            from unnest(${column('n')}::int[], ${column('key')}::text[], ${column('id')}::int[]) as a (n, key, place_id)
            join enterprise e on e.building_key = a.key and e.place_id = a.place_id and e.place_certain group by 1, 2) a
          join division d on d.id = a.place_id
        order by a.enterprises desc, d.id`,
  )
  return spots.map((_, n) =>
    sure
      .filter((one) => one.n === n)
      .slice(0, 3)
      .map(({ place, enterprises }) => ({ place, enterprises })),
  )
}

function writeGroupCursor({ key, enterprises, poolId, district }: GroupRow): string {
  return writeCursor([key === '', -enterprises, key, poolId, district] satisfies z.infer<typeof GroupCursor>)
}

/** @throws Refusal malformed_request */
function readGroupCursor(cursor: string): GroupRow {
  const [, size, key, poolId, district] = readCursor(GroupCursor, cursor)
  return { key, enterprises: -size, poolId, district }
}
