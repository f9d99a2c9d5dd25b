import type { CrossCheckReason, Verdict } from '../cross-check/cross-check.ts'
import type { StatusClass } from '../enterprise-status.ts'
import type { Word } from '../vocabulary.ts'
import type { RowReason } from './register-row.ts'

/** What the register's answers are called, for lists, case pages and reports. */
export const verdicts = {
  agree: { zh: '相符', en: 'Agrees' },
  review: { zh: '需核对', en: 'Needs a look' },
  conflict: { zh: '矛盾', en: 'Contradicts' },
  absent: { zh: '名册未收录', en: 'Not in the register' },
} as const satisfies Record<Verdict, Word>

export const crossCheckReasons = {
  code_same: { zh: '信用代码一致', en: 'The credit code is the same' },
  code_missing: { zh: '没有填写信用代码', en: 'No credit code was given' },
  code_not_valid: {
    zh: '信用代码有误，请对照营业执照',
    en: 'The credit code is not valid; compare it with the licence',
  },
  code_one_slip_away: {
    zh: '信用代码与登记的只差一处',
    en: 'The credit code is one slip away from the registered one',
  },
  code_in_part: {
    zh: '所填号码是登记的信用代码的一部分，如原来的税号',
    en: 'The number is a part of the registered credit code, such as an old tax number',
  },
  code_not_in_register: { zh: '名册中没有这个信用代码', en: 'The credit code is not in the register' },
  name_same: { zh: '名称一致', en: 'The name is the same' },
  name_missing: { zh: '没有填写名称', en: 'No name was given' },
  name_form_written_differently: {
    zh: '名称一致，只是“有限公司”的写法不同',
    en: 'The same name; only the legal form is written differently',
  },
  name_region_written_differently: {
    zh: '名称一致，只是地名的写法不同',
    en: 'The same name; only the place in it is written differently',
  },
  name_former: { zh: '填写的是曾用名', en: 'The name given is a former name' },
  name_other_legal_form: { zh: '名称相同，但企业组织形式不同', en: 'The same name with another legal form' },
  name_other_region: { zh: '名称相同，但冠有别处的地名', en: 'The same name with another place in it' },
  name_sounds_the_same: { zh: '名称读音相同，用字不同', en: 'The name sounds the same and is written differently' },
  name_one_character_off: { zh: '名称只差一个字', en: 'The name is one character off' },
  name_two_characters_off: { zh: '名称差两个字', en: 'The name is two characters off' },
  name_trade_in_other_words: {
    zh: '字号相同，行业用语不同',
    en: 'The same brand; the trade is in other words',
  },
  name_of_branch_or_parent: {
    zh: '一个是本企业，一个是其分支机构',
    en: 'One is the enterprise and the other a branch of it',
  },
  name_with_department: { zh: '名称后面还写了部门', en: 'A department stands behind the name' },
  name_parts_reordered: { zh: '名称用字相同，次序不同', en: 'The name has the same characters in another order' },
  name_cut_short: { zh: '名称不完整，只有开头相同', en: 'The name is not whole; only its beginning is the same' },
  name_in_latin_letters: {
    zh: '填写的是拼音或英文名称，读音相符',
    en: 'The name is given in pinyin or in English and sounds the same',
  },
  name_abbreviated: { zh: '名称像是简称', en: 'The name looks like a short form' },
  name_different: { zh: '名称不同', en: 'The name is different' },
  name_not_in_register: { zh: '名册中没有这个名称', en: 'The name is not in the register' },
  name_of_another_enterprise: { zh: '这个名称属于另一家企业', en: 'The name belongs to another enterprise' },
  address_same: { zh: '地址一致', en: 'The address is the same' },
  address_different: { zh: '地址不同', en: 'The address is different' },
  principal_same: { zh: '法定代表人一致', en: 'The principal is the same' },
  principal_different: {
    zh: '法定代表人不同，可能已变更',
    en: 'The principal is another person; there may be a new one',
  },
  several_candidates: { zh: '有不止一家相近的企业', en: 'More than one enterprise comes close' },
} as const satisfies Record<CrossCheckReason, Word>

