import { useQuery } from '@tanstack/react-query'
import type { Place } from '@yijian/shared/values'
import { useState } from 'react'
import { request } from '../../api/request.ts'
import { useText } from '../../i18n/locale.tsx'
import { staffTexts } from '../../i18n/zh-CN/staff.ts'
import { staffCaseTexts } from '../../i18n/zh-CN/staff-case.ts'
import { PickGrid } from '../../ui/Choices.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { listPlacesEndpoint } from '../staff-work/endpoints.ts'
import { StaffProblem } from '../staff-work/StaffProblem.tsx'

interface PlaceChoiceProps {
  /** Where the case lies now. */
  readonly from: Place
  /** A pool of a county hands on only within that county. */
  readonly within: boolean
  readonly error: string | undefined
}

/** County first, then one of its streets; the form carries `placeId`. */
export function PlaceChoice({ from, within, error }: PlaceChoiceProps) {
  const { decision } = useText(staffCaseTexts)
  const { place } = useText(staffTexts)
  const [picked, setPicked] = useState<string>()
  const {
    data,
    error: problem,
    refetch,
  } = useQuery({
    queryKey: ['places'],
    queryFn: () => request(listPlacesEndpoint),
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (problem) return <StaffProblem problem={problem} retry={() => void refetch()} />
  if (!data) return <Skeleton />
  const here = data.counties.find(({ county, streets }) => [county, ...streets].some(({ id }) => id === from.id))
  const counties = within && here ? [here] : data.counties
  const chosen = counties.find(({ county }) => String(county.id) === picked) ?? here
  return (
    <>
      {counties.length > 1 && (
        <PickGrid
          name="county"
          label={decision.county}
          choices={counties.map(({ county }) => ({ value: String(county.id), label: county.name }))}
          defaultValue={chosen && String(chosen.county.id)}
          onPick={setPicked}
        />
      )}
      {chosen ? (
        <PickGrid
          key={chosen.county.id}
          name="placeId"
          label={decision.street}
          error={error}
          choices={chosen.streets
            .filter(({ id }) => id !== from.id)
            .map((street) => ({ value: String(street.id), label: street.name }))}
        />
      ) : (
        error && <p className="field-error">{error || place.street}</p>
      )}
    </>
  )
}
