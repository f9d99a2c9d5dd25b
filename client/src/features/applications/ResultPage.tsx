import type { ApplicationView, MeetingResult } from '@yijian/shared/application/contract'
import { type FormEvent, useState } from 'react'
import { useNavigate, useParams } from 'react-router'
import { request } from '../../api/request.ts'
import { useAnswer } from '../../api/use-answer.ts'
import { useCommand } from '../../api/use-command.ts'
import { useProblemErrors } from '../../api/use-form-errors.ts'
import { Fetched } from '../../app/Fetched.tsx'
import { paths } from '../../app/paths.ts'
import { useLocale, useText } from '../../i18n/locale.tsx'
import { applicationsTexts } from '../../i18n/zh-CN/applications.ts'
import { shellTexts } from '../../i18n/zh-CN/shell.ts'
import { Button } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { ErrorSummary, type FormError } from '../../ui/ErrorSummary.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { NumberField } from '../../ui/NumberField.tsx'
import { Page } from '../../ui/Page.tsx'
import { StickyActions } from '../../ui/StickyActions.tsx'
import { TextInput } from '../../ui/TextInput.tsx'
import { useToast } from '../../ui/Toast.tsx'
import { PhotoField } from '../photo/PhotoField.tsx'
import { readEndpoint, resultEndpoint } from './endpoints.ts'
import { readResult, resultFields } from './read-result.ts'

/** The result of the members' meeting: five facts and a photo of the sealed paper. 依据: DOMAIN §4.3 第4–5步 */
export function ResultPage() {
  const { product } = useText(shellTexts)
  const { result: texts } = useText(applicationsTexts)
  const { id = '' } = useParams()
  const [wrong, setWrong] = useState(false)
  const fetched = useAnswer(id, () => request(readEndpoint, { params: { id } }))
  return (
    <Page title={texts.title} site={product} lead={texts.lead} back={{ href: paths.application(id) }} wrong={wrong}>
      <Fetched of={fetched}>
        {(application) =>
          application.actions.includes('submit_result') ? (
            <ResultForm application={application} onWrong={setWrong} />
          ) : (
            <Notice>
              <p>{texts.over}</p>
            </Notice>
          )
        }
      </Fetched>
    </Page>
  )
}

interface ResultFormProps {
  readonly application: ApplicationView
  readonly onWrong: (wrong: boolean) => void
}

function ResultForm({ application, onWrong }: ResultFormProps) {
  const { result: texts } = useText(applicationsTexts)
  const { locale } = useLocale()
  const navigate = useNavigate()
  const toast = useToast()
  const { id, version } = application
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
    toast(texts.done)
    navigate(paths.application(String(id)), { replace: true })
  }

  return (
    <>
      <ErrorSummary errors={shown} />
      <form noValidate className="form" onSubmit={submit}>
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
