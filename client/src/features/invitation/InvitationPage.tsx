import type { Invitation, readInvitation } from '@yijian/shared/invitation/contract'
import type { Answer } from '@yijian/shared/invitation/decline'
import { useState } from 'react'
import { useLocation, useNavigate, useParams } from 'react-router'
import { endpoint } from '../../api/endpoint.ts'
import { Refused } from '../../api/problems.ts'
import { request } from '../../api/request.ts'
import { useAnswer } from '../../api/use-answer.ts'
import { Failure } from '../../app/Failure.tsx'
import { paths } from '../../app/paths.ts'
import { useText } from '../../i18n/locale.tsx'
import { invitationTexts } from '../../i18n/zh-CN/invitation.ts'
import { shellTexts } from '../../i18n/zh-CN/shell.ts'
import { LinkButton } from '../../ui/Button.tsx'
import { Page } from '../../ui/Page.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { codeSentIn } from '../sign-in/code-sent.ts'
import { Declined } from './Declined.tsx'
import { InvitationOffer } from './InvitationOffer.tsx'
import { InvitedSignIn } from './InvitedSignIn.tsx'

const invitationEndpoint = endpoint<typeof readInvitation>('GET', '/api/invitations/:code')

/** What an invitation says and where it leads. Opening it changes nothing: messengers and scanners open links too. */
export function InvitationPage() {
  const { product } = useText(shellTexts)
  const texts = useText(invitationTexts)
  const { code = '' } = useParams()
  const { state } = useLocation()
  const navigate = useNavigate()
  const [declined, setDeclined] = useState<Answer>()
  const fetched = useAnswer(code, () => request(invitationEndpoint, { params: { code } }))
  const { answer, problem } = fetched
  if (answer === undefined) {
    const none = problem instanceof Refused && problem.status === 404
    if (none) return <Unknown />
    return (
      <Page title={texts.title} site={product}>
        {problem === undefined ? <Skeleton lines={5} /> : <Failure problem={problem} retry={fetched.reload} />}
      </Page>
    )
  }
  if (declined) return <Declined officeName={answer.invitedBy.officeName} answer={declined} />
  if (answer.state === 'used' || answer.state === 'over') return <Past state={answer.state} />
  const sent = codeSentIn(state)
  if (sent) return <InvitedSignIn code={code} sent={sent} />
  return (
    <InvitationOffer
      code={code}
      invitation={answer}
      onSent={(next) => navigate(paths.invitation(code), { state: { sent: next } })}
      onDeclined={setDeclined}
    />
  )
}

function Past({ state }: { readonly state: Exclude<Invitation['state'], 'live' | 'silenced'> }) {
  const { product } = useText(shellTexts)
  const texts = useText(invitationTexts)[state]
  return (
    <Page title={texts.title} site={product} lead={texts.text}>
      <div className="buttons buttons-row">
        <LinkButton weight="main" href={state === 'used' ? paths.applications() : paths.apply()}>
          {texts.action}
        </LinkButton>
      </div>
    </Page>
  )
}

function Unknown() {
  const { product } = useText(shellTexts)
  const { unknown, entry } = useText(invitationTexts)
  return (
    <Page title={unknown.title} site={product} lead={unknown.text}>
      <div className="buttons buttons-row">
        <LinkButton weight="main" href={paths.invitationEntry()}>
          {unknown.again}
        </LinkButton>
        <LinkButton href={paths.apply()}>{entry.without}</LinkButton>
      </div>
    </Page>
  )
}
