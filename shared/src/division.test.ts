import { expect, it } from 'vitest'
import { createPlaceFinder, type Division, type DivisionTier } from './division.ts'

const reform = '2021-04-09'
const divisions: Division[] = []
const ids = new Map<string, number>()

function add(code: string, name: string, tier: DivisionTier, parent: string | null, when: 'ended' | 'new' | 'always') {
  const id = divisions.length + 1
  ids.set(`${name}${when === 'ended' ? '旧' : ''}`, id)
  divisions.push({
    id,
    code,
    name,
    tier,
    parentId: parent === null ? null : (ids.get(parent) ?? null),
    validFrom: when === 'new' ? reform : '1949-10-01',
    validTo: when === 'ended' ? reform : null,
  })
}

add('330100', '杭州市', 'city', null, 'always')
for (const [code, name] of [
  ['330103', '下城区'],
  ['330104', '江干区'],
  ['330105', '拱墅区'],
  ['330110', '余杭区'],
] as const)
  add(code, name, 'county', '杭州市', 'ended')
for (const [code, name] of [
  ['330102', '上城区'],
  ['330105', '拱墅区'],
  ['330110', '余杭区'],
  ['330113', '临平区'],
  ['330114', '钱塘区'],
] as const)
  add(code, name, 'county', '杭州市', 'new')
for (const [code, name] of [
  ['330106', '西湖区'],
  ['330111', '富阳区'],
  ['330122', '桐庐县'],
] as const)
  add(code, name, 'county', '杭州市', 'always')
add('330103001', '长庆街道', 'street', '下城区旧', 'ended')
add('330105014', '长庆街道', 'street', '拱墅区', 'new')
add('330104014', '九堡街道', 'street', '江干区旧', 'ended')
add('330102018', '九堡街道', 'street', '上城区', 'new')
add('330110102', '塘栖镇', 'street', '余杭区旧', 'ended')
add('330113100', '塘栖镇', 'street', '临平区', 'new')
add('330111003', '春江街道', 'street', '富阳区', 'always')
add('330122101', '富春江镇', 'street', '桐庐县', 'always')
add('330106109', '三墩镇', 'street', '西湖区', 'always')

const successions = [
  ['下城区旧', '拱墅区'],
  ['拱墅区旧', '拱墅区'],
  ['江干区旧', '上城区'],
  ['江干区旧', '钱塘区'],
  ['余杭区旧', '余杭区'],
  ['余杭区旧', '临平区'],
  ['长庆街道旧', '长庆街道'],
  ['九堡街道旧', '九堡街道'],
  ['塘栖镇旧', '塘栖镇'],
].map(([from, to]) => ({ oldId: ids.get(from ?? '') ?? 0, newId: ids.get(to ?? '') ?? 0 }))

const findPlace = createPlaceFinder({ divisions, successions, communities: [], learned: [] })

it.each([
  ['浙江省杭州市西湖区三墩镇金蓬街1号', '三墩镇', true, 'street_named'],
  ['三墩镇西园路', '三墩镇', true, 'street_named'],
  ['杭州市下城区长庆街道新华路1号', '长庆街道', true, 'street_named'],
  ['余杭区塘栖镇超山村', '塘栖镇', true, 'street_named'],
  ['杭州市江干区九堡镇三卫一区', '九堡街道', false, 'street_named_with_old_suffix'],
  ['桐庐县富春江镇芦茨村', '富春江镇', true, 'street_named'],
  ['杭州市上城区三墩镇', '三墩镇', false, 'street_outside_named_district'],
  ['杭州市下城区石桥路308号', '拱墅区', true, 'district_named'],
  ['杭州市西湖区文一西路1号', '西湖区', true, 'district_named'],
  ['富阳市体育馆路1号', '富阳区', true, 'district_named'],
  ['桐庐县城宝心路38号', '桐庐县', true, 'district_named'],
  ['杭州市江干区凯旋路60号', '杭州市', false, 'district_was_split'],
  ['杭州余杭区人民大道', '杭州市', false, 'district_was_split'],
  ['杭州经济技术开发区8号大街', '钱塘区', false, 'zone_named'],
  ['杭州市西湖大道18号', '杭州市', false, 'no_place_named'],
  ['余杭塘路866号', '杭州市', false, 'no_place_named'],
  ['浙江省温州市瑞安市长庆街道', '杭州市', false, 'other_city_named'],
  ['三墩镇与塘栖镇之间', '杭州市', false, 'several_streets_named'],
  ['', '杭州市', false, 'no_place_named'],
])('%s → %s', (address, place, certain, reason) => {
  expect(findPlace(address)).toMatchObject({ placeId: ids.get(place), certain, reason })
})

it('believes a district of today in an address written after the reform', () => {
  const options = { writtenAfter: '2022-01-01' }
  expect(findPlace('杭州市余杭区人民大道', options)).toMatchObject({ placeId: ids.get('余杭区'), certain: true })
  expect(findPlace('杭州市江干区凯旋路', options)).toMatchObject({ certain: false })
})

it('never answers with a unit that has ended', () => {
  for (const { name } of divisions) {
    const { placeId } = findPlace(`杭州市${name}1号`)
    expect(divisions.find((division) => division.id === placeId)?.validTo).toBeNull()
  }
})
