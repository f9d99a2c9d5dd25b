import { randomUUID } from 'node:crypto'
import { readLibraryEnterprise } from '@yijian/shared/library/enterprise-contract'
import {
  correctPlace,
  listLearnedPlaces,
  listPoolEnterprises,
  listPoolGroups,
  previewPlaceCorrection,
  revokeLearnedPlace,
} from '@yijian/shared/places/contract'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { readPlaceFinder } from '../divisions/read-places.ts'
import type { OfficerCaller } from '../identity/caller.ts'
import { handleReadLibraryEnterprise } from '../library/read-library-enterprise.ts'
import { createFixtures, type Fixtures } from '../testing/fixtures.ts'
import { handleCorrectPlace } from './correct-place.ts'
import { handleListLearnedPlaces } from './list-learned-places.ts'
import { handleListPoolEnterprises, handleListPoolGroups } from './list-pool.ts'
import { handlePreviewPlaceCorrection } from './preview-place-correction.ts'
import { handleRevokeLearnedPlace } from './revoke-learned-place.ts'

/** 西湖区 with 翠苑 and 文新; 上城区 with 采荷; 钱塘区 with 下沙: 江干 was split between the last two. */
const XIHU = '330106'
const CUIYUAN = '330106005'
const WENXIN = '330106013'
const SHANGCHENG = '330102'
const CAIHE = '330102012'
const XIASHA = '330114001'

let city: Fixtures
let street: OfficerCaller
let neighbour: OfficerCaller
let county: OfficerCaller
let otherCounty: OfficerCaller
let whole: OfficerCaller

beforeAll(async () => {
  city = await createFixtures()
  street = await city.addOfficer({ over: [CUIYUAN] })
  neighbour = await city.addOfficer({ over: [WENXIN] })
  county = await city.addOfficer({ tier: 'county', over: [XIHU] })
  otherCounty = await city.addOfficer({ tier: 'county', over: [SHANGCHENG] })
  whole = await city.addOfficer({ tier: 'city', over: ['330100'] })
})
afterAll(() => city.drop())
beforeEach(async () => {
  await city.db.owner.query(
    'truncate enterprise, application, learned_place, place_decision, pool_group, pool_total, pool_change cascade',
  )
})

/** As an import would place it. */
async function add(address: string, name?: string): Promise<number> {
  const found = (await readPlaceFinder(city.db.owner))(address)
  const id = await city.addEnterprise({ place: XIHU, address, ...(name ? { name } : {}) })
  await city.db.owner.query(
    `update enterprise set place_id = $2, place_how = $3, place_certain = $4, building_key = $5, learned_place_id = $6 where id = $1`,
    [id, found.placeId, found.how, found.certain, found.buildingKey, found.learnedId],
  )
  return id
}

async function at(id: number): Promise<string> {
  const { rows } = await city.db.owner.query(
    `select d.name, e.place_how as how from enterprise e join division d on d.id = e.place_id where e.id = $1`,
    [id],
  )
  return `${rows[0].name} ${rows[0].how}`
}

const preview = (by: OfficerCaller, id: number, to: string) =>
  city.call(previewPlaceCorrection, handlePreviewPlaceCorrection, by, {
    params: { id },
    query: { placeId: city.place(to) },
  })
const correct = (
  by: OfficerCaller,
  id: number,
  to: string,
  { follows = 0, teach = true, commandId = randomUUID() as string } = {},
) =>
  city.call(correctPlace, handleCorrectPlace, by, {
    params: { id },
    body: { commandId, placeId: city.place(to), teach, follows },
  })
const groups = (by: OfficerCaller, query = {}) => city.call(listPoolGroups, handleListPoolGroups, by, { query })
const learned = (by: OfficerCaller) => city.call(listLearnedPlaces, handleListLearnedPlaces, by)
const revoke = (by: OfficerCaller, id: number, commandId = randomUUID()) =>
  city.call(revokeLearnedPlace, handleRevokeLearnedPlace, by, { params: { id }, body: { commandId } })

