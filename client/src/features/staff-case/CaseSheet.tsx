import type { CaseView } from '@yijian/shared/application/case-contract'
import { localDay } from '@yijian/shared/application/clock'
import { reviewActions, reviewStates } from '@yijian/shared/vocabulary'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { useExplain } from '../../api/explain.ts'
import { Refused } from '../../api/problems.ts'
import { useFormErrors } from '../../api/use-form-errors.ts'
import { useLocale, useText } from '../../i18n/locale.tsx'
import { staffCaseTexts } from '../../i18n/zh-CN/staff-case.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorSummary, type FormError } from '../../ui/ErrorSummary.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { TextArea } from '../../ui/TextInput.tsx'
import { useToast } from '../../ui/Toast.tsx'
import { useWord } from '../staff-work/use-word.ts'
import type { Covered } from './CommitteeFields.tsx'
import { ContactFields } from './ContactFields.tsx'
import { isConflict } from './conflict.ts'
import { countFields, readContact } from './contact-form.ts'
import { asksKind, DecisionFields } from './DecisionFields.tsx'
import { formOf, readDecision, type SheetAction } from './decision-form.ts'
import { MoreActions } from './MoreActions.tsx'
import type { CaseCommands } from './use-case.ts'
import { useKeptSheets } from './use-kept-sheets.ts'

export type Panel =
  | { readonly shows: 'more' | 'take_over' }
  | { readonly shows: 'contact'; readonly phone?: string }
  | { readonly shows: 'decision'; readonly action: SheetAction }

interface CaseSheetProps {
  readonly view: CaseView
  readonly commands: CaseCommands
  readonly panel: Panel | undefined
  readonly show: (panel: Panel | undefined) => void
  readonly assigned: (placeId: number) => void
}

const FORM = 'case-form'
const fieldsOfServer = [
  ...countFields,
  'placeId',
  'kind',
  'nextDate',
  'nationalId',
  'applicantText',
  'authorityConfirmed',
]

