import type { Correction } from '@yijian/shared/application/contract'
import { type FormEvent, useState } from 'react'
import { useNavigate } from 'react-router'
import { request } from '../../api/request.ts'
import { useCommand } from '../../api/use-command.ts'
import { useProblemErrors } from '../../api/use-form-errors.ts'
import { paths } from '../../app/paths.ts'
import { useLocale, useText } from '../../i18n/locale.tsx'
import { applicationsTexts } from '../../i18n/zh-CN/applications.ts'
import { applyTexts } from '../../i18n/zh-CN/apply.ts'
import { Button } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { ErrorSummary, type FormError } from '../../ui/ErrorSummary.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { StickyActions } from '../../ui/StickyActions.tsx'
import { TextArea, TextInput } from '../../ui/TextInput.tsx'
import { useToast } from '../../ui/Toast.tsx'
import { ContactFields } from '../apply/ContactFields.tsx'
import { NumberFields } from '../apply/NumberFields.tsx'
import { typedFrom } from '../apply/numbers.ts'
import { PhotoField } from '../photo/PhotoField.tsx'
import { PlacePicker } from '../place/PlacePicker.tsx'
import { ApplicationFormPage, type ApplicationFormProps } from './ApplicationFormPage.tsx'
import { resubmitEndpoint } from './endpoints.ts'
import { type Extra, readCorrection } from './read-correction.ts'
import { useKeptForm } from './use-kept-form.ts'

const FIELDS = ['staff', 'youth', 'members', 'women', 'partyBranch', 'contactName', 'contactPhone', 'place', 'licence']

/** Answers a return: the form opens only what the officer marked. 依据: DOMAIN §8.10 第13行 */
export function CorrectionPage() {
  const { correction: texts } = useText(applicationsTexts)
  return (
    <ApplicationFormPage action="resubmit" texts={texts}>
      {(form) => <CorrectionForm {...form} />}
    </ApplicationFormPage>
  )
}

function CorrectionForm({ application, onWrong }: ApplicationFormProps) {
  const { correction: texts, correct: correctTexts } = useText(applicationsTexts)
  const apply = useText(applyTexts)
  const { locale } = useLocale()
  const navigate = useNavigate()
  const toast = useToast()
  const { id, version, answers, correct } = application
  const kept = useKeptForm(`correction ${id} ${version}`)
  const marked = new Set(correct?.fields)
  const [extra, setExtra] = useState<Extra>({})
  const [errors, setErrors] = useState<readonly FormError[]>([])
  const command = useCommand((body: Omit<Correction, 'commandId'>, commandId) =>
    request(resubmitEndpoint, { params: { id: String(id) }, body: { commandId, ...body } }),
  )
  const problems = useProblemErrors(command.problem, FIELDS)
  const shown = errors.length > 0 ? errors : problems
  const errorOf = (name: string) => shown.find(({ field }) => field === name)?.message

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    command.clear()
    const { correction, errors: found } = readCorrection(
      new FormData(event.currentTarget),
      { correct, extra, answers },
      apply,
      locale,
    )
    const empty = Object.keys(correction).length === 0
    const wrong = found.length === 0 && empty ? [{ field: 'note', message: texts.nothing }] : found
    setErrors(wrong)
    onWrong(wrong.length > 0)
    if (wrong.length > 0) return
    const changed = await command.run({ version, ...correction })
    if (!changed) return
    kept.forget()
    toast(texts.done)
    navigate(paths.application(String(id)), { replace: true })
  }

  return (
    <>
      <ErrorSummary errors={shown} />
      {correct?.text && (
        <Notice tone="look" title={correctTexts.said}>
          <p>{correct.text}</p>
        </Notice>
      )}
      <form noValidate className="form" {...kept.form} onSubmit={submit}>
        {marked.has('members') && (
          <Card>
            <NumberFields numbers={typedFrom(answers.numbers)} errors={shown} />
          </Card>
        )}
        {(marked.has('declaredName') || marked.has('declaredPrincipal')) && (
          <Card>
            <TextInput
              name="declaredName"
              label={apply.confirm.declaredName}
              optional
              maxLength={120}
              defaultValue={answers.declaredName ?? ''}
            />
            <TextInput
              name="declaredPrincipal"
              label={apply.confirm.declaredPrincipal}
              optional
              maxLength={40}
              defaultValue={answers.declaredPrincipal ?? ''}
            />
          </Card>
        )}
        {marked.has('contactPhone') && (
          <Card>
            <p className="hint">{texts.contactAgain}</p>
            <ContactFields name={answers.contactName} phone="" errors={shown} onChange={() => {}} />
          </Card>
        )}
        {marked.has('operatingPlaceId') && (
          <Card title={texts.place}>
            <PlacePicker
              defaultPlace={answers.operatingPlace ?? undefined}
              error={errorOf('place')}
              onPick={(place) => setExtra((before) => ({ ...before, placeId: place.id }))}
            />
          </Card>
        )}
        {marked.has('licence') && (
          <Card>
            <PhotoField
              name="licence"
              kind="licence"
              label={apply.contact.licence}
              hint={apply.unlisted.licenceHint}
              error={errorOf('licence')}
              given={extra.licenceId !== undefined}
              onGiven={(licenceId) => setExtra((before) => ({ ...before, licenceId }))}
            />
          </Card>
        )}
        <Card>
          <TextArea name="note" label={texts.note} error={errorOf('note')} optional maxLength={500} />
        </Card>
        <StickyActions>
          <Button type="submit" weight="main" busy={command.busy}>
            {texts.submit}
          </Button>
        </StickyActions>
      </form>
    </>
  )
}
