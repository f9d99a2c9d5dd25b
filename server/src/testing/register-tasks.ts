import type { Task } from '@yijian/shared/tasks/contract'
import { type Answer, type Line, openLine, type Person } from './line.ts'
import { openRegisterBatches, type RegisterBatches, type Registered, type RegisteredFacts } from './register-batches.ts'

export const JIANGCUN = '330106011'
export const WENXIN_ADDRESS = '杭州市西湖区文新街道古墩路9号'
export const GONGSHU_ADDRESS = '杭州市拱墅区拱宸桥街道桥弄街3号'

export type TaskRow = Pick<Task, 'id' | 'kind' | 'facts' | 'version'> & {
  readonly agency: string
  readonly state: string
  readonly batch: number
}

/** Offices with people, register files brought one after the other, and what these ask of whom. */
export type RegisterTasks = {
  readonly line: Line
  readonly register: RegisterBatches
  added(facts?: Partial<RegisteredFacts>): Promise<Registered>
  /** Tasks about an enterprise as they are stored, whoever's. */
  tasksOf(enterprise: Registered, state?: string): Promise<TaskRow[]>
  seeCase(by: Person, id: number): Promise<Answer['body']>
  /** What somebody has on the list of tasks. */
  listed(by: Person, query?: string): Promise<Task[]>
}

export async function openRegisterTasks(): Promise<RegisterTasks> {
  const line = await openLine()
  const register = openRegisterBatches(line)
  async function ask<T>(by: Person, url: string): Promise<T> {
    const { status, body } = await by.call('GET', url)
    if (status !== 200) throw new Error(`${url} was answered ${status}`)
    return body as T // the contract's own answer
  }
  return {
    line,
    register,
    async added(facts = {}) {
      const [one] = await register.addAll([facts])
      if (!one) throw new Error('nothing was added')
      return one
    },
    tasksOf: ({ id }, state = 'open') =>
      line.read<TaskRow>(
        'select id, kind, agency, state, facts, version, batch_id as batch from task where enterprise_id = $1 and state = $2 order by id',
        [id, state],
      ),
    seeCase: (by, id) => ask(by, `/api/cases/${id}`),
    listed: async (by, query = '') => (await ask<{ items: Task[] }>(by, `/api/tasks${query}`)).items,
  }
}
