import type { Task } from '@yijian/shared/tasks/contract'
import { taskKinds, taskStates, waysOf } from '@yijian/shared/tasks/task-kinds'
import { paths } from '../../app/paths.ts'
import { formatDay, formatMoment } from '../../i18n/format.ts'
import { type Locale, useLocale, useText } from '../../i18n/locale.tsx'
import { type StaffTasksTexts, staffTasksTexts } from '../../i18n/zh-CN/staff-tasks.ts'
import { Button, LinkButton } from '../../ui/Button.tsx'
import { StatusTag } from '../../ui/StatusTag.tsx'
import { useWord } from '../staff-work/use-word.ts'

interface TaskCardProps {
  readonly task: Task
  readonly finish: (task: Task) => void
}

/** What changed in one sentence, whom it concerns, until when, and what can be done from here. */
export function TaskCard({ task, finish }: TaskCardProps) {
  const texts = useText(staffTasksTexts)
  const { locale } = useLocale()
  const { enterprise, organisation, application, place, facts, kind, state } = task
  return (
    <li className="card">
      <h2>{enterprise.name}</h2>
      <p>{sentenceOf(task, texts, locale)}</p>
      {kind === 'provisional' && <Comparison facts={facts} />}
      {kind === 'moved' && facts.after.detail && <p className="fine">{texts.address(facts.after.detail)}</p>}
      {task.invitationEnded && <p>{texts.invitationEnded}</p>}
      <p className="fine">
        {[
          ...(organisation ? [texts.organisation(organisation.name)] : []),
          ...(application ? [texts.application(application.number)] : []),
          place.name,
          ...(task.registerDate ? [texts.register(formatDay(task.registerDate, locale))] : []),
        ].join('\u00a0· ')}
      </p>
      {state === 'open' ? <OpenFoot task={task} finish={finish} /> : <ClosedFoot task={task} />}
    </li>
  )
}

export function sentenceOf({ kind, facts }: Task, texts: StaffTasksTexts, locale: Locale): string {
  // A task about a list speaks of days, the others of what the register says.
  const say = (value: string | null) =>
    value === null ? texts.unknown : kind === 'vanished' ? formatDay(value, locale) : value
  return texts.says[kind](say(facts.before.value), say(facts.after.value))
}

function Comparison({ facts: { before, after } }: Pick<Task, 'facts'>) {
  const texts = useText(staffTasksTexts)
  const line = ({ value, detail, creditCode }: Task['facts']['before']) =>
    [
      value ?? texts.unknown,
      ...(creditCode ? [texts.code(creditCode)] : []),
      ...(detail ? [texts.principal(detail)] : []),
    ].join('\u00a0· ')
  return (
    <div className="check">
      <dl>
        <div>
          <dt>{texts.told}</dt>
          <dd>{line(before)}</dd>
        </div>
        <div>
          <dt>{texts.registered}</dt>
          <dd>{line(after)}</dd>
        </div>
      </dl>
    </div>
  )
}

function OpenFoot({ task, finish }: TaskCardProps) {
  const texts = useText(staffTasksTexts)
  const { locale } = useLocale()
  const { application, enterprise, overdue } = task
  const day = formatDay(task.dueOn, locale)
  return (
    <>
      <div className="tags">
        <StatusTag tone={overdue ? 'stop' : 'plain'}>{overdue ? texts.late(day) : texts.due(day)}</StatusTag>
      </div>
      {!task.mayFinish && <p className="fine">{texts.elsewhere}</p>}
      <div className="buttons buttons-row">
        {task.mayFinish && <Button onClick={() => finish(task)}>{texts.finish}</Button>}
        {application ? (
          <LinkButton weight="quiet" href={paths.staffCase(String(application.id))}>
            {texts.openCase}
          </LinkButton>
        ) : (
          <LinkButton weight="quiet" href={paths.staffEnterprise(String(enterprise.id))}>
            {texts.openEnterprise}
          </LinkButton>
        )}
      </div>
    </>
  )
}

function ClosedFoot({ task: { kind, state, done } }: { readonly task: Task }) {
  const texts = useText(staffTasksTexts)
  const { locale } = useLocale()
  const word = useWord()
  const way = done ? waysOf(kind)[done.how] : undefined
  return (
    <>
      <div className="tags">
        <StatusTag tone="plain">{word(taskKinds[kind].name)}</StatusTag>
        <StatusTag tone={state === 'done' ? 'good' : 'plain'}>{word(taskStates[state])}</StatusTag>
      </div>
      {done ? (
        <p>
          {[...(way ? [word(way)] : []), texts.doneBy(done.by, formatMoment(done.at, locale))].join('\u00a0· ')}
          {done.note && (
            <>
              <br />
              {texts.note(done.note)}
            </>
          )}
        </p>
      ) : (
        <p>{texts.withdrawn}</p>
      )}
    </>
  )
}
