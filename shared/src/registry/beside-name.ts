/** A list's own numbering before a name: `12、`, `（3）`, `④`, `No. 5`, `序号5`. */
const NUMBERING =
  /^\s*(?:[(（【[]?\d{1,5}[)）】\]]?[.、．,，:：)）]|[(（](?:\d{1,5}|[一二三四五六七八九十]{1,3})[)）]|[①-⑳]|(?:no|№)\s*[.．:：]?\s*\d{1,5}\s*[.、．:：]?|序号\s*\d{1,5}\s*[.、．:：]?|第\s*\d{1,5}\s*[家个户]\s*[、:：])\s*(?=\p{Script=Han})/iu
/** What a form prints before the name: `企业名称：`, `单位全称 `, `甲方：`. */
const LABEL =
  /^\s*(?:(?:[本我贵](?:公司|单位|企业)|(?:企业|单位|公司|机构|商户|用人单位|建会单位|建团单位)(?:名称|全称|名)?|名称|全称|[甲乙]方)\s*[:：]|(?:企业|单位|公司|机构)(?:名称|全称)[\s　]+)\s*/
/** What a list says beside a name and no name contains. */
const REMARK =
  /[（(【[](?:原名|曾用名|现名|已更名|更名|原[:：]|(?:原|现)(?=[^）)】\]]{3,}(?:公司|厂|店|社|行|所|中心|部|场)))[^）)】\]]*[)）】\]]/g
/** Behind a name: that it is stamped, checked, or the whole of it; who to ask, and where to ring. */
const ASIDE =
  /\s*[（(【[](?:盖?公?章|盖章处|印章|总部|本部|本级|公司本部|已[核查填报]\p{Script=Han}{0,2}|待[核查]\p{Script=Han}{0,2}|(?:联系|电话|手机|备注|法人|法定代表人|负责人|经办)[^）)】\]]*|有限责任|(?:自然人|法人)独资|1[3-9]\d{9})[)）】\]]\s*$/u
const CONTACT =
  /[\s,，、;；:：/]+(?:(?:联系)?(?:电话|手机|tel)?\s*[:：]?\s*(?:1[3-9]\d{9}|0\d{2,3}[-\s]?\d{7,8})|\p{Script=Han}{1,3}(?:经理|先生|女士|老师|主任|总))\s*$/iu
/** The legal form in English, mostly once more. */
const ENGLISH_FORM =
  /(?<=\p{Script=Han})[\s,，.（(]*(?:co\s*[.,，．]*)?[\s,，.]*(?:ltd|limited|inc)\s*[.．]?[)）]?\s*$/iu
/** A credit code that was written into the name's cell. */
const CODE = /[（(【[]?(?<![0-9A-Za-z])[0-9A-Za-z]{18}(?![0-9A-Za-z])[)）】\]]?/g
/** The city as it is spelt in Latin letters, before a name in characters. */
const CITY_IN_LETTERS = /^\s*hang\s?zhou\s*(?=\p{Script=Han})/iu

/** Names that are nothing but Chinese characters, as most are, have nothing beside them. */
const BARE = /^[\u4e00-\u9fff]*$/

/** A name as somebody wrote it, without what lists, forms and people put before and behind it. */
export function withoutAsides(text: string): string {
  if (BARE.test(text)) return text
  return text
    .replace(NUMBERING, '')
    .replace(LABEL, '')
    .replace(REMARK, '')
    .replace(CODE, '')
    .replace(CONTACT, '')
    .replace(ASIDE, '')
    .replace(ENGLISH_FORM, '')
    .replace(CITY_IN_LETTERS, '杭州')
}
