import type { MeetingResult } from '@yijian/shared/application/contract'
import { type FormEvent, useState } from 'react'
import { useNavigate } from 'react-router'
import { request } from '../../api/request.ts'
import { useCommand } from '../../api/use-command.ts'
import { useProblemErrors } from '../../api/use-form-errors.ts'
import { paths } from '../../app/paths.ts'
import { useLocale, useText } from '../../i18n/locale.tsx'
import { applicationsTexts } from '../../i18n/zh-CN/applications.ts'
import { Button } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { ErrorSummary, type FormError } from '../../ui/ErrorSummary.tsx'
import { NumberField } from '../../ui/NumberField.tsx'
import { StickyActions } from '../../ui/StickyActions.tsx'
import { TextInput } from '../../ui/TextInput.tsx'
import { useToast } from '../../ui/Toast.tsx'
import { PhotoField } from '../photo/PhotoField.tsx'
import { ApplicationFormPage, type ApplicationFormProps } from './ApplicationFormPage.tsx'
import { resultEndpoint } from './endpoints.ts'
import { readResult, resultFields } from './read-result.ts'
import { useKeptForm } from './use-kept-form.ts'

/** The result of the members' meeting: five facts and a photo of the sealed paper. 依据: DOMAIN §4.3 第4–5步 */
export function ResultPage() {
  const { result: texts } = useText(applicationsTexts)
  return (
    <ApplicationFormPage action="submit_result" texts={texts}>
      {(form) => <ResultForm {...form} />}
    </ApplicationFormPage>
  )
}

function ResultForm({ application, onWrong }: ApplicationFormProps) {
  const { result: texts } = useText(applicationsTexts)
  const { locale } = useLocale()
  const navigate = useNavigate()
  const toast = useToast()
  const { id, version } = application
  const kept = useKeptForm(`result ${id} ${version}`)
  const [paperId, setPaperId] = useState<string>()
  const [errors, setErrors] = useState<readonly FormError[]>([])
  const command = useCommand((result: MeetingResult, commandId) =>
    request(resultEndpoint, { params: { id: String(id) }, body: { commandId, version, result } }),
  )
  const problems = useProblemErrors(command.problem, resultFields)
  const shown = errors.length > 0 ? errors : problems
  const errorOf = (name: string) => shown.find(({ field }) => field === name)?.message

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    command.clear()
    const { result, errors: found } = readResult(new FormData(event.currentTarget), paperId, texts, locale)
    setErrors(found)
    onWrong(found.length > 0)
    if (!result || !(await command.run(result))) return
    kept.forget()
    toast(texts.done)
    navigate(paths.application(String(id)), { replace: true })
  }

  return (
    <>
      <ErrorSummary errors={shown} />
      <form noValidate className="form" {...kept.form} onSubmit={submit}>
        <Card>
          <TextInput name="heldOn" label={texts.heldOn} error={errorOf('heldOn')} type="date" />
          <NumberField name="expected" label={texts.expected} error={errorOf('expected')} mayBeUnknown={false} />
          <NumberField name="present" label={texts.present} error={errorOf('present')} mayBeUnknown={false} />
          <TextInput
            name="secretaryName"
            label={texts.secretaryName}
            error={errorOf('secretaryName')}
            autoComplete="off"
            maxLength={40}
          />
          <NumberField
            name="votesFor"
            label={texts.votesFor}
            error={errorOf('votesFor')}
            unit={texts.votes}
            mayBeUnknown={false}
          />
        </Card>
        <Card>
          <PhotoField
            name="paperId"
            kind="meeting_result"
            label={texts.paper}
            hint={texts.paperHint}
            error={errorOf('paperId')}
            given={paperId !== undefined}
            onGiven={setPaperId}
          />
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
