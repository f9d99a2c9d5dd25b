import { normaliseCode } from '@yijian/shared/invitation/code'
import { type FormEvent, useState } from 'react'
import { useNavigate } from 'react-router'
import { paths } from '../../app/paths.ts'
import { useText } from '../../i18n/locale.tsx'
import { invitationTexts } from '../../i18n/zh-CN/invitation.ts'
import { shellTexts } from '../../i18n/zh-CN/shell.ts'
import { Button, LinkButton } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { ErrorSummary, type FormError } from '../../ui/ErrorSummary.tsx'
import { Page } from '../../ui/Page.tsx'
import { TextInput } from '../../ui/TextInput.tsx'

/** The fixed address of the messages (…/i): the code is typed or pasted, since a message may not carry it in a link. */
export function InvitationEntryPage() {
  const { product } = useText(shellTexts)
  const { entry } = useText(invitationTexts)
  const navigate = useNavigate()
  const [errors, setErrors] = useState<readonly FormError[]>([])

  function open(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const typed = String(new FormData(event.currentTarget).get('invitation') ?? '')
    const code = normaliseCode(typed)
    if (code !== null) return navigate(paths.invitation(code))
    setErrors([{ field: 'invitation', message: typed.trim() === '' ? entry.missing : entry.incomplete }])
  }

  return (
    <Page title={entry.title} site={product} lead={entry.lead} wrong={errors.length > 0}>
      <ErrorSummary errors={errors} />
      <Card>
        <form noValidate onSubmit={open} className="buttons">
          <TextInput
            name="invitation"
            label={entry.label}
            error={errors[0]?.message}
            shape="code"
            enterKeyHint="go"
            maxLength={40}
          />
          <Button type="submit" weight="main">
            {entry.open}
          </Button>
        </form>
      </Card>
      <LinkButton weight="quiet" href={paths.apply()}>
        {entry.without}
      </LinkButton>
    </Page>
  )
}
