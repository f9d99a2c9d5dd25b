import { useExplain } from '../api/explain.ts'
import { useComingBack } from '../api/use-coming-back.ts'
import { useText } from '../i18n/locale.tsx'
import { shellTexts } from '../i18n/zh-CN/shell.ts'
import { Button } from '../ui/Button.tsx'
import { Notice } from '../ui/Notice.tsx'

/** In place of what could not be fetched: why, and another try. */
export function Failure({ problem, retry }: { readonly problem: unknown; readonly retry: () => void }) {
  const { broken } = useText(shellTexts)
  const explain = useExplain()
  useComingBack(problem, retry)
  return (
    <>
      <Notice tone="look" live>
        <p>{explain(problem)}</p>
      </Notice>
      <div className="buttons buttons-row">
        <Button onClick={retry}>{broken.retry}</Button>
      </div>
    </>
  )
}
