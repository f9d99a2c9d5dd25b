import * as z from 'zod/mini'
import { addressText } from './address-text.ts'

export const BuildingKind = z.enum(['road_number', 'park', 'market', 'building'])
export type BuildingKind = z.infer<typeof BuildingKind>

/** What an address names that stands in one place: a number on a road, a park, a market, a building or an estate. */
export type BuildingKey = { readonly kind: BuildingKind; readonly key: string }

const HAN = '\\p{Script=Han}'
const COUNTY = '上城|下城|江干|拱墅|西湖|滨江|萧山|余杭|临平|钱塘|富阳|临安|桐庐|淳安|建德'
/** What stands before the road: province, city, county, street or town, development zone. */
const HEAD = [
  /^(?:中国)?(?:浙江省?)?(?:杭州市?(?!大厦))?(?:浙江省)?(?:杭州市)?/u,
  new RegExp(`^(?:(?:${COUNTY})(?:[区县]城?|市(?![心民场政])))+`, 'u'),
  new RegExp(`^${HAN}{1,5}?(?:街道|镇|乡)(?!${HAN}?路)`, 'u'),
  new RegExp(`^(?:${COUNTY})(?!(?:塘|[东南西北中])?(?:大?路|大?街|大道|巷|弄)|风景|新村|国际|广场|大厦|花园)`, 'u'),
  new RegExp(`^${HAN}{0,8}?(?:开发区|高新区|集聚区)(?:${HAN}{2,3}区块?)?`, 'u'),
]

const ROAD = '(?:大道|大街|路|街|巷|弄|里|堤)'
/** 文三路 199 号, 3 号大街 22 号, 文一路 12 弄 5 号; a number without 号 counts when nothing else follows it directly. */
const ROAD_NUMBER = new RegExp(
  `(${HAN}{1,14}?${ROAD}(?:\\d{1,4}[弄巷])?|\\d{1,3}号(?:大街|路))(\\d{1,5})(?=号|#|[-—~、,，.()]|$|(?![幢栋楼室层组弄巷路街区座期])${HAN})`,
  'u',
)
/** Where the name of a road, park or building begins within the words before it. */
const BEFORE_NAME = new RegExp(
  `^.*(?:交叉口|[\\d一二三四五六七八九十贰]组|街道|开发区|功能区|园区|区块|小区|社区|${HAN}[区镇乡村](?!${ROAD}))(?=${HAN}{2})`,
  'u',
)
const AFTER_ROAD = new RegExp(`^.*${HAN}${ROAD}(?:\\d+号?)?(?=${HAN}{2})`, 'u')

/** 岳帅桥 10 号, 馆驿后 2 号: a place as old as its name, numbered like a road. */
const PLACE_NUMBER = new RegExp(`^(${HAN}{2,6})(\\d{1,5})(?:-\\d+)?号(?!楼|幢)`, 'u')

const NAMED: readonly (readonly [BuildingKind, RegExp])[] = [
  ['market', named('市场|商城|商贸城|汽配城|家居城|家电城|建材城|装饰城|灯具城|服装城|电脑城|数码城|购物中心|商场')],
  [
    'park',
    named('工业园区?|科技园区?|产业园区?|创业园区?|创意园区?|软件园区?|物流园区?|科创园|创新园|孵化园|工业小区'),
  ],
  ['building', named('大厦|大楼|写字楼|商务楼|商厦|广场|中心|公寓|花园|家园|新村|小区|公馆|新城|苑|坊')],
]
/** Names that many buildings share. */
const GENERIC =
  /^(?:综合|农贸|农副产品|小商品|商业|商务|办公|行政|中心|服务|村级|工业|城市|国际|商贸|营业|住宅|职工|科技|专业|建材|集贸|贸易|购物|电子|第[一二三四五]|[东南西北新老])*$/u

/** The one thing an address is found by; null when it names nothing of the kind. The same place gives the same key. */
export function buildingKeyOf(address: string): BuildingKey | null {
  return buildingKeyIn(addressText(address))
}

/** Of an address that is plain already. */
export function buildingKeyIn(plain: string): BuildingKey | null {
  let text = plain
  // 杭州经济技术开发区白杨街道: what stands before the road may come in any order.
  for (const head of [...HEAD, ...HEAD]) text = text.replace(head, '')
  const numbered = ROAD_NUMBER.exec(text)
  if (numbered) {
    const [, road = '', number = ''] = numbered
    const name = road.replace(BEFORE_NAME, '')
    if (!/^(?:\d+号)?(?:大街|大道|[东南西北]?[路街巷弄里])$/.test(name) || /^\d/.test(name))
      return { kind: 'road_number', key: `${name}${Number(number)}号` }
  }
  for (const [kind, pattern] of NAMED) {
    const found = pattern.exec(text)
    if (!found) continue
    const [, before = '', suffix = ''] = found
    const name = `${before}${suffix}`.replace(/^号/, '').replace(AFTER_ROAD, '').replace(BEFORE_NAME, '')
    const proper = name.slice(0, name.length - suffix.length)
    if (proper.length >= 2 && !GENERIC.test(proper)) return { kind, key: name }
  }
  const [, place = '', number = ''] = PLACE_NUMBER.exec(text) ?? []
  return place && !GENERIC.test(place) ? { kind: 'road_number', key: `${place}${Number(number)}号` } : null
}

function named(suffixes: string): RegExp {
  return new RegExp(`((?:${HAN}|[A-Za-z]){1,14}?)(${suffixes})`, 'u')
}
