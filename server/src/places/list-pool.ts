import { Refusal } from '@yijian/shared/errors'
import type { AnswerOf } from '@yijian/shared/operation'
import type { Hints, listPoolEnterprises, listPoolGroups } from '@yijian/shared/places/contract'
import type { Place } from '@yijian/shared/values'
import { type SQL, sql } from 'drizzle-orm'
import * as z from 'zod/mini'
import { readIdCursor } from '../cases/due-cursor.ts'
import { containing } from '../db/like.ts'
import { firstRow, rows, type Tx, withTx } from '../db/tx.ts'
import type { Call } from '../http/serve.ts'
import { ADDRESS, getPlaceArea, type PlaceArea, POOLS } from './place-area.ts'

type Groups = AnswerOf<typeof listPoolGroups>
type Group = Groups['items'][number]
type GroupRow = Omit<Group, 'hints' | 'example'> & { readonly exampleId: number }
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
    const waiting = sql`e.place_how in ${POOLS} and ${area.reach} ${q && q.trim() !== '' ? matching(q.trim()) : sql``}`
    const total = await firstRow<{ waiting: number }>(
      tx,
      sql`select count(*)::int as waiting from enterprise e where ${waiting}`,
    )
    const order = sql`(g.key is null), -g.enterprises, coalesce(g.key, ''), g.place_id, coalesce(g.district, '')`
    const found = await rows<GroupRow>(
      tx,
      sql`select g.key, g.district, g.enterprises, g.example_id as "exampleId",
            jsonb_build_object('id', d.id, 'name', d.name, 'tier', d.tier) as pool
          from (select e.building_key as key, e.place_id, ${area.districtNamed} as district, count(*)::int as enterprises,
              min(e.id) as example_id
            from enterprise e where ${waiting} group by 1, 2, 3) g
          join division d on d.id = g.place_id
          ${cursor === undefined ? sql`` : sql`where (${order}) > ${after(cursor)}`}
          order by ${order} limit ${GROUPS + 1}`,
    )
    const shown = found.slice(0, GROUPS)
    const last = found.length > GROUPS ? shown.at(-1) : undefined
    return {
      waiting: total?.waiting ?? 0,
      streetIds: caller.places.filter((id) => area.streets.has(id)),
      items: await withHints(tx, area, shown),
      next: last ? writeCursor(last) : null,
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
            and ${area.districtNamed} is not distinct from ${district ?? null}::text
            ${cursor === undefined ? sql`` : sql`and e.id > ${readIdCursor(cursor)}`}
          order by e.id limit ${ENTERPRISES + 1}`,
    )
    const items = found.slice(0, ENTERPRISES)
    const [hints = []] = await readHints(tx, area, [{ key: key ?? null, district: district ?? null, poolId }])
    return { hints, items, next: found.length > ENTERPRISES ? String(items.at(-1)?.id) : null }
  })
}

function matching(q: string): SQL {
  return sql`and (${ADDRESS} like ${containing(q)} or e.name like ${containing(q)})`
}

/** What groups and their hints are told by. */
type Spot = Pick<Group, 'key' | 'district'> & { readonly poolId: number }

async function withHints(tx: Tx, area: PlaceArea, groups: readonly GroupRow[]): Promise<Group[]> {
  const hints = await readHints(
    tx,
    area,
    groups.map(({ key, district, pool }) => ({ key, district, poolId: pool.id })),
  )
  const examples = await rows<Group['example']>(
    tx,
    sql`select e.id, e.name, ${ADDRESS} as address from enterprise e
        where e.id = any (${sql.param(groups.map(({ exampleId }) => exampleId))}::bigint[])`,
  )
  return groups.map(({ exampleId, ...group }, n) => {
    const example = examples.find(({ id }) => id === exampleId)
    if (!example) throw new Error('the group has no enterprise')
    return { ...group, example, hints: hints[n] ?? [] }
  })
}

/** Streets that enterprises of the same building are in for sure, within the districts that each group may mean. */
async function readHints(tx: Tx, area: PlaceArea, spots: readonly Spot[]): Promise<Hints[]> {
  const sure = await rows<{ key: string; place: Place; countyId: number; enterprises: number }>(
    tx,
    sql`select e.building_key as key, jsonb_build_object('id', d.id, 'name', d.name, 'tier', d.tier) as place,
          d.parent_id as "countyId", count(*)::int as enterprises
        from enterprise e join division d on d.id = e.place_id
        where e.building_key = any (${sql.param(spots.flatMap(({ key }) => key ?? []))}::text[])
          and d.tier = 'street' and e.place_certain
        group by e.building_key, d.id order by count(*) desc, d.id`,
  )
  return spots.map(({ key, district, poolId }) => {
    const counties = poolId === area.cityId ? area.countiesNamed(district ?? '') : [poolId]
    const near = sure.filter(
      (one) => one.key === key && (counties.includes(one.countyId) || (poolId === area.cityId && district === null)),
    )
    return near.slice(0, 3).map(({ place, enterprises }) => ({ place, enterprises }))
  })
}

function writeCursor({ key, enterprises, pool, district }: GroupRow): string {
  const at: z.infer<typeof GroupCursor> = [key === null, -enterprises, key ?? '', pool.id, district ?? '']
  return Buffer.from(JSON.stringify(at)).toString('base64url')
}

/** @throws Refusal malformed_request for anything that no page has given out */
function after(cursor: string): SQL {
  let at: unknown
  try {
    at = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
  } catch {
    throw new Refusal('malformed_request')
  }
  const read = z.safeParse(GroupCursor, at)
  if (!read.success) throw new Refusal('malformed_request')
  const [none, size, key, place, district] = read.data
  return sql`(${none}::boolean, ${size}::bigint, ${key}::text, ${place}::bigint, ${district}::text)`
}
