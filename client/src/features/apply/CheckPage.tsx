import { type FormEvent, useEffect, useState } from 'react'
import { useNavigate } from 'react-router'
import { Refused } from '../../api/problems.ts'
import { request } from '../../api/request.ts'
import { useCommand } from '../../api/use-command.ts'
import { useProblemErrors } from '../../api/use-form-errors.ts'
import { paths } from '../../app/paths.ts'
import { useLocale, useText } from '../../i18n/locale.tsx'
import { applyTexts } from '../../i18n/zh-CN/apply.ts'
import { shellTexts } from '../../i18n/zh-CN/shell.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorSummary, type FormError } from '../../ui/ErrorSummary.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Page } from '../../ui/Page.tsx'
import { StickyActions } from '../../ui/StickyActions.tsx'
import { AnswersShown } from './AnswersShown.tsx'
import { ConsentFields } from './ConsentFields.tsx'
import { useDraft } from './draft.tsx'
import { submitEndpoint } from './endpoints.ts'
import { KeptAnswers } from './KeptAnswers.tsx'
import { checkNumbers } from './numbers.ts'
import { StandingNotice } from './StandingNotice.tsx'
import { toSubmission } from './to-submission.ts'
import { useFormStart } from './use-form-start.ts'
import { nextPage } from './way.ts'

type Body = NonNullable<ReturnType<typeof toSubmission>>

export function CheckPage() {
  useFormStart()
  const { product } = useText(shellTexts)
  const { check: texts, numbers: numberTexts } = useText(applyTexts)
  const { locale } = useLocale()
  const navigate = useNavigate()
  const { answers, settle, finish } = useDraft()
  const [consentError, setConsentError] = useState<readonly FormError[]>([])
  const submission = useCommand(async (body: Body, commandId) => {
    await settle()
    return request(submitEndpoint, { body: { commandId, ...body } })
  })
  const missing = nextPage(answers)
  useEffect(() => {
    if (missing !== paths.applyCheck()) navigate(missing, { replace: true })
  }, [missing, navigate])

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    submission.clear()
    if (form.get('consent') === null) return setConsentError([{ field: 'consent', message: texts.consentMissing }])
    setConsentError([])
    const { numbers } = checkNumbers(answers.numbers ?? {}, numberTexts, locale)
    if (numbers === undefined) return navigate(paths.applyNumbers())
    const sharing = { shareUnion: form.get('shareUnion') !== null, shareWomen: form.get('shareWomen') !== null }
    const body = toSubmission(answers, numbers, sharing)
    const receipt = body && (await submission.run(body))
    if (!receipt) return
    finish(receipt)
    navigate(paths.apply(), { replace: true })
  }

  const { problem } = submission
  const problems = useProblemErrors(problem)
  const errors = consentError.length > 0 ? consentError : problems
  return (
    <Page
      title={texts.title}
      site={product}
      step={{ now: 4, of: 4 }}
      back={{ href: paths.applyContact() }}
      wrong={errors.length > 0}
    >
      <KeptAnswers />
      <ErrorSummary errors={errors} />
      {problem instanceof Refused && problem.code === 'already_organised' && (
        <Notice>
          <p>{texts.organised}</p>
        </Notice>
      )}
      <AnswersShown answers={answers} />
      <StandingNotice typed={answers.numbers} />
      <form noValidate className="form" onSubmit={submit}>
        <ConsentFields error={consentError[0]?.message} />
        <StickyActions>
          <Button type="submit" weight="main" busy={submission.busy}>
            {texts.submit}
          </Button>
        </StickyActions>
      </form>
    </Page>
  )
}
