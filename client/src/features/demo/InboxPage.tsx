import { codeAlphabet, codeLength } from '@yijian/shared/invitation/code'
import type { listSimulatedMessages, replyInDemonstration, SimulatedMessage } from '@yijian/shared/messages/contract'
import type { FormEvent } from 'react'
import { useLocation, useNavigate } from 'react-router'
import { endpoint } from '../../api/endpoint.ts'
import { useExplain } from '../../api/explain.ts'
import { request } from '../../api/request.ts'
import { useAnswer } from '../../api/use-answer.ts'
import { Fetched } from '../../app/Fetched.tsx'
import { paths } from '../../app/paths.ts'
import { formatMoment } from '../../i18n/format.ts'
import { useLocale, useText } from '../../i18n/locale.tsx'
import { demoTexts } from '../../i18n/zh-CN/demo.ts'
import { shellTexts } from '../../i18n/zh-CN/shell.ts'
import { Button, LinkButton } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Page } from '../../ui/Page.tsx'
import { TextInput } from '../../ui/TextInput.tsx'
import { useToast } from '../../ui/Toast.tsx'

const inboxEndpoint = endpoint<typeof listSimulatedMessages>('GET', '/api/demo/inbox')
const replyEndpoint = endpoint<typeof replyInDemonstration>('POST', '/api/demo/inbox/:id/replies')
const INVITATION_CODE = new RegExp(`\\b[${codeAlphabet}]{${codeLength}}\\b`)
const SIGN_IN_CODE = /\b\d{6}\b/

/** What the simulator delivered. A demonstration only: elsewhere the server knows no such address. */
export function InboxPage() {
  const { product } = useText(shellTexts)
  const texts = useText(demoTexts)
  const navigate = useNavigate()
  const { search } = useLocation()
  const phone = new URLSearchParams(search).get('phone') ?? ''
  const inbox = useAnswer(phone, () => request(inboxEndpoint, { query: phone === '' ? {} : { phone } }))

  function filter(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const typed = String(new FormData(event.currentTarget).get('phone') ?? '').trim()
    navigate(typed === '' ? paths.demoInbox() : paths.demoInbox(typed))
  }

  return (
    <Page title={texts.title} site={product} lead={texts.lead}>
      <Card>
        <form noValidate onSubmit={filter} className="buttons" key={phone}>
          <TextInput
            name="phone"
            label={texts.phone}
            type="tel"
            inputMode="tel"
            autoComplete="off"
            maxLength={40}
            defaultValue={phone}
          />
          <div className="tags">
            <Button type="submit">{texts.filter}</Button>
            {phone !== '' && <LinkButton href={paths.demoInbox()}>{texts.all}</LinkButton>}
            <Button weight="main" onClick={inbox.reload}>
              {texts.refresh}
            </Button>
          </div>
        </form>
      </Card>
      <Fetched of={inbox}>
        {({ messages }) =>
          messages.length === 0 ? (
            <EmptyState title={texts.none}>{texts.noneText}</EmptyState>
          ) : (
            <ul className="queue">
              {messages.map((message) => (
                <li key={message.id}>
                  <Message message={message} />
                </li>
              ))}
            </ul>
          )
        }
      </Fetched>
    </Page>
  )
}

function Message({ message }: { readonly message: SimulatedMessage }) {
  const texts = useText(demoTexts)
  const { locale } = useLocale()
  const toast = useToast()
  const explain = useExplain()
  const invitation = INVITATION_CODE.exec(message.text)?.[0]
  /** As whoever holds the phone would type it. */
  async function refuse() {
    try {
      await request(replyEndpoint, { params: { id: String(message.id) }, body: { text: 'R' } })
      toast(texts.refused(message.phone))
    } catch (problem) {
      toast(explain(problem))
    }
  }
  const code = message.template === 'sign_in_code' ? SIGN_IN_CODE.exec(message.text)?.[0] : invitation
  return (
    <article className="card">
      <p className="queue-meta">
        {texts.to(message.phone)} ·{' '}
        <time dateTime={message.receivedAt}>{formatMoment(message.receivedAt, locale)}</time> ·{' '}
        {texts.segments(message.segments)}
      </p>
      <p lang="zh-CN">{message.text}</p>
      {code !== undefined && (
        <div className="buttons buttons-row">
          <Button
            small
            onClick={() =>
              navigator.clipboard?.writeText(code).then(
                () => toast(texts.copied(code)),
                () => {}, // refused by the browser: the code stands there to be read
              )
            }
          >
            {texts.copy(code)}
          </Button>
          {message.template === 'invitation' && (
            <>
              <LinkButton small href={paths.invitation(code)}>
                {texts.open}
              </LinkButton>
              <Button small weight="quiet" onClick={() => void refuse()}>
                {texts.refuse}
              </Button>
            </>
          )}
        </div>
      )}
    </article>
  )
}