export const rowReasons = {
  not_a_record: { zh: '不是企业记录（空表、页脚或测试行）', en: 'Not a record (a footer, a remark or a test row)' },
  trial_row: { zh: '名称是测试或占位用的，不是企业', en: 'The name is a test or a placeholder, not an enterprise’s' },
  unreadable_characters: { zh: '含有无法识别的字符', en: 'Has characters that cannot be read' },
  name_missing: { zh: '缺少企业名称', en: 'The name is missing' },
  name_too_long: { zh: '名称过长，可能是几列并成了一列', en: 'The name is too long; columns may have run together' },
  credit_code_missing: { zh: '缺少统一社会信用代码', en: 'The credit code is missing' },
  only_registration_number: {
    zh: '需补代码：只有15位注册号，请补上18位统一社会信用代码',
    en: 'Needs its code: has only the old registration number of 15 digits; add the credit code of 18',
  },
  credit_code_damaged_by_spreadsheet: {
    zh: '信用代码被表格软件转成了数字，无法还原',
    en: 'A spreadsheet turned the credit code into a number; it cannot be restored',
  },
  credit_code_length: { zh: '信用代码不是18位', en: 'The credit code does not have 18 characters' },
  credit_code_character: { zh: '信用代码含有不该出现的字符', en: 'The credit code has a character that cannot occur' },
  credit_code_check_digit: { zh: '信用代码校验位不符', en: 'The credit code does not match its check digit' },
  credit_code_of_a_union: {
    zh: '这是工会的信用代码，不是企业的',
    en: 'The credit code is a trade union’s, not an enterprise’s',
  },
  credit_code_inner_digit: {
    zh: '信用代码第17位与组织机构代码规则不符，请留意',
    en: 'Position 17 of the credit code departs from the organisation code rule',
  },
  registration_number_wrong: { zh: '注册号有误', en: 'The registration number is not valid' },
  date_unreadable: { zh: '日期无法识别', en: 'The date cannot be read' },
  date_without_day: { zh: '日期只写到年或月，没有写日', en: 'The date names a month or a year and no day' },
  date_in_future: { zh: '日期在今天之后，没有采用', en: 'The date is still to come and was left out' },
  capital_unreadable: { zh: '注册资本无法识别', en: 'The capital cannot be read' },
  headcount_unreadable: { zh: '从业人数无法识别', en: 'The head-count cannot be read' },
  phone_damaged_by_spreadsheet: {
    zh: '电话被表格软件转成了数字，无法还原',
    en: 'A spreadsheet turned the phone into a number; it cannot be restored',
  },
  phone_unreadable: { zh: '电话无法识别', en: 'The phone cannot be read' },
  phone_partly_read: {
    zh: '电话栏里有一部分不成号码（或是手机号后的分机），没有采用',
    en: 'A part of the phone column is no number, or an extension behind a mobile, and was left out',
  },
  address_missing: { zh: '缺少地址', en: 'The address is missing' },
  scope_cut: { zh: '经营范围过长，已截短', en: 'The scope was too long and was cut' },
  columns_left_out: {
    zh: '列太多，第 256 列以后的没有读',
    en: 'Too many columns; those after the 256th were not read',
  },
  cells_beyond_header: {
    zh: '单元格比表头多，可能是文字里的分隔符没加引号，各列错了位',
    en: 'Has more cells than the header; a text may hold a delimiter without quotes, and the columns slipped',
  },
  cut_off: { zh: '文件在这一行中间断开了', en: 'The file breaks off in the middle of this row' },
} as const satisfies Record<RowReason, Word>

export const statusClasses = {
  live: { zh: '存续', en: 'Active' },
  paused: { zh: '歇业', en: 'Paused' },
  moved: { zh: '迁出', en: 'Moved away' },
  liquidation: { zh: '清算', en: 'In liquidation' },
  revoked: { zh: '吊销', en: 'Licence revoked' },
  gone: { zh: '注销', en: 'Deregistered' },
  unknown: { zh: '状态不明', en: 'Unknown' },
} as const satisfies Record<StatusClass, Word>
