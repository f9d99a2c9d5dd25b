import { randomUUID } from 'node:crypto'
import { listAssignments, previewAssignment, takeBackAssignment } from '@yijian/shared/library/assignment-contract'
import * as operations from '@yijian/shared/library/list-contract'
import { recordOutreach } from '@yijian/shared/outreach/contract'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import * as z from 'zod/mini'
import { rows } from '../db/tx.ts'
import type { OfficerCaller } from '../identity/caller.ts'
import { handleRecordOutreach } from '../outreach/record-outreach.ts'
import { createFixtures, type Fixtures } from '../testing/fixtures.ts'
import { handleAssignLibrary } from './assign-library.ts'
import { handleListAssignments } from './list-assignments.ts'
import { handlePreviewAssignment } from './preview-assignment.ts'
import { handleTakeBackAssignment } from './take-back-assignment.ts'

const STREET = '330106011'
const OTHER = '330106010'

let city: Fixtures
let street: OfficerCaller
let clerk: OfficerCaller
let other: OfficerCaller
let county: OfficerCaller
let ids: number[]

beforeAll(async () => {
  city = await createFixtures()
  street = await city.addOfficer({ over: [STREET] })
  clerk = await city.addOfficer({ over: [STREET], officeId: street.office.id, role: 'clerk' })
  other = await city.addOfficer({ over: [OTHER] })
  county = await city.addOfficer({ tier: 'county', over: ['330106'] })
})
afterAll(() => city.drop())
beforeEach(async () => {
  ids = []
  for (let i = 0; i < 5; i++) ids.push(await city.addEnterprise({ place: STREET }))
})

type Options = { by?: OfficerCaller; commandId?: string; leaveOthers?: boolean }
const assign = (postId: number, which: readonly number[], { by = county, ...options }: Options = {}) =>
  city.call(operations.assignLibrary, handleAssignLibrary, by, {
    body: { commandId: randomUUID(), postId, which: { ids: [...which] }, ...options },
  })
const takeBack = (id: string, by = county, commandId: string = randomUUID()) =>
  city.call(takeBackAssignment, handleTakeBackAssignment, by, { params: { id }, body: { commandId } })
const preview = (query: Record<string, string>, by = county) =>
  city.call(previewAssignment, handlePreviewAssignment, by, {
    query: z.parse(previewAssignment.query, query),
  })
const talk = (id: number, by: OfficerCaller, version: number) =>
  city.call(recordOutreach, handleRecordOutreach, by, {
    params: { id },
    body: { commandId: randomUUID(), version, way: 'phone', outcome: 'talked', happenedOn: '2026-03-02' },
  })
const standing = async () => {
  const found = await city.write((tx) =>
    rows<{ id: number; post: number | null; state: string; version: number; events: number }>(
      tx,
      sql`select x.enterprise_id as id, x.assigned_post_id as post, x.state, x.version,
            (select count(*)::int from outreach_event v where v.enterprise_id = x.enterprise_id) as events
          from outreach x where x.enterprise_id = any (${sql.param(ids)}::bigint[]) order by 1`,
    ),
  )
  return found
}
const posts = async () => (await standing()).map(({ post }) => post)

