import { catalogue, type Wording } from '../catalogue.ts'

const chinese = {
  title: (place: string) => `${place}办理情况`,
  fallback: '办理情况',
  path: '所在位置',
  figures: {
    open: '在办',
    overdue: '已超期',
    soon: '快到期',
    unplaced: '待分派',
    withEnterprise: '等企业',
    established: '已成立',
    library: '企业库',
  },
  map: '各区县在办申请',
  districts: '各区县',
  streets: '各街道、乡镇',
  place: '地方',
  order: '按行政区划次序排列',
  stuck: '超期未办',
  noStuck: '没有超期的申请',
  allCases: '查看全部申请',
} as const

export type StaffOverviewTexts = Wording<typeof chinese>
export const staffOverviewTexts = catalogue(chinese, () => import('../en/staff-overview.ts'))
