import type { Proof } from '@yijian/shared/vocabulary'

/** One thing that somebody does with an application; `act.ts` carries it out through the product's own operations. */
export type Deed =
  | 'invite'
  | 'decline'
  | 'submit'
  | 'note'
  | 'supersede'
  | 'assign'
  | 'accept'
  | 'claim'
  | 'call'
  | 'visit'
  | 'approve'
  | 'found_committee'
  | 'send_back'
  | 'return'
  | 'resubmit'
  | 'lapse'
  | 'defer'
  | 'transfer'
  | 'refuse'
  | 'withdraw'
  | 'submit_result'
  | 'approve_result'
  | 'return_result'
  | 'enter_national'

export type Size = 'branch' | 'joint_branch' | 'general_branch' | 'committee' | 'few' | 'none' | 'unknown'

/** What happened to one enterprise: each deed on a working day, counted back from today. */
export type Story = {
  /** Division code where the register puts the enterprise. */
  readonly place: string
  readonly size: Size
  readonly proof: Exclude<Proof, 'legal_person'>
  readonly deeds: readonly (readonly [workingDaysAgo: number, deed: Deed])[]
  /** Taken into the next youth work committee that is founded at its place. */
  readonly joins?: true
  /** One of the enterprises of the couriers' committee. */
  readonly courier?: true
  /** Listed on the sign-in page. */
  readonly account?: { readonly phone: string; readonly zh: string; readonly en: string }
}

const jiangcun = '330106011'
const wenxin = '330106013'
const sandun = '330106109'
const gongchenqiao = '330105005'
const changhe = '330108002'
const baiyang = '330114002'

const invited = 'invited_phone'
const registered = 'registered_phone'
const self = 'self_declared'

type Deeds = Readonly<Partial<Record<Deed, number | readonly number[]>>>

/** @param deeds each deed with the working days since; twice is a list */
function story(
  place: string,
  size: Size,
  proof: Story['proof'],
  deeds: Deeds,
  more: Pick<Story, 'joins' | 'courier' | 'account'> = {},
): Story {
  // Object.entries forgets the keys of the record.
  const told = (Object.entries(deeds) as [Deed, number | readonly number[]][]).flatMap(([deed, days]) =>
    [days].flat().map((day) => [day, deed] as const),
  )
  return { place, size, proof, deeds: told.sort(([a], [b]) => b - a), ...more }
}

const begun: Deeds = { submit: 9, accept: 8, call: 7 }
const reported: Deeds = { submit: 30, accept: 29, visit: 27, approve: [26, 24], submit_result: 9 }
const founded: Deeds = { ...reported, approve_result: 7 }

