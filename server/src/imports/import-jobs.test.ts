import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { purgeExpired } from '../jobs/purge-expired.ts'
import { type DeskOfficer, openRegisterDesk, type RegisterDesk } from '../testing/register-desk.ts'
import { registerOf } from '../testing/register-lines.ts'

const DAY_MS = 86_400_000

/** With the workers that the product runs. */
let desk: RegisterDesk
let officer: DeskOfficer
beforeAll(async () => {
  desk = await openRegisterDesk({ worker: true })
  officer = await desk.addOfficer()
})
afterAll(() => desk.close())

test('workers read a file, let it change the register, and work out what follows, while messages go out', async () => {
  const { id } = await officer.bring(registerOf(2000))
  // A code by message, a session: other queues are not kept waiting.
  const newcomer = await desk.addOfficer()
  await officer.wait(id, 'staged')
  expect((await newcomer.approve(id)).status).toBe(200)
  await officer.wait(id, 'applied')
  expect((await desk.enterprises()).size).toBe(2000)
  const end = Date.now() + 10_000
  for (;;) {
    const { followUp } = (await officer.call('GET', `/api/imports/${id}`)).body
    if (followUp) {
      expect(followUp).toEqual({ applicationsChanged: 0, tasks: 0 })
      break
    }
    if (Date.now() > end) throw new Error('nothing followed')
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
})

test('uploads are deleted when they were broken off or have served their purpose, with what they left behind', async () => {
  const { context } = desk.test
  const kept = async () =>
    (await desk.read<{ name: string }>('select name from uploaded_file order by name')).map(({ name }) => name)
  await purgeExpired(context)
  const start = { id: randomUUID(), purpose: 'register', bytes: 5 }
  await officer.client.call('POST', '/api/uploads', { ...start, name: 'a broken off.csv' })
  await officer.bring(registerOf(3), { name: 'b staged.csv', complete: false, until: 'staged' })
  const given = await officer.bring(registerOf(3), { name: 'c given up.csv', complete: false, until: 'staged' })
  await officer.call('POST', `/api/imports/${given.id}/cancellation`)
  await officer.upload(registerOf(1), 'd never used.csv')
  const all = ['a broken off.csv', 'b staged.csv', 'c given up.csv', 'd never used.csv', '名录.csv']
  expect(await kept()).toEqual(all)
  await desk.test.context.database.pool.query('create table registry_staging.batch_999 (n int)')
  desk.test.advance(3 * DAY_MS)
  await purgeExpired(context)
  expect(await kept()).toEqual(all.slice(1))
  expect(await desk.read(`select to_regclass('registry_staging.batch_999') as found`)).toEqual([{ found: null }])
  desk.test.advance(5 * DAY_MS)
  await purgeExpired(context)
  expect(await kept()).toEqual(['b staged.csv', 'd never used.csv'])
  desk.test.advance(30 * DAY_MS)
  await purgeExpired(context)
  await purgeExpired(context)
  expect(await kept()).toEqual([])
  expect((await desk.enterprises()).size).toBe(2000)
})
