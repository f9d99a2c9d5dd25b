import type { PlacePreview } from '@yijian/shared/places/contract'
import { paths } from '../../app/paths.ts'
import { formatDay } from '../../i18n/format.ts'
import { useLocale, useText } from '../../i18n/locale.tsx'
import { staffPlacesTexts } from '../../i18n/zh-CN/staff-places.ts'
import { Link } from '../../ui/Link.tsx'
import { Notice } from '../../ui/Notice.tsx'

interface ConsequencesProps {
  readonly seen: PlacePreview
  /** Whether the others of the place follow. */
  readonly together: boolean
}

/** Who would follow, who said otherwise, and which applications stay where they are. */
export function Consequences({ seen, together }: ConsequencesProps) {
  const { sheet: texts } = useText(staffPlacesTexts)
  const { locale } = useLocale()
  const { teaches, examples, contradicts, openApplications } = seen
  return (
    <>
      {together && examples.length > 0 && (
        <div className="prose">
          <p>{texts.examples}</p>
          <ul>
            {examples.map(({ id, name, address }) => (
              <li key={id}>
                {name} <span className="fine">{address}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
      {together && teaches && contradicts.length > 0 && (
        <Notice tone="look" title={texts.contradicts}>
          <p>{texts.contradictsText(teaches.key)}</p>
          {contradicts.map(({ id, place, officerName, learnedAt }) => (
            <p key={id}>{texts.saidBy(place.name, officerName, formatDay(learnedAt, locale))}</p>
          ))}
        </Notice>
      )}
      {openApplications.length > 0 && (
        <Notice title={texts.applications}>
          <p>{texts.applicationsText}</p>
          {openApplications.map(({ id, number, enterpriseName, place }) => (
            <p key={id}>
              <Link href={paths.staffCase(String(id))}>{texts.application(enterpriseName, number, place.name)}</Link>
            </p>
          ))}
        </Notice>
      )}
    </>
  )
}
