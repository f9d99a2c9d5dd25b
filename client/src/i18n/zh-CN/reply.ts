import { catalogue, type Wording } from '../catalogue.ts'

const chinese = {
  title: '批复',
  back: '申请进度',
  print: '打印或存为 PDF',
  to: (enterprise: string) => `${enterprise}：`,
  formation: {
    title: (organisation: string) => `关于同意成立${organisation}的批复`,
    paragraphs: {
      received: (number: string) => `你单位关于建立团组织的申请（编号 ${number}）收悉。`,
      agree: (organisation: string) => `经研究，同意成立${organisation}。`,
      meeting: '请按照团章和有关规定召开团员大会，选举产生书记（委员会），并将选举结果报我单位批复。',
    },
  },
  result: {
    title: (organisation: string) => `关于${organisation}选举结果的批复`,
    paragraphs: {
      received: (number: string) => `你单位报来的选举结果（申请编号 ${number}）收悉。`,
      agree: (organisation: string, secretary: string) =>
        `经研究，同意${organisation}的选举结果，${secretary}同志任书记。`,
      agreeUnnamed: (organisation: string) => `经研究，同意${organisation}的选举结果。`,
      established: (organisation: string) => `${organisation}自本批复印发之日起成立。`,
    },
  },
  committee: {
    title: (organisation: string) => `关于同意成立${organisation}的批复`,
    paragraphs: {
      received: (number: string) => `关于建立青年组织的申请（编号 ${number}）收悉。`,
      agree: (organisation: string) => `经研究，同意成立${organisation}，自本批复印发之日起成立。`,
      covers: (enterprises: string) => `该委员会覆盖以下单位：${enterprises}。`,
      work: '请按照有关规定开展青年工作，联系服务所覆盖单位的青年。',
    },
  },
  end: '此复。',
  filed: (offices: string) => `报备：${offices}`,
  translation: '正式文本为中文。',
  comma: '、',
} as const

export type ReplyTexts = Wording<typeof chinese>
export const replyTexts = catalogue(chinese, () => import('../en/reply.ts'))
