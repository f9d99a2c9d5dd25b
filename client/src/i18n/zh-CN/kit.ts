import { catalogue, type Wording } from '../catalogue.ts'

const chinese = {
  textSize: {
    next: { standard: '大字版', large: '特大字', huge: '标准字' },
    now: { standard: '已切换为标准字号', large: '已切换为大字版', huge: '已切换为特大字' },
  },
  otherLanguage: 'EN',
  otherLanguageName: 'English',
  close: '关闭',
  back: '返回',
  errorPrefix: '错误：',
  errorsTitle: (count: number) => (count === 1 ? '有 1 处需要修改' : `有 ${count} 处需要修改`),
  failed: '没有成功',
  optional: '（选填）',
  unknownNumber: '不清楚，请街道联系我',
  people: '人',
  fewer: (what: string) => `${what}减一`,
  more: (what: string) => `${what}加一`,
  step: (now: number, of: number) => `第 ${now} 步，共 ${of} 步`,
  done: '已完成',
  current: '当前',
  working: '正在处理…',
  actions: '本页操作',
  schematic: '示意图',
  loading: '正在加载…',
  noFigure: '无数据',
} as const

export type KitTexts = Wording<typeof chinese>
export const kitTexts = catalogue(chinese, () => import('../en/kit.ts'))
