import { catalogue, type Wording } from '../catalogue.ts'

const chinese = {
  title: '登记状态里的词是什么意思',
  open: (count: string) => `${count} 个不认识`,
  words: (count: string) => `${count} 个词`,
  lead: '有的词系统不认识，用这些词的企业现在算“状态不明”。请选它是什么意思：清算、吊销、注销的企业不能建团组织，迁出的转给迁入地，歇业的由人判断。',
  leadKnown: '文件里的登记状态是这样读的。哪个读得不对，改过来就行。',
  known: '已经认识的词',
  word: (word: string) => `“${word}”`,
  rows: (count: string) => `${count} 行`,
  example: (count: string, row: string, name: string) => `${count} 行，例如第 ${row} 行 ${name}`,
  named: (who: string, day: string, meaning: string, source: string) => `${who}${day}定为“${meaning}”，依据：${source}`,
  notYet: '重新读取以后才算数',
  notHere: '这个文件读取时还没有定',
  stop: '。',
  later: '先不定',
  classes: {
    live: '存续（在营、开业）',
    paused: '歇业、停业',
    moved: '迁出',
    liquidation: '清算',
    revoked: '吊销、撤销',
    gone: '注销',
    unknown: '看不出，算状态不明',
  },
  source: '依据',
  sourceHint: '问过谁，写在哪里；和您的名字一起留下',
  sourceMissing: '请写明依据',
  nothing: '请至少给一个词选定意思',
  register:
    '定了以后，以后导入的文件都这样读。登记库里已有的企业不会马上变：再导入一次列有它们的文件（同一个文件也行），批准以后就跟着变。',
  save: '记住',
  saveAndRead: '记住，并重新读取',
  unchanged: '还没有改动',
  reading: '已记住，正在重新读取',
  remembered: '已记住，以后的文件都这样读',
} as const

export type StaffStatusWordsTexts = Wording<typeof chinese>
export const staffStatusWordsTexts = catalogue(chinese, () => import('../en/staff-status-words.ts'))
