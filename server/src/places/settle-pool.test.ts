import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import { correctPlace, listPoolGroups, revokeLearnedPlace } from '@yijian/shared/places/contract'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { clientOf, systemScope, withTx } from '../db/tx.ts'
import { readPlaceFinder } from '../divisions/read-places.ts'
import type { OfficerCaller } from '../identity/caller.ts'
import { importRegister } from '../imports/import-register.ts'
import { undoApplied } from '../registry/applying/undo-applied.ts'
import { createFixtures, type Fixtures } from '../testing/fixtures.ts'
import { registerFile, registerLine } from '../testing/register-lines.ts'
import { handleCorrectPlace } from './correct-place.ts'
import { handleListPoolGroups } from './list-pool.ts'
import { handleRevokeLearnedPlace } from './revoke-learned-place.ts'
import { settlePool } from './settle-pool.ts'

let city: Fixtures
let officers: OfficerCaller[]
let county: OfficerCaller
beforeAll(async () => {
  city = await createFixtures()
  county = await city.addOfficer({ tier: 'county', over: ['330106'] })
  officers = [
    await city.addOfficer({ tier: 'city', over: ['330100'] }),
    county,
    await city.addOfficer({ tier: 'county', over: ['330102'] }),
    await city.addOfficer({ over: ['330106005'] }),
  ]
})
afterAll(() => city.drop())
beforeEach(async () => {
  await city.db.owner.query(`truncate enterprise, application, learned_place, place_decision, registry_batch, pool_group, pool_total,
    pool_change, pool_recount cascade`)
})

const settle = () => settlePool(city.context)

/** Every page of the pool as this post sees it. */
async function walkPool(by: OfficerCaller) {
  const items = []
  let waiting = 0
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await city.call(listPoolGroups, handleListPoolGroups, by, { query: cursor ? { cursor } : {} })
    if (cursor === undefined) waiting = page.waiting
    items.push(...page.items.map(({ key, pool, district, enterprises }) => [key, pool.name, district, enterprises]))
    cursor = page.next
  }
  return { waiting, items }
}

/** What the kept counts say is what counting says. */
async function expectRight(): Promise<void> {
  for (const by of officers) {
    const kept = await walkPool(by)
    await city.db.owner.query(`insert into pool_recount (asked_at) values ('epoch')`)
    const counted = await walkPool(by)
    await city.db.owner.query(`delete from pool_recount where asked_at = 'epoch'`)
    expect(kept).toEqual(counted)
  }
}

const ADDRESSES = [
  '西湖区文三路90号',
  '西湖区文三路90号2楼',
  '西湖区文三路91号',
  '江干区凯旋路60号',
  '江干区凯旋路60号3楼',
  '上城区凯旋路60号',
  '文三路90号',
  '西湖区',
  '杭州市',
  '西湖区翠苑街道文三路90号',
]
const source = (addresses: readonly string[]) => {
  const whole = registerFile(addresses.map((address, i) => registerLine(i + 1, { address })))
  return { name: '名录.csv', bytes: whole.length, open: () => Readable.from([whole]) }
}
const bring = (addresses: readonly string[]) => importRegister(city.context, { source: source(addresses) })
const idOf = async (offset: number): Promise<number | undefined> =>
  (await city.db.owner.query('select id from enterprise order by id limit 1 offset $1', [offset])).rows[0]?.id

/** Anything that moves an enterprise; what is refused moves none. */
const moves = {
  import: (addresses: string[]) => bring(addresses),
  add: async ([address = '']: string[]) => {
    const found = (await readPlaceFinder(city.db.owner))(address)
    const id = await city.addEnterprise({ place: '330106', address })
    await city.db.owner.query(
      'update enterprise set place_id = $2, place_how = $3, place_certain = $4, building_key = $5, learned_place_id = $6 where id = $1',
      [id, found.placeId, found.how, found.certain, found.buildingKey, found.learnedId],
    )
  },
  correct: async ({ length }: string[]) => {
    for (const follows of [0, 1, 2, 3])
      await city
        .call(correctPlace, handleCorrectPlace, county, {
          params: { id: (await idOf(length)) ?? 0 },
          body: { commandId: randomUUID(), placeId: city.place('330106005'), teach: true, follows },
        })
        .catch(() => {})
  },
  revoke: async () => {
    const { rows } = await city.db.owner.query('select max(id)::int as id from learned_place where revoked_at is null')
    await city
      .call(revokeLearnedPlace, handleRevokeLearnedPlace, county, {
        params: { id: rows[0].id ?? 0 },
        body: { commandId: randomUUID() },
      })
      .catch(() => {})
  },
  delete: async ({ length }: string[]) => {
    await city.db.owner
      .query('delete from enterprise where id = $1 and provisional', [await idOf(length)])
      .catch(() => {})
  },
  settle,
}

test('whatever moves enterprises, one after the other or several at once, the counts that are kept are what counting gives', async () => {
  const move = fc.record({
    what: fc.constantFrom(...(Object.keys(moves) as (keyof typeof moves)[])),
    addresses: fc.array(fc.constantFrom(...ADDRESSES), { minLength: 1, maxLength: 8 }),
  })
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(move, { minLength: 1, maxLength: 3 }), { minLength: 2, maxLength: 6 }),
      async (rounds) => {
        for (const atOnce of rounds)
          await Promise.allSettled(atOnce.map(async ({ what, addresses }) => moves[what](addresses)))
        await expectRight()
        await settle()
        await expectRight()
      },
    ),
    { numRuns: 12 },
  )
})

test('a first load is shown at once and counted by the job; taking it back empties the pool', async () => {
  const { batch } = await bring(ADDRESSES)
  const { rows } = await city.db.owner.query(
    'select (select count(*)::int from pool_change) as noted, (select count(*)::int from pool_recount) as asked',
  )
  expect(rows).toEqual([{ noted: 0, asked: 1 }])
  const [whole] = officers
  if (!whole) throw new Error('no officer')
  const before = await walkPool(whole)
  expect(before).toMatchObject({ waiting: 9 })
  await settle()
  expect(await walkPool(whole)).toEqual(before)
  await withTx(city.context.database, systemScope, (tx) => undoApplied(clientOf(tx), { batchId: batch }))
  expect(await walkPool(whole)).toEqual({ waiting: 0, items: [] })
  await settle()
  expect((await city.db.owner.query('select from pool_group')).rowCount).toBe(0)
})

test('adding up waits for nobody who is moving enterprises, and misses nothing of theirs', async () => {
  await bring(ADDRESSES)
  await settle()
  const mover = await city.db.owner.connect()
  try {
    await mover.query('begin')
    await mover.query(`update enterprise set building_key = '文三路1号' where building_key = '文三路90号'`)
    await settle()
    await expectRight()
    await mover.query('commit')
  } finally {
    mover.release()
  }
  await expectRight()
  await settle()
  await expectRight()
})

test('a district under another name has the pools counted afresh', async () => {
  await bring(ADDRESSES)
  await settle()
  const rename = (to: string, from: string) =>
    city.db.owner.query('update division set name = $1 where name = $2', [to, from])
  const invented = '甲乙丙区'
  try {
    await rename(invented, '西湖区')
    await expectRight()
    await settle()
    await expectRight()
  } finally {
    await rename('西湖区', invented)
  }
})
