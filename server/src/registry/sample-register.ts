import { Readable } from 'node:stream'
import { completeCreditCode } from '@yijian/shared/credit-code'
import { rawCsvLine } from './tables/csv-line.ts'
import type { RegisterSource } from './tables/register-source.ts'

export type SampleOptions = {
  /** Rows below the header, dirt included. */
  readonly count: number
  /** The same seed makes the same rows. */
  readonly seed: number
  /** Share of rows with something wrong or odd about them; 0.2 unless told, as exports have it. */
  readonly dirt?: number
}

const HEADER =
  '统一社会信用代码,注册号,企业名称,曾用名,企业类型,法定代表人,成立日期,核准日期,注册资本,登记状态,住所,联系电话,从业人数,行业门类,经营范围'.split(
    ',',
  )

/** Counties with some of their streets, and names under which addresses of before 2021 still speak of them. */
const PLACES: readonly { county: string; old: string; registrar: string; streets: string }[] = [
  {
    county: '上城区',
    old: '江干区',
    registrar: '330104',
    streets: '清波街道 湖滨街道 小营街道 望江街道 凯旋街道 采荷街道 彭埠街道 笕桥街道 九堡街道',
  },
  {
    county: '拱墅区',
    old: '下城区',
    registrar: '330103',
    streets: '米市巷街道 湖墅街道 拱宸桥街道 祥符街道 天水街道 武林街道 长庆街道 朝晖街道 石桥街道',
  },
  {
    county: '西湖区',
    old: '西湖区',
    registrar: '330106',
    streets: '北山街道 西溪街道 翠苑街道 古荡街道 蒋村街道 文新街道 转塘街道 留下街道 三墩镇 双浦镇',
  },
  { county: '滨江区', old: '滨江区', registrar: '330108', streets: '西兴街道 长河街道 浦沿街道' },
  {
    county: '萧山区',
    old: '萧山区',
    registrar: '330109',
    streets: '城厢街道 北干街道 新塘街道 宁围街道 临浦镇 瓜沥镇 义桥镇 衙前镇',
  },
  {
    county: '余杭区',
    old: '余杭区',
    registrar: '330110',
    streets: '五常街道 仓前街道 良渚街道 闲林街道 瓶窑镇 径山镇',
  },
  { county: '临平区', old: '余杭区', registrar: '330110', streets: '临平街道 南苑街道 乔司街道 崇贤街道 塘栖镇' },
  { county: '钱塘区', old: '江干区', registrar: '330104', streets: '下沙街道 白杨街道 河庄街道 义蓬街道' },
  { county: '富阳区', old: '富阳市', registrar: '330183', streets: '富春街道 东洲街道 银湖街道 新登镇 场口镇' },
  { county: '临安区', old: '临安市', registrar: '330185', streets: '锦城街道 玲珑街道 青山湖街道 昌化镇 於潜镇' },
  { county: '桐庐县', old: '桐庐县', registrar: '330122', streets: '桐君街道 城南街道 横村镇 分水镇 富春江镇' },
  { county: '淳安县', old: '淳安县', registrar: '330127', streets: '千岛湖镇 文昌镇 威坪镇 汾口镇' },
  { county: '建德市', old: '建德市', registrar: '330182', streets: '新安江街道 洋溪街道 梅城镇 寿昌镇 大同镇' },
]
const ROADS =
  '云起路 望山路 听涛路 新源街 创意路 星火路 青禾街 立新路 学林街 工业大道 兴业路 桂雨路 松风路 启航路'.split(' ')
const BRANDS =
  '云栖星野青松白鹭朗月初晴远帆知行木禾听澜清川海棠鹿鸣安澜嘉树临风小满春山拾光归林曙光千帆沐阳景行若谷景明和风'
const TRADES: readonly (readonly [word: string, section: string, scope: string])[] = [
  ['数码科技', 'I', '软件开发；信息技术咨询服务；数据处理服务'],
  ['网络技术', 'I', '互联网信息服务；网络技术服务'],
  ['电子商务', 'F', '互联网销售；日用百货批发；服装零售'],
  ['纺织', 'C', '针纺织品制造；面料销售'],
  ['机械制造', 'C', '通用机械零配件制造、销售'],
  ['建筑装饰工程', 'E', '建筑装饰工程设计、施工'],
  ['物流', 'G', '道路货物运输；仓储服务；快递服务'],
  ['餐饮管理', 'H', '餐饮服务；餐饮管理'],
  ['物业服务', 'K', '物业管理；家政服务'],
  ['文化创意', 'R', '文艺创作；会议及展览服务'],
  ['生物医药', 'M', '医学研究和试验发展；技术服务'],
  ['农业开发', 'A', '蔬菜种植；农产品销售'],
  ['教育咨询', 'P', '教育咨询服务（不含涉许可审批的教育培训活动）'],
]
const SURNAMES = '王李张刘陈杨黄赵周吴徐孙马朱胡林郭何高罗'
const GIVEN = '明芳伟娜敏静强磊军洋勇艳杰娟涛超霞平刚英华文辉玲慧'
const LIVE = ['存续', '存续（在营、开业、在册）', '在业', '开业', '在营(开业)企业']
const DEAD = ['注销', '已注销', '吊销', '吊销，未注销', '清算中', '歇业', '迁出', '其他']

