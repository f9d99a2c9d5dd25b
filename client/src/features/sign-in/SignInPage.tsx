import type { Session } from '@yijian/shared/identity/contract'
import { useEffect, useState } from 'react'
import { useLocation, useNavigate } from 'react-router'
import { renewSession, request } from '../../api/request.ts'
import { useSession } from '../../api/session.ts'
import { signOut } from '../../api/sign-out.ts'
import { paths, safeNext } from '../../app/paths.ts'
import { useText } from '../../i18n/locale.tsx'
import { shellTexts } from '../../i18n/zh-CN/shell.ts'
import { signInTexts } from '../../i18n/zh-CN/sign-in.ts'
import { Button } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { Page } from '../../ui/Page.tsx'
import { CodeForm } from './CodeForm.tsx'
import { codeSentIn } from './code-sent.ts'
import { ownPhone } from './own-phone.ts'
import { PhoneForm, requestCodeEndpoint } from './PhoneForm.tsx'

/** Phone, then code: two entries of history, so that the back button returns to the phone. */
export function SignInPage() {
  const { product } = useText(shellTexts)
  const { title, lead, code } = useText(signInTexts)
  const { state, search } = useLocation()
  const navigate = useNavigate()
  const session = useSession()
  const [wrong, setWrong] = useState(false)
  const sent = codeSentIn(state)
  const here = paths.signIn() + search
  useEffect(() => {
    // Quietly: whoever is signed in already need not do it again; without a network the form stands anyway.
    if (session === undefined) renewSession().catch(() => {})
  }, [session])

  function goOn(signedIn: Session) {
    const next = new URLSearchParams(search).get('next')
    const own = signedIn.posts.length > 0 ? paths.staff() : paths.applications()
    navigate(next === null ? own : safeNext(next), { replace: true })
  }

  if (sent) {
    return (
      <Page key="code" title={code.title} site={product} wrong={wrong} back={{ href: here, label: code.otherPhone }}>
        <CodeForm
          sent={sent}
          onWrong={setWrong}
          onSignedIn={goOn}
          resend={async () => {
            const phone = ownPhone()
            // After a reload the number is no longer known here: it is asked for again.
            if (phone === undefined) return navigate(here)
            const again = await request(requestCodeEndpoint, { body: { phone } })
            navigate(here, { replace: true, state: { sent: again } })
          }}
        />
      </Page>
    )
  }
  if (session) return <AlreadySignedIn session={session} goOn={() => goOn(session)} />
  return (
    <Page key="phone" title={title} site={product} lead={lead} wrong={wrong}>
      <PhoneForm onWrong={setWrong} onSent={(next) => navigate(here, { state: { sent: next } })} />
    </Page>
  )
}

function AlreadySignedIn({ session, goOn }: { readonly session: Session; readonly goOn: () => void }) {
  const { product } = useText(shellTexts)
  const { already } = useText(signInTexts)
  // Without a network the session ends here all the same, and signing in takes the place of the cookie that stays.
  const leave = () => signOut().catch(() => {})
  return (
    <Page key="already" title={already.title} site={product} lead={already.text(session.account.phoneMasked)}>
      <Card>
        <Button weight="main" onClick={goOn}>
          {already.goOn}
        </Button>
        <Button weight="quiet" onClick={leave}>
          {already.other}
        </Button>
      </Card>
    </Page>
  )
}
