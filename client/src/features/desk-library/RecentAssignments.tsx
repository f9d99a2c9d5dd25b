import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useExplain } from '../../api/explain.ts'
import { request } from '../../api/request.ts'
import { useCommand } from '../../api/use-command.ts'
import { formatCount, formatMoment } from '../../i18n/format.ts'
import { useLocale, useText } from '../../i18n/locale.tsx'
import { staffLibraryTexts } from '../../i18n/zh-CN/staff-library.ts'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { useToast } from '../../ui/Toast.tsx'
import { listAssignmentsEndpoint, takeBackEndpoint } from './endpoints.ts'

/** What has just been assigned, as the sheet remembers it. */
export interface JustAssigned {
  readonly commandId: string
  /** Of how many enterprises, in a sentence. */
  readonly said: string
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

interface JustAssignedSheetProps {
  readonly done: JustAssigned
  readonly open: boolean
  readonly onClose: () => void
}

/** Right after assigning, the way back beside what was done. */
export function JustAssignedSheet({ done, open, onClose }: JustAssignedSheetProps) {
  const { assign: texts } = useText(staffLibraryTexts)
  const explain = useExplain()
  const { busy, problem, takeBack } = useTakeBack(onClose)
  return (
    <Sheet
      open={open}
      onClose={onClose}
      title={texts.assignedTo(done.who)}
      foot={
        <>
          <Button weight="main" onClick={onClose}>
            {texts.close}
          </Button>
          <Button busy={busy} onClick={() => void takeBack(done.commandId)}>
            {texts.takeBackThis}
          </Button>
        </>
      }
    >
      <Notice tone="good" live>
        <p>{done.said}</p>
      </Notice>
      {problem !== undefined && (
        <Notice tone="look" live>
          <p>{explain(problem)}</p>
        </Notice>
      )}
      <p className="fine">{texts.takeBackHint}</p>
    </Sheet>
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
              {texts.recentLine(formatCount(assigned, locale), officerName)}
              <span className="fine" style={{ display: 'block' }}>
                {[
                  formatMoment(at, locale),
                  officeName,
                  takenBack
                    ? texts.wasTakenBack
                    : unchanged === 0
                      ? texts.noneToTakeBack
                      : texts.canTakeBack(formatCount(unchanged, locale)),
                ].join('\u00a0· ')}
              </span>
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