test('what one correction teaches moves the building, and only it, and the next import knows it', async () => {
  const one = await add('杭州市西湖区文三路90号1号楼', '甲公司')
  const two = await add('西湖区文三路90号东部软件园')
  const three = await add('浙江省杭州市西湖区文三路90-2号')
  const elsewhere = await add('杭州市西湖区文三路99号')
  const unsaid = await add('杭州市文三路90号')
  const namesOther = await add('杭州市西湖区文新街道文三路90号')
  const seen = await preview(street, one, CUIYUAN)
  expect(seen).toMatchObject({ teaches: { kind: 'road_number', key: '文三路90号' }, follows: 2, contradicts: [] })
  expect(seen.examples.map(({ id }) => id)).toEqual([two, three])

  expect(await correct(street, one, CUIYUAN, { follows: 2 })).toMatchObject({ moved: 2 })
  expect(await at(one)).toBe('翠苑街道 assigned')
  expect([await at(two), await at(three)]).toEqual(['翠苑街道 learned_building', '翠苑街道 learned_building'])
  // Without a district it could be another 文三路; with its own street it needs no lesson.
  expect([await at(elsewhere), await at(unsaid), await at(namesOther)]).toEqual([
    '西湖区 district_pool',
    '杭州市 city_pool',
    '文新街道 street_in_address',
  ])
  const find = await readPlaceFinder(city.db.owner)
  expect(find('西湖区文三路90号5楼')).toMatchObject({
    placeId: city.place(CUIYUAN),
    how: 'learned_building',
    certain: true,
  })
  expect(find('滨江区文三路90号')).toMatchObject({ how: 'district_pool' })
})

test('without teaching only the enterprise itself is set', async () => {
  const one = await add('西湖区文三路90号')
  const two = await add('西湖区文三路90号2楼')
  expect(await correct(street, one, CUIYUAN, { teach: false })).toMatchObject({ moved: 0, learnedId: null })
  expect([await at(one), await at(two)]).toEqual(['翠苑街道 assigned', '西湖区 district_pool'])
})

test('an address that names no building teaches nothing', async () => {
  const one = await add('杭州市西湖区')
  await add('西湖区')
  expect(await preview(street, one, CUIYUAN)).toMatchObject({ teaches: null, follows: 0 })
  expect(await correct(street, one, CUIYUAN)).toMatchObject({ moved: 0, learnedId: null })
})

test('what has changed since the preview is shown again, not moved', async () => {
  const one = await add('西湖区文三路90号')
  await add('西湖区文三路90号2楼')
  const { follows } = await preview(street, one, CUIYUAN)
  await add('西湖区文三路90号3楼')
  await expect(correct(street, one, CUIYUAN, { follows })).rejects.toMatchObject({ code: 'preview_changed' })
  expect(await at(one)).toBe('西湖区 district_pool')
})

test('a retried tap is the same correction; its number with other content is refused', async () => {
  const one = await add('西湖区文三路90号')
  await add('西湖区文三路90号2楼')
  const commandId = randomUUID()
  const first = await correct(street, one, CUIYUAN, { follows: 1, commandId })
  expect(await correct(street, one, CUIYUAN, { follows: 1, commandId })).toEqual(first)
  await expect(correct(street, one, CUIYUAN, { follows: 2, commandId })).rejects.toMatchObject({
    code: 'command_reused',
  })
})

test('two officers at once: one moves the building, the other is shown what is left', async () => {
  const one = await add('西湖区文三路90号')
  const two = await add('西湖区文三路90号2楼')
  const both = await Promise.allSettled([
    correct(street, one, CUIYUAN, { follows: 1 }),
    correct(neighbour, two, WENXIN, { follows: 1 }),
  ])
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
})