/** Header and rows of a made-up register with the dirt that real exports carry. Nothing in it is anybody's. */
export function* generateRegisterRows({ count, seed, dirt = 0.2 }: SampleOptions): Generator<string[]> {
  const random = randomFrom(seed)
  const agencies = [0, 1].map(() => mobile(random))
  yield HEADER
  let previous: string[] | undefined
  for (let i = 0; i < count; i++) {
    const row = cleanRow(random, i)
    if (random.chance(dirt)) {
      const soil = random.pick(DIRT)
      previous = soil(row, { random, previous: previous ?? row, agency: random.pick(agencies) })
    } else previous = row
    yield previous
  }
}

/** The same as a file to import. */
export function sampleRegisterSource(options: SampleOptions): RegisterSource {
  const open = () =>
    Readable.from(
      (function* () {
        let piece = ''
        for (const row of generateRegisterRows(options)) {
          piece += rawCsvLine(row)
          if (piece.length < 65_536) continue
          yield Buffer.from(piece)
          piece = ''
        }
        yield Buffer.from(piece)
      })(),
    )
  return { name: `sample-${options.count}-${options.seed}.csv`, open }
}

type Random = { chance(share: number): boolean; below(limit: number): number; pick<T>(of: readonly T[]): T }
type Soil = (row: string[], about: { random: Random; previous: string[]; agency: string }) => string[]

const COLUMN = new Map(HEADER.map((header, column) => [header, column]))

function set(row: string[], header: string, change: (value: string) => string): string[] {
  return row.map((cell, column) => (column === COLUMN.get(header) ? change(cell) : cell))
}
const CODE = '统一社会信用代码'
const NAME = '企业名称'
const PHONE = '联系电话'

/** Each kind of dirt of DOMAIN §3.4 that one row can show. */
const DIRT: readonly Soil[] = [
  (row) => set(row, CODE, (code) => code.toLowerCase()),
  (row) => set(row, CODE, (code) => `'${code}`),
  (row) => set(row, CODE, (code) => `="${code}"`),
  (row) => set(row, CODE, (code) => code.replace(/[0-9A-Z]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0))),
  (row) => set(row, CODE, (code) => `${code.slice(0, 16)}${code[17]}${code[16]}`),
  (row) => set(row, CODE, (code) => code.slice(0, 17)),
  (row) => set(row, CODE, () => '9.1330106E+17'),
  (row, { random }) =>
    set(
      set(row, CODE, () => ''),
      '注册号',
      () => registrationNumber(random),
    ),
  (row) => set(row, NAME, (name) => `　${name} `),
  (row) => set(row, NAME, (name) => name.replace('有限公司', '有限责任公司')),
  (row) => set(row, NAME, (name) => name.replace(/^杭州(.*)有限公司$/, '$1(杭州)有限公司')),
  (row) => set(row, NAME, (name) => name.replace(/^杭州(.*)有限公司$/, '$1（杭州）有限公司')),
  (row) => set(row, PHONE, (phone) => `0571-88${phone.slice(-6)}/${phone}（同微信）`),
  (row) => set(row, PHONE, (phone) => `0571-86${phone.slice(-6)}转8001`),
  (row) => set(row, PHONE, () => '1.99E+10'),
  (row, { agency }) => set(row, PHONE, () => agency),
  (row, { agency }) => set(row, PHONE, () => agency),
  (row) => set(row, '成立日期', (date) => date.replaceAll('-', '/').replaceAll('/0', '/')),
  (row) => set(row, '成立日期', (date) => date.replaceAll('-', '')),
  (row) => set(row, '成立日期', (date) => `${date} 00:00:00.0`),
  (row) => set(row, '成立日期', () => '0000-00-00'),
  (row, { random }) => set(row, '成立日期', () => String(40_000 + random.below(4000))),
  (row) => set(row, '注册资本', () => '500万元（认缴）'),
  (row) => set(row, '注册资本', () => '20.5(万美元)'),
  (row) => set(row, '注册资本', () => 'N/A'),
  (row, { random }) => set(row, '登记状态', () => random.pick(DEAD)),
  (row, { random }) => set(row, '登记状态', () => random.pick(DEAD)),
  (row) => set(row, '经营范围', (scope) => `${scope}\n（依法须经批准的项目，经相关部门批准后方可开展经营活动）"暂定"`),
  (row) =>
    set(
      set(row, '企业类型', () => '全民所有制'),
      NAME,
      (name) => name.replace('有限公司', '总厂'),
    ),
  (row) =>
    set(
      set(row, '企业类型', () => '有限责任公司分公司'),
      NAME,
      (name) => `${name}第一分公司`,
    ),
  (row) => set(row, '曾用名', (name) => name || '杭州旧名号有限公司'),
  (row, { previous }) => set(row, CODE, () => previous[0] ?? ''),
  (_, { previous }) => previous,
  (row) => [...row, '', '', ''],
  () => ['', '', '测试企业请忽略'],
  () => HEADER.map(() => ''),
]

