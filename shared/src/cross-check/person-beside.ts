/** The family names that nearly all people here bear. */
const FAMILY =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金贾夏付方邹熊孟秦邱侯江尹薛段黎史陶贺毛郝顾龚邵钱戴严莫孔汤赖洪俞章楼骆裘柴傅倪屠鲍施柳阮祝诸应葛费项闫阎涂温殷翁'
/** What begins like a person and is a place or a thing; and what ends like a shop or a street. */
const NO_FAMILY = '(?!余杭|温州|温岭|余姚|江苏|江西|江干|江南|江北|江东|江山|金华|金属|吴江|高新|石桥|石化|方正)'
const NO_SHOP = '(?!\\p{Script=Han}*[店厂部司路街镇区市县村所站馆库点型式号](?!\\p{Script=Han}))'
const SOMEBODY = `${NO_FAMILY}[${FAMILY}]\\p{Script=Han}{1,2}`
const PERSON = `${NO_SHOP}${SOMEBODY}`
const UNIT_END = '(?:公司|中心|合作社|[厂店社行院校所站部场馆处厅亭])'
const PLACE = '(?:中国|浙江|杭州|上城|下城|江干|拱墅|西湖|滨江|萧山|余杭|临平|钱塘|富阳|临安|桐庐|淳安|建德|千岛湖)'
const BEHIND = new RegExp(
  `(?<=.{4}${UNIT_END})\\s*(?:[(（【[]\\s*(${PERSON})\\s*[)）】\\]]|[\\s,，、;；/|_-]+(${PERSON}))\\s*$`,
  'u',
)
/** Behind a blank the rest has to begin with a place, or 张小泉 剪刀有限公司 would lose its brand. */
const BEFORE = new RegExp(
  `^\\s*(${PERSON})(?:[\\s:：_-]+(?=${PLACE})|\\s*[,，、;；/|]\\s*)(?=\\S*\\p{Script=Han}.{4,}${UNIT_END}\\s*$)`,
  'u',
)

const WHOLLY = new RegExp(`^${PERSON}$`, 'u')
const RUN_INTO = new RegExp(`^${SOMEBODY}(?=${PLACE}.{4,}${UNIT_END}$)`, 'u')
/** 李示例杭州…有限公司 without the person; undefined when none runs into the name. */
export function withoutPersonInFront(key: string): string | undefined {
  return RUN_INTO.test(key) ? key.replace(RUN_INTO, '') : undefined
}

/** 李示例, and neither a place nor a shop. */
export function isPerson(text: string): boolean {
  return WHOLLY.test(text)
}

/** A name and the person who stands set apart before or behind it, with no word of who that is; nobody is empty. */
export function personApart(text: string): { readonly text: string; readonly person: string } {
  const [found, bracketed, behind] = BEHIND.exec(text) ?? []
  if (found) return { text: text.slice(0, -found.length), person: bracketed ?? behind ?? '' }
  const [before, person = ''] = BEFORE.exec(text) ?? []
  return { text: before ? text.slice(before.length) : text, person }
}
