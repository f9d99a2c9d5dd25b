import { randomUUID } from 'node:crypto'
import { type Decision, decideCase, readCase } from '@yijian/shared/application/case-contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { OfficerCaller } from '../identity/caller.ts'
import { createFixtures, type Fixtures } from '../testing/fixtures.ts'
import { handleDecideCase } from './decide-case.ts'
import { handleReadCase } from './read-case.ts'

const MINE = '330106011'
const THEIRS = '330105008'
const ELSEWHERE = '330106010'

let city: Fixtures
let mine: OfficerCaller
let theirs: OfficerCaller

beforeAll(async () => {
  city = await createFixtures()
  mine = await city.addOfficer({ over: [MINE] })
  theirs = await city.addOfficer({ over: [THEIRS] })
})
afterAll(() => city.drop())

const caseAt = async (place: string) => city.addCase({ enterpriseId: await city.addEnterprise({ place }), place })
const read = (by: OfficerCaller, id: number) => city.call(readCase, handleReadCase, by, { params: { id } })
const decide = (by: OfficerCaller, id: number, body: Partial<Decision>) =>
  city.call(decideCase, handleDecideCase, by, {
    params: { id },
    body: { commandId: randomUUID(), version: 1, ...body },
  })
const transfer = (by: OfficerCaller, id: number, to: string, commandId = randomUUID()) =>
  decide(by, id, { commandId, action: 'transfer', placeId: city.place(to), note: '实际经营地在该街道' })

test('a case goes to a street of another county: they have it, I no longer see it, my retried tap is one transfer', async () => {
  const id = await caseAt(MINE)
  const commandId = randomUUID()
  const answer = await transfer(mine, id, THEIRS, commandId)
  expect(answer).toMatchObject({ relation: 'sees', actions: [], place: { id: city.place(THEIRS) } })
  expect(await transfer(mine, id, THEIRS, commandId)).toEqual(answer)
  expect(await read(theirs, id)).toMatchObject({ relation: 'handles', state: 'awaiting_acceptance' })
  await expect(read(mine, id)).rejects.toMatchObject({ code: 'not_found' })
  expect(answer.history).toHaveLength(1)
  await decide(theirs, id, { version: 2, action: 'refuse', note: '不在本街道经营' })
  await expect(transfer(mine, id, THEIRS, commandId)).rejects.toMatchObject({ code: 'not_found' })
})

test('naming a place gives no hand on the cases that lie there', async () => {
  const id = await caseAt(THEIRS)
  for (const to of [THEIRS, ELSEWHERE, MINE]) {
    await expect(transfer(mine, id, to)).rejects.toMatchObject({ code: 'not_found' })
  }
  expect(await read(theirs, id)).toMatchObject({ version: 1 })
})
