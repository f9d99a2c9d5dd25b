import { randomUUID } from 'node:crypto'
import { readLibraryEnterprise } from '@yijian/shared/library/enterprise-contract'
import * as operations from '@yijian/shared/outreach/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { OfficerCaller } from '../identity/caller.ts'
import { handleReadLibraryEnterprise } from '../library/read-library-enterprise.ts'
import { createFixtures, type Fixtures } from '../testing/fixtures.ts'
import { handleRecordOutreach } from './record-outreach.ts'
import { handleStopMessages } from './stop-messages.ts'

const STREET = '330106011'
const OTHER = '330106010'

let city: Fixtures
let officer: OfficerCaller
let neighbour: OfficerCaller
let phones = 0

beforeAll(async () => {
  city = await createFixtures()
  officer = await city.addOfficer({ over: [STREET] })
  neighbour = await city.addOfficer({ over: [OTHER] })
})
afterAll(() => city.drop())

const newPhone = () => {
  phones += 1
  return `1370001${String(phones).padStart(4, '0')}`
}
const read = (id: number, by = officer) =>
  city.call(readLibraryEnterprise, handleReadLibraryEnterprise, by, { params: { id } })

const said = {
  answered: { outcome: 'talked' },
  outOfService: { outcome: 'no_answer', reason: 'out_of_service' },
  wrong: { outcome: 'no_answer', reason: 'wrong_number' },
} as const
/** A call on a day of February 2026, entered now. */
async function called(id: number, day: number, what: keyof typeof said, by = officer) {
  const { outreach, phones } = await read(id, by)
  await city.call(operations.recordOutreach, handleRecordOutreach, by, {
    params: { id },
    body: {
      commandId: randomUUID(),
      version: outreach.version,
      way: 'phone',
      phoneId: phones[0]?.id,
      happenedOn: `2026-02-${String(day).padStart(2, '0')}`,
      ...said[what],
    },
  })
}
const dead = async (id: number, by = officer) => (await read(id, by)).phones[0]?.dead

test.each([
  [
    'a call entered late leaves what was found out after it',
    [
      ['outOfService', 20],
      ['answered', 10],
    ],
    'out_of_service',
  ],
  [
    'one of the same day that is entered later lifts it',
    [
      ['outOfService', 20],
      ['answered', 20],
    ],
    null,
  ],
  [
    'one of a later day lifts it',
    [
      ['outOfService', 10],
      ['answered', 20],
    ],
    null,
  ],
  [
    'what was found out before somebody answered marks nothing',
    [
      ['answered', 20],
      ['outOfService', 10],
    ],
    null,
  ],
  [
    'what was found out after it does',
    [
      ['answered', 10],
      ['outOfService', 20],
    ],
    'out_of_service',
  ],
  [
    'found out twice, the later day counts',
    [
      ['outOfService', 10],
      ['outOfService', 20],
      ['answered', 15],
    ],
    'out_of_service',
  ],
  [
    'entered the other way round too',
    [
      ['outOfService', 20],
      ['outOfService', 10],
      ['answered', 15],
    ],
    'out_of_service',
  ],
  [
    'a wrong number alike',
    [
      ['wrong', 20],
      ['answered', 10],
    ],
    'wrong_number',
  ],
  [
    'a wrong number found before somebody answered',
    [
      ['answered', 20],
      ['wrong', 10],
    ],
    null,
  ],
] as const)('%s', async (_, calls, left) => {
  const id = await city.addEnterprise({ place: STREET, phone: newPhone() })
  for (const [what, day] of calls) await called(id, day, what)
  expect(await dead(id)).toBe(left)
})

test('somebody of another enterprise who answered later keeps the number in service, and is no proof of whose it is', async () => {
  const phone = newPhone()
  const here = await city.addEnterprise({ place: STREET, phone })
  const there = await city.addEnterprise({ place: OTHER, phone })
  await called(there, 20, 'answered', neighbour)
  await called(here, 10, 'outOfService')
  expect([await dead(here), await dead(there, neighbour)]).toEqual([null, null])
  await called(here, 11, 'wrong')
  expect([await dead(here), await dead(there, neighbour)]).toEqual(['wrong_number', null])
})

test('whom no message reaches scores less, in the list as on the page, for all who have the number, until it is lifted', async () => {
  const phone = newPhone()
  const here = await city.addEnterprise({ place: STREET, phone })
  const there = await city.addEnterprise({ place: OTHER, phone })
  const scores = async () => {
    const { rows } = await city.db.owner.query<{ id: number; score: number }>(
      'select id, standard_score as score from enterprise where id = any ($1) order by id',
      [[here, there]],
    )
    const pages = [(await read(here)).score.score, (await read(there, neighbour)).score.score]
    expect(rows.map(({ score }) => score)).toEqual(pages)
    return pages
  }
  const reached = await scores()
  const [most = 0] = reached
  await called(here, 10, 'wrong')
  expect(await scores()).toEqual([most - 10, most])
  await called(here, 11, 'outOfService')
  expect(await scores()).toEqual([most - 10, most - 10])
  await called(here, 12, 'answered')
  expect(await scores()).toEqual(reached)
  const phoneId = (await read(there, neighbour)).phones[0]?.id
  await city.call(operations.stopMessages, handleStopMessages, neighbour, { params: { id: there, phoneId } })
  expect(await scores()).toEqual([most - 10, most - 10])
  await called(here, 13, 'answered')
  expect(await scores()).toEqual([most - 10, most - 10])
})