const RESIDENTS: readonly (readonly [head: string, type: string, suffix: string])[] = [
  ['92', '个体工商户', '经营部'],
  ['93', '农民专业合作社', '专业合作社'],
]

function cleanRow(random: Random, number: number): string[] {
  const { county, old, registrar, streets } = random.pick(PLACES)
  const [trade, section, scope] = random.pick(TRADES)
  const at = random.below(BRANDS.length / 2) * 2
  const brand = BRANDS.slice(at, at + 2) + (random.chance(0.6) ? BRANDS.charAt(random.below(BRANDS.length)) : '')
  const [head, type, suffix] = random.chance(0.92) ? ['91', '有限责任公司', '有限公司'] : random.pick(RESIDENTS)
  const year = 1998 + random.below(27)
  const established = `${year}-${String(1 + random.below(12)).padStart(2, '0')}-${String(1 + random.below(28)).padStart(2, '0')}`
  const before = year < 2021 && random.chance(0.5)
  const street = random.pick(streets.split(' '))
  const road = `${random.pick(ROADS)}${1 + random.below(900)}号${random.chance(0.5) ? `${1 + random.below(20)}幢${101 + random.below(1800)}室` : ''}`
  const address = `${random.pick(['浙江省杭州市', '杭州市', ''])}${before ? old : county}${random.chance(0.52) ? street : ''}${road}`
  return [
    completeCreditCode(`${head}${registrar}`, organisationBody(random, number)),
    '',
    `杭州${brand}${trade}${suffix}`,
    '',
    type,
    random.pick([...SURNAMES]) + random.pick([...GIVEN]) + (random.chance(0.5) ? random.pick([...GIVEN]) : ''),
    established,
    '',
    `${10 * (1 + random.below(100))}万元人民币`,
    random.pick(LIVE),
    address,
    random.chance(0.96) ? mobile(random) : '',
    random.chance(0.94) ? String(1 + Math.floor(random.below(1000) ** 2 / 4000)) : '',
    section,
    scope,
  ]
}

/** Real bodies begin with a digit or M; these do not, so no code of the sample is anybody's. Unique up to 38 million rows. */
function organisationBody(random: Random, number: number): string {
  const characters = '0123456789ABCDEFGHJKLMNPQRTUWXY'
  let rest = number * 23 + random.below(23)
  let body = ''
  while (body.length < 6) {
    body = characters.charAt(rest % 31) + body
    rest = Math.floor(rest / 31)
  }
  return `YJ${body}`
}

/** A range of its own, apart from the demonstration's people; only the simulator ever takes messages for it. */
function mobile(random: Random): string {
  return `1990${String(10_000 + random.below(9_990_000)).padStart(7, '0')}`
}

function registrationNumber(random: Random): string {
  const digits = `330106${String(random.below(100_000_000)).padStart(8, '0')}`
  let product = 10
  for (const digit of digits) {
    const sum = (product + Number(digit)) % 10 || 10
    product = (sum * 2) % 11
  }
  return digits + String((11 - product) % 10)
}

/** Mulberry32: small, fast, and the same everywhere. */
function randomFrom(seed: number): Random {
  let state = seed | 0
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const below = (limit: number) => Math.floor(next() * limit)
  return {
    chance: (share) => next() < share,
    below,
    pick<T>(of: readonly T[]): T {
      const one = of[below(of.length)]
      if (one === undefined) throw new RangeError('nothing to pick from')
      return one
    },
  }
}
