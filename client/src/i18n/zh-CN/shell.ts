import { catalogue, type Wording } from '../catalogue.ts'

const chinese = {
  product: '一键入团',
  workbench: '工作台',
  host: '共青团杭州市委员会',
  skip: '跳到正文',
  siteNavigation: '主导航',
  footer: { staff: '工作人员登录', privacy: '个人信息保护说明', applications: '我的申请' },
  unreachable: '没有连上服务器，请检查网络后再试。已填写的内容不会丢失。',
  offline: '现在没有网络。已填写的内容保存在本机，联网后可以继续。',
  update: { ready: '有新版本', now: '更新', later: '稍后' },
  notFound: {
    title: '没有找到这个页面',
    text: '网址可能不完整，或者这条内容不在您可以查看的范围内。',
    home: '返回首页',
  },
  broken: {
    title: '页面没有加载出来',
    text: '可能是网络中断，或者页面刚刚更新过。已填写的内容保存在本机。',
    retry: '重新加载',
  },
  staffNavigation: { queues: '待办', library: '企业库', overview: '统计', desk: '工具', me: '我的' },
} as const

export type ShellTexts = Wording<typeof chinese>
export const shellTexts = catalogue(chinese, () => import('../en/shell.ts'))