test('contradicting corrections are not used until one is taken back; then the other counts', async () => {
  const one = await add('西湖区文三路90号')
  const follower = await add('西湖区文三路90号2楼')
  await correct(street, one, CUIYUAN, { follows: 1 })
  const two = await add('西湖区文三路90号3楼')
  expect(await at(two)).toBe('翠苑街道 learned_building')
  expect(await preview(county, two, WENXIN)).toMatchObject({
    follows: 0,
    contradicts: [{ place: { name: '翠苑街道' } }],
  })
  await correct(county, two, WENXIN)
  const three = await add('西湖区文三路90号4楼')
  expect(await at(three)).toBe('西湖区 district_pool')
  const { items } = await learned(county)
  expect(items.map(({ place, contested }) => [place.name, contested])).toEqual([
    ['文新街道', true],
    ['翠苑街道', true],
  ])
  expect(await revoke(county, items[1]?.id ?? 0)).toEqual({ movedBack: 1, movedOn: 1 })
  expect([await at(three), await at(follower), await at(one)]).toEqual([
    '文新街道 learned_building',
    '文新街道 learned_building',
    '翠苑街道 assigned',
  ])
})

test('revoking moves back what it moved, once', async () => {
  const one = await add('西湖区文三路90号')
  const two = await add('西湖区文三路90号2楼')
  const { learnedId } = await correct(street, one, CUIYUAN, { follows: 1 })
  await expect(revoke(neighbour, learnedId ?? 0)).rejects.toMatchObject({ code: 'not_found' })
  const commandId = randomUUID()
  expect(await revoke(street, learnedId ?? 0, commandId)).toEqual({ movedBack: 1, movedOn: 0 })
  expect(await revoke(street, learnedId ?? 0, commandId)).toEqual({ movedBack: 1, movedOn: 0 })
  expect([await at(one), await at(two)]).toEqual(['翠苑街道 assigned', '西湖区 district_pool'])
  expect((await learned(street)).items).toEqual([])
})

test('a split district’s pool is the city’s: each county finds what may be its own', async () => {
  const jianggan = await add('杭州市江干区凯旋路60号')
  const two = await add('杭州市江干区凯旋路60号3楼')
  const today = await add('杭州市上城区凯旋路60号')
  await add('杭州市萧山区凯旋路60号')
  expect(await groups(otherCounty)).toMatchObject({
    waiting: 3,
    items: [
      { key: '凯旋路60号', pool: { tier: 'city' }, district: '江干', enterprises: 2 },
      { key: '凯旋路60号', pool: { tier: 'county' }, district: null, enterprises: 1 },
    ],
  })
  await expect(preview(county, jianggan, CUIYUAN)).rejects.toMatchObject({ code: 'not_found' })
  await expect(preview(otherCounty, jianggan, XIASHA)).rejects.toMatchObject({ code: 'invalid_input' })
  expect(await correct(otherCounty, jianggan, CAIHE, { follows: 2 })).toMatchObject({ moved: 2 })
  expect([await at(two), await at(today)]).toEqual(['采荷街道 learned_building', '采荷街道 learned_building'])
  expect(await groups(whole)).toMatchObject({ waiting: 1, items: [{ district: '萧山' }] })
})

test('a street takes from its county’s pool for itself, and hands its own on within the county', async () => {
  const waiting = await add('西湖区文三路90号')
  const own = await add('西湖区翠苑街道文三路91号')
  const theirs = await add('西湖区文新街道文三路92号')
  await expect(preview(street, waiting, WENXIN)).rejects.toMatchObject({ code: 'invalid_input' })
  await expect(preview(street, theirs, CUIYUAN)).rejects.toMatchObject({ code: 'not_found' })
  await expect(preview(street, own, CAIHE)).rejects.toMatchObject({ code: 'invalid_input' })
  expect(await correct(street, own, WENXIN)).toMatchObject({ place: { name: '文新街道' } })
  const list = await city.addOfficer({ over: [own] })
  const union = await city.addOfficer({ over: [WENXIN], agency: 'union' })
  const mayPlace = async (by: OfficerCaller) =>
    (await city.call(readLibraryEnterprise, handleReadLibraryEnterprise, by, { params: { id: own } })).mayPlace
  expect([await mayPlace(neighbour), await mayPlace(county), await mayPlace(list), await mayPlace(union)]).toEqual([
    true,
    true,
    false,
    false,
  ])
  await expect(groups(list)).rejects.toMatchObject({ code: 'not_found' })
})

