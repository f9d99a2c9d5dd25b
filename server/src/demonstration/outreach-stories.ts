import type { OutreachContact } from '@yijian/shared/outreach/contract'

/** What was done on a working day, counted back from today. */
export type OutreachDeed =
  | { readonly daysAgo: number; readonly did: 'assign' }
  | { readonly daysAgo: number; readonly did: 'invite' }
  | {
      readonly daysAgo: number
      readonly did: 'record'
      readonly contact: Pick<OutreachContact, 'way' | 'outcome'> &
        Partial<Pick<OutreachContact, 'reason' | 'spokeWith' | 'note'>>
      /** The number that was called: the first there is. */
      readonly called?: true
      /** Days from today to turn to it again; less than nothing: it is overdue. */
      readonly next?: number
    }

type Contact = Extract<OutreachDeed, { did: 'record' }>
type More = Pick<Contact, 'next' | 'called'> & Omit<Contact['contact'], 'way' | 'outcome'>

const assign = (daysAgo: number): OutreachDeed => ({ daysAgo, did: 'assign' })

function record(
  daysAgo: number,
  way: OutreachContact['way'],
  outcome: OutreachContact['outcome'],
  { next, called, ...told }: More = {},
): OutreachDeed {
  const contact = { way, outcome, ...told }
  return { daysAgo, did: 'record', contact, ...(called && { called }), ...(next !== undefined && { next }) }
}

/** How outreach went with enterprises that have not applied; each street tells as many as it has enterprises for, in this order. */
export const outreachStories: readonly (readonly OutreachDeed[])[] = [
  [
    assign(24),
    record(23, 'phone', 'talked', { spokeWith: '人事主管', called: true, note: '对方在开会，请下周带材料上门。' }),
    record(15, 'visit', 'intends', { spokeWith: '人事主管', note: '有 6 名团员，负责人同意，等发邀请。', next: 3 }),
    { daysAgo: 2, did: 'invite' },
  ],
  [
    assign(41),
    record(40, 'phone', 'not_now', {
      reason: 'busy',
      spokeWith: '办公室主任',
      called: true,
      note: '年中赶订单，约过了旺季再谈。',
      next: -3,
    }),
  ],
  [
    record(18, 'phone', 'no_answer', { reason: 'unanswered', called: true }),
    record(12, 'phone', 'no_answer', {
      reason: 'out_of_service',
      called: true,
      note: '提示已停机，找楼宇物业要新号码。',
    }),
    record(6, 'visit', 'talked', { spokeWith: '前台', note: '留了联系卡，请负责人回电。', next: 0 }),
  ],
  [
    assign(20),
    record(19, 'visit', 'not_now', {
      reason: 'no_youth',
      spokeWith: '负责人',
      note: '在职 9 人都在 35 周岁以上，春招后再看。',
      next: 75,
    }),
  ],
  [
    record(10, 'phone', 'refuses', {
      reason: 'elsewhere',
      spokeWith: '人事',
      called: true,
      note: '总部在上海，团组织由总部统一建立。',
    }),
  ],
  [assign(4)],
  [record(9, 'wechat', 'talked', { spokeWith: '团员小陈', note: '先在群里发了政策问答。', next: 5 })],
  [record(14, 'visit', 'rule_out', { reason: 'closed_down', note: '门已锁，物业说三月起没人上班。' })],
  [
    record(30, 'phone', 'not_now', {
      reason: 'considering',
      spokeWith: '副总',
      called: true,
      note: '要和股东商量，约这几天给答复。',
      next: 0,
    }),
  ],
  [record(8, 'phone', 'no_answer', { reason: 'agent_phone', called: true, note: '是代账公司，不肯给企业电话。' })],
]
