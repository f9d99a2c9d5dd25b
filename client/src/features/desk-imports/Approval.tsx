import type { Hold, ImportView } from '@yijian/shared/imports/contract'
import { type FormEvent, useState } from 'react'
import { useProblemErrors } from '../../api/use-form-errors.ts'
import { formatDay } from '../../i18n/format.ts'
import { useLocale, useText } from '../../i18n/locale.tsx'
import { staffImportsTexts } from '../../i18n/zh-CN/staff-imports.ts'
import { Button } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { ErrorSummary, type FormError } from '../../ui/ErrorSummary.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { TextArea } from '../../ui/TextInput.tsx'
import { Tick } from '../../ui/Tick.tsx'
import { useToast } from '../../ui/Toast.tsx'
import type { StageProps } from './ImportPage.tsx'
import { isConflict } from './use-import.ts'
import { changesOf, useAmounts, useFailureSentence, useFieldWord, useUnlisted } from './words.ts'

/** What is unusual, accepted one by one with a reason; then the approval, or who has to give it. */
export function Approval({ view, commands, onGiveUp }: StageProps & { readonly onGiveUp: () => void }) {
  const { approval } = useText(staffImportsTexts)
  const explainFailure = useFailureSentence()
  const { actions } = view
  return (
    <Card title={approval.title}>
      {view.failure && (
        <Notice tone="stop" title={approval.putBack} live>
          <p>{explainFailure(view.failure)}</p>
        </Notice>
      )}
      {actions.includes('compare_again') ? <Outdated view={view} commands={commands} /> : <WhatItDoes view={view} />}
      <WhatItKeeps view={view} />
      {actions.includes('approve') ? (
        <ApprovalForm view={view} commands={commands} />
      ) : (
        <>
          <HoldNotices view={view} />
          {view.secondPersonNeeded && !actions.includes('compare_again') && (
            <Notice tone="info" title={approval.second}>
              <p>{approval.secondText(view.broughtBy ?? approval.someone)}</p>
            </Notice>
          )}
        </>
      )}
      {actions.includes('cancel') && (
        <div className="buttons buttons-row">
          <Button weight="quiet" onClick={onGiveUp}>
            {approval.giveUp}
          </Button>
        </div>
      )}
    </Card>
  )
}

function Outdated({ commands: { compareAgain } }: StageProps) {
  const { approval } = useText(staffImportsTexts)
  const toast = useToast()
  async function again() {
    if (await compareAgain.run(null)) toast(approval.comparing)
  }
  return (
    <Notice tone="look" title={approval.outdated} live>
      <p>{approval.outdatedText}</p>
      <div className="buttons buttons-row">
        <Button weight="main" busy={compareAgain.busy} onClick={() => void again()}>
          {approval.again}
        </Button>
      </div>
    </Notice>
  )
}

function WhatItDoes({ view }: { readonly view: ImportView }) {
  const { approval } = useText(staffImportsTexts)
  const { count } = useAmounts()
  const { counts } = view
  return (
    <>
      <p>{changesOf(view) === 0 ? approval.willNothing : approval.will(count(counts.new), count(counts.changed))}</p>
      {counts.vanished > 0 && <p>{approval.willMark(count(counts.vanished))}</p>}
      <p className="fine">{approval.oneGo}</p>
    </>
  )
}

/** Columns that the file lacks: an enterprise that is updated keeps what they held. */
function WhatItKeeps({ view: { profile, counts, heldBy } }: { readonly view: ImportView }) {
  const { approval } = useText(staffImportsTexts)
  const fieldWord = useFieldWord()
  const held = new Set(heldBy.map(({ field }) => field))
  const absent = (profile?.columns ?? []).filter(
    ({ field, header, filledBefore }) =>
      header === null && filledBefore !== null && filledBefore > 0 && !held.has(field),
  )
  if (absent.length === 0 || counts.changed === 0) return null
  return (
    <Notice tone="info">
      <p>{approval.keeps(absent.map(({ field }) => fieldWord(field)).join(approval.comma))}</p>
    </Notice>
  )
}

