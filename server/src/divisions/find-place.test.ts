import { createPlaceFinder, type Division, type PlaceFinder, type Places } from '@yijian/shared/division'
import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../testing/database.ts'
import { readPlaces } from './read-places.ts'

let db: TestDatabase
let places: Places
let find: PlaceFinder
let standing: ReadonlyMap<number, Division>

beforeAll(async () => {
  db = await cloneDatabase()
  places = await readPlaces(db.owner)
  find = createPlaceFinder(places)
  standing = new Map(places.divisions.filter(({ validTo }) => validTo === null).map((one) => [one.id, one]))
})
afterAll(() => db.drop())

const nameOf = (id: number | null | undefined) => (id == null ? '' : (standing.get(id)?.name ?? 'ended'))
const countyOf = (streetId: number) => standing.get(standing.get(streetId)?.parentId ?? 0)
const counties = () => [...standing.values()].filter(({ tier }) => tier === 'county')
const streets = () => [...standing.values()].filter(({ tier }) => tier === 'street')

it.each([
  // A community or village within the named district, old districts through what became of them.
  ['杭州市拱墅区平安桥社区平安桥路22号', '康桥街道', 'community_in_address', true],
  ['临安市乐平乡外伍村', '潜川镇', 'community_in_address', true],
  ['富阳市受降镇受降村', '银湖街道', 'community_in_address', true],
  ['杭州市江干区同心社区四区55号', '笕桥街道', 'community_in_address', true],
  ['萧山区临浦通一村', '临浦镇', 'community_in_address', true],
  // A village that has become a community since.
  ['拱墅区沈家桥村', '半山街道', 'community_in_address', false],
  // Without a district only what is alone in the city.
  ['杭州市梅家坞村3号', '西湖街道', 'community_in_address', false],
  ['杭州市东山村', '杭州市', 'city_pool', false],
  // Two of the name in one county, a part of a longer name, a road, a school.
  ['萧山区东山村', '杭州市', 'city_pool', false],
  ['萧山区宁围镇丰东村', '盈丰街道', 'community_in_address', false],
  ['萧山区新塘街道丰东村', '新塘街道', 'street_in_address', false],
  ['萧山区左丰东村', '杭州市', 'city_pool', false],
  ['上城区劳动路1号', '上城区', 'district_pool', true],
  ['建德市洋溪社区中学路口', '建德市', 'district_pool', true],
  // The street of today confirms the town of before.
  ['杭州市江干区九堡镇牛田村', '九堡街道', 'street_in_address', true],
  ['杭州市江干区九堡镇杭海路878号', '九堡街道', 'street_in_address', false],
  // A street that is named wins; what contradicts it asks for a look.
  ['萧山区宁围街道市心北路857号', '宁围街道', 'street_in_address', false],
  ['萧山区宁围街道宁牧村', '宁围街道', 'street_in_address', true],
  ['萧山区义桥镇金山村', '义桥镇', 'street_in_address', false],
  // But for a village of the street that was made of a part of it.
  ['萧山区宁围街道盈一村', '盈丰街道', 'community_in_address', false],
  ['桐庐县桐君街道下洋洲村', '凤川街道', 'community_in_address', false],
  ['余杭区闲林镇横板桥社区', '五常街道', 'community_in_address', false],
  // A town in short, right behind its county, but not a road or a place named after it, nor an old seat.
  ['萧山区临浦小商品市场二楼', '临浦镇', 'street_in_address', false],
  ['杭州富阳区新登工业开发区', '新登镇', 'street_in_address', false],
  ['萧山区蜀山路469号', '杭州市', 'city_pool', false],
  ['杭州余杭区乔司农场内', '杭州市', 'city_pool', false],
  ['杭州余杭区临平史家埭路3号', '临平区', 'district_pool', false],
  ['杭州市江干区采荷路25号', '杭州市', 'city_pool', false],
  // Towns that are no more suggest a street; a village of theirs says more.
  ['杭州市江干区丁桥镇大农港路', '丁兰街道', 'street_in_address', false],
  ['富阳市受降镇', '银湖街道', 'street_in_address', false],
  ['临安市于潜镇', '於潜镇', 'street_in_address', false],
  ['临安市高桥镇', '临安区', 'district_pool', true],
  ['海宁市丁桥镇', '杭州市', 'city_pool', false],
  // Zones.
  ['杭州余杭经济技术开发区兴旺大道1号', '临平区', 'district_pool', false],
  ['萧山经济技术开发区桥南区块鸿发路318号', '萧山区', 'district_pool', false],
  ['萧山经济技术开发区江东工业园区江东三路1号', '杭州市', 'city_pool', false],
  ['杭州七堡下沙路边', '杭州市', 'city_pool', false],
  // Streets of other cities that bear the names of ours.
  ['江苏省泰州市海陵区城南街道', '杭州市', 'city_pool', false],
  ['湖北省荆州市沙市区东湖街道', '杭州市', 'city_pool', false],
  ['福建泉州市丰泽区东湖街道', '杭州市', 'city_pool', false],
  ['浙江省江山市城南街道', '杭州市', 'city_pool', false],
  ['浦江县浦阳镇', '杭州市', 'city_pool', false],
  ['盐城市射阳县临江街道', '杭州市', 'city_pool', false],
  ['三门县城南街道', '杭州市', 'city_pool', false],
  ['绍兴市上虞区杭州湾经开区城南街道', '杭州市', 'city_pool', false],
  ['内蒙古自治区赤峰市新城区临江街道', '杭州市', 'city_pool', false],
  ['浙江宁波东湖街道', '杭州市', 'city_pool', false],
  ['江西南昌西湖区朝阳街道', '杭州市', 'city_pool', false],
  // Districts of other cities, without their city.
  ['越城区城南街道', '杭州市', 'city_pool', false],
  ['鹿城区南苑街道', '杭州市', 'city_pool', false],
  ['天河区城南街道', '杭州市', 'city_pool', false],
  ['杭州市越城区城南街道', '杭州市', 'city_pool', false],
  // A slip in a district of ours is none of theirs, nor is a zone.
  ['酉湖区三墩镇', '三墩镇', 'street_in_address', false],
  ['杭州市西胡区三墩镇', '三墩镇', 'street_in_address', true],
  ['经济开发区白杨街道', '白杨街道', 'street_in_address', true],
  ['高新区长河街道', '长河街道', 'street_in_address', true],
  ['宁波路12号，文晖街道', '文晖街道', 'street_in_address', true],
  // Two districts.
  ['杭州市西湖区拱墅区三墩镇', '三墩镇', 'street_in_address', false],
  ['杭州市拱墅区西湖区三墩镇', '三墩镇', 'street_in_address', false],
  ['杭州市西湖区文三路（上城区分部）', '杭州市', 'city_pool', false],
  ['杭州市上城区（原江干区）凯旋路', '上城区', 'district_pool', true],
  ['杭州市萧山区大江东河庄街道', '河庄街道', 'street_in_address', true],
  // A village named like a town or like another street of its district, or within the name of a road or a building.
  ['萧山区戴村东路1号', '杭州市', 'city_pool', false],
  ['萧山区戴村国际', '杭州市', 'city_pool', false],
  ['临平区东湖社区', '南苑街道', 'community_in_address', false],
  ['富阳区春江工业功能区临江村', '春江街道', 'community_in_address', true],
  ['杭州市高新区（滨江）六和路368号', '滨江区', 'district_pool', false],
  // Ours that look like them.
  ['桐庐旧县街道上峰村', '旧县街道', 'street_in_address', true],
  ['旧县镇旧县村', '旧县街道', 'street_in_address', true],
  ['江苏省驻杭州办事处，上城区湖滨街道', '湖滨街道', 'street_in_address', true],
  ['浙江省富阳市新登镇', '新登镇', 'street_in_address', true],
  ['新都市花园临浦镇', '临浦镇', 'street_in_address', true],
  ['建材市场内，九堡街道', '九堡街道', 'street_in_address', true],
])('%s → %s', (address, place, how, certain) => {
  const found = find(address)
  expect([nameOf(found.placeId), found.how, found.certain]).toEqual([place, how, certain])
})

