import type { QueueItem } from '@yijian/shared/application/case-contract'
import * as operations from '@yijian/shared/application/case-contract'
import { queues } from '@yijian/shared/application/queues'
import type { ReviewState, Tier } from '@yijian/shared/vocabulary'
import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { rows, withTx } from '../db/tx.ts'
import type { OfficerCaller } from '../identity/caller.ts'
import { createFixtures, type Fixtures, monday } from '../testing/fixtures.ts'
import { handleListCases } from './list-cases.ts'
import { handleListQueues } from './list-queues.ts'
import { handleReadCase } from './read-case.ts'
import { handleReadOverview } from './read-overview.ts'
import { handleReadQueue } from './read-queue.ts'

/** 西湖区 and two of its streets, 余杭区 and one of its own. */
const XIHU = '330106'
const JIANGCUN = '330106011'
const ZHUANTANG = '330106010'
const YUHANG = '330110'
const DAY = 86_400_000

let city: Fixtures
let streets: readonly string[]

beforeAll(async () => {
  city = await createFixtures({ max: 1 })
  const found = await city.write((tx) =>
    rows<{ code: string }>(
      tx,
      sql`select code from division where valid_to is null and tier = 'street' and (code like '330106%' or code like '330110%') order by code limit 16`,
    ),
  )
  streets = found.map(({ code }) => code)
})
afterAll(() => city.drop())

async function allOf(officer: OfficerCaller, queue: string): Promise<QueueItem[]> {
  const items: QueueItem[] = []
  for (let cursor: string | undefined; ; ) {
    const page = await city.call(operations.readQueue, handleReadQueue, officer, {
      params: { queue },
      query: { cursor },
    })
    items.push(...page.items)
    if (!page.next) return items
    cursor = page.next
  }
}

async function counts(officer: OfficerCaller) {
  const { items } = await city.call(operations.listQueues, handleListQueues, officer)
  return items
}

const stateAndTier = fc.constantFrom<[ReviewState, Tier]>(
  ['unplaced', 'county'],
  ['unplaced', 'city'],
  ['awaiting_acceptance', 'street'],
  ['verifying', 'street'],
  ['awaiting_decision', 'county'],
  ['awaiting_decision', 'city'],
  ['returned', 'street'],
  ['returned', 'county'],
  ['dormant', 'street'],
  ['formation_approved', 'county'],
  ['result_submitted', 'county'],
  ['established', 'street'],
  ['refused', 'street'],
)

