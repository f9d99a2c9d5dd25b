import * as z from 'zod/mini'
import { CaseView } from '../application/case-contract.ts'
import { defineOperation } from '../operation.ts'
import { Day, Id, IdText, Moment, Place, text, Version } from '../values.ts'
import { keysOf } from '../vocabulary.ts'
import { type TaskKind, taskKinds, taskStates } from './task-kinds.ts'

// keysOf wants words; the kinds carry theirs one level down.
const kinds = Object.keys(taskKinds) as [TaskKind, ...TaskKind[]]
const TaskKindName = z.enum(kinds)

const TaskState = z.enum(keysOf(taskStates))

/** One side of what changed. What stands in `value` depends on the kind: a status, a street, a person, a name, a day. */
export const TaskSide = z.object({
  value: z.nullable(z.string()),
  /** The address of a place; the principal of an enterprise entered by hand. */
  detail: z.nullable(z.string()),
  creditCode: z.nullable(z.string()),
  /** The place, or the enterprise that may be the same. */
  id: z.nullable(Id),
})
export type TaskSide = z.infer<typeof TaskSide>
export const TaskFacts = z.object({ before: TaskSide, after: TaskSide })
export type TaskFacts = z.infer<typeof TaskFacts>

export const Task = z.object({
  id: Id,
  kind: TaskKindName,
  state: TaskState,
  version: Version,
  enterprise: z.object({ id: Id, name: z.string(), creditCode: z.nullable(z.string()) }),
  place: Place,
  organisation: z.nullable(z.object({ id: Id, name: z.string() })),
  application: z.nullable(z.object({ id: Id, number: z.string() })),
  invitationEnded: z.boolean(),
  facts: TaskFacts,
  /** The register that it came from: its day, else the day it was applied. */
  registerDate: z.nullable(Day),
  openedAt: Moment,
  dueOn: Day,
  overdue: z.boolean(),
  /** False where another tier has it: to be read only. */
  mayFinish: z.boolean(),
  done: z.nullable(z.object({ at: Moment, by: z.string(), how: z.string(), note: z.nullable(z.string()) })),
})
export type Task = z.infer<typeof Task>

export const TaskCount = z.object({ kind: TaskKindName, open: z.int(), overdue: z.int() })

export const listTasks = defineOperation({
  id: 'listTasks',
  method: 'GET',
  path: '/api/tasks',
  summary:
    'What the register asks of this post’s places: the most urgent first, closed ones newest first, with exact counts',
  access: 'officer',
  records: 'nothing',
  query: z.object({
    kind: z.optional(TaskKindName),
    /** `closed`: done or withdrawn. */
    show: z.optional(z.enum(['open', 'closed'])),
    cursor: z.optional(z.string().check(z.maxLength(80))),
  }),
  responses: {
    200: z.object({ items: z.array(Task), next: z.nullable(z.string()), counts: z.array(TaskCount) }),
  },
})

/** Finished again the same way by the same person, it is the same finishing. */
export const finishTask = defineOperation({
  id: 'finishTask',
  method: 'POST',
  path: '/api/tasks/:id/completion',
  summary: 'Say how a task was done; of two at once one wins, the other sees the task as it is',
  access: 'officer',
  records: 'task',
  params: z.object({ id: IdText }),
  body: z.object({ version: Version, how: z.string().check(z.maxLength(40)), note: z.nullable(text(500)) }),
  responses: { 200: Task },
})

export const acknowledgeRegisterChange = defineOperation({
  id: 'acknowledgeRegisterChange',
  method: 'POST',
  path: '/api/cases/:id/register-change/acknowledgement',
  summary: 'Note that what a newer register changed for this case has been read',
  access: 'officer',
  records: 'task',
  params: z.object({ id: IdText }),
  body: z.object({ version: Version }),
  responses: { 200: CaseView },
})
