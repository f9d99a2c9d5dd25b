import type { listPlaces } from '@yijian/shared/library/contract'
import { useState } from 'react'
import { endpoint } from '../../api/endpoint.ts'
import { request } from '../../api/request.ts'
import { useAnswer } from '../../api/use-answer.ts'
import { Fetched } from '../../app/Fetched.tsx'
import { useText } from '../../i18n/locale.tsx'
import { applyTexts } from '../../i18n/zh-CN/apply.ts'
import { PickGrid } from '../../ui/Choices.tsx'

const placesEndpoint = endpoint<typeof listPlaces>('GET', '/api/places')

export interface PickedPlace {
  readonly id: number
  readonly name: string
}

interface PlacePickerProps {
  readonly defaultPlace?: PickedPlace | undefined
  readonly error?: string | undefined
  readonly onPick: (place: PickedPlace) => void
}

/** County, then street: two taps, nothing to type. The error summary leads to `place`. */
export function PlacePicker({ defaultPlace, error, onPick }: PlacePickerProps) {
  const { place: texts } = useText(applyTexts)
  const places = useAnswer('places', () => request(placesEndpoint))
  const [picked, setPicked] = useState<string>()
  return (
    <Fetched of={places} lines={3}>
      {({ counties }) => {
        const chosen = counties.find(({ county, streets }) =>
          picked === undefined ? streets.some(({ id }) => id === defaultPlace?.id) : String(county.id) === picked,
        )
        return (
          <>
            <PickGrid
              name="place"
              label={texts.county}
              error={chosen ? undefined : error}
              choices={counties.map(({ county }) => ({ value: String(county.id), label: county.name }))}
              defaultValue={chosen && String(chosen.county.id)}
              onPick={setPicked}
            />
            {chosen && (
              <PickGrid
                key={chosen.county.id}
                name="street"
                label={texts.street}
                error={error}
                choices={chosen.streets.map(({ id, name }) => ({ value: String(id), label: name }))}
                defaultValue={defaultPlace && String(defaultPlace.id)}
                onPick={(value) => {
                  const street = chosen.streets.find(({ id }) => String(id) === value)
                  if (street) onPick({ id: street.id, name: `${chosen.county.name} ${street.name}` })
                }}
              />
            )}
          </>
        )
      }}
    </Fetched>
  )
}
