/** A list's own numbering before a name: `12、`, `（3）`, `④`, `No. 5`, `序号5`. */
const NUMBERING =
  /^\s*(?:[(（【[]?\d{1,5}[)）】\]]?[.、．,，:：)）]|[(（](?:\d{1,5}|[一二三四五六七八九十]{1,3})[)）]|[①-⑳]|(?:no|№)\s*[.．:：]?\s*\d{1,5}\s*[.、．:：]?|序号\s*\d{1,5}\s*[.、．:：]?|第\s*\d{1,5}\s*[家个户]\s*[、:：])\s*(?=\p{Script=Han})/iu
/** What a form prints before the name: `企业名称：`, `单位全称 `, `甲方：`. */
const LABEL =
  /^\s*(?:(?:[本我贵](?:公司|单位|企业)|(?:企业|单位|公司|机构|商户|用人单位|建会单位|建团单位)(?:名称|全称|名)?|名称|全称|[甲乙]方)\s*[:：]|(?:企业|单位|公司|机构)(?:名称|全称)[\s　]+)\s*/
const UNIT_END = '(?:公司|中心|[厂店社行院校所部场站亭厅馆堂坊铺园处库会])'
/** The name that it bears now, behind an older one: `…（现更名为…）`, `…，已更名为…`. */
const RENAMED = new RegExp(
  `(?:[（(【[,，;；、\\s→]|(?<=${UNIT_END}))(?:(?:现|已|后){0,2}(?:更|变更|改)(?:名|称)?[为成]|现[为名称]|现(?=.{4,}${UNIT_END}[)）】\\]]))[:：\\s]*(.{4,}${UNIT_END})[)）】\\]]?\\s*$`,
  'u',
)
/** What a list says beside a name and no name contains. */
const REMARK =
  /[（(【[](?:原名|曾用名|旧名|已?更名|已?改名|原[:：]|原(?=[^）)】\]]{3,}(?:公司|厂|店|社|行|所|中心|部|场))|[由从](?=[^）)】\]]+(?:更|变更|改)(?:名|制)))[^）)】\]]*[)）】\]]/g
/** The same without brackets, to the end. */
const FORMERLY =
  /(?:(?<=.{4}公司)[,，;；、\s]*|[,，;；、\s]+)(?:原名称?|原为|旧名|旧称|前身)[是为]?[:：\s]*.{4,}$|[,，;；、\s]*曾用名称?[是为]?[:：\s]*.{4,}$/u
/** Whether it lives, which is no part of who it is. */
const STATUS =
  /\s*(?:[（(【[]|[-—–_]+\s*)(?:[已未拟在被]?(?:注销|吊销|撤销|存续|在业|在营|在册|开业|营业|正常|迁出|迁入|停业|歇业|清算|异常|筹建)中?(?:企业|状态)?[,，、;；]?)+[)）】\]]?\s*$/u
/** Behind a name: that it is stamped, checked, or the whole of it; who to ask, and where to ring. */
const ASIDE =
  /\s*[（(【[](?:盖?公?章|盖章处|印章|总部|本部|本级|公司本部|已[核查填报]\p{Script=Han}{0,2}|待[核查]\p{Script=Han}{0,2}|(?:联系|电话|手机|备注|法人|法定代表人|负责人|经办)[^）)】\]]*|有限责任|(?:自然人|法人)独资|个体工商户|个体户?|个人独资(?:企业)?|1[3-9]\d{9})[)）】\]]\s*$/u
const CONTACT =
  /(?<![\s,，、;；:：/])[\s,，、;；:：/]+(?:(?:(?:联系(?:电话|手机|tel)?|电话|手机|tel)\s*[:：]?\s*)?(?:1[3-9]\d{9}|0\d{2,3}[-\s]?\d{7,8})|联系人\s*[:：]?\s*\p{Script=Han}{2,4}|\p{Script=Han}{1,3}(?:经理|先生|女士|老师|主任|总))\s*$/iu
/** Where it is, down to a number or a village, in the cell of its name. */
const ADDRESS = new RegExp(
  `(?<=.{4}${UNIT_END})[\\s,，;；、]+(?:(?:注册|经营|办公)?(?:地址|住所|场所)\\s*[:：]?\\s*)?(?=\\p{Script=Han}{2})\\S{3,}(?:\\d[号幢室楼层座弄组]|村)(?:[（(][^（()）]*[)）])?\\s*$`,
  'u',
)
/** Who answers for it, behind his title. */
const LABELLED_PERSON =
  /[\s,，、;；/（(【[-]*(?:法定代表人|法人代表|法人|负责人|经营者|投资人)\s*(?:是|为)?\s*[:：]?\s*(\p{Script=Han}{2,4})[)）】\]]?\s*$/u
/** The legal form in English, mostly once more. */
const ENGLISH_FORM =
  /(?<=\p{Script=Han})[\s,，.（(]*(?:co\s*[.,，．]*)?[\s,，.]*(?:ltd|limited|inc)\s*[.．]?[)）]?\s*$/iu
/** A credit code that was written into the name's cell. */
const CODE = /[（(【[]?(?<![0-9A-Za-z])[0-9A-Za-z]{18}(?![0-9A-Za-z])[)）】\]]?/g
/** The city as it is spelt in Latin letters, before a name in characters. */
const CITY_IN_LETTERS = /^\s*hang\s?zhou\s*(?=\p{Script=Han})/iu

/** How a page's source writes characters, and its tags. */
const ENTITY = /&(?:#(\d{1,6})|#x([\da-f]{1,5})|(nbsp|ensp|emsp|zwnj|zwj|amp|lt|gt|quot|apos|middot));?/gi
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", middot: '·' }
const TAG = /<\/?[a-z][a-z0-9]{0,9}(?:\s[^<>]{0,100})?\/?>/gi

/** Names that are nothing but Chinese characters, as most are, have nothing beside them but an older name. */
const BARE = /^[\u4e00-\u9fff]*$/
const BARE_REMARK = /曾用名|原名|原为|旧名|旧称|前身|更名|改名|变更|现名|现为/

/** A name as somebody wrote it, without what lists, forms and people put before and behind it. */
export function withoutAsides(text: string): string {
  if (BARE.test(text) && !BARE_REMARK.test(text)) return text
  return current(asShown(text))
    .replace(NUMBERING, '')
    .replace(LABEL, '')
    .replace(REMARK, '')
    .replace(FORMERLY, '')
    .replace(CODE, '')
    .replace(ADDRESS, '')
    .replace(LABELLED_PERSON, '')
    .replace(CONTACT, '')
    .replace(STATUS, '')
    .replace(ASIDE, '')
    .replace(ENGLISH_FORM, '')
    .replace(CITY_IN_LETTERS, '杭州')
}

/** Who is said to answer for the enterprise in the cell of its name; empty when nobody is. */
export function personBeside(text: string): string {
  return LABELLED_PERSON.exec(text)?.[1] ?? ''
}

function current(text: string): string {
  return RENAMED.exec(text)?.[1] ?? text
}

/** Without what a page's source says beside its text. */
export function asShown(text: string): string {
  if (!/[&<]/.test(text)) return text
  const decoded = (_: string, decimal?: string, hex?: string, name?: string) =>
    name === undefined ? character(Number.parseInt(decimal ?? hex ?? '', decimal ? 10 : 16)) : (ENTITIES[name] ?? ' ')
  return text.replace(ENTITY, decoded).replace(TAG, '').trim()
}

function character(point: number): string {
  return point <= 0x10ffff ? String.fromCodePoint(point) : ''
}
