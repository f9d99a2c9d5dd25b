import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import { correctPlace, previewPlaceCorrection, revokeLearnedPlace } from '@yijian/shared/places/contract'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { OfficerCaller } from '../identity/caller.ts'
import { importRegister } from '../imports/import-register.ts'
import { undoBatch } from '../imports/undo-batch.ts'
import { createFixtures, type Fixtures } from '../testing/fixtures.ts'
import { type RegisterLine, registerCode, registerFile, registerLine } from '../testing/register-lines.ts'
import { handleCorrectPlace } from './correct-place.ts'
import { handlePreviewPlaceCorrection } from './preview-place-correction.ts'
import { handleRevokeLearnedPlace } from './revoke-learned-place.ts'

const CUIYUAN = '330106005'
const WENXIN = '330106013'

let city: Fixtures
let officer: OfficerCaller
beforeAll(async () => {
  city = await createFixtures()
  officer = await city.addOfficer({ tier: 'county', over: ['330106'] })
  // An empty register is loaded in another way.
  await bring({ 999: {} })
})
afterAll(() => city.drop())

async function bring(lines: Readonly<Record<number, RegisterLine>>): Promise<number> {
  const whole = registerFile(Object.entries(lines).map(([serial, line]) => registerLine(Number(serial), line)))
  const source = { name: '名录.csv', bytes: whole.length, open: () => Readable.from([whole]) }
  return (await importRegister(city.context, { source })).batch
}
async function undo(batch: number): Promise<void> {
  await city.write((tx) => tx.execute(sql`update registry_batch set state = 'undoing' where id = ${batch}`))
  await undoBatch(city.context, batch)
}
const idOf = async (serial: number): Promise<number> =>
  (await city.db.owner.query('select id from enterprise where credit_code = $1', [registerCode(serial)])).rows[0]?.id
const placed = async (serial: number): Promise<string> => {
  const { rows } = await city.db.owner.query(
    `select d.name || ' ' || e.place_how as found from enterprise e join division d on d.id = e.place_id where e.credit_code = $1`,
    [registerCode(serial)],
  )
  return rows[0]?.found
}
const preview = async (serial: number, street = CUIYUAN) =>
  city.call(previewPlaceCorrection, handlePreviewPlaceCorrection, officer, {
    params: { id: await idOf(serial) },
    query: { placeId: city.place(street) },
  })
const teach = async (serial: number, follows: number, street = CUIYUAN) =>
  city.call(correctPlace, handleCorrectPlace, officer, {
    params: { id: await idOf(serial) },
    body: { commandId: randomUUID(), placeId: city.place(street), teach: true, follows },
  })
const revoke = (id: number | null) =>
  city.call(revokeLearnedPlace, handleRevokeLearnedPlace, officer, {
    params: { id: id ?? 0 },
    body: { commandId: randomUUID() },
  })

test('a file that lands between the preview and the correction is shown before anything moves', async () => {
  await bring({ 1: { address: '杭州市西湖区文三路90号' }, 2: { address: '杭州市西湖区文三路90号2楼' } })
  const seen = await preview(1)
  expect(seen.follows).toBe(1)
  await bring({ 3: { address: '杭州市西湖区文三路90号3楼' }, 4: { address: '杭州市西湖区文三路90号4楼' } })
  await expect(teach(1, seen.follows)).rejects.toMatchObject({ code: 'preview_changed' })
  expect(await placed(2)).toBe('西湖区 district_pool')
  const { learnedId } = await teach(1, (await preview(1)).follows)
  expect([await placed(2), await placed(3), await placed(4)]).toEqual(Array(3).fill('翠苑街道 learned_building'))
  await bring({ 5: { address: '杭州市西湖区文三路90号5楼' } })
  expect(await revoke(learnedId)).toEqual({ movedBack: 4, movedOn: 0 })
  expect(await placed(5)).toBe('西湖区 district_pool')
})

test('what taking a file back restores is placed by what is taught today, not by a lesson that was revoked meanwhile', async () => {
  await bring({ 11: { address: '杭州市西湖区文一路70号' }, 12: { address: '杭州市西湖区文一路70号2楼' } })
  const { learnedId } = await teach(11, 1)
  const batch = await bring({ 12: { address: '杭州市西湖区文新街道文一路71号' } })
  expect(await placed(12)).toBe('文新街道 street_in_address')
  await revoke(learnedId)
  await undo(batch)
  expect(await placed(12)).toBe('西湖区 district_pool')
})

test('nor does what was taught meanwhile pass by what taking a file back restores', async () => {
  await bring({ 21: { address: '杭州市西湖区天目山路50号' }, 22: { address: '杭州市西湖区天目山路50号2楼' } })
  const batch = await bring({ 22: { address: '杭州市西湖区翠苑街道天目山路50号2楼' } })
  await teach(21, 0, WENXIN)
  await undo(batch)
  expect(await placed(22)).toBe('文新街道 learned_building')
})

test('corrected by hand after the file came, an enterprise keeps its street when the file is taken back', async () => {
  await bring({ 31: { address: '杭州市西湖区古翠路80号' } })
  const batch = await bring({ 31: { address: '杭州市西湖区古翠路80号2楼', principal: '李红' } })
  await teach(31, 0, WENXIN)
  await undo(batch)
  expect(await placed(31)).toBe('文新街道 assigned')
})
