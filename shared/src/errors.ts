import * as z from 'zod/mini'
import type { FieldError } from './field-errors.ts'

/** Closed list of refusals: code → HTTP status and the sentence a person reads, in every language. */
export const errors = {
  invalid_input: {
    status: 400,
    zh: '有内容填写不正确，请检查标出的地方',
    en: 'Something is not filled in correctly; please check the marked fields',
  },
  malformed_request: {
    status: 400,
    zh: '请求格式不正确，请刷新页面后再试',
    en: 'The request is malformed; please reload the page and try again',
  },
  not_signed_in: { status: 401, zh: '请先登录', en: 'Please sign in first' },
  code_wrong: {
    status: 401,
    zh: '验证码不正确或已失效，请核对短信，或重新获取',
    en: 'The code is wrong or no longer valid; check the message or ask for a new one',
  },
  session_ended: { status: 401, zh: '登录已失效，请重新登录', en: 'Your session has ended; please sign in again' },
  choose_a_post: { status: 403, zh: '请先选择以哪个岗位办理', en: 'Please choose the post you act in first' },
  not_an_officer: { status: 403, zh: '此处仅限团组织工作人员办理', en: 'Only officers of the league may do this' },
  wrong_tier: {
    status: 403,
    zh: '这件申请现在由另一级团组织办理，您可以查看，不能办理',
    en: 'Another tier handles this application now; you may read it but not act on it',
  },
  same_person: {
    status: 403,
    zh: '您已在这件申请上作过决定，须由另一位同志办理下一步',
    en: 'You have already decided on this application; another person must take the next step',
  },
  role_required: { status: 403, zh: '这一步须由书记办理', en: 'This step needs the secretary' },
  city_league_only: {
    status: 403,
    zh: '登记名录和全市的规则只能由市级团组织管理',
    en: 'Only the city’s league office looks after the register and the rules of the city',
  },
  upload_mismatch: {
    status: 409,
    zh: '文件与开始上传时不一致，请重新选择文件上传',
    en: 'The file is not the one whose upload was begun; choose the file again',
  },
  upload_incomplete: {
    status: 409,
    zh: '文件还没有上传完，请继续上传后再试',
    en: 'The file has not arrived in full yet; finish the upload first',
  },
  import_not_allowed: {
    status: 409,
    zh: '这批名录现在的状态不能这样办理，请看最新情况',
    en: 'This cannot be done with the file as it stands now; look at it again',
  },
  rules_second_person: {
    status: 403,
    zh: '规则须由拟定人以外的另一位同志发布',
    en: 'Somebody else than who wrote the rules must publish them',
  },
  rules_changed: {
    status: 409,
    zh: '同事刚刚改动了这些规则，请看过最新情况再办理',
    en: 'A colleague has just changed these rules; please look at them again',
  },
  rules_in_force: {
    status: 409,
    zh: '这些规则已经生效，不能撤回；要改，请拟定新规则',
    en: 'These rules hold already and cannot be withdrawn; write new ones to change them',
  },
  import_second_person: {
    status: 403,
    zh: '导入须由上传人以外的另一位同志批准',
    en: 'Somebody else than who brought the file must approve it',
  },
  import_holds_open: {
    status: 409,
    zh: '还有异常未逐项确认并说明理由，不能批准',
    en: 'Something unusual has not been accepted one by one with a reason, so this cannot be approved',
  },
  import_compare_again: {
    status: 409,
    zh: '比对之后登记名录又有了变化，请重新比对后再批准',
    en: 'The register has changed since the comparison; compare again before you approve',
  },
  import_another_applying: {
    status: 409,
    zh: '另一批名录正在生效，请等它完成后再试',
    en: 'Another file is changing the register right now; wait until it has ended',
  },
  import_status_word_named: {
    status: 409,
    zh: '另一位同志刚刚定了其中一个状态词的意思，和您选的不一样，请看最新情况',
    en: 'A colleague has just said that one of these words means something else; look at it again',
  },
  import_not_newest: {
    status: 409,
    zh: '只能撤销最近一次生效的名录',
    en: 'Only the newest file that changed the register can be taken back',
  },
  list_not_checked: {
    status: 409,
    zh: '名单还没有核对完，请稍后再试',
    en: 'The list has not been checked yet; try again in a moment',
  },
  list_row_changed: {
    status: 409,
    zh: '这一行刚刚由同事处理过，请看最新结果',
    en: 'A colleague has just decided on this row; look at it again',
  },
  cross_site: { status: 403, zh: '请从本网站打开页面后再操作', en: 'Please open the page on this site and try again' },
  not_found: { status: 404, zh: '没有找到，或不属于您可以查看的范围', en: 'Not found, or not among what you may see' },
  claimed_by_other: { status: 409, zh: '另一位同志正在办理这件申请', en: 'A colleague is working on this application' },
  stale: {
    status: 409,
    zh: '这件申请刚刚有了变化，请看最新情况后再办理',
    en: 'This application has just changed; look at it again before you act',
  },
  task_changed: {
    status: 409,
    zh: '这件任务刚刚有了变化，请看最新情况后再办理',
    en: 'This task has just changed; look at it again before you act',
  },
  enterprise_has_application: {
    status: 409,
    zh: '登记的这家企业自己有一件在办申请，请先办结其中一件',
    en: 'The registered enterprise has an application under way itself; close one of the two first',
  },
  action_not_allowed: {
    status: 409,
    zh: '这件申请现在的状态不能这样办理',
    en: 'This cannot be done in the application’s present state',
  },
  contact_first: {
    status: 409,
    zh: '请先电话或上门核实并记录，再作决定',
    en: 'Please phone or visit and record it before you decide',
  },
  proof_needed: {
    status: 409,
    zh: '申请人身份尚未核实：请先电话核实，或请其补交营业执照照片',
    en: 'The applicant’s authority is not proven yet: phone first, or ask for a photo of the licence',
  },
  numbers_do_not_allow: {
    status: 409,
    zh: '核实的人数不符合这种团组织的设立条件',
    en: 'The numbers found do not allow this kind of organisation',
  },
  enterprise_not_live: {
    status: 409,
    zh: '登记显示该企业已注销、吊销或正在清算，不能建立团组织',
    en: 'The register says this enterprise is closed, revoked or in liquidation; no organisation can be set up',
  },
  preview_changed: {
    status: 409,
    zh: '会一并归入的企业刚刚有变化，请重新看一遍再确定',
    en: 'Which enterprises would follow has just changed; please look again before you confirm',
  },
  already_invited: {
    status: 409,
    zh: '这家企业已有一份有效的邀请',
    en: 'This enterprise already has a live invitation',
  },
  invited_lately: {
    status: 409,
    zh: '这个手机号前几天刚发过邀请，请先打电话或上门，过些天再发',
    en: 'This number was sent an invitation a few days ago; phone or visit first, and send again later',
  },
  invited_often: {
    status: 409,
    zh: '近期已多次邀请这家企业，请改为打电话或上门',
    en: 'This enterprise was invited as often as it may be for now; phone or visit instead',
  },
  number_opted_out: {
    status: 409,
    zh: '对方要求不再接收邀请短信，请打电话或上门，或补充另一个号码',
    en: 'Whoever has this number wants no invitations; phone, visit, or add another number',
  },
  agreed_later: {
    status: 409,
    zh: '已与这家企业约定日期再联系，在那之前不再发送邀请；到期会列入“我的跟进”',
    en: 'A day was agreed with this enterprise; no invitation is sent before it. It will be among your follow-ups then',
  },
  invitation_declined: {
    status: 409,
    zh: '这家企业已回复不办理，不再发送邀请；与对方谈过有意向，或重新列入后可以再发',
    en: 'This enterprise has answered no; none is sent until somebody has spoken to it or taken it up again',
  },
  outreach_changed: {
    status: 409,
    zh: '同事刚刚更新了这家企业的联系情况，请看最新情况后再保存；您填写的内容还在',
    en: 'A colleague has just updated this enterprise; look at it before you save. What you typed is still here',
  },
  too_many_at_once: {
    status: 409,
    zh: '一次最多办理 5000 家，请再筛选小一些',
    en: 'At most 5,000 enterprises at once; narrow the list',
  },
  too_many_to_export: {
    status: 409,
    zh: '一份表格最多放 1048574 家，请按区县分别导出',
    en: 'One sheet holds 1,048,574 enterprises at most; export county by county',
  },
  too_many_numbers: {
    status: 409,
    zh: '一个人一天最多看 200 个完整号码，导出的也算在内；请再筛选小一些，或隐去一部分导出',
    en: 'One person sees at most 200 full numbers a day, those in files included; narrow the list, or export them masked',
  },
  beyond_assignee: {
    status: 409,
    zh: '所选企业中有不归这个岗位所在单位的，没有分派任何一家；请换一个岗位，或只选其辖区内的企业',
    en: 'Some of these lie outside what that post covers, so none was assigned; choose another post or enterprises within its places',
  },
  tag_not_yours: {
    status: 403,
    zh: '标签由区县、市级团组织建立，只能由建立它的单位使用',
    en: 'Tags are made by counties and cities, and used by the office that made them',
  },
  too_many_views: {
    status: 409,
    zh: '最多保存 30 个视图，请先删除不用的',
    en: 'At most 30 saved views; delete one first',
  },
  outreach_not_allowed: {
    status: 409,
    zh: '这家企业现在的联系情况不能这样记录',
    en: 'This cannot be recorded in the present state of outreach',
  },
  already_organised: { status: 409, zh: '这家企业已有团组织', en: 'This enterprise already has an organisation' },
  already_applying: {
    status: 409,
    zh: '这家企业的申请正在办理，不必再邀请',
    en: 'This enterprise has an application under way; it need not be invited',
  },
  not_invitable: {
    status: 409,
    zh: '这类单位由主管单位的团组织联系，不发邀请',
    en: 'Such bodies are looked after by their superior’s league organisation; no invitation is sent',
  },
  no_phone_on_file: {
    status: 409,
    zh: '登记信息里没有可接收短信的电话，请改为电话联系或上门',
    en: 'The register has no mobile number for this enterprise; phone or visit instead',
  },
  invitation_over: {
    status: 410,
    zh: '这份邀请已失效，您仍可以直接申请',
    en: 'This invitation is over; you can still apply directly',
  },
  too_large: {
    status: 413,
    zh: '文件太大，请换一张小一些的照片（不超过 8 MB）',
    en: 'The file is too large; choose a smaller photo (8 MB at most)',
  },
  file_too_large: {
    status: 413,
    zh: '文件太大：名单不超过 64 MB，登记名录不超过 1 GB',
    en: 'The file is too large: a list may have 64 MB, a register 1 GB',
  },
  unsupported_file: { status: 415, zh: '只能上传 JPG 或 PNG 照片', en: 'Only JPG or PNG photos can be uploaded' },
  unsupported_media_type: {
    status: 415,
    zh: '请求格式不受支持，请刷新页面后再试',
    en: 'This kind of content is not accepted; please reload the page and try again',
  },
  command_reused: {
    status: 422,
    zh: '同一编号的操作内容不一致，请刷新页面后再试',
    en: 'The same command number came with other content; please reload and try again',
  },
  too_many_requests: { status: 429, zh: '操作太频繁，请稍后再试', en: 'Too many requests; please try again later' },
  too_many_codes: {
    status: 429,
    zh: '验证码获取太频繁，请稍后再试，或联系街道团工委',
    en: 'Too many codes requested; try again later or contact the street league office',
  },
  too_many_lookups: {
    status: 429,
    zh: '今天查询的企业太多了，请明天再试，或联系街道团工委',
    en: 'Too many enterprises looked up today; try tomorrow or contact the street league office',
  },
  internal: {
    status: 500,
    zh: '系统出了点问题，您填写的内容没有丢失，请稍后再试',
    en: 'Something went wrong on our side; nothing you entered is lost, please try again',
  },
  sms_not_configured: {
    status: 503,
    zh: '短信通道尚未开通，暂时无法登录',
    en: 'No SMS gateway is configured yet, so sign-in is not possible',
  },
  busy: { status: 503, zh: '系统正忙，请稍后再试', en: 'The system is busy; please try again shortly' },
  first_load: {
    status: 503,
    zh: '企业名册正在第一次导入，导入完就能查看',
    en: 'The register is being loaded for the first time and can be read when that is done',
  },
  unavailable: {
    status: 503,
    zh: '系统暂时不可用，请稍后再试',
    en: 'The system is temporarily unavailable; please try again',
  },
} as const satisfies Record<string, { status: number; zh: string; en: string }>

