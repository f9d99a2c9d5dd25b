import type { PublicEnterprise } from '@yijian/shared/library/contract'
import { useState } from 'react'
import { useText } from '../../i18n/locale.tsx'
import { applyTexts } from '../../i18n/zh-CN/apply.ts'
import { Card } from '../../ui/Card.tsx'
import { RadioGrid } from '../../ui/Choices.tsx'
import type { FormError } from '../../ui/ErrorSummary.tsx'
import { PlacePicker } from '../place/PlacePicker.tsx'
import type { ChosenPlace } from './answers.ts'

interface OperatingPlaceProps {
  readonly enterprise: PublicEnterprise
  /** The register does not tell, or tells of a place it has left. */
  readonly mustSay: boolean
  readonly place: ChosenPlace | undefined
  readonly errors: readonly FormError[]
  readonly onPick: (place: ChosenPlace) => void
}

/** Where the enterprise really works decides which street serves it; the registered address is only the first guess. */
export function OperatingPlace({ enterprise, mustSay, place, errors, onPick }: OperatingPlaceProps) {
  const { confirm: texts } = useText(applyTexts)
  const [where, setWhere] = useState(place ? 'elsewhere' : mustSay ? undefined : 'here')
  const errorOf = (name: string) => errors.find(({ field }) => field === name)?.message
  const elsewhere = { value: 'elsewhere', label: texts.elsewhere }
  const choices = mustSay
    ? [
        { ...elsewhere, label: texts.choose },
        { value: 'not_sure', label: texts.notSure },
      ]
    : [{ value: 'here', label: texts.here(enterprise.place.name) }, elsewhere]
  return (
    <Card>
      <RadioGrid
        name="where"
        label={texts.place}
        hint={mustSay ? texts.placeUnknown : undefined}
        error={errorOf('where')}
        choices={choices}
        defaultValue={where}
        onPick={setWhere}
      />
      {where === 'elsewhere' && <PlacePicker defaultPlace={place} error={errorOf('place')} onPick={onPick} />}
    </Card>
  )
}
