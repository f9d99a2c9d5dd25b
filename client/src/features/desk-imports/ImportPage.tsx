import type { ImportView } from '@yijian/shared/imports/contract'
import { useEffect, useRef, useState } from 'react'
import { useParams } from 'react-router'
import { useExplain } from '../../api/explain.ts'
import { paths } from '../../app/paths.ts'
import { formatDay, formatMoment } from '../../i18n/format.ts'
import { useLocale, useText } from '../../i18n/locale.tsx'
import { shellTexts } from '../../i18n/zh-CN/shell.ts'
import { staffImportsTexts } from '../../i18n/zh-CN/staff-imports.ts'
import { Link } from '../../ui/Link.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Page } from '../../ui/Page.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { StatusTag } from '../../ui/StatusTag.tsx'
import { StaffProblem } from '../staff-work/StaffProblem.tsx'
import { Approval } from './Approval.tsx'
import { CancelSheet } from './CancelSheet.tsx'
import { Differences } from './Differences.tsx'
import { MappingForm } from './MappingForm.tsx'
import { Problems } from './Problems.tsx'
import { Reading } from './Reading.tsx'
import { Applied, Applying, Cancelled, Failed, Undoing, Undone } from './Stages.tsx'
import { StatusWords } from './StatusWords.tsx'
import { asksForWords } from './status-words.ts'
import { UndoSheet } from './UndoSheet.tsx'
import { type ImportCommands, isConflict, useImport, useImportCommands } from './use-import.ts'
import { changesOf, stateTones, useAmounts } from './words.ts'

/** One register file: how far it is, what it would change or has changed, and what can be done with it now. */
export function ImportPage() {
  const { id = '' } = useParams()
  const { view: texts } = useText(staffImportsTexts)
  const { product } = useText(shellTexts)
  const asked = useImport(id)
  if (asked.data) return <Shown view={asked.data} />
  return (
    <Page title={texts.fallback} site={product} back={{ href: paths.staffImports(), label: texts.back }}>
      {asked.error ? <StaffProblem problem={asked.error} retry={() => void asked.refetch()} /> : <Skeleton lines={6} />}
    </Page>
  )
}

export interface StageProps {
  readonly view: ImportView
  readonly commands: ImportCommands
}

function Shown({ view }: { readonly view: ImportView }) {
  const { view: texts, states, list } = useText(staffImportsTexts)
  const { product } = useText(shellTexts)
  const { count } = useAmounts()
  const commands = useImportCommands(String(view.id))
  const [sheet, setSheet] = useState<'cancel' | 'undo'>()
  const { state, actions } = view
  const staged = state === 'staged'
  const compared = view.comparison !== null
  const asks = asksForWords(view)
  const words = hasBeenRead(view) && view.statusWords.length > 0 && <StatusWords view={view} commands={commands} />
  return (
    <>
      <Page
        title={view.fileName}
        site={product}
        back={{ href: paths.staffImports(), label: texts.back }}
        lead={<Origin view={view} />}
        wide
      >
        <div className="tags">
          <StatusTag tone={stateTones[state]}>{states[state]}</StatusTag>
          {staged && view.heldBy.length > 0 && (
            <StatusTag tone="look">{list.holds(count(view.heldBy.length))}</StatusTag>
          )}
        </div>
        <ChangedMeanwhile view={view} commands={commands} />
        <SameFile view={view} />
        {(state === 'received' || state === 'staging') && <Reading view={view} onCancel={() => setSheet('cancel')} />}
        {state === 'applying' && <Applying view={view} />}
        {state === 'applied' && <Applied view={view} onUndo={() => setSheet('undo')} />}
        {state === 'undoing' && <Undoing view={view} />}
        {state === 'undone' && <Undone view={view} />}
        {state === 'cancelled' && <Cancelled />}
        {state === 'failed' && <Failed view={view} commands={commands} />}
        {hasBeenRead(view) && (
          <>
            <Totals view={view} />
            {asks && words}
            <div className="columns">
              <div className="stack">
                <Differences view={view} />
                {(staged || !compared) && <Problems view={view} />}
              </div>
              {(staged || compared) && (
                <div className="stack">
                  {staged ? (
                    <Approval view={view} commands={commands} onGiveUp={() => setSheet('cancel')} />
                  ) : (
                    <Problems view={view} />
                  )}
                </div>
              )}
            </div>
          </>
        )}
        {!asks && words}
        {view.columns.length > 0 && !['received', 'staging'].includes(state) && (
          <MappingForm
            key={`${state} ${view.columns.map(({ field }) => field).join()}`}
            view={view}
            commands={commands}
          />
        )}
      </Page>
      <CancelSheet open={sheet === 'cancel' && actions.includes('cancel')} commands={commands} close={close} />
      <UndoSheet open={sheet === 'undo' && actions.includes('undo')} view={view} commands={commands} close={close} />
    </>
  )

  function close() {
    setSheet(undefined)
  }
}

