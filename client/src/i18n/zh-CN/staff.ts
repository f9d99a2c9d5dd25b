import { catalogue, type Wording } from '../catalogue.ts'

const chinese = {
  today: {
    title: '今天该办的',
    summary: (count: number, overdue: number) =>
      overdue > 0 ? `${count} 件要办，其中 ${overdue} 件已超期` : `${count} 件要办`,
    nothing: '手上没有要办的事',
    nothingText: '企业提交申请或答复后，会出现在这里。可以先看看企业库里还没有联系过的企业。',
    toLibrary: '看企业库',
    queues: '待办分类',
    allCases: '全部申请',
    refresh: '刷新',
    overdue: (count: number) => `超期 ${count}`,
    register: (count: number, overdue: number) =>
      overdue > 0 ? `登记名册更新后有 ${count} 件事要办，${overdue} 件已超期` : `登记名册更新后有 ${count} 件事要办`,
    toRegister: (count: number) => (count > 0 ? `登记变化 ${count}` : '登记变化'),
    unknownQueue: '没有这一类待办',
  },
  cases: {
    title: '全部申请',
    filters: '按办理情况筛选',
    show: { open: '在办', overdue: '已超期', established: '已成立', closed: '已办结' },
    search: '企业名称、信用代码或申请编号',
    find: '查找',
    none: '没有符合条件的申请',
    noneText: '换一个分类，或者清空查找内容再试。',
  },
  list: {
    enterprise: '企业',
    place: '属地',
    state: '环节',
    youth: '青年',
    members: '团员',
    check: '核验',
    due: '时限',
    claimed: '认领',
    youthCount: (count: number) => `青年 ${count} 人`,
    memberCount: (count: number) => `团员 ${count} 人`,
    numbersUnknown: '人数待核实',
    unknown: '待核实',
    agrees: '核验一致',
    look: (what: string, count: number) => (count > 1 ? `${what}等 ${count} 项要看` : `${what}要看`),
    note: (what: string) => `${what}有提示`,
    registerChanged: '登记有变化',
    mine: '我在办',
    claimedBy: (name: string) => `${name}在办`,
    unclaimed: '未认领',
    more: '显示更多',
    shown: (count: number) => `已显示 ${count} 条`,
    intended: (kind: string) => `拟建${kind}`,
  },
  due: {
    left: (days: number) => `还剩 ${days} 天`,
    today: '今天到期',
    overdue: (days: number) => `超期 ${days} 天`,
    overdueToday: '今天已超期',
    enterpriseLeft: (days: number) => `企业还有 ${days} 天`,
    enterpriseToday: '企业今天到期',
    enterpriseOverdue: (days: number) => `企业超期 ${days} 天`,
    none: '不限时',
  },
  people: (count: number) => `${count} 人`,
  problem: {
    outside: '没有找到这一件',
    outsideText: '可能不在您现在这个岗位的办理范围内，也可能已经转交。可以回到待办，或者换一个岗位再看。',
    toQueues: '回到待办',
    changePost: '更换岗位',
  },
  place: { county: '区、县（市）', street: '街道、乡镇', loading: '正在读取街道名单…' },
} as const

export type StaffTexts = Wording<typeof chinese>
export const staffTexts = catalogue(chinese, () => import('../en/staff.ts'))
