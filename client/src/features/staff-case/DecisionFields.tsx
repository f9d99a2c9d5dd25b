import type { CaseView } from '@yijian/shared/application/case-contract'
import { organisationKinds, returnReasons, tiers } from '@yijian/shared/vocabulary'
import { useText } from '../../i18n/locale.tsx'
import { staffCaseTexts } from '../../i18n/zh-CN/staff-case.ts'
import { RadioGrid } from '../../ui/Choices.tsx'
import { FieldError } from '../../ui/Field.tsx'
import { TextArea, TextInput } from '../../ui/TextInput.tsx'
import { Tick } from '../../ui/Tick.tsx'
import { useWord } from '../staff-work/use-word.ts'
import { CommitteeFields, type Covered } from './CommitteeFields.tsx'
import { formOf, type SheetAction } from './decision-form.ts'
import { kindsToApprove } from './main-action.ts'
import { ResultFacts } from './OutcomeCards.tsx'
import { PlaceChoice } from './PlaceChoice.tsx'

interface DecisionFieldsProps {
  readonly view: CaseView
  readonly action: SheetAction
  readonly errorOf: (field: string) => string | undefined
  /** What was typed before the sheet was closed. */
  readonly kept: (name: string) => string | undefined
  readonly covered: readonly Covered[]
  readonly cover: (covered: readonly Covered[]) => void
}

/** The questions of one decision, in the order in which one decides. */
export function DecisionFields({ view, action, errorOf, kept, covered, cover }: DecisionFieldsProps) {
  const { decision: texts } = useText(staffCaseTexts)
  const form = formOf(action)
  const last = !view.steps.some(({ name, phase }) => name === 'decide' && phase === 'later')
  return (
    <>
      <p>{texts.explain[action === 'approve' && last ? 'approve_last' : action]}</p>
      {form.result && <ResultFacts result={view.result} eager />}
      {form.reasons && <Reasons error={errorOf('reason.numbers')} kept={kept} />}
      {form.kind && asksKind(view) && <KindChoice view={view} error={errorOf('kind')} kept={kept('kind')} />}
      {form.place && (
        <PlaceChoice
          from={view.place}
          within={action === 'assign' && view.place.tier === 'county'}
          error={errorOf('placeId')}
        />
      )}
      {form.committee && <CommitteeFields view={view} errorOf={errorOf} kept={kept} covered={covered} cover={cover} />}
      {form.nextDate && (
        <TextInput
          name="nextDate"
          type="date"
          label={texts.nextDate}
          hint={texts.nextDateHint}
          error={errorOf('nextDate')}
          defaultValue={kept('nextDate')}
        />
      )}
      {form.nationalId && (
        <TextInput
          name="nationalId"
          label={texts.nationalId}
          error={errorOf('nationalId')}
          maxLength={40}
          autoComplete="off"
          defaultValue={kept('nationalId')}
        />
      )}
      {form.words && (
        <TextArea
          name="applicantText"
          label={texts.words}
          hint={texts.wordsHint}
          error={errorOf('applicantText')}
          optional={form.words === 'optional'}
          maxLength={500}
          defaultValue={kept('applicantText')}
        />
      )}
      {form.note && (
        <TextArea
          name="note"
          label={texts.note}
          hint={texts.noteHint}
          error={errorOf('note')}
          optional={form.note === 'optional'}
          maxLength={500}
          defaultValue={kept('note')}
        />
      )}
    </>
  )
}

/** The street settles the kind; later tiers approve what it settled on. */
export function asksKind(view: CaseView): boolean {
  return view.actions.some(({ action, needs }) => action === 'approve' && needs.includes('kind'))
}

function Reasons({
  error,
  kept,
}: {
  readonly error: string | undefined
  readonly kept: (name: string) => string | undefined
}) {
  const { decision: texts } = useText(staffCaseTexts)
  const word = useWord()
  return (
    <fieldset className={error ? 'choices choices-wrong' : 'choices'} aria-describedby="reasons-hint">
      <legend>{texts.reasons}</legend>
      <p className="hint" id="reasons-hint">
        {texts.reasonsHint}
      </p>
      {error && <FieldError id="reasons-error" text={error} />}
      <div>
        {Object.entries(returnReasons).map(([reason, words]) => (
          <Tick
            key={reason}
            name={`reason.${reason}`}
            label={word(words)}
            defaultChecked={kept(`reason.${reason}`) !== undefined}
          />
        ))}
      </div>
    </fieldset>
  )
}

function KindChoice({
  view,
  error,
  kept,
}: {
  readonly view: CaseView
  readonly error: string | undefined
  readonly kept: string | undefined
}) {
  const { decision: texts } = useText(staffCaseTexts)
  const word = useWord()
  const kinds = kindsToApprove(view.allowedKinds)
  // The steps of the case are those of the first kind its numbers allow.
  const road = view.steps
    .filter(({ name }) => name !== 'submit')
    .map(({ name, tier }) => (tier ? `${word(tiers[tier])}${texts.steps[name]}` : texts.steps[name]))
    .join(' → ')
  return (
    <RadioGrid
      name="kind"
      label={texts.kind}
      error={error}
      defaultValue={kept ?? (kinds.length === 1 ? kinds[0] : undefined)}
      choices={kinds.map((kind) => ({
        value: kind,
        label: word(organisationKinds[kind]),
        hint: (
          <>
            {texts.kindHints[kind]}
            <br />
            {kind === view.allowedKinds[0] ? texts.road(road) : texts.roadDefault}
          </>
        ),
      }))}
    />
  )
}
