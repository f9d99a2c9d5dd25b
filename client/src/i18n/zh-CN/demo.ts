import { catalogue, type Wording } from '../catalogue.ts'

const chinese = {
  title: '演示短信',
  lead: '这里显示演示系统“发出”的短信，最新的在最前。没有真的发给任何人。',
  phone: '只看这个手机号',
  filter: '筛选',
  all: '显示全部',
  refresh: '刷新',
  none: '还没有短信',
  noneText: '获取验证码、提交申请之后，短信会出现在这里。',
  to: (phone: string) => `发给 ${phone}`,
  segments: (count: number) => `计费 ${count} 条`,
  copy: (code: string) => `复制 ${code}`,
  copied: (code: string) => `已复制 ${code}`,
  open: '打开邀请',
  refuse: '回复 R',
  refused: (phone: string) => `${phone} 回复了 R，不再收邀请短信`,
} as const

export type DemoTexts = Wording<typeof chinese>
export const demoTexts = catalogue(chinese, () => import('../en/demo.ts'))
