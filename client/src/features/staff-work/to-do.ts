import type { listQueues } from '@yijian/shared/application/case-contract'
import { queueOf } from '@yijian/shared/application/queues'
import type { AnswerOf } from '@yijian/shared/operation'

export type QueueCount = AnswerOf<typeof listQueues>['items'][number]

/** What an office itself has to do: all worklists but those in which the enterprise is to move. */
export function toDo(items: readonly QueueCount[]): { readonly count: number; readonly overdue: number } {
  const own = items.filter(({ id }) => queueOf(id).action !== null)
  return {
    count: own.reduce((sum, { count }) => sum + count, 0),
    overdue: own.reduce((sum, { overdue }) => sum + overdue, 0),
  }
}