test('a street found with doubts can be said to be right, once, and then stands; one that is sure cannot', async () => {
  const doubtful = await add('临安市锦城街道临天路20号')
  const waiting = await add('临安区临天路20号3楼')
  const linan = await city.addOfficer({ tier: 'county', over: ['330112'] })
  const [before] = (
    await city.db.owner.query('select place_certain as certain from enterprise where id = $1', [doubtful])
  ).rows
  expect([await at(doubtful), before.certain]).toEqual(['锦城街道 street_in_address', false])
  expect(await correct(linan, doubtful, '330112006', { follows: 1 })).toMatchObject({ moved: 1 })
  expect([await at(doubtful), await at(waiting)]).toEqual(['锦城街道 assigned', '锦城街道 learned_building'])
  await expect(correct(linan, doubtful, '330112006')).rejects.toMatchObject({ code: 'invalid_input' })
  const sure = await add('临安市锦北街道农贸城')
  await expect(correct(linan, sure, '330112007')).rejects.toMatchObject({ code: 'invalid_input' })
})

test('groups come largest first, page by page, with what the register says of the building', async () => {
  for (let n = 1; n <= 22; n++) await add(`西湖区文三路${n}号`)
  await add('西湖区文三路9号2楼')
  await add('西湖区')
  await add('西湖区翠苑街道文三路9号')
  const first = await groups(street)
  expect(first.items[0]).toMatchObject({
    key: '文三路9号',
    enterprises: 2,
    hints: [{ place: { name: '翠苑街道' }, enterprises: 1 }],
  })
  const second = await groups(street, { cursor: first.next })
  expect([first.items.length, second.items.length, second.next]).toEqual([20, 3, null])
  expect(second.items.at(-1)).toMatchObject({ key: null })
  expect(new Set([...first.items, ...second.items].map(({ key }) => key)).size).toBe(23)
  await expect(groups(street, { cursor: 'x' })).rejects.toMatchObject({ code: 'malformed_request' })
  const made = (at: unknown[]) => Buffer.from(JSON.stringify(at)).toString('base64url')
  await expect(groups(street, { cursor: made([false, 1, '\0', 1, '']) })).rejects.toMatchObject({
    code: 'malformed_request',
  })
  // Numbers beyond any id are numbers of nothing.
  expect((await groups(street, { cursor: made([true, 99_999_999_999, '', 99_999_999_999, '']) })).items).toEqual([])
  const nowhere = { query: { poolId: 99_999_999_999 } }
  expect((await city.call(listPoolEnterprises, handleListPoolEnterprises, street, nowhere)).items).toEqual([])
  await expect(revoke(street, 99_999_999_999)).rejects.toMatchObject({ code: 'not_found' })
  const inside = await city.call(listPoolEnterprises, handleListPoolEnterprises, street, {
    query: { key: '文三路9号', poolId: city.place(XIHU) },
  })
  expect(inside.items.map(({ address }) => address)).toEqual(['西湖区文三路9号', '西湖区文三路9号2楼'])
  expect(await groups(street, { q: '文三路12' })).toMatchObject({ waiting: 1 })
})

test('open applications of moved enterprises stay where they are, and are named', async () => {
  const one = await add('西湖区文三路90号')
  const two = await add('西湖区文三路90号2楼')
  const application = await city.addCase({ enterpriseId: two, place: XIHU, state: 'unplaced', actingTier: 'county' })
  expect((await preview(county, one, CUIYUAN)).openApplications).toMatchObject([{ id: application }])
  const { openApplications } = await correct(county, one, CUIYUAN, { follows: 1 })
  expect(openApplications).toMatchObject([{ id: application, place: { name: '西湖区' } }])
})

test('nobody can rewrite who decided', async () => {
  const one = await add('西湖区文三路90号')
  await correct(street, one, CUIYUAN)
  await expect(
    city.context.database.pool.query('update place_decision set officer_name = $1', ['别人']),
  ).rejects.toThrow(/permission denied/)
})
