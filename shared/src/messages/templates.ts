/**
 * Closed list of the short messages the product can send. Each text is filed with the carriers as it
 * stands here: the signature in front, variables only where marked, the address fixed.
 * 依据: DOMAIN.md §5.1 (no link in a variable, at most one link, every character of a variable counts).
 */
export type Template = {
  /** Text without the signature; `{site}` is the fixed address, every other `{name}` a variable. */
  readonly text: string
  /** Longest value of each variable, in characters; longer ones are cut with an ellipsis. */
  readonly variables: Readonly<Record<string, number>>
  /** For the reader of this list: when it is sent, and to whom. */
  readonly explains: string
}

const ENTERPRISE = 24
const OFFICE = 18
const NUMBER = 16
const DATE = 6
const PHONE = 13

export const templates = {
  sign_in_code: {
    text: '验证码{code}，10分钟内有效。工作人员不会索要验证码，请勿告诉他人。',
    variables: { code: 6 },
    explains: 'To whoever asks to sign in with this phone.',
  },
  invitation: {
    text: '{enterprise}：贵单位可在线申请建立团组织，{office}为您服务。请打开{site}/i输入{code}，{days}天内有效。拒收请回复R',
    variables: { enterprise: ENTERPRISE, office: OFFICE, code: 10, days: 3 },
    explains: 'To the registered phone of an enterprise that an officer invites.',
  },
  submitted: {
    text: '{enterprise}的建团申请已收到，编号{number}，由{office}办理，{date}前答复。进度见{site}',
    variables: { enterprise: ENTERPRISE, number: NUMBER, office: OFFICE, date: DATE },
    explains: 'To the applicant, when the application is submitted.',
  },
  resubmitted: {
    text: '建团申请{number}的更正已收到，{office}继续办理。进度见{site}',
    variables: { number: NUMBER, office: OFFICE },
    explains: 'To the applicant, when a corrected application or result is sent again.',
  },
  accepted: {
    text: '建团申请{number}已受理，{office}将与您电话或上门核实，{date}前答复。进度见{site}',
    variables: { number: NUMBER, office: OFFICE, date: DATE },
    explains: 'To the applicant, when the office takes the application on.',
  },
  returned: {
    text: '建团申请{number}有内容需要更正，请在{date}前打开{site}修改后提交，如有疑问请联系{office}。',
    variables: { number: NUMBER, date: DATE, office: OFFICE },
    explains: 'To the applicant, when the application comes back for correction; the reasons are on the page.',
  },
  forwarded: {
    text: '建团申请{number}初审已通过，现由{office}办理，{date}前答复。进度见{site}',
    variables: { number: NUMBER, office: OFFICE, date: DATE },
    explains: 'To the applicant, when the next tier takes over.',
  },
  formation_approved: {
    text: '建团申请{number}已获批复，请召开团员大会选举，并在{date}前打开{site}填报结果。',
    variables: { number: NUMBER, date: DATE },
    explains: 'To the applicant, with the first reply: hold the meeting, then report its result.',
  },
  result_received: {
    text: '建团申请{number}的选举结果已收到，由{office}审核，{date}前答复。进度见{site}',
    variables: { number: NUMBER, office: OFFICE, date: DATE },
    explains: 'To the applicant, when the result of the meeting is reported.',
  },
  result_returned: {
    text: '建团申请{number}的选举结果有内容需要更正，请在{date}前打开{site}修改后提交。',
    variables: { number: NUMBER, date: DATE },
    explains: 'To the applicant, when the result comes back for correction.',
  },
  established: {
    text: '祝贺！{enterprise}的团组织已批准成立，编号{number}。批复可打开{site}查看和打印。',
    variables: { enterprise: ENTERPRISE, number: NUMBER },
    explains: 'To the applicant, with the second reply: the organisation exists.',
  },
  committee_founded: {
    text: '{enterprise}已纳入青年工作委员会，编号{number}，由{office}联系服务。详情见{site}',
    variables: { enterprise: ENTERPRISE, number: NUMBER, office: OFFICE },
    explains: 'To the applicant, when a youth work committee is founded for the enterprise.',
  },
  not_yet: {
    text: '建团申请{number}暂不具备条件，{office}将于{date}再与您联系。说明见{site}',
    variables: { number: NUMBER, office: OFFICE, date: DATE },
    explains: 'To the applicant, when the numbers allow nothing yet; a next date is set.',
  },
  refused: {
    text: '建团申请{number}未获批准，原因和后续办法见{site}，如有疑问请联系{office}，电话{phone}。',
    variables: { number: NUMBER, office: OFFICE, phone: PHONE },
    explains: 'To the applicant, when the application is refused.',
  },
  withdrawn: {
    text: '建团申请{number}已按您的要求撤回。以后可随时打开{site}重新申请。',
    variables: { number: NUMBER },
    explains: 'To the applicant, when the applicant withdraws.',
  },
} as const satisfies Record<string, Template>

export type TemplateId = keyof typeof templates
export type TemplateParams<T extends TemplateId> = Readonly<
  Record<keyof (typeof templates)[T]['variables'] & string, string>
>

export const templateIds = Object.keys(templates) as [TemplateId, ...TemplateId[]] // keys of a const object

/** The owner of the signature must be the sending body; it is filed with the carriers. */
export const defaultSignature = '共青团杭州市委'

export type Wording = { readonly signature: string; readonly site: string }

/** The text as the phone shows it. A value that is too long is cut, never the sentence around it. */
export function renderMessage<T extends TemplateId>(
  id: T,
  params: TemplateParams<T>,
  { signature, site }: Wording,
): string {
  const { text, variables }: Template = templates[id]
  const values: Readonly<Record<string, string>> = params
  const body = text.replace(/\{(\w+)\}/g, (_, name: string) =>
    name === 'site' ? site : cut(values[name] ?? '', variables[name] ?? 0),
  )
  return `【${signature}】${body}`
}

function cut(value: string, limit: number): string {
  const characters = [...value]
  return characters.length <= limit ? value : `${characters.slice(0, limit - 1).join('')}…`
}

const SINGLE_SEGMENT = 70
const LONG_SEGMENT = 67

/**
 * How many messages the carrier bills. Every character counts one, the signature too.
 * 依据: DOMAIN.md §5.1 (≤ 70 characters is one, longer is cut into parts of 67).
 */
export function segmentCount(text: string): number {
  return text.length <= SINGLE_SEGMENT ? 1 : Math.ceil(text.length / LONG_SEGMENT)
}
