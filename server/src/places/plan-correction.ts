import { openStates } from '@yijian/shared/application/lifecycle'
import { createPlaceFinder, type PlaceFinder, type Places } from '@yijian/shared/division'
import { Refusal } from '@yijian/shared/errors'
import { type BuildingKey, buildingKeyOf } from '@yijian/shared/places/building-key'
import type { PlacePreview } from '@yijian/shared/places/contract'
import type { Place } from '@yijian/shared/values'
import { sql } from 'drizzle-orm'
import { isoOf } from '../db/moments.ts'
import { firstRow, rows, type Tx } from '../db/tx.ts'
import { inTx, readPlaces } from '../divisions/read-places.ts'
import type { OfficerCaller } from '../identity/caller.ts'
import { ADDRESS, getPlaceArea, mayPlace, POOLS } from './place-area.ts'

export type Located = {
  readonly id: number
  readonly name: string
  readonly address: string | null
  readonly writtenAfter: string | null
  readonly place: Place
  readonly how: PlacePreview['enterprise']['how']
  readonly certain: boolean
}

/** What a correction would do, as the preview shows it and as it is carried out. */
export type CorrectionPlan = {
  readonly enterprise: Located
  readonly to: Place
  readonly building: BuildingKey | null
  readonly districtNamed: boolean
  /** Learned before, by the same words of somebody. */
  readonly knownAs: number | null
  readonly followers: readonly Located[]
  readonly contradicts: PlacePreview['contradicts']
}

/** Stands for what is not learned yet. */
const TO_BE = 0
/** Enterprises of one building; more than any has. */
const MOST = 20_000

/**
 * Works out what setting the street of an enterprise teaches and which of the pool follow: those of the same key whose
 * address, read with this lesson, is placed by it. Whoever names a street or another district does not follow.
 * @throws Refusal not_found outside the post's reach, invalid_input for a street it may not choose
 */
export async function planCorrection(
  tx: Tx,
  caller: OfficerCaller,
  { enterpriseId, placeId, lock }: { enterpriseId: number; placeId: number; lock?: boolean },
): Promise<CorrectionPlan> {
  const area = await getPlaceArea(tx, caller)
  const [enterprise] = await readLocated(
    tx,
    sql`e.id = ${enterpriseId} and ${area.reach} ${lock ? sql`for update of e` : sql``}`,
  )
  if (!enterprise) throw new Refusal('not_found')
  const street = area.streets.get(placeId)
  if (!street || !mayPlace(caller, area, { placeId: enterprise.place.id, certain: enterprise.certain }, placeId))
    throw new Refusal('invalid_input', { fields: [{ path: 'placeId', message: 'check_this' }] })
  const to: Place = { id: street.id, name: street.name, tier: 'street' }
  const building = enterprise.address === null ? null : buildingKeyOf(enterprise.address)
  const places = await readPlaces(inTx(tx))
  const { districtNamed } = createPlaceFinder(places)(enterprise.address ?? '', enterprise)
  const same = places.learned.filter(({ key }) => key === building?.key)
  const lesson = same.find((one) => one.placeId === placeId && one.districtNamed === districtNamed)
  const contrary = same.filter(
    (one) =>
      one.placeId !== placeId &&
      (area.streets.get(one.placeId)?.parentId === street.parentId || !(one.districtNamed && districtNamed)),
  )
  const followers = building
    ? await findFollowers(tx, {
        key: building.key,
        pools: [street.parentId, area.cityId],
        but: enterpriseId,
        lesson: lesson?.id ?? TO_BE,
        findPlace: createPlaceFinder(withLesson(places, lesson ? null : { key: building.key, placeId, districtNamed })),
        lock: lock === true,
      })
    : []
  return {
    enterprise,
    to,
    building,
    districtNamed,
    knownAs: lesson?.id ?? null,
    followers,
    contradicts: await tellContrary(
      tx,
      contrary.map(({ id }) => id),
    ),
  }
}

type Lesson = { readonly key: string; readonly placeId: number; readonly districtNamed: boolean }

function withLesson(places: Places, lesson: Lesson | null): Places {
  return lesson ? { ...places, learned: [...places.learned, { id: TO_BE, ...lesson }] } : places
}

type Following = {
  readonly key: string
  readonly pools: readonly number[]
  readonly but: number
  readonly lesson: number
  readonly findPlace: PlaceFinder
  readonly lock: boolean
}

async function findFollowers(
  tx: Tx,
  { key, pools, but, lesson, findPlace, lock }: Following,
): Promise<readonly Located[]> {
  const waiting = await readLocated(
    tx,
    sql`e.building_key = ${key} and e.place_id = any (${sql.param(pools)}::int[]) and e.place_how in ${POOLS} and e.id <> ${but}
        order by e.id limit ${MOST} ${lock ? sql`for update of e` : sql``}`,
  )
  return waiting.filter(({ address, writtenAfter }) => findPlace(address ?? '', { writtenAfter }).learnedId === lesson)
}

/** Enterprises with what their place is found by. */
export async function readLocated(tx: Tx, condition: ReturnType<typeof sql>): Promise<Located[]> {
  return rows<Located>(
    tx,
    sql`select e.id, e.name, ${ADDRESS} as address, e.established_on as "writtenAfter", e.place_how as how, e.place_certain as certain,
          jsonb_build_object('id', d.id, 'name', d.name, 'tier', d.tier) as place
        from enterprise e join division d on d.id = e.place_id where ${condition}`,
  )
}

async function tellContrary(tx: Tx, ids: readonly number[]): Promise<PlacePreview['contradicts']> {
  if (ids.length === 0) return []
  const found = await rows<PlacePreview['contradicts'][number]>(
    tx,
    sql`select l.id, jsonb_build_object('id', d.id, 'name', d.name, 'tier', d.tier) as place,
          p.officer_name as "officerName", p.office_name as "officeName", l.learned_at as "learnedAt"
        from learned_place l join division d on d.id = l.place_id join place_decision p on p.id = l.decision_id
        where l.id = any (${sql.param(ids)}::int[]) order by l.id`,
  )
  return found.map((one) => ({ ...one, learnedAt: isoOf(one.learnedAt) }))
}

/** Applications under way of these enterprises that lie elsewhere; only those that this post may see. */
export async function listOpenApplications(
  tx: Tx,
  caller: OfficerCaller,
  ids: readonly number[],
  to: number,
): Promise<PlacePreview['openApplications']> {
  return rows(
    tx,
    sql`select r.application_id as id, a.number, e.name as "enterpriseName",
          jsonb_build_object('id', d.id, 'name', d.name, 'tier', d.tier) as place
        from review r join application a on a.id = r.application_id join enterprise e on e.id = r.enterprise_id
        join division d on d.id = r.place_id
        where r.enterprise_id = any (${sql.param(ids)}::bigint[]) and r.agency = ${caller.office.agency}
          and r.state = any (${sql.param(openStates)}::text[]) and r.place_id <> ${to}
        order by r.application_id limit 50`,
  )
}

/** Corrections are carried out one at a time, so that what one of them was shown still holds. */
export async function lockPlaces(tx: Tx): Promise<void> {
  await firstRow(tx, sql`select pg_advisory_xact_lock(hashtextextended('yijian.places', 0))`)
}
