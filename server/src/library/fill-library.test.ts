import { searchLibrary } from '@yijian/shared/library/list-contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as z from 'zod/mini'
import { importRegister } from '../imports/import-register.ts'
import { sampleRegisterSource } from '../registry/sample-register.ts'
import { createFixtures, type Fixtures } from '../testing/fixtures.ts'
import { fillLibrary } from './fill-library.ts'
import { handleSearchLibrary } from './search-library.ts'

let city: Fixtures
beforeAll(async () => {
  city = await createFixtures()
  await importRegister(city.context, { source: sampleRegisterSource({ count: 1200, seed: 5 }) })
})
afterAll(() => city.drop())

const kept = async () =>
  (
    await city.db.owner.query<{ id: number; name: string }>(
      'select id, name, search_text, search_keys, industry_section, standard_score from enterprise order by id',
    )
  ).rows
/** As the register was before the library was kept. */
const forget = (where: string) =>
  city.db.owner.query(
    `update enterprise set search_text = null, search_keys = '{}', industry_section = null, standard_score = 0 where ${where}`,
  )

test('a register of before is searchable, filtered and sorted without being imported again, exactly as if it had been', async () => {
  const before = await kept()
  const officer = await city.addOfficer({ tier: 'city', over: ['330100'] })
  const search = async (words: object) =>
    (
      await city.call(searchLibrary, handleSearchLibrary, officer, { query: z.parse(searchLibrary.query, words) })
    ).items.map(({ id }) => id)
  const asked = [{ q: 'yqsm' }, { q: '科技' }, { industry: 'I', size: 'from_50' }, {}]
  const found = await Promise.all(asked.map(search))
  expect(found.every((ids) => ids.length > 0)).toBe(true)

  await forget('true')
  expect(await search({ q: '科技' })).toEqual([])
  expect(await fillLibrary(city.context, 250)).toBe(before.length)
  expect(await kept()).toEqual(before)
  expect(await Promise.all(asked.map(search))).toEqual(found)
  expect(await fillLibrary(city.context)).toBe(0)
})

test('whatever somebody works on is left for the next run, and two runs at once fill each row once', async () => {
  const before = await kept()
  const [first] = before
  await forget('id % 3 = 0 or id = (select min(id) from enterprise)')
  const blocked = await city.db.owner.connect()
  await blocked.query('begin')
  await blocked.query('select from enterprise where id = $1 for update', [first?.id])
  const all = (await city.db.owner.query(`select from enterprise where search_keys = '{}'`)).rowCount ?? 0
  const both = await Promise.all([fillLibrary(city.context, 50), fillLibrary(city.context, 70)])
  expect(both[0] + both[1]).toBe(all - 1)
  await blocked.query('rollback')
  blocked.release()
  expect(await fillLibrary(city.context)).toBe(1)
  expect(await kept()).toEqual(before)
})