/** Every state of the lifecycle, with clocks in time, soon due and overdue, for every officer of the sample. */
export const stories: readonly Story[] = [
  // 蒋村街道, whose clerk and secretary are on the sign-in page
  story(
    jiangcun,
    'branch',
    registered,
    {},
    {
      account: {
        phone: '19900010021',
        zh: '企业人事，登记手机号，还没申请',
        en: 'HR on the registered phone, nothing applied for yet',
      },
    },
  ),
  story(
    jiangcun,
    'branch',
    registered,
    { submit: 6, accept: 5, call: 4, return: 3 },
    {
      account: {
        phone: '19900010022',
        zh: '企业人事，申请被退回补正',
        en: 'HR whose application was returned for correction',
      },
    },
  ),
  story(
    jiangcun,
    'branch',
    self,
    { submit: 14, accept: 13, visit: 12, approve: [11, 9] },
    {
      account: {
        phone: '19900010023',
        zh: '企业人事，同意成立，待开会选举',
        en: 'HR with formation approved, the meeting to be held',
      },
    },
  ),
  story(jiangcun, 'branch', invited, founded, {
    account: { phone: '19900010024', zh: '企业人事，团支部已成立', en: 'HR whose branch is established' },
  }),
  story(jiangcun, 'branch', self, { submit: 3 }),
  story(jiangcun, 'few', registered, { submit: 1, note: 1 }),
  story(jiangcun, 'unknown', invited, { submit: 1 }),
  story(jiangcun, 'branch', self, { submit: 2, supersede: 1 }),
  story(jiangcun, 'general_branch', registered, { submit: 2, accept: 1 }),
  story(jiangcun, 'branch', self, { submit: 5, accept: 5, call: 3, claim: 0 }),
  story(jiangcun, 'unknown', self, begun),
  story(jiangcun, 'few', registered, { submit: 4, accept: 3, visit: 2 }),
  story(jiangcun, 'few', registered, { submit: 7, accept: 6, visit: 5, found_committee: 4 }),
  story(jiangcun, 'few', self, { submit: 6, accept: 5 }, { joins: true }),
  story(jiangcun, 'branch', self, { submit: 28, accept: 27, return: 26, lapse: 10 }),
  story(jiangcun, 'joint_branch', registered, { submit: 18, accept: 17, visit: 16, approve: 14, submit_result: 2 }),
  story(jiangcun, 'joint_branch', registered, { submit: 12, accept: 11, call: 10, approve: 9 }),
  story(jiangcun, 'branch', registered, { submit: 9, accept: 8, call: 7, approve: 5, send_back: 3 }),
  story(jiangcun, 'branch', invited, { ...founded, enter_national: 5 }),
  story(jiangcun, 'none', registered, { ...begun, defer: 6 }),
  story(jiangcun, 'branch', self, { submit: 8, withdraw: 6 }),
  story(jiangcun, 'none', self, { ...begun, refuse: 5 }),
  story(jiangcun, 'branch', invited, { invite: 4 }),
  story(jiangcun, 'few', invited, { invite: 12, decline: 10 }),
  // 文新街道
  story(wenxin, 'branch', registered, { submit: 1 }),
  story(wenxin, 'branch', self, { submit: 4, accept: 3, call: 2, approve: 1 }),
  story(wenxin, 'branch', registered, { submit: 8, accept: 7, visit: 6, approve: 5 }),
  story(wenxin, 'general_branch', registered, { submit: 10, accept: 9, visit: 8, approve: [6, 5] }),
  story(wenxin, 'branch', invited, founded),
  story(wenxin, 'branch', registered, reported),
  story(wenxin, 'few', self, { submit: 6, accept: 5, return: 4, resubmit: 2 }),
  story(wenxin, 'none', self, { ...begun, defer: 4 }),
  story(wenxin, 'branch', invited, { invite: 2 }),
  // 三墩镇
  story(sandun, 'branch', registered, { submit: 2 }),
  story(sandun, 'branch', registered, begun),
  story(sandun, 'branch', registered, { submit: 5, accept: 4, visit: 3, approve: 2 }),
  story(sandun, 'committee', registered, {
    submit: 40,
    accept: 39,
    visit: 37,
    approve: [36, 34, 32],
    submit_result: 3,
  }),
  story(sandun, 'few', invited, { ...begun, found_committee: 5, enter_national: 2 }),
  story(sandun, 'branch', self, { submit: 7, transfer: 6, accept: 5 }),
  // 快递物流行业, wherever the enterprise is
  story(sandun, 'branch', registered, { submit: 2 }, { courier: true }),
  story(changhe, 'general_branch', registered, { submit: 5, accept: 4, call: 3 }, { courier: true }),
  story(baiyang, 'few', registered, { ...begun, found_committee: 6 }, { courier: true }),
  story(gongchenqiao, 'branch', registered, {}, { courier: true }),
  // 拱宸桥街道
  story(gongchenqiao, 'branch', registered, { submit: 1 }),
  story(gongchenqiao, 'branch', self, begun),
  story(gongchenqiao, 'branch', registered, { submit: 6, accept: 5, visit: 4, approve: 2 }),
  story(gongchenqiao, 'branch', invited, founded),
  story(gongchenqiao, 'general_branch', registered, { submit: 12, accept: 11, visit: 9, approve: [7, 5, 1] }),
  story(gongchenqiao, 'branch', registered, { ...reported, return_result: 8 }),
  // 长河街道
  story(changhe, 'unknown', self, { submit: 4 }),
  story(changhe, 'branch', registered, { submit: 4, accept: 3, call: 2, approve: 1 }),
  story(changhe, 'branch', registered, founded),
  story(changhe, 'few', registered, { ...begun, found_committee: 4 }),
  // 白杨街道
  story(baiyang, 'branch', registered, { submit: 2, accept: 1 }),
  story(baiyang, 'general_branch', registered, { submit: 9, accept: 8, visit: 7, approve: [4, 2] }),
  story(baiyang, 'branch', invited, { ...founded, enter_national: 3 }),
  story(baiyang, 'branch', self, { submit: 5, return: 4 }),
  // pools: the register's address names no street, or a district that was split in 2021
  story('330106', 'branch', registered, { submit: 3 }),
  story('330106', 'few', self, { submit: 1 }),
  story('330106', 'branch', registered, { submit: 4, assign: 2, accept: 1 }),
  story('330105', 'branch', self, { submit: 2 }),
  story('330108', 'branch', registered, { submit: 1 }),
  story('330100', 'branch', registered, { submit: 2 }),
  story('330100', 'general_branch', self, { submit: 1 }),
  // streets whose officers the sample does not name
  story('330102014', 'branch', registered, { submit: 2 }),
  story('330109002', 'few', self, { submit: 1 }),
  story('330110012', 'branch', registered, { submit: 3 }),
  story('330113001', 'branch', self, { submit: 2 }),
  story('330111001', 'few', registered, { submit: 5 }),
]
