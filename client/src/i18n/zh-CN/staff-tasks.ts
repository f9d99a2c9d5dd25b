import { catalogue, type Wording } from '../catalogue.ts'

const chinese = {
  title: '登记变化',
  lead: (open: number, overdue: number) =>
    overdue > 0 ? `${open} 件要办，其中 ${overdue} 件已超期` : open > 0 ? `${open} 件要办` : '没有要办的',
  kinds: '按变化分类',
  closed: '已办结',
  overdue: (count: number) => `超期 ${count}`,
  none: '没有登记变化要办',
  noneText: '登记名册更新后，有团组织、申请或邀请的企业发生变化，会出现在这里。',
  noneClosed: '还没有办结的',
  unknown: '未填',
  says: {
    dead: (before: string, after: string) => `登记状态由“${before}”变为“${after}”。`,
    paused: (before: string, after: string) => `登记状态由“${before}”变为“${after}”。`,
    moved: (before: string, after: string) => `登记地由“${before}”变为“${after}”。`,
    principal_changed: (before: string, after: string) => `负责人由“${before}”变更为“${after}”。`,
    renamed: (before: string, after: string) => `名称由“${before}”改为“${after}”。`,
    vanished: (before: string, after: string) => `${before}的名册里有，${after}的完整名册里没有。`,
    provisional: (before: string, after: string) => `手工录入的“${before}”，名册里有“${after}”。`,
  },
  address: (address: string) => `新地址：${address}`,
  told: '手工录入',
  registered: '名册',
  principal: (name: string) => `负责人 ${name}`,
  code: (code: string) => `代码 ${code}`,
  organisation: (name: string) => `团组织：${name}`,
  application: (number: string) => `申请 ${number}`,
  invitationEnded: '原来的邀请已作废。',
  register: (day: string) => `${day}的登记名册`,
  due: (day: string) => `${day}前办`,
  late: (day: string) => `已超期，应于${day}前办`,
  openCase: '看申请',
  openEnterprise: '看企业',
  finish: '记录办理结果',
  elsewhere: '由属地办理，逾期后上级可以代办。',
  withdrawn: '登记已改回或不再相关，系统撤回，不用办理。',
  doneBy: (name: string, moment: string) => `${name} 于 ${moment} 办结`,
  note: (note: string) => `说明：${note}`,
  form: {
    title: '记录办理结果',
    how: '怎么办的',
    note: '说明',
    noteHint: '写清核实的情况，300 字以内。',
    noteNeeded: '这样办理需要写明情况',
    howNeeded: '请选择怎么办的',
    save: '保存',
    saved: '已记录办理结果',
    changed: '请关闭后看最新情况。',
  },
  change: {
    title: '登记信息更新后有变化',
    text: (count: number, register: string | null) =>
      `${register ? `按${register}的登记名册重新核验，` : '上次导入已撤销，重新核验，'}${count} 项与之前不同。系统没有改动申请，请判断是否影响办理。`,
    before: '之前',
    now: '现在',
    read: '已看过',
    done: '已记下您看过这些变化',
  },
} as const

export type StaffTasksTexts = Wording<typeof chinese>
export const staffTasksTexts = catalogue(chinese, () => import('../en/staff-tasks.ts'))