export type ErrorCode = keyof typeof errors

export const errorCodes = Object.keys(errors) as [ErrorCode, ...ErrorCode[]] // keys of a const object

export type Language = 'zh-CN' | 'en'

/** @param secondsLeft about how long it will last */
export function errorText(code: ErrorCode, language: Language, secondsLeft?: number): string {
  const text = language === 'en' ? errors[code].en : errors[code].zh
  if (secondsLeft === undefined) return text
  const minutes = Math.ceil(secondsLeft / 60)
  const seconds = Math.ceil(secondsLeft / 10) * 10
  if (language === 'en') return `${text}: in about ${minutes > 1 ? `${minutes} minutes` : `${seconds} seconds`}`
  return `${text}，大约还要${minutes > 1 ? ` ${minutes} 分钟` : ` ${seconds} 秒`}`
}

/**
 * The body of every refusal. `fields` points at what to mend; `current` is the state as it is now
 * (409 on a case); `retryAfter` is in seconds, and `secondsLeft` how long what stands in the way may last.
 */
export const ErrorBody = z.object({
  code: z.enum(errorCodes),
  message: z.string(),
  fields: z.optional(z.array(z.object({ path: z.string(), message: z.string() }))),
  current: z.optional(z.object({ state: z.string(), version: z.int(), allowed: z.array(z.string()) })),
  retryAfter: z.optional(z.int()),
  secondsLeft: z.optional(z.int()),
})
export type ErrorBody = z.infer<typeof ErrorBody>

export type RefusalDetails = Omit<ErrorBody, 'code' | 'message' | 'fields'> & {
  readonly fields?: readonly FieldRefusal[] | undefined
}
/** What to mend in one field of a request; worded where the code is. */
export type FieldRefusal = { readonly path: string; readonly message: FieldError }

/** Thrown by operations; worded and given its status in one place, `http/errors.ts`. */
export class Refusal extends Error {
  readonly code: ErrorCode
  readonly details: RefusalDetails
  constructor(code: ErrorCode, details: RefusalDetails = {}) {
    super(code)
    this.name = 'Refusal'
    this.code = code
    this.details = details
  }
}
