import { type FormEvent, useState } from 'react'
import { useNavigate } from 'react-router'
import { useSession } from '../../api/session.ts'
import { paths } from '../../app/paths.ts'
import { useLocale, useText } from '../../i18n/locale.tsx'
import { applyTexts } from '../../i18n/zh-CN/apply.ts'
import { shellTexts } from '../../i18n/zh-CN/shell.ts'
import { Button } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { ErrorSummary, type FormError } from '../../ui/ErrorSummary.tsx'
import { Page } from '../../ui/Page.tsx'
import { StickyActions } from '../../ui/StickyActions.tsx'
import { PhotoField } from '../photo/PhotoField.tsx'
import { ContactFields } from './ContactFields.tsx'
import { useDraft } from './draft.tsx'
import { KeptAnswers } from './KeptAnswers.tsx'
import { phoneProblem } from './phone-problem.ts'
import { useFormStart } from './use-form-start.ts'
import { nextPage } from './way.ts'

export function ContactPage() {
  useFormStart()
  const { product } = useText(shellTexts)
  const { contact: texts, next } = useText(applyTexts)
  const { locale } = useLocale()
  const navigate = useNavigate()
  const { answers, save } = useDraft()
  const [errors, setErrors] = useState<readonly FormError[]>([])
  const name = answers.contactName ?? ''
  const session = useSession()
  const phone = answers.contactPhone ?? session?.account.phone ?? ''
  // Somebody whose phone the register knows has shown who they are; others help the street with a photo.
  const unproven = answers.enterprise?.known === true && !answers.enterprise.proven

  function submit(event: FormEvent) {
    event.preventDefault()
    const wrong = phoneProblem(phone, locale)
    const found: FormError[] = []
    if (name.trim() === '') found.push({ field: 'contactName', message: texts.nameMissing })
    if (wrong !== undefined) found.push({ field: 'contactPhone', message: wrong })
    setErrors(found)
    if (found.length === 0) navigate(nextPage(save({ contactName: name.trim(), contactPhone: phone })))
  }

  return (
    <Page
      title={texts.title}
      site={product}
      lead={texts.lead}
      step={{ now: 3, of: 4 }}
      back={{ href: paths.applyNumbers() }}
      wrong={errors.length > 0}
    >
      <KeptAnswers />
      <ErrorSummary errors={errors} />
      <form noValidate className="form" onSubmit={submit}>
        <Card>
          <ContactFields name={name} phone={phone} errors={errors} onChange={save} />
        </Card>
        {unproven && (
          <Card>
            <PhotoField
              name="licence"
              kind="licence"
              label={texts.licence}
              hint={texts.licenceHint}
              optional
              given={answers.licenceId !== undefined}
              onGiven={(licenceId) => save({ licenceId })}
            />
          </Card>
        )}
        <StickyActions>
          <Button type="submit" weight="main">
            {next}
          </Button>
        </StickyActions>
      </form>
    </Page>
  )
}
