import { useEffect, useState } from 'react'
import { Outlet, useLocation, useNavigate } from 'react-router'
import { renewSession } from '../api/request.ts'
import { useSession } from '../api/session.ts'
import { Skeleton } from '../ui/Skeleton.tsx'
import { Failure } from './Failure.tsx'
import { paths } from './paths.ts'

/** The pages below are for somebody who is signed in; everybody else is led to sign-in and back here. */
export function SignedIn() {
  const session = useSession()
  const { pathname, search } = useLocation()
  const navigate = useNavigate()
  const [problem, setProblem] = useState<unknown>()
  const [attempt, setAttempt] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt is a reason to ask again
  useEffect(() => {
    if (session === undefined) renewSession().catch(setProblem)
    if (session === null) navigate(paths.signIn(pathname + search), { replace: true })
  }, [session, pathname, search, navigate, attempt])
  if (session) return <Outlet />
  return (
    <div className="page">
      {problem === undefined ? (
        <Skeleton lines={5} />
      ) : (
        <Failure
          problem={problem}
          retry={() => {
            setProblem(undefined)
            setAttempt(attempt + 1)
          }}
        />
      )}
    </div>
  )
}
