import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type QueueId, queueIds, queueOf } from '@yijian/shared/application/queues'
import { useParams } from 'react-router'
import { request } from '../../api/request.ts'
import { paths } from '../../app/paths.ts'
import { useText } from '../../i18n/locale.tsx'
import { shellTexts } from '../../i18n/zh-CN/shell.ts'
import { staffTexts } from '../../i18n/zh-CN/staff.ts'
import { Button, LinkButton } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Page } from '../../ui/Page.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { Batches, useBatches } from '../staff-work/Batches.tsx'
import { CaseList } from '../staff-work/CaseList.tsx'
import { Chips } from '../staff-work/Chips.tsx'
import { listQueuesEndpoint, readQueueEndpoint } from '../staff-work/endpoints.ts'
import { StaffProblem } from '../staff-work/StaffProblem.tsx'
import { type QueueCount, toDo } from '../staff-work/to-do.ts'
import { useWord } from '../staff-work/use-word.ts'

/** 今天该办的: every worklist with its exact count, and one of them; the first that is not empty unless one is named. */
export function QueuePage() {
  const { today } = useText(staffTexts)
  const { product } = useText(shellTexts)
  const named = useParams().queue
  const asked = useQuery({ queryKey: ['queues'], queryFn: () => request(listQueuesEndpoint) })
  const items = asked.data?.items
  const tasks = asked.data?.tasks
  const shown = items && chooseQueue(items, named)
  const { count, overdue } = toDo(items ?? [])
  return (
    <Page title={today.title} site={product} {...(items && { lead: today.summary(count, overdue) })} wide>
      {items ? (
        <>
          {tasks && <RegisterTasks {...tasks} />}
          <QueueChips items={items} shown={shown} />
          {shown ? <QueueList queue={shown} /> : <Unknown named={named} />}
        </>
      ) : asked.error ? (
        <StaffProblem problem={asked.error} retry={() => void asked.refetch()} />
      ) : (
        <Skeleton lines={5} />
      )}
      <PageActions tasks={tasks?.open ?? 0} />
    </Page>
  )
}

/** What a newer register asks of this office; nothing while it asks for nothing. */
function RegisterTasks({ open, overdue }: { readonly open: number; readonly overdue: number }) {
  const { today } = useText(staffTexts)
  if (open === 0) return null
  return (
    <div className="card claim">
      <p>{today.register(open, overdue)}</p>
      <LinkButton small href={paths.staffTasks()}>
        {today.toRegister(open)}
      </LinkButton>
    </div>
  )
}

function chooseQueue(items: readonly QueueCount[], named: string | undefined): QueueId | undefined {
  if (named !== undefined) return queueIds.find((id) => id === named)
  const own = items.filter(({ id }) => queueOf(id).action !== null)
  return own.find(({ count }) => count > 0)?.id
}

function QueueChips({ items, shown }: { readonly items: readonly QueueCount[]; readonly shown: QueueId | undefined }) {
  const { today } = useText(staffTexts)
  const word = useWord()
  return (
    <Chips
      label={today.queues}
      chips={items.map(({ id, count, overdue }) => ({
        href: paths.staffQueue(id),
        name: word(queueOf(id).name),
        count,
        current: id === shown,
        ...(overdue > 0 && { alarm: today.overdue(overdue) }),
      }))}
    />
  )
}

function QueueList({ queue }: { readonly queue: QueueId }) {
  const word = useWord()
  const { id, name, empty, states } = queueOf(queue)
  const batches = useBatches(['queue', id], (cursor) =>
    request(readQueueEndpoint, { params: { queue: id }, query: cursor === undefined ? {} : { cursor } }),
  )
  return (
    <Batches of={batches} empty={<EmptyState title={word(empty)} />}>
      {(items) => <CaseList items={items} caption={word(name)} showState={states.length > 1} />}
    </Batches>
  )
}

function Unknown({ named }: { readonly named: string | undefined }) {
  const { today } = useText(staffTexts)
  if (named !== undefined) return <EmptyState title={today.unknownQueue} />
  return (
    <EmptyState title={today.nothing} action={<LinkButton href={paths.staffLibrary()}>{today.toLibrary}</LinkButton>}>
      {today.nothingText}
    </EmptyState>
  )
}

function PageActions({ tasks }: { readonly tasks: number }) {
  const { today } = useText(staffTexts)
  const queries = useQueryClient()
  return (
    <div className="buttons buttons-row">
      <LinkButton href={paths.staffCases()}>{today.allCases}</LinkButton>
      {tasks === 0 && <LinkButton href={paths.staffTasks()}>{today.toRegister(0)}</LinkButton>}
      <Button
        weight="quiet"
        onClick={() => {
          void queries.invalidateQueries({ queryKey: ['queues'] })
          void queries.invalidateQueries({ queryKey: ['queue'] })
        }}
      >
        {today.refresh}
      </Button>
    </div>
  )
}
