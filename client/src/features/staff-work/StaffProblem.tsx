import { Refused } from '../../api/problems.ts'
import { useSession } from '../../api/session.ts'
import { Failure } from '../../app/Failure.tsx'
import { paths } from '../../app/paths.ts'
import { useText } from '../../i18n/locale.tsx'
import { staffTexts } from '../../i18n/zh-CN/staff.ts'
import { LinkButton } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'

/** What is read by an address: one that cannot be leads as little anywhere as one that is not there. */
const NOWHERE: readonly string[] = ['not_found', 'choose_a_post', 'invalid_input']

/** Why something could not be fetched, and what an officer does about it. */
export function StaffProblem({ problem, retry }: { readonly problem: unknown; readonly retry: () => void }) {
  const { problem: texts } = useText(staffTexts)
  const session = useSession()
  if (!(problem instanceof Refused) || problem.status >= 500) return <Failure problem={problem} retry={retry} />
  if (!NOWHERE.includes(problem.code)) return <Failure problem={problem} retry={retry} />
  const several = (session?.posts.length ?? 0) > 1
  return (
    <>
      <Notice tone="look" title={texts.outside} live>
        <p>{texts.outsideText}</p>
      </Notice>
      <div className="buttons buttons-row">
        <LinkButton weight="main" href={paths.staff()}>
          {texts.toQueues}
        </LinkButton>
        {several && <LinkButton href={paths.staffPost()}>{texts.changePost}</LinkButton>}
      </div>
    </>
  )
}
