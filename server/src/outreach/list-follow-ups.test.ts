import { randomUUID } from 'node:crypto'
import * as operations from '@yijian/shared/outreach/contract'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { OfficerCaller } from '../identity/caller.ts'
import { createFixtures, type Fixtures, monday } from '../testing/fixtures.ts'
import { handleListFollowUps } from './list-follow-ups.ts'
import { handleMoveLibraryEnterprise } from './move-library-enterprise.ts'
import { handleRecordOutreach } from './record-outreach.ts'

const TODAY = '2026-03-02'

let city: Fixtures
let neighbour: OfficerCaller

beforeAll(async () => {
  city = await createFixtures()
  neighbour = await city.addOfficer({ over: ['330106010'] })
})
afterAll(() => city.drop())

const notNow = (id: number, by: OfficerCaller) =>
  city.call(operations.recordOutreach, handleRecordOutreach, by, {
    params: { id },
    body: {
      commandId: randomUUID(),
      version: 0,
      way: 'phone',
      happenedOn: TODAY,
      outcome: 'not_now',
      reason: 'no_youth',
      nextOn: '2026-09-01',
    },
  })
const take = (id: number, version: number, by: OfficerCaller) =>
  city.call(operations.moveLibraryEnterprise, handleMoveLibraryEnterprise, by, {
    params: { id },
    body: { commandId: randomUUID(), version, action: 'assign' },
  })
const followUps = (query: object, by: OfficerCaller) =>
  city.call(operations.listFollowUps, handleListFollowUps, by, { query })

describe('follow-ups', () => {
  test('mine by day, and all that is due where I work; what a fact has overtaken is gone', async () => {
    const place = '330106013'
    const own = await city.addOfficer({ over: [place] })
    const other = await city.addOfficer({ over: [place], officeId: own.office.id })
    const [later, due, fresh, elses, applied] = await Promise.all(
      [1, 2, 3, 4, 5].map(() => city.addEnterprise({ place })),
    )
    const at = (id = 0, nextOn: string) =>
      city.write((tx) => tx.execute(sql`update outreach set next_on = ${nextOn} where enterprise_id = ${id}`))
    for (const id of [later, due, applied]) {
      await notNow(id ?? 0, own)
      await take(id ?? 0, 1, own)
    }
    await take(fresh ?? 0, 0, own)
    await notNow(elses ?? 0, other)
    for (const id of [due, elses, applied]) await at(id, '2026-03-01')
    await city.addCase({ enterpriseId: applied ?? 0, place })
    const mine = await followUps({}, own)
    expect(mine.items.map(({ id, due: isDue }) => [id, isDue])).toEqual([
      [due, true],
      [fresh, false],
      [later, false],
    ])
    expect(mine.items[0]).toMatchObject({
      state: 'not_now',
      lastContact: { on: TODAY, way: 'phone', officerName: own.name },
    })
    expect(mine.due).toEqual({ mine: 1, all: 2 })
    expect((await followUps({ which: 'due' }, own)).items.map(({ id }) => id)).toEqual(
      [due, elses].sort((a = 0, b = 0) => a - b),
    )
    expect((await followUps({ which: 'due' }, neighbour)).items.map(({ id }) => id)).not.toContain(due)
  })

  test('fifty at a time, none lost and none twice', async () => {
    const place = '330106109'
    const own = await city.addOfficer({ over: [place] })
    const ids = await Promise.all(Array.from({ length: 60 }, () => city.addEnterprise({ place })))
    await city.write((tx) =>
      tx.execute(sql`insert into outreach (enterprise_id, agency, state, assigned_post_id, next_on, updated_at)
        select id, 'league', 'assigned', ${own.postId}, case when id % 3 = 0 then null else date '2026-02-20' + (id % 7)::int * 3 end, ${monday.toISOString()}
        from unnest(${sql.param(ids)}::bigint[]) id`),
    )
    const first = await followUps({}, own)
    const second = await followUps({ cursor: first.next }, own)
    expect(first.items).toHaveLength(50)
    expect(second.next).toBeNull()
    const days = [...first.items, ...second.items].map(({ nextOn }) => nextOn ?? TODAY)
    expect(days).toEqual([...days].sort())
    expect(new Set([...first.items, ...second.items].map(({ id }) => id)).size).toBe(60)
    for (const cursor of ['2026-99-99_1', '2026-02-30_1', '0000-01-01_1'])
      await expect(followUps({ cursor }, own)).rejects.toMatchObject({ code: 'malformed_request' })
  })
})
