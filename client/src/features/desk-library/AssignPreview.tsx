import { useQuery } from '@tanstack/react-query'
import { request } from '../../api/request.ts'
import { formatCount } from '../../i18n/format.ts'
import { useLocale, useText } from '../../i18n/locale.tsx'
import { staffLibraryTexts } from '../../i18n/zh-CN/staff-library.ts'
import { KeyValue } from '../../ui/KeyValue.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { Tick } from '../../ui/Tick.tsx'
import { previewAssignmentEndpoint } from './endpoints.ts'
import { type Picked, previewOf } from './selection.ts'

/** What assigning would change; `postId` asks in addition what that post does not cover. */
export function useAssignPreview(picked: Picked, postId: number | undefined, open: boolean) {
  const which = previewOf(picked)
  return useQuery({
    queryKey: ['library', 'assign-preview', which, postId],
    queryFn: () =>
      request(previewAssignmentEndpoint, {
        query: { ...which, ...(postId !== undefined && { postId: String(postId) }) },
      }),
    enabled: open && which !== undefined,
    placeholderData: (before) => before,
    gcTime: 0,
  })
}

type Preview = NonNullable<ReturnType<typeof useAssignPreview>['data']>

/** Enterprises that other posts than this one have. */
export function countWithOthers({ withWhom, elsewhere }: Preview, postId: number | undefined): number {
  return withWhom.reduce((sum, one) => sum + (one.postId === postId ? 0 : one.count), elsewhere)
}

interface AssignPreviewProps {
  readonly preview: Preview | undefined
  readonly postId: number | undefined
  /** Others' are to be assigned too: never unless somebody has said so. */
  readonly takeOver: boolean
  readonly onTakeOver: (all: boolean) => void
}

/** Who has them now and where they are, before anything is assigned. */
export function AssignPreview({ preview, postId, takeOver, onTakeOver }: AssignPreviewProps) {
  const { assign: texts, comma } = useText(staffLibraryTexts)
  const { locale } = useLocale()
  if (!preview) return <Skeleton lines={2} />
  const counted = (count: number) => formatCount(count, locale)
  const homes = (count: number) => <span className="number">{texts.homes(counted(count))}</span>
  const { free, withWhom, elsewhere, ruledOut, places, otherPlaces } = preview
  const others = countWithOthers(preview, postId)
  const names = withWhom.map(({ officerName }) => officerName)
  const where = [
    ...places.map(({ name, count }) => texts.placeLine(name, counted(count))),
    ...(otherPlaces > 0 ? [texts.otherPlaces(counted(otherPlaces))] : []),
  ]
  return (
    <section className="stack" aria-label={texts.now} aria-live="polite">
      <KeyValue
        facts={[
          ...(free > 0 ? [{ label: texts.free, value: homes(free) }] : []),
          ...withWhom.map(({ officerName, officeName, count, inTouch }, i) => ({
            // Two may have one name.
            label: names.indexOf(officerName) === i ? officerName : `${officerName} (${i + 1})`,
            value: homes(count),
            note: [officeName, ...(inTouch > 0 ? [texts.inTouch(inTouch)] : [])].join('\u00a0· '),
          })),
          ...(elsewhere > 0 ? [{ label: texts.elsewhere, value: homes(elsewhere) }] : []),
          ...(ruledOut > 0 ? [{ label: texts.ruledOut, value: homes(ruledOut), note: texts.ruledOutNote }] : []),
          ...(places.length > 1 ? [{ label: texts.places, value: where.join(comma), full: true }] : []),
        ]}
      />
      {others > 0 && (
        <Tick
          name="take-over"
          label={texts.takeOver(counted(others))}
          defaultChecked={takeOver}
          onChange={onTakeOver}
        />
      )}
    </section>
  )
}
