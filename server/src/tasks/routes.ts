import { acknowledgeRegisterChange, finishTask, listTasks } from '@yijian/shared/tasks/contract'
import { route } from '../http/serve.ts'
import { handleAcknowledgeRegisterChange } from './acknowledge-register-change.ts'
import { handleFinishTask } from './finish-task.ts'
import { handleListTasks } from './list-tasks.ts'

export const taskRoutes = [
  route(listTasks, handleListTasks),
  route(finishTask, handleFinishTask),
  route(acknowledgeRegisterChange, handleAcknowledgeRegisterChange),
]
