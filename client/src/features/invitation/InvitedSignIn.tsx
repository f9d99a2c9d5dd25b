import type { CodeSent } from '@yijian/shared/identity/contract'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { request } from '../../api/request.ts'
import { paths } from '../../app/paths.ts'
import { useText } from '../../i18n/locale.tsx'
import { invitationTexts } from '../../i18n/zh-CN/invitation.ts'
import { shellTexts } from '../../i18n/zh-CN/shell.ts'
import { LinkButton } from '../../ui/Button.tsx'
import { Page } from '../../ui/Page.tsx'
import { CodeForm } from '../sign-in/CodeForm.tsx'
import { requestCodeEndpoint } from '../sign-in/PhoneForm.tsx'

/** The code of the registered phone proves that somebody of the enterprise is applying; the invitation alone does not. */
export function InvitedSignIn({ code, sent }: { readonly code: string; readonly sent: CodeSent }) {
  const { product } = useText(shellTexts)
  const { codePage, notMyPhone, notMyPhoneText, walkIn } = useText(invitationTexts)
  const navigate = useNavigate()
  const [wrong, setWrong] = useState(false)
  return (
    <Page
      title={codePage.title}
      site={product}
      lead={codePage.lead(sent.phoneMasked)}
      wrong={wrong}
      back={{ href: paths.invitation(code), label: codePage.back }}
    >
      <CodeForm
        sent={sent}
        onWrong={setWrong}
        onSignedIn={() => navigate(paths.applyInvited(), { replace: true })}
        resend={async () => {
          const again = await request(requestCodeEndpoint, { body: { invitationCode: code } })
          navigate(paths.invitation(code), { replace: true, state: { sent: again } })
        }}
      />
      <details className="card">
        <summary>{notMyPhone}</summary>
        <p>{notMyPhoneText}</p>
        <LinkButton href={paths.apply()}>{walkIn}</LinkButton>
      </details>
    </Page>
  )
}
