import { useQuery } from '@tanstack/react-query'
import type { Task } from '@yijian/shared/tasks/contract'
import { type TaskKind, taskKinds } from '@yijian/shared/tasks/task-kinds'
import { useState } from 'react'
import { useLocation } from 'react-router'
import { request } from '../../api/request.ts'
import { paths, withQuery } from '../../app/paths.ts'
import { useText } from '../../i18n/locale.tsx'
import { shellTexts } from '../../i18n/zh-CN/shell.ts'
import { staffTasksTexts } from '../../i18n/zh-CN/staff-tasks.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Page } from '../../ui/Page.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { Batches, useBatches } from '../staff-work/Batches.tsx'
import { Chips } from '../staff-work/Chips.tsx'
import { StaffProblem } from '../staff-work/StaffProblem.tsx'
import { useWord } from '../staff-work/use-word.ts'
import { listTasksEndpoint } from './endpoints.ts'
import { FinishSheet } from './FinishSheet.tsx'
import { TaskCard } from './TaskCard.tsx'

const CLOSED = 'closed'
type Shown = TaskKind | typeof CLOSED

/** What a newer register asks of this office, kind by kind; the first kind with anything to do unless one is named. */
export function TasksPage() {
  const texts = useText(staffTasksTexts)
  const { product } = useText(shellTexts)
  const word = useWord()
  const named = new URLSearchParams(useLocation().search).get('kind')
  const asked = useQuery({ queryKey: ['tasks'], queryFn: () => request(listTasksEndpoint, { query: {} }) })
  const counts = asked.data?.counts
  const shown = counts && choose(named, counts[0]?.kind)
  const open = counts?.reduce((sum, one) => sum + one.open, 0) ?? 0
  const overdue = counts?.reduce((sum, one) => sum + one.overdue, 0) ?? 0
  return (
    <Page
      title={texts.title}
      site={product}
      back={{ href: paths.staff() }}
      {...(counts && { lead: texts.lead(open, overdue) })}
      wide
    >
      {counts && shown ? (
        <>
          <Chips
            label={texts.kinds}
            chips={[
              ...counts.map((one) => ({
                href: withQuery(paths.staffTasks(), { kind: one.kind }),
                name: word(taskKinds[one.kind].name),
                count: one.open,
                current: one.kind === shown,
                ...(one.overdue > 0 && { alarm: texts.overdue(one.overdue) }),
              })),
              {
                href: withQuery(paths.staffTasks(), { kind: CLOSED }),
                name: texts.closed,
                current: shown === CLOSED && named === CLOSED,
              },
            ]}
          />
          {open === 0 && named !== CLOSED ? (
            <EmptyState title={texts.none}>{texts.noneText}</EmptyState>
          ) : (
            <TaskList key={shown} shown={shown} />
          )}
        </>
      ) : asked.error ? (
        <StaffProblem problem={asked.error} retry={() => void asked.refetch()} />
      ) : (
        <Skeleton lines={5} />
      )}
    </Page>
  )
}

function choose(named: string | null, first: TaskKind | undefined): Shown {
  const kinds = Object.keys(taskKinds) as TaskKind[] // a const object's own keys
  return named === CLOSED ? CLOSED : (kinds.find((kind) => kind === named) ?? first ?? CLOSED)
}

function TaskList({ shown }: { readonly shown: Shown }) {
  const texts = useText(staffTasksTexts)
  const word = useWord()
  const [finishing, setFinishing] = useState<Task>()
  const batches = useBatches(['tasks', shown], (cursor) =>
    request(listTasksEndpoint, {
      query: {
        ...(shown === CLOSED ? { show: 'closed' as const } : { kind: shown }),
        ...(cursor !== undefined && { cursor }),
      },
    }),
  )
  return (
    <>
      {shown !== CLOSED && <p>{word(taskKinds[shown].advice)}</p>}
      <Batches of={batches} empty={<EmptyState title={shown === CLOSED ? texts.noneClosed : texts.none} />}>
        {(tasks) => (
          <ul className="queue">
            {tasks.map((task) => (
              <TaskCard key={task.id} task={task} finish={setFinishing} />
            ))}
          </ul>
        )}
      </Batches>
      <FinishSheet task={finishing} close={() => setFinishing(undefined)} />
    </>
  )
}
