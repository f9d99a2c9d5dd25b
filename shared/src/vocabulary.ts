/** The glossary that the interface itself renders: one word per meaning, Chinese first, English complete. */
export type Word = { readonly zh: string; readonly en: string }

export const agencies = {
  league: { zh: '共青团', en: 'Youth League' },
  union: { zh: '工会', en: 'Trade union' },
  women: { zh: '妇联', en: "Women's federation" },
} as const satisfies Record<string, Word>
export type Agency = keyof typeof agencies

export const tiers = {
  street: { zh: '街道（乡镇）', en: 'Street or township' },
  county: { zh: '区县', en: 'County' },
  city: { zh: '市', en: 'City' },
  province: { zh: '省', en: 'Province' },
} as const satisfies Record<string, Word>
export type Tier = keyof typeof tiers

export const roles = {
  clerk: { zh: '经办人', en: 'Clerk' },
  secretary: { zh: '书记', en: 'Secretary' },
} as const satisfies Record<string, Word>
export type Role = keyof typeof roles

export const organisationKinds = {
  branch: { zh: '团支部', en: 'League branch' },
  joint_branch: { zh: '联合团支部', en: 'Joint league branch' },
  general_branch: { zh: '团总支', en: 'General league branch' },
  committee: { zh: '团委', en: 'League committee' },
  youth_work_committee: { zh: '青年工作委员会', en: 'Youth work committee' },
} as const satisfies Record<string, Word>
export type OrganisationKind = keyof typeof organisationKinds

export const proofs = {
  legal_person: { zh: '法定代表人登录', en: 'Signed on as legal person' },
  invited_phone: { zh: '受邀手机号', en: 'Invited phone' },
  registered_phone: { zh: '登记手机号', en: 'Registered phone' },
  self_declared: { zh: '自行申报', en: 'Self-declared' },
} as const satisfies Record<string, Word>
export type Proof = keyof typeof proofs

/** States of one agency's review of an application; the transitions are in `application/lifecycle.ts`. */
export const reviewStates = {
  unplaced: { zh: '待分派', en: 'Waiting for a street' },
  awaiting_acceptance: { zh: '待受理', en: 'Waiting to be accepted' },
  verifying: { zh: '核实中', en: 'Being verified' },
  awaiting_decision: { zh: '待审批', en: 'Waiting for decision' },
  returned: { zh: '待补正', en: 'Returned for correction' },
  dormant: { zh: '已中止', en: 'Dormant' },
  formation_approved: { zh: '待开会选举', en: 'Approved, meeting to be held' },
  result_submitted: { zh: '待批复结果', en: 'Result waiting for reply' },
  established: { zh: '已成立', en: 'Established' },
  registered: { zh: '已录入智慧团建', en: 'Entered in the national system' },
  deferred: { zh: '暂不具备', en: 'Not yet' },
  refused: { zh: '不予设立', en: 'Refused' },
  withdrawn: { zh: '已撤回', en: 'Withdrawn' },
  merged: { zh: '已并案', en: 'Merged' },
} as const satisfies Record<string, Word>
export type ReviewState = keyof typeof reviewStates

export const reviewActions = {
  submit: { zh: '提交申请', en: 'Submit' },
  assign: { zh: '分派街道', en: 'Assign to a street' },
  accept: { zh: '受理', en: 'Accept' },
  approve: { zh: '同意', en: 'Approve' },
  return: { zh: '退回补正', en: 'Return for correction' },
  send_back: { zh: '退回街道', en: 'Send back to the street' },
  refuse: { zh: '不予设立', en: 'Refuse' },
  defer: { zh: '暂不具备，约定下次', en: 'Not yet, set a date' },
  found_committee: { zh: '组建青年工作委员会', en: 'Found a youth work committee' },
  transfer: { zh: '转交其他街道', en: 'Transfer to another street' },
  resubmit: { zh: '补正后重新提交', en: 'Correct and resubmit' },
  withdraw: { zh: '撤回申请', en: 'Withdraw' },
  submit_result: { zh: '报送选举结果', en: 'Send the result' },
  approve_result: { zh: '批复选举结果', en: 'Approve the result' },
  return_result: { zh: '退回选举结果', en: 'Return the result' },
  enter_national: { zh: '登记智慧团建编号', en: 'Record the national id' },
  lapse: { zh: '逾期未补正，中止', en: 'Lapse' },
  merge: { zh: '并案', en: 'Merge' },
} as const satisfies Record<string, Word>
export type ReviewAction = keyof typeof reviewActions

export const returnReasons = {
  numbers: { zh: '人数需要重新填写', en: 'The numbers need correction' },
  licence: { zh: '请补交营业执照照片', en: 'A photo of the licence is missing' },
  contact: { zh: '联系人或电话有误', en: 'Contact person or phone is wrong' },
  place: { zh: '经营所在街道有误', en: 'The operating street is wrong' },
  enterprise: { zh: '企业信息与登记不一致', en: 'The enterprise facts differ from the register' },
  other: { zh: '其他', en: 'Other' },
} as const satisfies Record<string, Word>
export type ReturnReason = keyof typeof returnReasons
/** What the applicant may correct for each reason; the form opens with these fields only. */
export const fieldsToCorrect = {
  numbers: ['staff', 'youth', 'members', 'women', 'partyBranch'],
  licence: ['licence'],
  contact: ['contactName', 'contactPhone'],
  place: ['operatingPlaceId'],
  enterprise: ['declaredName', 'declaredPrincipal'],
  other: [
    'staff',
    'youth',
    'members',
    'women',
    'partyBranch',
    'contactName',
    'contactPhone',
    'operatingPlaceId',
    'licence',
  ],
} as const satisfies Record<ReturnReason, readonly string[]>

export const contactMeans = {
  phone: { zh: '电话', en: 'Phone call' },
  visit: { zh: '上门', en: 'Visit' },
} as const satisfies Record<string, Word>

/** The keys of a word list, as zod enums want them. */
export function keysOf<W extends Record<string, Word>>(words: W): [keyof W & string, ...(keyof W & string)[]] {
  return Object.keys(words) as [keyof W & string, ...(keyof W & string)[]] // a const object's own keys
}