describe('worklists', () => {
  test('the count of every worklist is its length, for whatever lies around', async () => {
    const streetA = await city.addOfficer({ over: [streets[0] ?? ''] })
    const streetB = await city.addOfficer({ over: [streets[1] ?? ''] })
    const county = await city.addOfficer({ tier: 'county', over: [XIHU] })
    const other = await city.addOfficer({ tier: 'county', over: [YUHANG] })
    const whole = await city.addOfficer({ tier: 'city', over: ['330100'] })
    const union = await city.addOfficer({ over: [streets[0] ?? ''], agency: 'union' })
    const park = await city.addOfficer({ over: [await city.addEnterprise({ place: streets[0] ?? '' })] })
    const officers = [streetA, streetB, county, other, whole, union, park]
    const due = fc.option(fc.integer({ min: -20, max: 20 }), { nil: null })
    const added = fc.record({
      at: fc.nat(15),
      where: stateAndTier,
      due,
      agency: fc.constantFrom('league' as const, 'league' as const, 'union' as const),
      listed: fc.boolean(),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(added, { maxLength: 12 }), async (batch) => {
        for (const {
          at,
          where: [state, actingTier],
          due: days,
          agency,
          listed,
        } of batch) {
          const place = state === 'unplaced' ? (actingTier === 'city' ? '330100' : XIHU) : (streets[at] ?? JIANGCUN)
          const enterpriseId = await city.addEnterprise({ place })
          const actingOfficeId = listed && actingTier === 'street' ? park.office.id : null
          if (actingOfficeId) {
            await city.write((tx) =>
              tx.execute(sql`insert into office_enterprise values (${park.office.id}, ${enterpriseId})`),
            )
            Object.assign(park, { enterprises: [...park.enterprises, enterpriseId] })
            Object.assign(park.scope, { enterprises: park.enterprises })
          }
          const dueAt = days === null ? null : new Date(monday.getTime() + days * DAY)
          await city.addCase({ enterpriseId, place, state, actingTier, agency, actingOfficeId, dueAt })
        }
        for (const officer of officers) {
          for (const { id, count, overdue } of await counts(officer)) {
            const items = await allOf(officer, id)
            expect(items).toHaveLength(count)
            expect(new Set(items.map((item) => item.id)).size).toBe(count)
            expect(items.filter((item) => item.urgency === 'overdue')).toHaveLength(overdue)
            const dues = items.map((item) => item.dueAt ?? '9')
            expect(dues).toEqual([...dues].sort())
          }
        }
      }),
      { numRuns: 12 },
    )
  })

  test('pages neither lose nor repeat a case, also among equal due moments', async () => {
    const place = streets[5] ?? ''
    const officer = await city.addOfficer({ over: [place] })
    for (let i = 0; i < 120; i++) {
      const dueAt = i % 3 === 0 ? null : new Date(monday.getTime() + (i % 4) * DAY)
      await city.addCase({ enterpriseId: await city.addEnterprise({ place }), place, dueAt })
    }
    const items = await allOf(officer, 'acceptance')
    expect(items).toHaveLength((await counts(officer)).find(({ id }) => id === 'acceptance')?.count ?? 0)
    expect(items.length).toBeGreaterThanOrEqual(120)
    expect(new Set(items.map(({ id }) => id)).size).toBe(items.length)
  })

  test.each(['', 'x', 'WzEsMl0', Buffer.from('["now()",1]').toString('base64url')])(
    'a made-up cursor %j is refused',
    async (cursor) => {
      const officer = await city.addOfficer({ over: [JIANGCUN] })
      await expect(
        city.call(operations.readQueue, handleReadQueue, officer, {
          params: { queue: 'acceptance' },
          query: { cursor },
        }),
      ).rejects.toMatchObject({
        code: 'malformed_request',
      })
    },
  )

  test('a pool is on the worklist of the county that has it, and of no street', async () => {
    const county = await city.addOfficer({ tier: 'county', over: [YUHANG] })
    const street = await city.addOfficer({ over: ['330110009'] })
    const id = await city.addCase({
      enterpriseId: await city.addEnterprise({ place: YUHANG }),
      place: YUHANG,
      state: 'unplaced',
      actingTier: 'county',
    })
    expect((await allOf(county, 'unplaced')).map((item) => item.id)).toContain(id)
    await expect(city.call(operations.readCase, handleReadCase, street, { params: { id } })).rejects.toMatchObject({
      code: 'not_found',
    })
    const view = await city.call(operations.readCase, handleReadCase, county, { params: { id } })
    expect(view.actions.filter(({ primary }) => primary)).toEqual([
      { action: 'assign', needs: ['place'], primary: true },
    ])
  })

  test('an office that lists the enterprise has its case; the street sees it and cannot act', async () => {
    const enterpriseId = await city.addEnterprise({ place: ZHUANTANG })
    const park = await city.addOfficer({ over: [enterpriseId], name: '测试园区团工委' })
    const street = await city.addOfficer({ over: [ZHUANTANG] })
    const id = await city.addCase({
      enterpriseId,
      place: ZHUANTANG,
      actingOfficeId: park.office.id,
      dueAt: new Date(monday.getTime() + DAY),
    })
    expect((await allOf(park, 'acceptance')).map((item) => item.id)).toEqual([id])
    expect((await allOf(street, 'acceptance')).map((item) => item.id)).not.toContain(id)
    const atPark = await city.call(operations.readCase, handleReadCase, park, { params: { id } })
    const atStreet = await city.call(operations.readCase, handleReadCase, street, { params: { id } })
    expect(atPark).toMatchObject({ relation: 'handles', holder: { officeName: '测试园区团工委' } })
    expect(atStreet).toMatchObject({ relation: 'sees', actions: [], holder: { officeName: '测试园区团工委' } })
  })
})

describe('jurisdiction', () => {
  test('outside one’s places nothing exists, and neither does it without any filter of ours, on a connection used before', async () => {
    const place = streets[8] ?? ''
    const mine = await city.addOfficer({ over: [place] })
    const neighbour = await city.addOfficer({ over: [streets[9] ?? ''] })
    const county = await city.addOfficer({ tier: 'county', over: ['330108'] })
    const id = await city.addCase({ enterpriseId: await city.addEnterprise({ place }), place, state: 'verifying' })
    const everything = (officer: OfficerCaller) =>
      withTx(city.context.database, officer.scope, (tx) =>
        rows<{ id: number }>(
          tx,
          sql`select a.id from application a join review r on r.application_id = a.id where a.id = ${id}`,
        ),
      )
    expect(await everything(mine)).toEqual([{ id }])
    for (const officer of [neighbour, county]) {
      expect(await everything(officer)).toEqual([])
      await expect(city.call(operations.readCase, handleReadCase, officer, { params: { id } })).rejects.toMatchObject({
        code: 'not_found',
      })
      expect(
        (await city.call(operations.listCases, handleListCases, officer)).items.map((item) => item.id),
      ).not.toContain(id)
      await expect(
        city.call(operations.listCases, handleListCases, officer, { query: { placeId: city.place(place) } }),
      ).rejects.toMatchObject({ code: 'not_found' })
    }
    const left = await withTx(city.context.database, { kind: 'nobody' }, (tx) => rows(tx, sql`select id from review`))
    expect(left).toEqual([])
  })

  test('another agency’s review of the same application is not this agency’s case', async () => {
    const league = await city.addOfficer({ over: [JIANGCUN] })
    const id = await city.addCase({
      enterpriseId: await city.addEnterprise({ place: JIANGCUN }),
      place: JIANGCUN,
      agency: 'union',
    })
    await expect(city.call(operations.readCase, handleReadCase, league, { params: { id } })).rejects.toMatchObject({
      code: 'not_found',
    })
  })
})

