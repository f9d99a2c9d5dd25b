import { afterAll, beforeAll, expect, test } from 'vitest'
import { type DeskOfficer, openRegisterDesk, type RegisterDesk } from '../testing/register-desk.ts'
import { registerFile, registerLine } from '../testing/register-lines.ts'

let desk: RegisterDesk
let officer: DeskOfficer
beforeAll(async () => {
  desk = await openRegisterDesk()
  officer = await desk.addOfficer()
})
afterAll(() => desk.close())

const headedBy = (principal: string) => registerFile([registerLine(1, { principal })])
const bring = (principal: string) => officer.bring(headedBy(principal), { complete: false, until: 'staged' })
const approve = async (id: number) => {
  await officer.call('POST', `/api/imports/${id}/comparison`, {})
  await officer.wait(id, 'staged')
  await officer.approve(id)
  return officer.wait(id, 'applied')
}
const undo = (id: number) => officer.call('POST', `/api/imports/${id}/undoing`, { reason: '从头来' })
const principals = async () =>
  (await desk.read<{ name: string }>('select principal_name as name from enterprise')).map(({ name }) => name)

test('of files brought one after the other and applied the other way round, the one applied last is the first to be taken back', async () => {
  const [early, late, waiting] = [await bring('赵一'), await bring('钱二'), await bring('孙三')]
  await approve(late.id)
  expect(await principals()).toEqual(['钱二'])
  await officer.call('POST', `/api/imports/${waiting.id}/comparison`, {})
  await officer.wait(waiting.id, 'staged')
  await approve(early.id)
  expect(await principals()).toEqual(['赵一'])

  // It was compared with what stood there before.
  expect((await officer.approve(waiting.id)).body).toMatchObject({ code: 'import_compare_again' })
  expect((await undo(late.id)).body).toMatchObject({ code: 'import_not_newest' })
  for (const { id } of [early, late]) {
    expect(await undo(id)).toMatchObject({ status: 200 })
    await officer.wait(id, 'undone')
  }
  expect(await principals()).toEqual([])
})
