import type { ImportView } from '@yijian/shared/imports/contract'
import { useExplain } from '../../api/explain.ts'
import { paths, withQuery } from '../../app/paths.ts'
import { formatMoment } from '../../i18n/format.ts'
import { useLocale, useText } from '../../i18n/locale.tsx'
import { staffImportsTexts } from '../../i18n/zh-CN/staff-imports.ts'
import { Button, LinkButton } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { useToast } from '../../ui/Toast.tsx'
import { ProgressBar } from '../desk-files/ProgressBar.tsx'
import { type ImportCommands, isConflict, isFollowedUp } from './use-import.ts'
import { changesOf, useAmounts, useFailureDetail, useFailureSentence } from './words.ts'

interface StageProps {
  readonly view: ImportView
}

export function Applying({ view: { approvedBy, approvalNote, counts, progress } }: StageProps) {
  const { applying, applied } = useText(staffImportsTexts)
  const { count, left, spent } = useAmounts()
  const { seconds, secondsLeft } = progress
  const told = seconds !== null && secondsLeft !== null
  return (
    <Card title={applying.title}>
      <ProgressBar label={applying.progress} {...(told && { value: seconds, max: seconds + secondsLeft })} />
      <p className="number">
        {[
          applying.step(count(counts.new), count(counts.changed)),
          ...(seconds === null ? [] : [spent(seconds)]),
          ...(secondsLeft === null ? [] : [left(secondsLeft)]),
        ].join('\u00a0· ')}
      </p>
      <p>{applying.text}</p>
      {approvedBy && <p className="fine">{applied.approvedBy(approvedBy)}</p>}
      {approvalNote && <p className="fine">{applied.note(approvalNote)}</p>}
    </Card>
  )
}

export function Applied({ view, onUndo }: StageProps & { readonly onUndo: () => void }) {
  const { applied, undo } = useText(staffImportsTexts)
  const explain = useFailureSentence()
  const { locale } = useLocale()
  const { count } = useAmounts()
  const { appliedAt, approvedBy, approvalNote, followUp, actions, failure } = view
  return (
    <>
      {failure && (
        <Notice tone="look" title={undo.notDone} live>
          <p>{explain(failure)}</p>
        </Notice>
      )}
      <Notice tone="good" title={applied.title(appliedAt ? formatMoment(appliedAt, locale) : '')} live>
        {approvedBy && <p>{applied.approvedBy(approvedBy)}</p>}
        {approvalNote && <p>{applied.note(approvalNote)}</p>}
        {changesOf(view) === 0 && <p>{applied.nothing}</p>}
        {isFollowedUp(view) && <p>{applied.following}</p>}
        {followUp !== null && (
          <>
            <p>
              {followUp.applicationsChanged > 0
                ? applied.applications(count(followUp.applicationsChanged))
                : applied.noApplications}
            </p>
            <p>{followUp.tasks > 0 ? applied.tasks(count(followUp.tasks)) : applied.noTasks}</p>
          </>
        )}
      </Notice>
      {((followUp?.tasks ?? 0) > 0 || actions.includes('undo')) && (
        <div className="buttons buttons-row">
          {followUp !== null && followUp.tasks > 0 && (
            <LinkButton weight="main" href={paths.staffTasks()}>
              {applied.toTasks}
            </LinkButton>
          )}
          {actions.includes('undo') && (
            <Button weight="grave" onClick={onUndo}>
              {applied.undo}
            </Button>
          )}
        </div>
      )}
    </>
  )
}

export function Undoing({ view: { undoneBy, undoReason } }: StageProps) {
  const { undoing, undone, list } = useText(staffImportsTexts)
  return (
    <Card title={undoing.title}>
      <ProgressBar label={undoing.progress} />
      <p>{undoing.text}</p>
      <p className="fine">{undoing.by(undoneBy ?? list.commandLine)}</p>
      {undoReason && <p className="fine">{undone.reason(undoReason)}</p>}
    </Card>
  )
}

export function Undone({ view: { undoneAt, undoneBy, undoReason } }: StageProps) {
  const { undone, list } = useText(staffImportsTexts)
  const { locale } = useLocale()
  return (
    <Notice tone="info" title={undone.title(undoneAt ? formatMoment(undoneAt, locale) : '')} live>
      <p>{undone.text(undoneBy ?? list.commandLine)}</p>
      {undoReason && <p>{undone.reason(undoReason)}</p>}
    </Notice>
  )
}

export function Cancelled() {
  const { cancelled } = useText(staffImportsTexts)
  return (
    <Notice tone="info" title={cancelled.title} live>
      <p>{cancelled.text}</p>
    </Notice>
  )
}

/** Why nothing came of the file, and what to do about it: what lies here and was not at fault is not uploaded twice. */
export function Failed({
  view: { failure, actions },
  commands: { readAgain },
}: StageProps & { readonly commands: ImportCommands }) {
  const { failed } = useText(staffImportsTexts)
  const toast = useToast()
  const problem = useExplain()
  const mayAgain = actions.includes('read_again')
  async function again() {
    if (await readAgain.run(null)) toast(failed.begun)
  }
  const explain = useFailureSentence()
  const where = useFailureDetail()(failure)
  return (
    <>
      <Notice tone="stop" title={failed.title} live>
        <p>{explain(failure)}</p>
        {where && <p>{where}</p>}
        {mayAgain ? <p>{failed.stored}</p> : actions.includes('change_mapping') && <p>{failed.mapping}</p>}
      </Notice>
      {readAgain.problem !== undefined && !isConflict(readAgain.problem) && (
        <Notice tone="look" live>
          <p>{problem(readAgain.problem)}</p>
        </Notice>
      )}
      <div className="buttons buttons-row">
        {mayAgain && (
          <Button weight="main" busy={readAgain.busy} onClick={() => void again()}>
            {failed.again}
          </Button>
        )}
        <LinkButton href={withQuery(paths.staffImports(), { bring: 'another' })}>{failed.another}</LinkButton>
      </div>
    </>
  )
}
