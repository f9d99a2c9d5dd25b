import { afterAll, beforeAll, expect, test } from 'vitest'
import { type DeskOfficer, openRegisterDesk, type RegisterDesk } from '../testing/register-desk.ts'
import { registerOf } from '../testing/register-lines.ts'
import { runApplyImport, runStageImport } from './run-import-jobs.ts'

/** Two officers bring the same bytes: each is told whose the other one is, and neither is refused. */

const SIZE = 30
let desk: RegisterDesk
let one: DeskOfficer
let other: DeskOfficer
beforeAll(async () => {
  desk = await openRegisterDesk()
  one = await desk.addOfficer()
  other = await desk.addOfficer()
})
afterAll(() => desk.close())

const context = () => desk.test.context
const view = async (id: number, by = one) => (await by.call('GET', `/api/imports/${id}`)).body
const cancel = (id: number, by = one) => by.call('POST', `/api/imports/${id}/cancellation`, {})
const listed = async (id: number) => {
  const { body } = await one.client.call('GET', '/api/imports')
  return (body as { items: Awaited<ReturnType<typeof view>>[] }).items.find((item) => item.id === id)
}
const withHeadcount = (headcount: string) => registerOf(SIZE, { 1: { headcount } })

test('read at one moment, each is named beside the other, in the list too, until one of them is given up', async () => {
  const content = withHeadcount('31')
  const [first, second] = await Promise.all([one.bring(content, { name: '甲.csv' }), other.bring(content)])
  expect([(await view(first.id)).sameFile, (await view(second.id)).sameFile]).toEqual([null, null])
  await Promise.all([runStageImport(context(), first.id), runStageImport(context(), second.id)])
  const [mine, theirs] = [await view(first.id), await view(second.id)]
  expect(mine.sameFile).toMatchObject({ id: second.id, state: 'staged', appliedAt: null, broughtBy: theirs.broughtBy })
  expect(theirs.sameFile).toMatchObject({ id: first.id, broughtBy: mine.broughtBy, startedAt: mine.startedAt })
  expect((await listed(second.id))?.sameFile).toEqual(theirs.sameFile)
  await cancel(first.id)
  expect((await view(second.id)).sameFile).toBeNull()
  expect((await view(first.id)).sameFile).toBeNull()
  await cancel(second.id)
})

test('once the first is applied, the second says so, changes nothing and may still be approved; the first is not told of it', async () => {
  const content = withHeadcount('32')
  const [first, second] = await Promise.all([one.bring(content), other.bring(content)])
  await Promise.all([runStageImport(context(), first.id), runStageImport(context(), second.id)])
  await Promise.all([one.approve(first.id), runApplyImport(context(), first.id)])
  await one.wait(first.id, 'applied')
  expect((await view(first.id)).sameFile).toBeNull()
  expect((await view(second.id)).sameFile).toMatchObject({
    id: first.id,
    state: 'applied',
    appliedAt: expect.any(String),
  })
  await other.call('POST', `/api/imports/${second.id}/comparison`, {})
  expect((await other.wait(second.id, 'staged')).counts).toMatchObject({ new: 0, changed: 0, vanished: 0 })
  // A third one: what stands in the register is named, not what waits.
  const third = await one.bring(content, { until: 'staged' })
  expect(third.sameFile).toMatchObject({ id: first.id, state: 'applied' })
  await cancel(third.id)
  expect((await other.approve(second.id)).status).toBe(200)
  const applied = await other.wait(second.id, 'applied')
  expect(applied).toMatchObject({ counts: { new: 0, changed: 0, vanished: 0 }, sameFile: { id: first.id } })
  expect(await one.call('POST', `/api/imports/${second.id}/undoing`, { reason: '多余的一批' })).toMatchObject({
    status: 200,
  })
  await one.wait(second.id, 'undone')
  const fourth = await one.bring(content, { until: 'staged' })
  expect(fourth.sameFile).toMatchObject({ id: first.id, state: 'applied' })
  await cancel(fourth.id)
})

test('a file that says anything else is another one', async () => {
  const { id, sameFile } = await one.bring(withHeadcount('33'), { until: 'staged', name: '甲.csv' })
  expect(sameFile).toBeNull()
  await cancel(id)
})
