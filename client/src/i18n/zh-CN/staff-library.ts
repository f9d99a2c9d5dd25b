import { catalogue, type Wording } from '../catalogue.ts'

const chinese = {
  title: '企业库',
  search: '企业名称或信用代码',
  find: '查询',
  followUps: '我的跟进',
  filters: '按联系情况筛选',
  all: '全部',
  outreach: { none: '未联系', invited: '已邀请', applying: '申请中', organised: '已建团' },
  none: '没有符合条件的企业',
  noneText: '换一个分类，或者用企业名称里最特别的几个字再查。',
  columns: { name: '企业', place: '属地', status: '登记状态', headcount: '从业人数', outreach: '联系情况' },
  headcount: (count: number) => `从业 ${count} 人`,
  unknown: '没有登记',
} as const

export type StaffLibraryTexts = Wording<typeof chinese>
export const staffLibraryTexts = catalogue(chinese, () => import('../en/staff-library.ts'))
