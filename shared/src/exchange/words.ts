import type { Word } from '../vocabulary.ts'
import type { CoBuildingFit, CoBuildingReason, OrganisationKnown, SideFit } from './co-building.ts'

/** What can be built in now; the others stand apart from the list, each with its reason. */
export const listedFits: readonly CoBuildingFit[] = ['both', 'joint']

/** What co-building is called, for the list on screen and the file. */
export const coBuildingWords = {
  both: { zh: '可同时建', en: 'Fit for both' },
  joint: { zh: '可联合建', en: 'League and a joint union' },
  ask: { zh: '需了解人数', en: 'Numbers to be asked' },
  no: { zh: '不适合', en: 'Not fit' },
} as const satisfies Record<CoBuildingFit, Word>

export const coBuildingReasonWords = {
  not_alive: { zh: '已注销、吊销或在清算，不能建', en: 'Deregistered, revoked or in liquidation' },
  moved_away: { zh: '已迁出，由迁入地联系', en: 'Moved away; its new place is in touch with it' },
  public_body: { zh: '国有、集体单位，由归口单位建', en: 'Of the state or a collective, which builds in it' },
  nobody_employed: { zh: '没有从业人员', en: 'Employs nobody' },
  too_few_youth: { zh: '没有青年或团员', en: 'No young people or members' },
  numbers_unknown: { zh: '从业或青年人数不清楚，先了解', en: 'Staff or young people are not known; ask first' },
  status_unclear: { zh: '停业或登记状态不明，先了解', en: 'Closed for now, or status not known; ask first' },
} as const satisfies Record<CoBuildingReason, Word>

export const sideWords = {
  fit: { zh: '符合', en: 'Fit' },
  likely: { zh: '可能符合', en: 'Likely fit' },
  joint: { zh: '可联合', en: 'Jointly' },
  ask: { zh: '待了解', en: 'To be asked' },
  no: { zh: '不符合', en: 'Not fit' },
} as const satisfies Record<SideFit, Word>

export const organisationWords = {
  has: { zh: '已建', en: 'Has one' },
  none: { zh: '未建', en: 'None yet' },
  not_known: { zh: '不掌握', en: 'Not known to us' },
} as const satisfies Record<OrganisationKnown, Word>

export const coBuildingHeader: readonly Word[] = [
  { zh: '街道（乡镇）', en: 'Street' },
  { zh: '企业名称', en: 'Enterprise' },
  { zh: '统一社会信用代码', en: 'Credit code' },
  { zh: '登记状态', en: 'Registered status' },
  { zh: '从业人数', en: 'Head-count' },
  { zh: '共建建议', en: 'Together' },
  { zh: '团组织', en: 'League' },
  { zh: '工会', en: 'Union' },
  { zh: '妇联', en: 'Women’s federation' },
  { zh: '联系单位', en: 'Offices' },
]
