import { Readable } from 'node:stream'
import { checkDigit, parseCreditCode } from '@yijian/shared/credit-code'
import type { RegisterSource } from '../registry/tables/register-source.ts'
import type { Story } from './stories.ts'

/** The made-up enterprise that a story is about. */
export type StoryEnterprise = {
  readonly creditCode: string
  readonly name: string
  readonly principal: string
  readonly address: string
  /** The number that the register has, and the one that a self-declared sender signs in with. */
  readonly registeredPhone: string
  readonly ownPhone: string
  readonly contactName: string
  /** 存续 unless told otherwise. */
  readonly status?: string
}

/** Names of a place by its code: the county's and, for a street, its own. */
export type PlaceNames = ReadonlyMap<string, { readonly county: string; readonly street: string | null }>

const marks = [
  '云栎',
  '屿安',
  '青砚',
  '拾禾',
  '麦垄',
  '澄屿',
  '木霁',
  '川野',
  '知潮',
  '鹿溪',
  '禾页',
  '星墅',
  '半亩',
  '松声',
]
const trades = [
  '数字科技',
  '餐饮管理',
  '物业服务',
  '文化创意',
  '电子商务',
  '医疗器械',
  '建筑设计',
  '教育科技',
  '新材料',
  '软件',
]
const couriers = ['速递', '物流', '供应链', '快运']
const surnames = ['林', '苏', '顾', '许', '温', '江', '宋', '叶', '方', '杜', '程', '梁', '孟']
const givenNames = ['知夏', '一诺', '星野', '子墨', '予安', '嘉木', '书遥', '景行', '念真', '若川', '清越']

export function enterpriseOf(story: Story, n: number, places: PlaceNames): StoryEnterprise {
  const trade = story.courier ? turn(couriers, n) : turn(trades, 3 * (n % marks.length) + Math.floor(n / marks.length))
  return {
    creditCode: creditCode(story.place.slice(0, 6), n),
    name: `杭州${turn(marks, n)}${trade}有限公司`,
    principal: personName(n * 5 + 2),
    address: addressOf(story.place, n, places),
    registeredPhone: (story.proof !== 'self_declared' && story.account?.phone) || `1990001${1000 + n}`,
    ownPhone: story.account?.phone ?? `1990001${5000 + n}`,
    contactName: personName(n * 7),
  }
}

function personName(n: number): string {
  return `${turn(surnames, n)}${turn(givenNames, n + Math.floor(n / surnames.length))}`
}

/** The enterprises as a register export, to be imported like any other. */
export function registerOf(enterprises: readonly StoryEnterprise[]): RegisterSource {
  const header = '统一社会信用代码,企业名称,企业类型,法定代表人,成立日期,注册资本,登记状态,住所,联系电话,行业门类'
  const lines = enterprises.map(({ creditCode, name, principal, address, registeredPhone, status = '存续' }, n) => {
    const founded = `${2012 + (n % 9)}-0${1 + (n % 9)}-1${n % 10}`
    return `${creditCode},${name},有限责任公司,${principal},${founded},${50 * (1 + (n % 20))}万元人民币,${status},${address},${registeredPhone},租赁和商务服务业`
  })
  const whole = Buffer.from([header, ...lines].join('\r\n'))
  return { name: '示例名册.csv', bytes: whole.length, open: () => Readable.from([whole]) }
}

/** Organisation codes of five Y have never been issued. */
function creditCode(countyCode: string, n: number): string {
  const body = `91${countyCode}YYYYY${String(n).padStart(3, '0')}`
  for (const inner of '0123456789X') {
    const code = `${body}${inner}`
    const reading = parseCreditCode(`${code}${checkDigit(code)}`)
    if (reading.ok && !reading.innerDigitOff) return reading.code
  }
  throw new Error('one of eleven digits always fits')
}

/** A made-up road; for a pool one that names no street, for the city's a district that was split in 2021. */
function addressOf(placeCode: string, n: number, places: PlaceNames): string {
  if (placeCode === '330100') return `杭州市江干区云起路${n}号`
  const place = places.get(placeCode)
  if (!place) throw new Error(`no place ${placeCode}`)
  return `浙江省杭州市${place.county}${place.street ?? ''}云起路${n}号${1 + (n % 6)}幢`
}

function turn<T>(list: readonly T[], n: number): T {
  const found = list[n % list.length]
  if (found === undefined) throw new Error('an empty list has no turns')
  return found
}
