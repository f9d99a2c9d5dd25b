import type { Hints } from '@yijian/shared/places/contract'
import { formatCount } from '../../i18n/format.ts'
import { useLocale, useText } from '../../i18n/locale.tsx'
import { staffPlacesTexts } from '../../i18n/zh-CN/staff-places.ts'
import { StatusTag } from '../../ui/StatusTag.tsx'

/** Which streets others at the same place are in; several of them call for a look. */
export function HintTags({ hints }: { readonly hints: Hints }) {
  const { hint } = useText(staffPlacesTexts)
  const { locale } = useLocale()
  return (
    <span className="tags">
      {hints.map(({ place, enterprises }) => (
        <StatusTag key={place.id} tone={hints.length === 1 ? 'good' : 'look'}>
          {hint(place.name, formatCount(enterprises, locale))}
        </StatusTag>
      ))}
    </span>
  )
}