/** The one sheet of the page: what else can be done, and the form of each. What was typed outlives closing it, and the page. */
export function CaseSheet({ view, commands, panel, show, assigned }: CaseSheetProps) {
  const texts = useText(staffCaseTexts)
  const { locale } = useLocale()
  const word = useWord()
  const toast = useToast()
  const explain = useExplain()
  const formErrors = useFormErrors()
  const [errors, setErrors] = useState<readonly FormError[]>([])
  const [covered, setCovered] = useState<readonly Covered[]>([])
  const sheets = useKeptSheets(view.id)
  const start = useRef<HTMLDivElement>(null)
  const seen = useRef(view.version)
  const key = panel && (panel.shows === 'decision' ? panel.action : panel.shows)
  const busy = commands.decide.busy || commands.record.busy || commands.claim.busy
  const conflict = [commands.decide.problem, commands.claim.problem].find(isConflict)
  useEffect(() => {
    setErrors([])
    // Another panel in the same sheet: the reader begins at its top.
    if (key) start.current?.focus()
  }, [key])

  const kept = (name: string) => (key ? sheets.value(key, name) : undefined)
  const errorOf = (field: string) => errors.find((error) => error.field === field)?.message

  function keep(event: FormEvent<HTMLFormElement>) {
    if (key) sheets.keep(key, new FormData(event.currentTarget))
  }
  function finish(message: string) {
    if (key) sheets.keep(key)
    show(undefined)
    toast(message)
  }
  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const data = new FormData(event.currentTarget)
    setErrors([])
    if (panel?.shows === 'take_over') return takeOver(String(data.get('reason') ?? '').trim())
    if (panel?.shows === 'contact') return record(data)
    if (panel?.shows === 'decision') return decide(panel.action, data)
  }
  async function takeOver(reason: string) {
    if (reason === '') return setErrors([{ field: 'reason', message: texts.decision.fieldNeeded }])
    if (await commands.claim.run(reason)) finish(texts.claim.claimed)
  }
  async function record(data: FormData) {
    const read = readContact(data, texts.contactForm, locale)
    if (!read.contact) return setErrors(read.errors)
    if (await commands.record.run(read.contact)) finish(texts.contactForm.saved)
  }
  async function decide(action: SheetAction, data: FormData) {
    const read = readDecision(data, formOf(action), {
      today: localDay(new Date()),
      asksKind: asksKind(view),
      texts: texts.decision,
    })
    if (read.errors.length > 0) return setErrors(read.errors)
    if (await commands.decide.run({ version: seen.current, action, ...read.parts })) {
      finish(texts.decision.done(word(reviewActions[action])))
      if (action === 'assign' && read.parts.placeId !== undefined) assigned(read.parts.placeId)
    }
  }

  const problem =
    panel?.shows === 'contact'
      ? commands.record.problem
      : panel?.shows === 'take_over'
        ? commands.claim.problem
        : commands.decide.problem
  // biome-ignore lint/correctness/useExhaustiveDependencies: worded once for each refusal, so that focus moves once
  useEffect(() => {
    if (problem === undefined) return
    // What happened stands in the notice at the top; nothing in the form is to be mended.
    if (isConflict(problem)) start.current?.focus()
    else setErrors(nameEnterprises(problem, covered, texts.committee.cannot) ?? formErrors(problem, fieldsOfServer))
  }, [problem])

  // What stood here when the sheet was opened, or when a refusal said what it is now: the page may learn more beneath it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: as above
  useEffect(() => {
    seen.current = view.version
  }, [key, problem])

  const offered = panel?.shows !== 'decision' || view.actions.some(({ action }) => action === panel.action)
  return (
    <Sheet
      open={panel !== undefined}
      onClose={() => {
        commands.decide.clear()
        commands.record.clear()
        show(undefined)
      }}
      title={titleOf()}
      foot={
        panel &&
        panel.shows !== 'more' && (
          <Button
            type="submit"
            form={FORM}
            weight={isGrave(panel) ? 'grave' : 'main'}
            busy={busy}
            {...(!offered && { disabledBecause: texts.conflict.gone })}
          >
            {panel.shows === 'contact' ? texts.contactForm.save : titleOf()}
          </Button>
        )
      }
    >
      <div ref={start} tabIndex={-1} className="sheet-start">
        {conflict !== undefined && (
          <Notice tone="look" title={explain(conflict)} live>
            <p>{texts.conflict.now(word(reviewStates[view.state]))}</p>
          </Notice>
        )}
        <ErrorSummary errors={errors} />
        {panel?.shows === 'more' && <MoreActions view={view} show={show} />}
        {panel && panel.shows !== 'more' && (
          <form id={FORM} key={key} className="sheet-form" noValidate onSubmit={submit} onChange={keep}>
            {panel.shows === 'take_over' && (
              <>
                <p>{texts.claim.takeOverText(view.claim?.officerName ?? '')}</p>
                <TextArea
                  name="reason"
                  label={texts.claim.reason}
                  hint={texts.claim.reasonHint}
                  error={errorOf('reason')}
                  maxLength={200}
                  defaultValue={kept('reason')}
                />
              </>
            )}
            {panel.shows === 'contact' && (
              <ContactFields view={view} phone={panel.phone} errorOf={errorOf} kept={kept} />
            )}
            {panel.shows === 'decision' && (
              <DecisionFields
                view={view}
                action={panel.action}
                errorOf={errorOf}
                kept={kept}
                covered={covered}
                cover={setCovered}
              />
            )}
          </form>
        )}
      </div>
    </Sheet>
  )

  function titleOf(): string {
    if (panel?.shows === 'decision') return word(reviewActions[panel.action])
    if (panel?.shows === 'contact') return texts.contactForm.title
    return panel?.shows === 'take_over' ? texts.claim.takeOver : texts.more.title
  }
}

function isGrave(panel: Panel): boolean {
  return panel.shows === 'decision' && panel.action === 'refuse'
}

/** The server names a further enterprise that cannot be covered by its number; people know it by name. */
function nameEnterprises(
  problem: unknown,
  covered: readonly Covered[],
  say: (name: string) => string,
): FormError[] | undefined {
  if (!(problem instanceof Refused)) return undefined
  const named = (problem.body.fields ?? []).flatMap(({ path }) => {
    const one = covered.find(({ id }) => /enterpriseIds[./]/.test(path) && path.endsWith(String(id)))
    return one ? [{ message: say(one.name) }] : []
  })
  return named.length > 0 ? named : undefined
}
