const ELSEWHERE =
  '江苏|安徽|福建|江西|山东|广东|湖南|湖北|河南|河北|四川|陕西|辽宁|云南|贵州|山西|吉林|黑龙江|海南|甘肃|青海|台湾|内蒙古|广西|西藏|宁夏|新疆|上海|北京|天津|重庆|香港|澳门'
const PROVINCE = new RegExp(
  `^(?:中国)?(?:${ELSEWHERE})(?:省|市(?!场)|(?:壮族|回族|维吾尔)?自治区|特别行政区|(?=\\p{Script=Han}{2,5}?(?:市(?!场)|县|州)))`,
  'u',
)
/** A city or county by its own word at the head, but no market, road or village: 菜市场, 马市街, 旧县村. */
const CITY_OR_COUNTY =
  /^(?:中国)?(?:浙江省?)?((?:(?![省市县区镇乡村路街巷弄号])\p{Script=Han}){2,4})(?:(?<![超集菜夜])市(?![场心民政容内区口郊街巷路部店房]|花园|广场|之)|县(?![道前]))/u
/** Cities and counties of Zhejiang and seats of provinces, written without their word. */
const WELL_KNOWN =
  /^(?:中国)?(?:浙江省?)?(?:宁波|温州|嘉兴|湖州|绍兴|金华|衢州|舟山|台州|丽水|义乌|慈溪|余姚|诸暨|海宁|桐乡|德清|安吉|长兴|嘉善|海盐|平湖|上虞|嵊州|新昌|东阳|永康|兰溪|瑞安|乐清|上海|北京|天津|重庆|南京|苏州|无锡|合肥|黄山|广州|深圳|武汉|成都|西安|长沙|厦门|福州|南昌|济南|青岛)(?!.{0,2}(?:路|街|大道|巷|弄|商会|大厦))/
const CITY = /杭州(?!湾|路|大道|街)/

/**
 * Whether an address begins with another province, city or county. Their streets bear names of ours (城南, 东湖, 前进), so
 * that this is asked before any street is looked for.
 * @param counties names of ours, of today and of before, without 区, 县 and 市
 */
export function namesOtherCity(text: string, counties: Iterable<string>): boolean {
  if (CITY.test(text)) return false
  if (PROVINCE.test(text) || WELL_KNOWN.test(text)) return true
  const [, named] = CITY_OR_COUNTY.exec(text) ?? []
  return named !== undefined && ![...counties].some((own) => named.startsWith(own))
}
