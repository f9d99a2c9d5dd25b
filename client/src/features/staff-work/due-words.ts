import type { QueueItem } from '@yijian/shared/application/case-contract'
import { daysBetween, localDay } from '@yijian/shared/application/clock'
import type { StaffTexts } from '../../i18n/zh-CN/staff.ts'

type Due = { readonly text: string; readonly tone: 'calm' | 'soon' | 'late' }
type Timed = Pick<QueueItem, 'dueAt' | 'urgency' | 'state'>

const withEnterprise: readonly QueueItem['state'][] = ['returned', 'dormant', 'formation_approved']

/** How much time is left, in calendar days of Hangzhou; whether it is urgent is the server's word. */
export function dueWords({ dueAt, urgency, state }: Timed, texts: StaffTexts['due'], now: Date): Due | undefined {
  if (dueAt === null) return undefined
  const days = daysBetween(localDay(now), localDay(new Date(dueAt)))
  const theirs = withEnterprise.includes(state)
  if (urgency === 'overdue') {
    const overdue = theirs ? texts.enterpriseOverdue : texts.overdue
    return { text: days < 0 ? overdue(-days) : texts.overdueToday, tone: 'late' }
  }
  const text =
    days > 0 ? (theirs ? texts.enterpriseLeft : texts.left)(days) : theirs ? texts.enterpriseToday : texts.today
  return { text, tone: urgency === 'soon' ? 'soon' : 'calm' }
}