it('a community is found in its street or left to a person, whatever its name', () => {
  const wrong: string[] = []
  let found = 0
  for (const { name, streetId } of places.communities) {
    const address = `浙江省杭州市${countyOf(streetId)?.name}${name}1号`
    const answer = find(address, { writtenAfter: '2022-01-01' })
    if (answer.how.endsWith('pool')) continue
    found++
    if (answer.placeId !== streetId) wrong.push(`${address} → ${nameOf(answer.placeId)}`)
  }
  expect(wrong).toEqual([])
  expect(found).toBeGreaterThan(3200)
})

it('a community never leads out of the district that the address names', () => {
  for (const { name } of places.communities) {
    for (const county of counties()) {
      const { placeId, how } = find(`杭州市${county.name}${name}`, { writtenAfter: '2022-01-01' })
      if (how === 'community_in_address') expect(countyOf(placeId)?.name).toBe(county.name)
    }
  }
})

it('a street that is named wins over every community but those that it gave away, which are never sure', () => {
  for (const street of streets()) {
    for (let n = street.id % 7; n < places.communities.length; n += 97) {
      const found = find(`${nameOf(street.parentId)}${street.name}${places.communities[n]?.name}`)
      const taken = found.reason === 'street_named_community_elsewhere' && found.how === 'community_in_address'
      if (taken) expect([found.certain, countyOf(found.placeId)?.id]).toEqual([false, street.parentId])
      else expect([nameOf(found.placeId), found.how]).toEqual([street.name, 'street_in_address'])
    }
  }
})

