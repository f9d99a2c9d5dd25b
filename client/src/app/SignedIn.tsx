import { useEffect, useState } from 'react'
import { Outlet, useLocation, useNavigate } from 'react-router'
import { renewSession } from '../api/request.ts'
import { useSession } from '../api/session.ts'
import { useText } from '../i18n/locale.tsx'
import { shellTexts } from '../i18n/zh-CN/shell.ts'
import { Button } from '../ui/Button.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Page } from '../ui/Page.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { paths } from './paths.ts'

/** The pages below are for somebody who is signed in; everybody else is led to sign-in and back here. */
export function SignedIn() {
  const session = useSession()
  const { pathname, search } = useLocation()
  const navigate = useNavigate()
  const { product, unreachable, broken } = useText(shellTexts)
  const [cutOff, setCutOff] = useState(false)
  const [attempt, setAttempt] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt is a reason to ask again
  useEffect(() => {
    if (session === undefined) renewSession().catch(() => setCutOff(true))
    if (session === null) navigate(paths.signIn(pathname + search), { replace: true })
  }, [session, pathname, search, navigate, attempt])
  if (session) return <Outlet />
  if (cutOff) {
    return (
      <Page title={broken.title} site={product}>
        <Notice tone="look" live>
          <p>{unreachable}</p>
        </Notice>
        <Button
          onClick={() => {
            setCutOff(false)
            setAttempt(attempt + 1)
          }}
        >
          {broken.retry}
        </Button>
      </Page>
    )
  }
  return (
    <div className="page">
      <Skeleton lines={5} />
    </div>
  )
}