/** There is something to see of it besides that it was not readable. */
function hasBeenRead({ state, comparison }: ImportView): boolean {
  return comparison !== null || ['staged', 'applying', 'applied', 'undoing', 'undone'].includes(state)
}

function Origin({ view }: { readonly view: ImportView }) {
  const { view: texts, list } = useText(staffImportsTexts)
  const { locale } = useLocale()
  const { count } = useAmounts()
  const { broughtBy, startedAt, sourceDate, complete, encoding, headerRow } = view
  return [
    texts.brought(broughtBy ?? list.commandLine, formatMoment(startedAt, locale)),
    sourceDate ? texts.speaksOf(formatDay(sourceDate, locale)) : texts.noDay,
    complete ? texts.whole : texts.part,
    ...(encoding ? [texts.readAs(encoding.toUpperCase())] : []),
    ...(headerRow ? [texts.header(count(headerRow))] : []),
    // What is next goes to the next line with its words, not with its point.
  ].join('\u00a0· ')
}

/** Somebody has brought the same bytes: whose, when, and what has become of them. It is no refusal. */
function SameFile({ view }: { readonly view: ImportView }) {
  const { view: texts, list } = useText(staffImportsTexts)
  const { locale } = useLocale()
  const { sameFile: same, state, actions } = view
  if (same === null) return null
  const nothing = state === 'staged' && !actions.includes('compare_again') && changesOf(view) === 0
  return (
    <Notice tone="info" title={texts.same(same.broughtBy ?? list.commandLine, formatMoment(same.startedAt, locale))}>
      <p>
        {same.state === 'undone'
          ? texts.sameUndone
          : same.appliedAt === null
            ? texts.sameWaiting
            : texts.sameApplied(formatMoment(same.appliedAt, locale))}
        {nothing && same.appliedAt !== null && texts.sameNothing}
      </p>
      <p>
        <Link href={paths.staffImport(String(same.id))}>{texts.sameShow}</Link>
      </p>
    </Notice>
  )
}

/** Somebody else was quicker: says so, above what it is like now. */
function ChangedMeanwhile({ view: { state }, commands }: StageProps) {
  const { view: texts, states } = useText(staffImportsTexts)
  const explain = useExplain()
  const refused = Object.values(commands)
    .map(({ problem }) => problem)
    .find(isConflict)
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // Whatever was tapped may be far below.
    if (refused !== undefined) place.current?.focus()
  }, [refused])
  if (refused === undefined) return null
  return (
    <div ref={place} tabIndex={-1} className="sheet-start">
      <Notice tone="look" title={texts.outOfSight} live>
        <p>{explain(refused)}</p>
        <p>{texts.now(states[state])}</p>
      </Notice>
    </div>
  )
}

const totals = ['rows', 'new', 'changed', 'unchanged', 'vanished', 'duplicate', 'warned', 'rejected'] as const

function Totals({ view: { counts } }: { readonly view: ImportView }) {
  const { counts: words } = useText(staffImportsTexts)
  const { count } = useAmounts()
  return (
    <dl className="card totals">
      {totals.map((key) => (
        <div key={key}>
          <dt>{words[key]}</dt>
          <dd className="number">{count(counts[key])}</dd>
        </div>
      ))}
    </dl>
  )
}