const NAMED_AFTER =
  '路 大道 街 大街 东路 北街 巷 弄 路12号 街100号 大厦 广场 花园 新村 国际 小区 苑 公寓 商务中心 市场 大桥 中学 农场 古镇 小镇 工业园 科技城'

it('a road, a building or a zone that bears the name of a street is never surely in it', () => {
  for (const street of streets()) {
    const stem = street.name.replace(/(?:街道|镇|乡)$/, '')
    for (const after of NAMED_AFTER.split(' ')) {
      for (const before of ['', nameOf(street.parentId), `浙江省杭州市${nameOf(street.parentId)}`]) {
        const { how, certain } = find(`${before}${stem}${after}`, { writtenAfter: '2022-01-01' })
        expect([`${before}${stem}${after}`, certain && !how.endsWith('pool')]).toEqual([expect.anything(), false])
      }
    }
  }
})

it('is sure of no street outside the district that the address names', () => {
  for (const street of streets()) {
    for (const county of counties()) {
      const found = find(`杭州市${county.name}${street.name}1号`, { writtenAfter: '2022-01-01' })
      if (found.certain && !found.how.endsWith('pool')) expect(countyOf(found.placeId)).toBe(county)
    }
  }
})

it('a room, a floor or a remark at the end changes nothing', () => {
  const heads = [
    ...streets().map(({ name, parentId }) => `杭州市${nameOf(parentId)}${name}`),
    ...places.communities.flatMap(({ name, streetId }, n) => (n % 5 ? [] : [`${countyOf(streetId)?.name}${name}`])),
    ...counties().map(({ name }) => `浙江省杭州市${name}`),
    ...['杭州经济技术开发区', '富阳市受降镇', '萧山区临浦工业园区', '海宁市长安镇', '江干区'],
  ]
  for (const head of heads) {
    const { placeId, how, certain } = find(`${head}天目路12号`)
    for (const end of ['101室', '3幢2单元501室', '2楼', 'B座1203', '一层', '(自主申报)', '，13号', '营业房'])
      expect(find(`${head}天目路12号${end}`)).toMatchObject({ placeId, how, certain })
  }
})

it('whatever is written, the answer is a standing unit, the same every time, and sure only of what it may be sure of', () => {
  const words = [
    ...places.divisions.map(({ name }) => name),
    ...places.communities.filter((_, n) => n % 11 === 0).map(({ name }) => name),
    ...['文三路', '开发区', '12号', '村', '社区', '镇', '大厦', '（', '）', ' ', '路', '3幢', '下沙', '区', '新村'],
  ]
  const again = createPlaceFinder(places)
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...words), { maxLength: 6 }), fc.boolean(), (parts, recent) => {
      const address = parts.join('')
      const options = recent ? { writtenAfter: '2022-01-01' } : {}
      const found = find(address, options)
      expect(standing.has(found.placeId)).toBe(true)
      expect(again(address, options)).toEqual(found)
      if (found.how === 'city_pool') expect(found.certain).toBe(false)
      if (found.communityId !== null)
        expect(places.communities.find(({ id }) => id === found.communityId)?.streetId).toBe(found.placeId)
      if (found.how.endsWith('_in_address')) expect(standing.get(found.placeId)?.tier).toBe('street')
    }),
    { numRuns: 3000 },
  )
})
