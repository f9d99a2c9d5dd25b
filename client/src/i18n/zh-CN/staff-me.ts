import { catalogue, type Wording } from '../catalogue.ts'

const chinese = {
  post: {
    title: '选择岗位',
    lead: '您有多个岗位。选择这次以哪个岗位办理，随时可以更换。',
    label: '以哪个岗位办理？',
    go: '进入工作台',
    needed: '请选择一个岗位',
    choosing: '正在进入工作台…',
    none: '这个手机号没有工作岗位',
    noneText: '工作台只供团组织工作人员使用。如果您刚接手这项工作，请上级团组织把您的手机号登记到岗位上。',
    home: '返回首页',
  },
  me: {
    title: '我的',
    account: '登录手机号',
    current: '当前岗位',
    office: '单位',
    role: '职责',
    tier: '层级',
    others: '我的岗位',
    change: '更换岗位',
    onlyOne: '您只有这一个岗位',
    desk: '工作台工具',
    deskText: '任务、清单互换、地址归属等',
    language: '界面语言',
    languages: { zhCN: '中文', en: 'English' },
    textSize: '文字大小',
    sizes: { standard: '标准字', large: '大字', huge: '特大字' },
    signOut: '退出登录',
    signOutText: '退出后，这台设备上不会留下您填写的内容。',
    signOutFailed: '没有连上服务器，这台设备已经退出。联网后请再打开一次本站，让退出生效。',
  },
} as const

export type StaffMeTexts = Wording<typeof chinese>
export const staffMeTexts = catalogue(chinese, () => import('../en/staff-me.ts'))
