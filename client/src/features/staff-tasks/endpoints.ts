import type { acknowledgeRegisterChange, finishTask, listTasks } from '@yijian/shared/tasks/contract'
import { endpoint } from '../../api/endpoint.ts'

export const listTasksEndpoint = endpoint<typeof listTasks>('GET', '/api/tasks')
export const finishTaskEndpoint = endpoint<typeof finishTask>('POST', '/api/tasks/:id/completion')
export const acknowledgeChangeEndpoint = endpoint<typeof acknowledgeRegisterChange>(
  'POST',
  '/api/cases/:id/register-change/acknowledgement',
)
