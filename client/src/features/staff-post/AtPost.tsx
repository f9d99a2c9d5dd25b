import { type ReactNode, useEffect, useState } from 'react'
import { Outlet, useLocation, useNavigate } from 'react-router'
import { request } from '../../api/request.ts'
import { setMe, useSession } from '../../api/session.ts'
import { Failure } from '../../app/Failure.tsx'
import { paths, withQuery } from '../../app/paths.ts'
import { useText } from '../../i18n/locale.tsx'
import { shellTexts } from '../../i18n/zh-CN/shell.ts'
import { staffMeTexts } from '../../i18n/zh-CN/staff-me.ts'
import { LinkButton } from '../../ui/Button.tsx'
import { Page } from '../../ui/Page.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { choosePostEndpoint } from './choose-post.ts'

/** The pages below are for an officer who acts in a post; one who has several chooses first, one who has one need not. */
export function AtPost() {
  const session = useSession()
  const navigate = useNavigate()
  const { pathname, search } = useLocation()
  const [problem, setProblem] = useState<unknown>()
  const [attempt, setAttempt] = useState(0)
  const posts = session?.posts ?? []
  const chosen = session?.post ?? null
  const only = posts.length === 1 ? posts[0]?.id : undefined
  const choosing = pathname === paths.staffPost()
  const undecided = session !== null && session !== undefined && chosen === null
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt is a reason to ask again
  useEffect(() => {
    if (!undecided) return
    if (only !== undefined) {
      request(choosePostEndpoint, { body: { postId: only } }).then(setMe, setProblem)
    } else if (posts.length > 1 && !choosing) {
      navigate(withQuery(paths.staffPost(), { next: pathname + search }), { replace: true })
    }
  }, [undecided, only, posts.length, choosing, pathname, search, navigate, attempt])
  if (chosen !== null || (choosing && posts.length > 1)) return <Outlet />
  if (session && posts.length === 0) return <NoPost />
  return (
    <Waiting>
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
    </Waiting>
  )
}

function Waiting({ children }: { readonly children: ReactNode }) {
  const { post } = useText(staffMeTexts)
  const { product } = useText(shellTexts)
  return (
    <Page title={post.choosing} site={product}>
      {children}
    </Page>
  )
}

function NoPost() {
  const { post } = useText(staffMeTexts)
  const { product } = useText(shellTexts)
  return (
    <Page title={post.none} site={product} lead={post.noneText}>
      <div className="buttons buttons-row">
        <LinkButton weight="main" href={paths.home()}>
          {post.home}
        </LinkButton>
      </div>
    </Page>
  )
}
