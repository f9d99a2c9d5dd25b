const ELSEWHERE =
  '江苏|安徽|福建|江西|山东|广东|湖南|湖北|河南|河北|四川|陕西|辽宁|云南|贵州|山西|吉林|黑龙江|海南|甘肃|青海|台湾|内蒙古|广西|西藏|宁夏|新疆|上海|北京|天津|重庆|香港|澳门'
const PROVINCE = new RegExp(
  `^(?:中国)?(?:${ELSEWHERE})(?:省|市(?!场)|(?:壮族|回族|维吾尔)?自治区|特别行政区|(?=\\p{Script=Han}{2,5}?(?:市(?!场)|县|州)))`,
  'u',
)
/** A city or county by its own word at the head, but no market, road or village: 菜市场, 马市街, 旧县村. */
const CITY_OR_COUNTY =
  /^(?:中国)?(?:浙江省?)?((?:(?![省市县区镇乡村路街巷弄号])\p{Script=Han}){2,4})(?:(?<![超集菜夜])市(?![场心民政容内区口郊街巷路部店房]|花园|广场|之)|县(?![道前]))/u
/** Cities and counties of Zhejiang and seats of provinces, written without their word; 宁波路 is a road of ours. */
const WELL_KNOWN = new RegExp(
  `^(?:中国)?(?:浙江省?|${ELSEWHERE})?(?:宁波|温州|嘉兴|湖州|绍兴|金华|衢州|舟山|台州|丽水|义乌|慈溪|余姚|诸暨|海宁|桐乡|德清|安吉|长兴|嘉善|海盐|平湖|上虞|嵊州|新昌|东阳|永康|兰溪|瑞安|乐清|上海|北京|天津|重庆|南京|苏州|无锡|合肥|黄山|广州|深圳|武汉|成都|西安|长沙|厦门|福州|南昌|济南|青岛)(?!.{0,2}(?:路|街(?!道)|大道|巷|弄|商会|大厦))`,
)
/** Districts of the other cities of Zhejiang: none is one of ours, and their streets bear names of ours (城南, 江北). */
const NEIGHBOURS =
  '海曙|江北|镇海|北仑|鄞州|奉化|鹿城|龙湾|瓯海|洞头|南湖|秀洲|吴兴|南浔|越城|柯桥|上虞|婺城|金东|柯城|衢江|定海|普陀|椒江|黄岩|路桥|莲都'
const NEIGHBOUR = new RegExp(`^(?:中国)?(?:浙江省?)?(?:杭州市?)?(${NEIGHBOURS})区(?![块域])`)
/** Whatever else calls itself a district right before a street; no zone, estate or part of a town. */
const ANY_DISTRICT =
  /^(?:中国)?(?:浙江省?)?(\p{Script=Han}{2,3})(?<![小社园发业新景胜济产活校库城市郊片地矿林厂港假税务能聚范贸心宅街东西南北中])区(?=\p{Script=Han}{1,5}(?:街道|镇|乡))/u
const CITY = /杭州(?!湾|路|大道|街|大厦|商会|银行)/

/**
 * Whether an address begins with another province, city or county. Their streets bear names of ours (城南, 东湖, 前进), so
 * that this is asked before any street is looked for.
 * @param counties names of ours, of today and of before, without 区, 县 and 市
 */
export function namesOtherCity(text: string, counties: Iterable<string>): boolean {
  if (CITY.test(text)) return false
  if (PROVINCE.test(text) || WELL_KNOWN.test(text) || NEIGHBOUR.test(text)) return true
  const [, named] = CITY_OR_COUNTY.exec(text) ?? []
  return named !== undefined && ![...counties].some((own) => named.startsWith(own))
}

/** The district that an address begins with when it is none of ours, as far as its name tells; null otherwise. */
export function otherDistrict(text: string, counties: Pick<ReadonlyMap<string, unknown>, 'has'>): string | null {
  const [, neighbour] = NEIGHBOUR.exec(text) ?? []
  if (neighbour !== undefined) return neighbour
  const [, named] = ANY_DISTRICT.exec(text) ?? []
  return named !== undefined && !counties.has(named) && !CITY.test(text) ? named : null
}

/** Whether all but one character are those of a district: 酉湖 and 西湖区. */
export function isSlipOf(named: string, county: string): boolean {
  const same = [...named].filter((character, at) => character === county[at]).length
  return named.length === county.length - 1 && same === named.length - 1
}