const fieldOf = (at: number) => `hold-${at}`

function ApprovalForm({ view, commands: { approve } }: StageProps) {
  const { approval, holds: texts } = useText(staffImportsTexts)
  const toast = useToast()
  const { sayHold, nameHold } = useHoldWords(view)
  const { count } = useAmounts()
  const [errors, setErrors] = useState<readonly FormError[]>([])
  const answered = useProblemErrors(isConflict(approve.problem) ? undefined : approve.problem, ['note'])
  const { heldBy } = view
  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const data = new FormData(event.currentTarget)
    const note = String(data.get('note') ?? '').trim()
    const found: FormError[] = [
      ...heldBy.flatMap((hold, at) =>
        data.has(fieldOf(at)) ? [] : [{ field: fieldOf(at), message: texts.acceptMissing(nameHold(hold)) }],
      ),
      ...(heldBy.length > 0 && note === '' ? [{ field: 'note', message: texts.noteMissing }] : []),
    ]
    setErrors(found)
    if (found.length > 0) return
    const acceptedHolds = [...new Set(heldBy.map(({ kind }) => kind))]
    if (await approve.run({ acceptedHolds, note: note || null })) toast(approval.approved)
  }
  const shown = errors.length > 0 ? errors : answered
  const errorOf = (field: string) => shown.find((error) => error.field === field)?.message
  return (
    <form noValidate className="stack" onSubmit={submit}>
      <ErrorSummary errors={shown} />
      {heldBy.length > 0 && (
        <>
          <h3>{texts.title(count(heldBy.length))}</h3>
          <p className="fine">{texts.lead}</p>
          {heldBy.map((hold, at) => (
            <Notice key={keyOf(hold)} tone="look">
              <p>{sayHold(hold)}</p>
              <Tick name={fieldOf(at)} label={texts.accept} error={errorOf(fieldOf(at))} />
            </Notice>
          ))}
        </>
      )}
      <TextArea
        name="note"
        label={heldBy.length > 0 ? texts.note : approval.note}
        hint={heldBy.length > 0 ? texts.noteHint : undefined}
        error={errorOf('note')}
        optional={heldBy.length === 0}
        maxLength={500}
      />
      <div className="buttons buttons-row">
        <Button type="submit" weight="main" busy={approve.busy}>
          {approval.approve}
        </Button>
      </div>
    </form>
  )
}

/** For those who may not approve: what the one who may will have to look at. */
function HoldNotices({ view }: { readonly view: ImportView }) {
  const { holds: texts } = useText(staffImportsTexts)
  const { sayHold } = useHoldWords(view)
  const { count } = useAmounts()
  const { heldBy } = view
  if (heldBy.length === 0) return null
  return (
    <Notice tone="look" title={texts.title(count(heldBy.length))}>
      {heldBy.map((hold) => (
        <p key={keyOf(hold)}>{sayHold(hold)}</p>
      ))}
    </Notice>
  )
}

function keyOf({ kind, field }: Hold): string {
  return `${kind} ${field}`
}

/** A hold in a sentence, and in a word or two. */
function useHoldWords({ profile, comparison }: ImportView) {
  const { holds } = useText(staffImportsTexts)
  const { share } = useAmounts()
  const fieldWord = useFieldWord()
  const { locale } = useLocale()
  const districts = useUnlisted()
  const inFile = (field: string | null) => profile?.columns.find((column) => column.field === field)?.header !== null
  return {
    sayHold({ kind, share: found, limit, field, day }: Hold): string {
      const word =
        kind === 'districts_missing' ? districts(comparison) : day ? formatDay(day, locale) : fieldWord(field ?? '')
      if (kind === 'column_emptied' && !inFile(field)) return holds.column_absent(word)
      return holds[kind](share(found), share(limit), word)
    },
    nameHold: ({ kind, field }: Hold) => (field === null ? holds.names[kind] : fieldWord(field)),
  }
}
