import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Line, openLine } from '../testing/line.ts'
import { lapseReturns } from './lapse-returns.ts'
import { purgeExpired } from './purge-expired.ts'

const DAY_MS = 86_400_000

let line: Line
beforeAll(async () => {
  line = await openLine()
})
afterAll(() => line.close())

test('a return that is not answered in time becomes dormant, once, and one tap re-opens it', async () => {
  const { context } = line.test
  const [clerk] = line.officers('330106011')
  const applicant = await line.person()
  const id = await line.submit(applicant, await line.addEnterprise())
  expect((await line.decide(clerk, id, 'return', { reasons: ['numbers'] })).status).toBe(200)
  expect(await lapseReturns(context)).toBe(0)
  expect((await line.standing(id)).state).toBe('returned')
  line.test.advance(40 * DAY_MS)
  expect(await lapseReturns(context)).toBe(1)
  expect(await lapseReturns(context)).toBe(0)
  expect(await line.standing(id)).toMatchObject({ state: 'dormant', dueAt: null, events: 3 })
  expect((await line.answer(applicant, id, 'resubmit', {})).status).toBe(200)
  expect((await line.standing(id)).state).toBe('awaiting_acceptance')
})

test('what has served its purpose is deleted, and nothing that an application stands on', async () => {
  const { context } = line.test
  const [applicant, other] = [await line.person(), await line.person()]
  const licenceId = await applicant.upload('licence')
  const id = await line.submit(applicant, await line.addEnterprise(), { licenceId })
  const unused = await other.upload('licence')
  await other.call('PUT', '/api/draft', { form: '{"name":"示例"}' })
  const kept = async () => ({
    photos: (
      await line.read<{ id: string }>('select id from attachment where id = any ($1)', [[licenceId, unused]])
    ).map((photo) => photo.id),
    drafts: (await line.read('select 1 from draft where account_id = $1', [other.accountId])).length,
    budgets: (await line.read('select 1 from budget')).length > 0,
  })
  await purgeExpired(context)
  expect(await kept()).toEqual({ photos: expect.arrayContaining([licenceId, unused]), drafts: 1, budgets: true })
  line.test.advance(8 * DAY_MS)
  await purgeExpired(context)
  expect(await kept()).toEqual({ photos: [licenceId], drafts: 1, budgets: false })
  line.test.advance(90 * DAY_MS)
  await purgeExpired(context)
  await purgeExpired(context)
  expect(await kept()).toEqual({ photos: [licenceId], drafts: 0, budgets: false })
  expect((await line.standing(id)).state).toBe('awaiting_acceptance')
})
