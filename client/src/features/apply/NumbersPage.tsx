import { type FormEvent, useState } from 'react'
import { useNavigate } from 'react-router'
import { paths } from '../../app/paths.ts'
import { useLocale, useText } from '../../i18n/locale.tsx'
import { applyTexts } from '../../i18n/zh-CN/apply.ts'
import { shellTexts } from '../../i18n/zh-CN/shell.ts'
import { Button } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { ErrorSummary, type FormError } from '../../ui/ErrorSummary.tsx'
import { Page } from '../../ui/Page.tsx'
import { StickyActions } from '../../ui/StickyActions.tsx'
import { useDraft } from './draft.tsx'
import { KeptAnswers } from './KeptAnswers.tsx'
import { NumberFields } from './NumberFields.tsx'
import { checkNumbers, readNumbers } from './numbers.ts'
import { StandingNotice } from './StandingNotice.tsx'
import { useFormStart } from './use-form-start.ts'
import { nextPage } from './way.ts'

export function NumbersPage() {
  const { product } = useText(shellTexts)
  const { numbers: texts, next } = useText(applyTexts)
  const { locale } = useLocale()
  const navigate = useNavigate()
  const { answers, save } = useDraft()
  const [errors, setErrors] = useState<readonly FormError[]>([])
  useFormStart()

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const numbers = readNumbers(new FormData(event.currentTarget))
    const changed = save({ numbers })
    const { errors: found } = checkNumbers(numbers, texts, locale)
    if (found.length === 0) navigate(nextPage(changed))
    else setErrors(found)
  }

  return (
    <Page
      title={texts.title}
      site={product}
      lead={texts.lead}
      step={{ now: 2, of: 4 }}
      back={{ href: answers.enterprise?.known === false ? paths.applyUnlisted() : paths.applyConfirm() }}
      wrong={errors.length > 0}
    >
      <KeptAnswers />
      <ErrorSummary errors={errors} />
      <form
        noValidate
        className="form"
        onSubmit={submit}
        onInput={(event) => save({ numbers: readNumbers(new FormData(event.currentTarget)) })}
      >
        <Card>
          <NumberFields
            numbers={answers.numbers}
            errors={errors}
            standing={<StandingNotice typed={answers.numbers} />}
          />
        </Card>
        <StickyActions>
          <Button type="submit" weight="main">
            {next}
          </Button>
        </StickyActions>
      </form>
    </Page>
  )
}