describe('one step back', () => {
  test('each goes to whoever had it, or to nobody, as it stood; with a row of history; a retried request is one', async () => {
    const [first = 0] = ids
    await assign(clerk.postId, [first])
    await talk(first, clerk, 1)
    const wrong = await assign(street.postId, ids)
    expect(await posts()).toEqual(ids.map(() => street.postId))
    const commandId = randomUUID()
    expect(await takeBack(wrong.commandId, county, commandId)).toEqual({ takenBack: 5, kept: 0 })
    const after = await standing()
    expect(after.map(({ post, state }) => [post, state])).toEqual([
      [clerk.postId, 'contacted'],
      ...ids.slice(1).map(() => [null, 'new']),
    ])
    for (const { version, events } of after) expect(events).toBe(version)
    expect(await takeBack(wrong.commandId, county, commandId)).toEqual({ takenBack: 5, kept: 0 })
    expect(await takeBack(wrong.commandId)).toEqual({ takenBack: 5, kept: 0 })
    expect(await standing()).toEqual(after)
  })

  test('what somebody has acted on since stays as it is, alone', async () => {
    const wrong = await assign(street.postId, ids)
    await talk(ids[0] ?? 0, street, 1)
    await assign(clerk.postId, ids.slice(1, 2))
    const listed = async () => (await city.call(listAssignments, handleListAssignments, county)).items
    expect((await listed()).find(({ commandId }) => commandId === wrong.commandId)).toMatchObject({
      officerName: street.name,
      assigned: 5,
      unchanged: 3,
      takenBack: false,
    })
    expect(await takeBack(wrong.commandId)).toEqual({ takenBack: 3, kept: 2 })
    expect(await posts()).toEqual([street.postId, clerk.postId, null, null, null])
    expect((await listed()).find(({ commandId }) => commandId === wrong.commandId)).toMatchObject({
      unchanged: 0,
      takenBack: true,
    })
  })

  test('is for the post that assigned', async () => {
    const done = await assign(street.postId, ids)
    await expect(takeBack(done.commandId, street)).rejects.toMatchObject({ code: 'not_found' })
    await expect(takeBack(randomUUID())).rejects.toMatchObject({ code: 'not_found' })
    expect((await city.call(listAssignments, handleListAssignments, street)).items).toEqual([])
  })

  test('twice at once is once; beside somebody who speaks with one of them, one of the two comes first', async () => {
    const wrong = await assign(street.postId, ids)
    const [first = 0] = ids
    const [one, two, spoken] = await Promise.allSettled([
      takeBack(wrong.commandId),
      takeBack(wrong.commandId),
      talk(first, street, 1),
    ])
    expect(one).toEqual(two)
    const earlier = spoken.status === 'fulfilled'
    expect(one).toMatchObject({ value: { takenBack: earlier ? 4 : 5, kept: earlier ? 1 : 0 } })
    expect(await posts()).toEqual([earlier ? street.postId : null, null, null, null, null])
    for (const { version, events } of await standing()) expect(events).toBe(version)
  })
})

describe('before assigning', () => {
  test('who has how many of them, where they are and what a post does not cover', async () => {
    const away = await city.addEnterprise({ place: OTHER })
    await assign(clerk.postId, ids.slice(0, 2))
    await talk(ids[0] ?? 0, clerk, 1)
    await city.write((tx) =>
      tx.execute(sql`insert into outreach (enterprise_id, agency, state, reason, version, updated_at)
        values (${ids[2]}, 'league', 'invalid', 'not_target', 1, now())`),
    )
    const all = [...ids, away]
    expect(await preview({ ids: all.join(','), postId: String(street.postId) })).toMatchObject({
      count: 6,
      free: 3,
      withWhom: [{ postId: clerk.postId, officerName: clerk.name, count: 2, inTouch: 1 }],
      elsewhere: 0,
      ruledOut: 1,
      places: [{ count: 5 }, { count: 1 }],
      otherPlaces: 0,
      beyond: 1,
    })
    expect(await preview({ placeId: String(city.place(OTHER)) })).toMatchObject({ free: 1, beyond: null })
    await expect(preview({ ids: all.join(',') }, street)).rejects.toMatchObject({ code: 'not_found' })
    await expect(preview({ ids: String(ids[0]), postId: String(other.postId) }, street)).rejects.toMatchObject({
      code: 'invalid_input',
    })
  })

  test('what others have can be left with them', async () => {
    await assign(clerk.postId, ids.slice(0, 2))
    const answer = await assign(street.postId, ids, { leaveOthers: true })
    expect(answer).toMatchObject({ assigned: 3, already: 0, left: 0, others: 2 })
    expect(await posts()).toEqual([clerk.postId, clerk.postId, street.postId, street.postId, street.postId])
  })
})