describe('overview', () => {
  test('figures agree with the lists below them, and a pool counts for the whole only', async () => {
    const county = await city.addOfficer({ tier: 'county', over: [XIHU] })
    const overview = await city.call(operations.readOverview, handleReadOverview, county, { query: {} })
    expect(overview.place).toMatchObject({ name: '西湖区', tier: 'county' })
    expect(overview.children.map(({ place }) => place.tier)).toEqual(overview.children.map(() => 'street'))
    const codes = await city.write((tx) =>
      rows<{ id: number }>(
        tx,
        sql`select id from division where parent_id = ${city.place(XIHU)} and valid_to is null order by code`,
      ),
    )
    expect(overview.children.map(({ place }) => place.id)).toEqual(codes.map(({ id }) => id))
    for (const { place, figures } of [{ place: overview.place, figures: overview.total }, ...overview.children]) {
      for (const show of ['open', 'overdue', 'established'] as const) {
        expect(await lengthOf(county, place.id, show), `${place.name} ${show}`).toBe(figures[show])
      }
    }
    const sum = overview.children.reduce((open, { figures }) => open + figures.open, 0)
    const pool = overview.total.open - sum
    expect(pool).toBe(overview.total.unplaced)
    expect(overview.total.library).toBeGreaterThan(0)
    expect(overview.stuck.every(({ urgency }) => urgency === 'overdue')).toBe(true)
    expect(overview.stuck).toHaveLength(Math.min(20, overview.total.overdue))
  })

  test('a street officer sees the street, which has no children, and no county above it', async () => {
    const officer = await city.addOfficer({ over: [JIANGCUN] })
    const overview = await city.call(operations.readOverview, handleReadOverview, officer, { query: {} })
    expect(overview).toMatchObject({ path: [{ id: city.place(JIANGCUN) }], children: [] })
    for (const code of [XIHU, ZHUANTANG, '330100']) {
      await expect(
        city.call(operations.readOverview, handleReadOverview, officer, { query: { placeId: city.place(code) } }),
      ).rejects.toMatchObject({ code: 'not_found' })
    }
  })

  test('the city goes down to a county and a street, with the path it came', async () => {
    const officer = await city.addOfficer({ tier: 'city', over: ['330100'] })
    const overview = await city.call(operations.readOverview, handleReadOverview, officer, {
      query: { placeId: city.place(JIANGCUN) },
    })
    expect(overview.path.map(({ name }) => name)).toEqual(['杭州市', '西湖区', '蒋村街道'])
  })

  test('an office over two streets sees these two under their county, and nothing of the rest', async () => {
    const officer = await city.addOfficer({ over: [JIANGCUN, ZHUANTANG] })
    const overview = await city.call(operations.readOverview, handleReadOverview, officer, { query: {} })
    expect(overview.place.name).toBe('西湖区')
    expect(new Set(overview.children.map(({ place }) => place.id))).toEqual(
      new Set([city.place(JIANGCUN), city.place(ZHUANTANG)]),
    )
    const open = overview.children.reduce((sum, { figures }) => sum + figures.open, 0)
    expect(overview.total.open).toBe(open)
  })
})

async function lengthOf(
  officer: OfficerCaller,
  placeId: number,
  show: 'open' | 'overdue' | 'established',
): Promise<number> {
  let length = 0
  for (let cursor: string | undefined; ; ) {
    const page = await city.call(operations.listCases, handleListCases, officer, { query: { placeId, show, cursor } })
    length += page.items.length
    if (!page.next) return length
    cursor = page.next
  }
}

test('every worklist is offered in the tiers that have it', async () => {
  const street = await city.addOfficer({ over: [JIANGCUN] })
  expect((await counts(street)).map(({ id }) => id)).toEqual(
    queues.filter(({ tiers }) => tiers.includes('street')).map(({ id }) => id),
  )
})
