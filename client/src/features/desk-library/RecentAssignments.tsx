import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useExplain } from '../../api/explain.ts'
import { request } from '../../api/request.ts'
import { useCommand } from '../../api/use-command.ts'
import { formatCount, formatMoment } from '../../i18n/format.ts'
import { useLocale, useText } from '../../i18n/locale.tsx'
import { staffLibraryTexts } from '../../i18n/zh-CN/staff-library.ts'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { useToast } from '../../ui/Toast.tsx'
import { listAssignmentsEndpoint, takeBackEndpoint } from './endpoints.ts'

/** What has just been assigned, as the page remembers it. */
export interface JustAssigned {
  readonly commandId: string
  readonly assigned: number
  readonly who: string
}

function useTakeBack(onDone: () => void) {
  const { assign: texts } = useText(staffLibraryTexts)
  const { locale } = useLocale()
  const toast = useToast()
  const queries = useQueryClient()
  const command = useCommand((id: string, commandId) =>
    request(takeBackEndpoint, { params: { id }, body: { commandId } }),
  )
  async function takeBack(id: string) {
    const done = await command.run(id)
    if (!done) return
    void queries.invalidateQueries({ queryKey: ['library'] })
    toast(texts.tookBack(formatCount(done.takenBack, locale), done.kept))
    onDone()
  }
  return { ...command, takeBack }
}

interface JustAssignedNoticeProps {
  readonly assigned: JustAssigned
  readonly onDone: () => void
}

/** Right after assigning, the way back beside it. */
export function JustAssignedNotice({ assigned, onDone }: JustAssignedNoticeProps) {
  const { assign: texts } = useText(staffLibraryTexts)
  const { locale } = useLocale()
  const explain = useExplain()
  const { busy, problem, takeBack } = useTakeBack(onDone)
  return (
    <Notice tone="good" live>
      <p>{texts.assignedNow(formatCount(assigned.assigned, locale), assigned.who)}</p>
      <p className="fine">{texts.takeBackHint}</p>
      {problem !== undefined && <p>{explain(problem)}</p>}
      <div className="buttons">
        <Button small busy={busy} onClick={() => void takeBack(assigned.commandId)}>
          {texts.takeBack}
        </Button>
      </div>
    </Notice>
  )
}

/** The last assignments of this post, each with its way back for as long as nobody has acted on all of it. */
export function RecentAssignments() {
  const { assign: texts } = useText(staffLibraryTexts)
  const { locale } = useLocale()
  const explain = useExplain()
  const recent = useQuery({
    queryKey: ['library', 'assignments'],
    queryFn: () => request(listAssignmentsEndpoint),
  })
  const { busy, problem, takeBack } = useTakeBack(() => {})
  const items = recent.data?.items ?? []
  if (items.length === 0) return null
  return (
    <details className="fold">
      <summary>{texts.recent}</summary>
      {problem !== undefined && (
        <Notice tone="look" live>
          <p>{explain(problem)}</p>
        </Notice>
      )}
      <p className="fine">{texts.takeBackHint}</p>
      <ul className="rows">
        {items.map(({ commandId, at, assigned, officerName, officeName, unchanged, takenBack }) => (
          <li key={commandId}>
            <span>
              {texts.recentLine(formatMoment(at, locale), formatCount(assigned, locale), officerName, officeName)}
              <small>
                {takenBack
                  ? texts.wasTakenBack
                  : unchanged === 0
                    ? texts.noneToTakeBack
                    : texts.canTakeBack(formatCount(unchanged, locale))}
              </small>
            </span>
            {!takenBack && unchanged > 0 && (
              <Button small busy={busy} onClick={() => void takeBack(commandId)}>
                {texts.takeBack}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </details>
  )
}
