import { type FormEvent, useState } from 'react'
import { useNavigate } from 'react-router'
import { paths } from '../../app/paths.ts'
import { useText } from '../../i18n/locale.tsx'
import { homeTexts } from '../../i18n/zh-CN/home.ts'
import { shellTexts } from '../../i18n/zh-CN/shell.ts'
import { Button, LinkButton } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Page } from '../../ui/Page.tsx'
import { TextInput } from '../../ui/TextInput.tsx'
import { Steps } from '../../ui/Timeline.tsx'
import { Lake } from './Lake.tsx'

export function HomePage() {
  const { product } = useText(shellTexts)
  const { title, lead, start, progress, how, fewMembers } = useText(homeTexts)
  const [error, setError] = useState<string>()
  return (
    <Page title={title} site={product} lead={lead} wrong={error !== undefined} hero={<Lake />}>
      <div className="home">
        <div className="home-actions">
          <div className="buttons">
            <LinkButton weight="main" href={paths.apply()}>
              {start}
            </LinkButton>
            <LinkButton href={paths.applications()}>{progress}</LinkButton>
          </div>
          <InvitationCode error={error} setError={setError} />
        </div>
        <div className="home-about">
          <Card title={how.title}>
            <Steps steps={[how.fill, how.contact, how.found]} />
          </Card>
          <Notice title={fewMembers.title}>
            <p>{fewMembers.text}</p>
          </Notice>
        </div>
      </div>
    </Page>
  )
}

interface InvitationCodeProps {
  readonly error: string | undefined
  readonly setError: (error: string | undefined) => void
}

function InvitationCode({ error, setError }: InvitationCodeProps) {
  const { invitation } = useText(homeTexts)
  const navigate = useNavigate()
  function open(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const typed = String(new FormData(event.currentTarget).get('invitation') ?? '')
    const code = typed.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase()
    if (code !== '') return navigate(paths.invitation(code))
    setError(invitation.missing)
    event.currentTarget.querySelector('input')?.focus()
  }
  return (
    <Card title={invitation.title}>
      <form noValidate onSubmit={open} className="buttons">
        <TextInput
          name="invitation"
          label={invitation.label}
          hint={invitation.hint}
          error={error}
          shape="code"
          enterKeyHint="go"
          maxLength={40}
        />
        <Button type="submit">{invitation.open}</Button>
      </form>
    </Card>
  )
}
