import type { ReviewAction, ReviewState, Tier, Word } from '../vocabulary.ts'

/** A worklist: which states it gathers, in which tiers it appears, its one action and its words when empty. */
export type Queue = {
  readonly id: QueueId
  readonly name: Word
  readonly states: readonly ReviewState[]
  readonly tiers: readonly Tier[]
  readonly action: ReviewAction | null
  readonly empty: Word
}

export const queueIds = ['unplaced', 'acceptance', 'verifying', 'decision', 'results', 'waiting', 'national'] as const
export type QueueId = (typeof queueIds)[number]

const everyTier: readonly Tier[] = ['street', 'county', 'city', 'province']

/** Ordered as a day's work: what must be done first stands first. Within a queue, by due date. */
export const queues: readonly Queue[] = [
  {
    id: 'unplaced',
    name: { zh: '待分派', en: 'To assign' },
    states: ['unplaced'],
    tiers: ['county', 'city'],
    action: 'assign',
    empty: { zh: '没有等待分派街道的申请', en: 'No application waits for a street' },
  },
  {
    id: 'acceptance',
    name: { zh: '待受理', en: 'To accept' },
    states: ['awaiting_acceptance'],
    tiers: everyTier,
    action: 'accept',
    empty: { zh: '没有新的申请，有企业提交后会出现在这里', en: 'No new applications; they appear here when submitted' },
  },
  {
    id: 'verifying',
    name: { zh: '核实中', en: 'To verify' },
    states: ['verifying'],
    tiers: everyTier,
    action: 'approve',
    empty: { zh: '没有正在核实的申请', en: 'Nothing is being verified' },
  },
  {
    id: 'decision',
    name: { zh: '待审批', en: 'To decide' },
    states: ['awaiting_decision'],
    tiers: everyTier,
    action: 'approve',
    empty: { zh: '没有等待审批的申请', en: 'Nothing waits for your decision' },
  },
  {
    id: 'results',
    name: { zh: '待批复结果', en: 'Results' },
    states: ['result_submitted'],
    tiers: everyTier,
    action: 'approve_result',
    empty: { zh: '没有等待批复的选举结果', en: 'No result waits for a reply' },
  },
  {
    id: 'waiting',
    name: { zh: '等企业', en: 'With the enterprise' },
    states: ['returned', 'dormant', 'formation_approved'],
    tiers: everyTier,
    action: null,
    empty: { zh: '没有等待企业补正或开会的申请', en: 'No enterprise owes an answer' },
  },
  {
    id: 'national',
    name: { zh: '待录入智慧团建', en: 'National system' },
    states: ['established'],
    tiers: everyTier,
    action: 'enter_national',
    empty: { zh: '都已录入智慧团建', en: 'Everything has been entered' },
  },
]

export function queueOf(id: QueueId): Queue {
  const queue = queues.find((one) => one.id === id)
  if (!queue) throw new Error(`unknown queue ${id}`)
  return queue
}
