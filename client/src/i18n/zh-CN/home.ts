import { catalogue, type Wording } from '../catalogue.ts'

const chinese = {
  title: '企业建团，手机上就能申请',
  lead: '填几个数字，属地街道、乡镇的团组织会联系您，一路指导到组织成立，不收费。',
  start: '开始申请',
  progress: '查进度',
  invitation: {
    title: '收到了邀请短信？',
    label: '邀请码',
    hint: '短信里的一串字母和数字，大小写都可以',
    open: '打开邀请',
    missing: '请填写短信里的邀请码',
  },
  how: {
    title: '怎么办理',
    fill: { title: '填写', text: '确认企业信息，回答最多六个问题，约三分钟。不清楚的可以留给街道。' },
    contact: { title: '联系', text: '街道、乡镇的团组织按承诺的时限联系您，核对情况，做出批复。' },
    found: { title: '成立', text: '召开团员大会，提交结果，收到批复，团组织正式成立。' },
  },
  fewMembers: {
    title: '团员不到三名，也可以申请',
    text: '只要有一名 35 周岁以下的青年，就可以和附近的单位一起建立青年工作委员会。',
  },
} as const

export type HomeTexts = Wording<typeof chinese>
export const homeTexts = catalogue(chinese, () => import('../en/home.ts'))
